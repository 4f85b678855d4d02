/** Who is wished for or locked to meet whom: one entry a pair in typed arrays, as there may be millions. */
import type { Calendar } from './calendar.js';
import type { Event } from './event.js';
import { PairTable } from './pairs.js';
import { type Part, WHOLE } from './parts.js';

/** Pairs in the order in which wishes, then locks name them first. The arrays may be longer than `count`. */
export interface WishedPairs {
  readonly count: number;
  /** Indexes of the two participants, a < b. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Number of each among the items of its two people; `undefined` where every meeting is one. */
  readonly part: Int32Array | undefined;
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
  /** Slots that lie in all sessions a pair asks for, and in none of those that its other parts have. */
  readonly sessionMasks: readonly Int32Array[];
}

/** Which one-to-ones wishes and locks ask for, where that is not simply the two people they name. */
export interface PairChoice {
  /** The one-to-ones that may meet the wish (by index, not a `never`): with whom, and which item of that meeting. O(answer). */
  pairs(wish: number): readonly { readonly asked: number; readonly part: Part }[];
  /** The items of a one-to-one. O(answer). */
  partsOfPair(x: number, y: number): readonly Part[];
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
  const P = event.participants.length;
  const partsOf = (x: number, y: number) => choice?.partsOfPair(x, y) ?? [WHOLE];
  let most = event.locks.length;
  event.wishes.forEach(({ from, to, anyOf = [to], kind }, index) => {
    // An organisation may be kept apart, or asked for, as a whole.
    if (!choice) most += anyOf.length;
    else if (kind !== 'never') most += choice.pairs(index).length;
    else for (const id of anyOf) most += partsOf(indexOf.get(from)!, indexOf.get(id)!).length;
  });
  // The first person of a pair is written with its part.
  const table = new PairTable(most);
  const none = () => new Int32Array(most).fill(-1);
  const pairs = { mustWish: none(), neverWish: none(), lock: none(), sessions: none() };
  const sums = new Float64Array(most);
  const wishedBy = new Uint8Array(most);
  const sets = new SessionSets(calendar);
  const pairOf = (x: number, y: number, { number, outside }: Part = WHOLE): number => {
    const known = table.add(Math.min(x, y) + number * P, Math.max(x, y));
    if (known >= 0) return known;
    const pair = table.size - 1;
    for (const label of outside) pairs.sessions[pair] = sets.without(pairs.sessions[pair], label);
    return pair;
  };
  event.wishes.forEach(({ from, to, anyOf, kind, session }, index) => {
    const asker = indexOf.get(from)!;
    if (kind === 'never') {
      for (const asked of (anyOf ?? [to]).map(id => indexOf.get(id)!))
        for (const part of partsOf(asker, asked)) pairs.neverWish[pairOf(asker, asked, part)] = index;
      return;
    }
    const demands = kind === 'must' || event.rules.allWishes;
    const join = (asked: number, single: boolean, part?: Part): void => {
      const pair = pairOf(asker, asked, part);
      sums[pair] += points[index];
      wishedBy[pair] |= asker < asked ? 1 : 2;
      if (pairs.mustWish[pair] < 0 && demands && single) pairs.mustWish[pair] = index;
      if (session !== undefined) pairs.sessions[pair] = sets.joined(pairs.sessions[pair], session);
    };
    if (!choice) join(indexOf.get(to)!, true);
    else for (const { asked, part } of choice.pairs(index)) join(asked, choice.isSingle(index), part);
  });
  event.locks.forEach(({ participants }, index) => {
    if (choice && !choice.isPair(index)) return;
    pairs.lock[pairOf(indexOf.get(participants[0])!, indexOf.get(participants[1])!)] = index;
  });
  return {
    count: table.size,
    a: choice ? table.first.map(first => first % P) : table.first,
    b: table.second,
    part: choice && table.first.map(first => Math.floor(first / P)),
    points: sums,
    wishedBy,
    ...pairs,
    sessionMasks: sets.masks,
  };
}

/** Sets of slots by sessions, each once: pairs that ask for the same share one mask of slots. */
class SessionSets {
  readonly masks: Int32Array[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly calendar: Calendar) {}

  /** The set (-1: every slot) with one more session asked for. O(1) expected. */
  joined(set: number, label: string): number {
    const asked = this.calendar.session(label);
    return this.make(`${set} in ${label}`, () => (set < 0 ? asked : asked.map((word, k) => word & this.masks[set][k])));
  }

  /** The set (-1: every slot) without the slots of a session. O(1) expected. */
  without(set: number, label: string): number {
    return this.make(`${set} outside ${label}`, () =>
      this.calendar.session(label).map((word, k) => ~word & (set < 0 ? -1 : this.masks[set][k])),
    );
  }

  private make(key: string, masked: () => Int32Array): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.masks.push(masked());
    this.known.set(key, this.masks.length - 1);
    return this.masks.length - 1;
  }
}
