/** Who is wished for or locked to meet whom: one entry a pair in typed arrays, as there may be millions. */
import type { Calendar } from './calendar.js';
import type { Event } from './event.js';
import { PairTable } from './pairs.js';

/** Pairs in the order in which wishes, then locks name them first. The arrays may be longer than `count`. */
export interface WishedPairs {
  readonly count: number;
  /** Indexes of the two participants, a < b. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Sum of the points of the pair's wishes, without any bonus. */
  readonly points: Float64Array;
  /** Bit 0: wished by a; bit 1: wished by b. */
  readonly wishedBy: Uint8Array;
  /** Index of the first wish that is a must, else -1. */
  readonly mustWish: Int32Array;
  /** Index of the last `never` row, else -1. */
  readonly neverWish: Int32Array;
  /** Index of the last lock, else -1. */
  readonly lock: Int32Array;
  /** Index into `sessionMasks`, else -1. */
  readonly sessions: Int32Array;
  /** Slots that lie in all sessions a pair asks for. */
  readonly sessionMasks: readonly Int32Array[];
}

/** Which one-to-ones wishes and locks ask for, where that is not simply the two people they name. */
export interface PairChoice {
  /** Those with whom the wish (by index, not a `never`) may be met in a one-to-one. O(answer). */
  partners(wish: number): readonly number[];
  /** Whether the wish can be met in one way only, so that a must is a must of that pair. */
  isSingle(wish: number): boolean;
  /** Whether the lock (by index) is of a one-to-one. */
  isPair(lock: number): boolean;
}

/** O(wishes + locks). `points`: of each wish. `choice`: by default each wish and lock joins the two people it names. */
export function wishedPairs(
  event: Event,
  calendar: Calendar,
  indexOf: ReadonlyMap<string, number>,
  points: Float64Array,
  choice?: PairChoice,
): WishedPairs {
  let most = event.wishes.length + event.locks.length;
  // An organisation may be kept apart, or asked for, as a whole.
  event.wishes.forEach(({ anyOf }) => {
    most += anyOf ? anyOf.length - 1 : 0;
  });
  const table = new PairTable(most);
  const none = () => new Int32Array(most).fill(-1);
  const pairs = { mustWish: none(), neverWish: none(), lock: none(), sessions: none() };
  const sums = new Float64Array(most);
  const wishedBy = new Uint8Array(most);
  const sets = new SessionSets(calendar);
  const pairOf = (x: number, y: number): number => {
    const known = table.add(Math.min(x, y), Math.max(x, y));
    return known < 0 ? table.size - 1 : known;
  };
  event.wishes.forEach(({ from, to, anyOf, kind, session }, index) => {
    const asker = indexOf.get(from)!;
    if (kind === 'never') {
      for (const id of anyOf ?? [to]) pairs.neverWish[pairOf(asker, indexOf.get(id)!)] = index;
      return;
    }
    const demands = kind === 'must' || event.rules.allWishes;
    const join = (asked: number, single: boolean): void => {
      const pair = pairOf(asker, asked);
      sums[pair] += points[index];
      wishedBy[pair] |= asker < asked ? 1 : 2;
      if (pairs.mustWish[pair] < 0 && demands && single) pairs.mustWish[pair] = index;
      if (session !== undefined) pairs.sessions[pair] = sets.joined(pairs.sessions[pair], session);
    };
    if (!choice) join(indexOf.get(to)!, true);
    else for (const asked of choice.partners(index)) join(asked, choice.isSingle(index));
  });
  event.locks.forEach(({ participants }, index) => {
    if (choice && !choice.isPair(index)) return;
    pairs.lock[pairOf(indexOf.get(participants[0])!, indexOf.get(participants[1])!)] = index;
  });
  return {
    count: table.size,
    a: table.first,
    b: table.second,
    points: sums,
    wishedBy,
    ...pairs,
    sessionMasks: sets.masks,
  };
}

/** Sets of sessions, each once: pairs that ask for the same share one mask of slots. */
class SessionSets {
  readonly masks: Int32Array[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly calendar: Calendar) {}

  /** The set (-1: every slot) with one more session asked for. O(1) expected. */
  joined(set: number, label: string): number {
    const key = `${set} ${label}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const asked = this.calendar.session(label);
    this.masks.push(set < 0 ? asked : asked.map((word, k) => word & this.masks[set][k]));
    this.known.set(key, this.masks.length - 1);
    return this.masks.length - 1;
  }
}
