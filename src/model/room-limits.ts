/**
 * Rooms as counting rows. Meetings that may use the same set of rooms are of one *kind*. By Hall's theorem (P. Hall 1935,
 * "On representatives of subsets") the meetings of a slot fit their rooms if and only if, for every union U of kinds'
 * room sets, the meetings whose rooms all lie in U are no more than the tables of U. Unions of disjoint sets are implied by
 * their parts, so only the closure under unions of intersecting sets is kept.
 */

/** Sets of rooms as sorted index lists. */
export type RoomSet = readonly number[];

export interface RoomLimits {
  /** Room set of each limit. */
  readonly sets: readonly RoomSet[];
  /** For each kind the limits it counts in. */
  readonly ofKind: readonly Int32Array[];
}

/** More than this many limits and the search would spend its time on them alone. */
const MOST_LIMITS = 512;

function intersects(a: RoomSet, b: RoomSet): boolean {
  const members = new Set(a);
  return b.some(room => members.has(room));
}

function union(a: RoomSet, b: RoomSet): RoomSet {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

function isSubset(a: RoomSet, b: RoomSet): boolean {
  const members = new Set(b);
  return a.every(room => members.has(room));
}

/**
 * @returns the limits, or `undefined` where the restrictions of rooms are too entangled to count
 *   (more than 512 different unions). O(limits² · rooms).
 */
export function roomLimits(kinds: readonly RoomSet[]): RoomLimits | undefined {
  const sets: RoomSet[] = [];
  const seen = new Set<string>();
  const add = (set: RoomSet): void => {
    const key = set.join(',');
    if (set.length === 0 || seen.has(key)) return;
    seen.add(key);
    sets.push(set);
  };
  kinds.forEach(add);
  for (let i = 1; i < sets.length; i++) {
    for (let j = 0; j < i; j++) {
      if (intersects(sets[i], sets[j])) add(union(sets[i], sets[j]));
      if (sets.length > MOST_LIMITS) return undefined;
    }
  }
  const ofKind = kinds.map(kind =>
    Int32Array.from(sets.keys()).filter(limit => kind.length > 0 && isSubset(kind, sets[limit])),
  );
  return { sets, ofKind };
}
