import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Calendar } from '../../src/model/calendar.js';
import type { Event } from '../../src/model/event.js';
import { integerPoints } from '../../src/model/points.js';
import { wishedPairs } from '../../src/model/wished-pairs.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { runs } from '../helpers/runs.js';

function newPair(a: number, b: number) {
  return { a, b, points: 0, wishedBy: 0, mustWish: -1, neverWish: -1, lock: -1, sessions: [] as string[] };
}

/** The same with a map of objects. */
function plain(event: Event, points: Float64Array) {
  const index = new Map(event.participants.map(({ id }, p) => [id, p]));
  const pairs = new Map<string, ReturnType<typeof newPair>>();
  const pairOf = (one: string, other: string) => {
    const [a, b] = [index.get(one)!, index.get(other)!].sort((x, y) => x - y);
    const pair = pairs.get(`${a} ${b}`) ?? newPair(a, b);
    pairs.set(`${a} ${b}`, pair);
    return pair;
  };
  [...event.wishes].forEach(({ from, to, kind, session }, wish) => {
    const pair = pairOf(from, to);
    if (kind === 'never') pair.neverWish = wish;
    else {
      pair.points += points[wish];
      pair.wishedBy |= index.get(from) === pair.a ? 1 : 2;
      if ((kind === 'must' || event.rules.allWishes) && pair.mustWish === -1) pair.mustWish = wish;
      if (session !== undefined) pair.sessions.push(session);
    }
  });
  event.locks.forEach(({ participants: [one, other] }, lock) => {
    pairOf(one, other).lock = lock;
  });
  return [...pairs.values()];
}

it('are what a map of objects would hold, in the same order', () => {
  fc.assert(
    fc.property(arbEvent({ people: 8, wishes: 25, slots: 5, rooms: 3 }), event => {
      const { ofWish } = integerPoints(event);
      const calendar = new Calendar(event);
      const indexOf = new Map(event.participants.map(({ id }, p) => [id, p]));
      const { count, part, sessions, sessionMasks, ...columns } = wishedPairs(event, calendar, indexOf, ofWish);
      expect(part).toBeUndefined();
      const found = Array.from({ length: count }, (_, pair) => ({
        ...Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, list[pair]])),
        sessions: sessionMasks[sessions[pair]] && [...sessionMasks[sessions[pair]]],
      }));
      const masksOf = (labels: string[]) =>
        labels.length === 0
          ? undefined
          : labels.map(label => [...calendar.session(label)]).reduce((x, y) => x.map((word, k) => word & y[k]));
      expect(found).toEqual(plain(event, ofWish).map(pair => ({ ...pair, sessions: masksOf(pair.sessions) })));
    }),
    runs(100),
  );
});
