import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { TIERS } from '../../src/model/objective.js';
import type { Effort, SolveOutcome } from '../../src/model/outcome.js';
import { solveEvent } from '../../src/solve/solve.js';
import { arbEvent, arbOptions, type Sizes } from '../helpers/arbitrary.js';
import { bruteForce, type Optimum } from '../helpers/brute-force.js';
import { expectClean, expectSolved, withEvent } from '../helpers/checked.js';
import { generate } from '../helpers/generate.js';
import { mipOptimum } from '../helpers/mip.js';
import { runs } from '../helpers/runs.js';

const TINY: Sizes = { people: 6, wishes: 7, slots: 4, rooms: 2 };
const SMALL: Sizes = { people: 12, wishes: 30, slots: 6, rooms: 3 };
const MEDIUM: Sizes = { people: 30, wishes: 90, slots: 10, rooms: 8 };

/** `EJRC_FUZZ=10000` compares so many tiny events with every schedule there is, instead of the few of every day. */
const TINY_RUNS = Number(process.env.EJRC_FUZZ ?? 600);

const solve = (event: Event, effort: Effort = 'standard') => solveEvent(event, { seed: 1, effort });
const arbEffort = fc.constantFrom<Effort>('quick', 'standard');

/** Fails unless every bound is on the right side of the optimum and every proved value is the optimum. */
function expectAgrees(event: Event, outcome: SolveOutcome, optimum: Partial<Optimum>): void {
  const { objective } = expectSolved(event, outcome);
  const faults: string[] = [];
  for (const { tier, sense } of TIERS) {
    const best = tier === 'moves' ? undefined : optimum[tier];
    const { value, bound, proved } = objective[tier];
    if (best === undefined) break;
    if (bound !== null && (sense === 'max' ? bound < best : bound > best))
      faults.push(`${tier}: bound ${bound}, optimum ${best}`);
    if (proved && value !== best) faults.push(`${tier}: proved ${value}, optimum ${best}`);
    // The bounds of later tiers are for the values reached in this one.
    if (value !== best) break;
  }
  if (faults.length > 0) throw new Error(withEvent(faults, event, outcome));
}

describe('every schedule', () => {
  it('keeps the rules and has the figures it says: small events', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbEvent(SMALL),
        arbEffort,
        async (event, effort) => void expectClean(event, await solve(event, effort)),
      ),
      runs(40),
    );
  });

  it('keeps the rules and has the figures it says: with interpreters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 2, 3).chain(interpreters => arbEvent(SMALL, { interpreters })),
        async event => void expectClean(event, await solve(event)),
      ),
      runs(10),
    );
  });

  it('keeps the rules and has the figures it says: larger events', async () => {
    await fc.assert(
      fc.asyncProperty(arbEvent(MEDIUM), async event => void expectClean(event, await solve(event))),
      runs(8),
    );
  });

  it('meets every wish where all are musts and can be met', async () => {
    await fc.assert(
      fc.asyncProperty(arbEvent(SMALL, { allWishes: true }), async event => {
        const { counts } = expectClean(event, await solve(event));
        expect(counts.met).toBe(counts.wishes);
      }),
      runs(25),
    );
  });

  it('is the same for the same input and seed', async () => {
    await fc.assert(
      fc.asyncProperty(arbEvent(SMALL), async event => {
        expect(await solve(event)).toEqual(await solve(event));
      }),
      runs(10),
    );
  });
});

describe('what is proved', () => {
  it('is the optimum of a brute force, and what is impossible is so', async () => {
    const tally = { impossible: 0, solved: 0, points: 0, breaks: 0 };
    await fc.assert(
      fc.asyncProperty(arbOptions(TINY), fc.boolean(), async (options, wild) => {
        const event = generate({ ...options, wild });
        const optimum = bruteForce(event);
        const outcome = await solve(event);
        if (!optimum) {
          tally.impossible++;
          expect(outcome.kind, withEvent([], event)).not.toBe('solved');
          return;
        }
        expectClean(event, outcome);
        expectAgrees(event, outcome, optimum);
        const { objective } = expectSolved(event, outcome);
        tally.solved++;
        if (objective.points.proved) tally.points++;
        if (objective.breaks.proved) tally.breaks++;
      }),
      runs(TINY_RUNS),
    );
    expect(tally.impossible).toBeGreaterThan(5);
    expect(tally.points).toBeGreaterThan(tally.solved * 0.95);
    expect(tally.breaks).toBeGreaterThan(tally.solved * 0.7);
  });

  it('is the optimum of the full model', async () => {
    let [all, proved] = [0, 0];
    await fc.assert(
      fc.asyncProperty(arbEvent(SMALL, { maxBreaks: undefined }), async event => {
        const outcome = await solve(event);
        expectClean(event, outcome);
        expectAgrees(event, outcome, (await mipOptimum(event))!);
        all++;
        if (expectSolved(event, outcome).objective.points.proved) proved++;
      }),
      runs(25),
    );
    expect(proved).toBeGreaterThan(all * 0.95);
  });
});

describe('a counterexample of old', () => {
  it('with few meetings a slot, popular people and promises short of all, is solved in reasonable time', async () => {
    const event = generate({
      ...{ seed: 384973, people: 28, wishes: 64, slots: 6, rooms: 8, sides: 1, availability: 100, skew: 2, mutual: 40 },
      ...{ values: 'none', weights: 50, days: 2, maxima: 40, maxBreaks: 2, slotLimits: 40, ownRooms: 20 },
    });
    const outcome = await solve(event);
    expectClean(event, outcome);
    expectAgrees(event, outcome, { promises: 24, points: 40.3 });
  });
});

describe('the proved figures stay', () => {
  /** A change that no organiser would expect to matter. */
  const CHANGES: Readonly<Record<string, (event: Event) => Event>> = {
    'when ids are renamed': renamed,
    'when rows are in another order': shuffled,
    'with a slot in which nobody is available': withClosedSlot,
    'with a participant whom nobody wished': event => ({
      ...event,
      participants: [
        { ...event.participants[0], id: 'Nobody', name: 'Nobody', room: undefined },
        ...event.participants,
      ],
    }),
  };

  it.each(Object.keys(CHANGES))('%s', async name => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(arbEvent(SMALL), async event => {
        const [before, after] = [await solve(event, 'quick'), await solve(CHANGES[name](event), 'quick')];
        const [first, second] = [expectSolved(event, before).objective, expectSolved(event, after).objective];
        for (const { tier } of TIERS) {
          if (!first[tier].proved || !second[tier].proved) break;
          if (tier === 'breaks') compared++;
          if (first[tier].value === second[tier].value) continue;
          throw new Error(withEvent([`${tier}: proved ${first[tier].value}, then ${second[tier].value}`], event));
        }
      }),
      runs(15),
    );
    expect(compared).toBeGreaterThan(2);
  });
});

/** Other names in another alphabetical order. */
function renamed(event: Event): Event {
  const names = new Map(event.participants.map(({ id }, index) => [id, `Z${1000 - index}`]));
  const to = (id: string) => names.get(id) ?? id;
  const pair = ([x, y]: readonly [string, string]): [string, string] => [to(x), to(y)];
  return {
    ...event,
    participants: event.participants.map(person => ({ ...person, id: to(person.id) })),
    wishes: [...event.wishes].map(wish => ({ ...wish, from: to(wish.from), to: to(wish.to) })),
    locks: event.locks.map(lock => ({ ...lock, participants: lock.participants.map(to) })),
    order: event.order.map(({ before, after, line }) => ({ before: pair(before), after: pair(after), line })),
    rooms: event.rooms?.map(room => ({ ...room, only: room.only.map(to) })),
  };
}

/** Rows of people, wishes, rooms, locks and the order reversed and halved; slots keep their order, which is time. */
function shuffled(event: Event): Event {
  const mix = <T>(rows: readonly T[]): T[] => [
    ...rows.filter((_, index) => index % 2 === 1).reverse(),
    ...rows.filter((_, index) => index % 2 === 0),
  ];
  const { participants, wishes, rooms, locks, order } = event;
  return {
    ...event,
    participants: mix(participants),
    wishes: mix([...wishes]),
    rooms: rooms && mix(rooms),
    locks: mix(locks),
    order: mix(order),
  };
}

function withClosedSlot(event: Event): Event {
  const slot = { ...event.slots[event.slots.length - 1], id: 'closed', start: '23:00', end: '23:20' };
  const away = ({ unavailable }: { readonly unavailable: readonly string[] }) => [...unavailable, slot.id];
  return {
    ...event,
    slots: [...event.slots, slot],
    participants: event.participants.map(person => ({ ...person, unavailable: away(person) })),
  };
}
