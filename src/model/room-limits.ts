/**
 * Rooms as counting rows. Meetings that may use the same set of rooms are of one *kind*. By Hall's theorem (P. Hall 1935,
 * "On representatives of subsets") the meetings of a slot fit their rooms if and only if, for every union U of kinds'
 * room sets, the meetings whose rooms all lie in U are no more than the tables of U. Unions of disjoint sets are implied by
 * their parts, so only the closure under unions of intersecting sets is kept. A few shared rooms and twenty booths have a million
 * such unions, of which next to none is ever short: where there are many, those are kept alone that were found to be.
 */

/** Sets of rooms as sorted index lists. */
export type RoomSet = readonly number[];

export interface RoomLimits {
  /** Room set of each limit. */
  readonly sets: readonly RoomSet[];
  /** For each kind the limits it counts in: those whose set holds all its rooms. */
  readonly ofKind: readonly Int32Array[];
  /** Whether meetings that keep these limits always fit their rooms. */
  readonly isWhole: boolean;
}

/** More unions than this beside the kinds' own sets, and the search would spend its time on them alone. */
const MOST_UNIONS = 32;

/** @param known unions of kinds' sets that count where there are too many. O(limits of a room · rooms in kinds). */
export function roomLimits(kinds: readonly RoomSet[], known: readonly RoomSet[] = []): RoomLimits {
  const own = distinct(kinds);
  const components = componentsOf(own);
  const closures = components.map(closure);
  const kept = new Set(components.filter((_, i) => closures[i]).flat());
  const sets = distinct([
    ...own.filter(set => kept.has(set)),
    ...components.flatMap((component, i) => closures[i] ?? [unionOf(component)]),
    ...known,
  ]);
  const members = sets.map(set => new Set(set));
  const withRoom = new Map<number, number[]>();
  sets.forEach((set, limit) => {
    for (const room of set) withRoom.set(room, [...(withRoom.get(room) ?? []), limit]);
  });
  const ofKind = kinds.map(kind =>
    Int32Array.from((withRoom.get(kind[0]) ?? []).filter(limit => kind.every(room => members[limit].has(room)))),
  );
  return { sets, ofKind, isWhole: closures.every(unions => unions !== undefined) };
}

/** Each once, without the empty ones. */
export function distinct(sets: readonly RoomSet[]): RoomSet[] {
  return [...new Map(sets.filter(set => set.length > 0).map(set => [set.join(','), set])).values()];
}

/** @returns the union, sorted */
export function unionOf(sets: readonly RoomSet[]): RoomSet {
  const rooms = new Set<number>();
  for (const set of sets) for (const room of set) rooms.add(room);
  return [...rooms].sort((x, y) => x - y);
}

/** Sets that hang together through common rooms, as lists. O(rooms in sets). */
function componentsOf(sets: readonly RoomSet[]): RoomSet[][] {
  const parent = new Map<number, number>();
  const rootOf = (room: number): number => {
    let root = room;
    for (let next = parent.get(root); next !== undefined; next = parent.get(root)) root = next;
    for (let one = room; one !== root; ) {
      const next = parent.get(one)!;
      parent.set(one, root);
      one = next;
    }
    return root;
  };
  for (const set of sets) {
    for (const room of set) {
      const [root, other] = [rootOf(set[0]), rootOf(room)];
      if (root !== other) parent.set(other, root);
    }
  }
  const components = new Map<number, RoomSet[]>();
  for (const set of sets) {
    const root = rootOf(set[0]);
    const known = components.get(root);
    if (known) known.push(set);
    else components.set(root, [set]);
  }
  return [...components.values()];
}

/** The unions of intersecting sets beside the sets themselves; `undefined` where there are too many. O(limits² · rooms). */
function closure(own: readonly RoomSet[]): RoomSet[] | undefined {
  const sets = [...own];
  const seen = new Set(sets.map(set => set.join(',')));
  for (let i = 1; i < sets.length; i++) {
    const members = new Set(sets[i]);
    for (let j = 0; j < i; j++) {
      if (!sets[j].some(room => members.has(room))) continue;
      const union = unionOf([sets[i], sets[j]]);
      const key = union.join(',');
      if (seen.has(key)) continue;
      seen.add(key);
      sets.push(union);
      if (sets.length > own.length + MOST_UNIONS) return undefined;
    }
  }
  return sets.slice(own.length);
}
