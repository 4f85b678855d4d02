/** The pairs that the tables name, each once, with all that their rows say; in columns, as there may be millions. */
import type { Event, Lock } from '../../model/event.js';
import { keyOfIds, PairList } from '../pairs.js';
import { type PointScale, sumOf, type Units } from '../points.js';

/** By number of the pair in `list`. */
export interface NamedPairs {
  readonly list: PairList;
  /** Points of the meeting in units of the scale, the bonus of mutual wishes included. */
  readonly units: readonly Units[];
  /** Bit 0: a row of the first of the two (by index) wishes it; bit 1: of the second. */
  readonly wishedBy: Uint8Array;
  /** 1 where a row forbids the meeting. */
  readonly never: Uint8Array;
  /** 1 where a row demands the meeting. */
  readonly compulsory: Uint8Array;
  /** Labels of the sessions asked for, of those that ask for any. */
  readonly sessions: ReadonlyMap<number, readonly string[]>;
  readonly locks: ReadonlyMap<number, readonly Lock[]>;
}

/** O((wishes + locks) · log pairs). */
export function namedPairs(event: Event, peopleIndex: ReadonlyMap<string, number>, scale: PointScale): NamedPairs {
  const list = new PairList(keysOf(event, peopleIndex));
  const numberOf = (a: string, b: string) => list.find(keyOfIds(a, b, peopleIndex));
  const bytes = () => new Uint8Array(list.count);
  const [wishedBy, never, compulsory] = [bytes(), bytes(), bytes()];
  const units = new Array<Units>(list.count).fill(0);
  const sessions = new Map<number, string[]>();
  const locks = new Map<number, Lock[]>();
  event.wishes.forEach(wish => {
    const pair = numberOf(wish.from, wish.to);
    if (pair < 0) return;
    if (wish.kind === 'never') {
      never[pair] = 1;
      return;
    }
    units[pair] = sumOf(units[pair], scale.unitsOf(wish));
    wishedBy[pair] |= peopleIndex.get(wish.from)! < peopleIndex.get(wish.to)! ? 1 : 2;
    if (wish.kind === 'must' || event.rules.allWishes) compulsory[pair] = 1;
    if (wish.session !== undefined) sessions.set(pair, [...(sessions.get(pair) ?? []), wish.session]);
  });
  for (const lock of event.locks) {
    for (const other of lock.participants.slice(1)) {
      const pair = numberOf(lock.participants[0], other);
      if (pair < 0) continue;
      locks.set(pair, [...(locks.get(pair) ?? []), lock]);
      compulsory[pair] = 1;
    }
  }
  wishedBy.forEach((bits, pair) => {
    if (bits === 3) units[pair] = sumOf(units[pair], scale.bonus);
  });
  return { list, units, wishedBy, never, compulsory, sessions, locks };
}

function keysOf({ wishes, locks }: Event, peopleIndex: ReadonlyMap<string, number>): Float64Array {
  const ofLocks = locks.flatMap(({ participants: [first, ...others] }) =>
    others.map(other => keyOfIds(first, other, peopleIndex)),
  );
  const keys = new Float64Array(wishes.length + ofLocks.length);
  wishes.forEach(({ from, to }, index) => {
    keys[index] = keyOfIds(from, to, peopleIndex);
  });
  keys.set(ofLocks, wishes.length);
  return keys.filter(key => key >= 0);
}
