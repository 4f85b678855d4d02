/** The pairs that the tables name, each once, with all that their rows say. */
import type { Event, Lock } from '../../model/event.js';
import { keyOfIds } from '../pairs.js';
import type { PointScale } from '../points.js';

/** Two people of whom a wish or a lock says that they meet. `a` < `b`, indexes into `event.participants`. */
export interface WishedPair {
  readonly a: number;
  readonly b: number;
  /** Points of the meeting in units of the scale, the bonus of mutual wishes included. */
  units: bigint;
  /** Bit 0: a row of a's; bit 1: of b's. */
  wishedBy: number;
  /** A row forbids the meeting. */
  never: boolean;
  /** A row demands the meeting. */
  compulsory: boolean;
  /** Labels of the sessions asked for; `undefined`: none. */
  sessions: string[] | undefined;
  locks: Lock[] | undefined;
}

/** Pairs with a wish or a lock that no `never` row forbids. O(wishes + locks). */
export function wishedPairs(event: Event, peopleIndex: ReadonlyMap<string, number>, scale: PointScale): WishedPair[] {
  const pairs = new Map<number, WishedPair>();
  const pairOf = (from: string, to: string): WishedPair | undefined => {
    const key = keyOfIds(from, to, peopleIndex);
    if (key < 0) return undefined;
    const pair = pairs.get(key) ?? newPair(key, peopleIndex.size);
    pairs.set(key, pair);
    return pair;
  };
  event.wishes.forEach(({ from, to, kind, session }, index) => {
    const pair = pairOf(from, to);
    if (!pair) return;
    if (kind === 'never') {
      pair.never = true;
      return;
    }
    pair.units += scale.unitsOf(index);
    pair.wishedBy |= peopleIndex.get(from) === pair.a ? 1 : 2;
    if (kind === 'must' || event.rules.allWishes) pair.compulsory = true;
    if (session !== undefined) pair.sessions = [...(pair.sessions ?? []), session];
  });
  for (const lock of event.locks) {
    for (const other of lock.participants.slice(1)) {
      const pair = pairOf(lock.participants[0], other);
      if (!pair) continue;
      pair.locks = [...(pair.locks ?? []), lock];
      pair.compulsory = true;
    }
  }
  const named = [...pairs.values()].filter(({ never, wishedBy, locks }) => !never && (wishedBy > 0 || locks));
  for (const pair of named) if (pair.wishedBy === 3) pair.units += scale.bonus;
  return named;
}

function newPair(key: number, people: number): WishedPair {
  const [a, b] = [Math.floor(key / people), key % people];
  return { a, b, units: 0n, wishedBy: 0, never: false, compulsory: false, sessions: undefined, locks: undefined };
}
