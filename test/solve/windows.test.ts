import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../src/model/problem.js';
import { Annealer, isBetter, type Standing } from '../../src/solve/anneal.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { MipSolver } from '../../src/solve/mip.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import { WindowPicker } from '../../src/solve/window-picks.js';
import { type WindowPlan, Windows } from '../../src/solve/windows.js';
import { bruteForce } from '../helpers/brute-force.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { generate } from '../helpers/generate.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, orderedMeetings, randomSlots, recount, sparseSlots } from './schedules.js';
import { arbSmall, arbTiny, freshBudget, problemOf, termsWith } from './tiny.js';

const never = (): boolean => false;
const quiet = (): void => undefined;

/** @param pairs of each window at least */
function planOf(pairs: number): WindowPlan {
  return {
    slotPairs: pairs,
    peoplePairs: pairs,
    tightness: 0.0025,
    widest: 4,
    aboutPairs: 20_000,
    rounds: 24,
    pairs: 150_000,
    iterations: 60_000,
    mostIterations: { about: 10_000, others: 10_000 },
  };
}

/** Each schedule keeps the musts and promises of the one before, and is without conflict. */
function expectNoWorse(problem: Problem, before: Standing, schedules: readonly (readonly [Int32Array])[]): void {
  let last = before;
  for (const [slotOf] of schedules) {
    const now = recount(problem, slotOf);
    expect(conflictsOf(problem, slotOf)).toEqual([]);
    expect(now.musts).toBeGreaterThanOrEqual(last.musts);
    expect(now.promises).toBeGreaterThanOrEqual(last.promises);
    expect(isBetter(last, now)).toBe(false);
    last = now;
  }
}

describe('Windows', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('never make a schedule worse, lose no must, leave no conflict and count right', async () => {
    const mips = new MipSolver();
    const tally = { better: 0, ordered: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          ...[undefined, undefined, 2].map(most => arbSmall({ musts: 3, locks: 1, orders: 3, maxConsecutive: most })),
        ),
        fc.nat(),
        fc.boolean(),
        fc.constantFrom(1, 6, 2000),
        async (event, seed, priced, pairs) => {
          const problem = problemOf(event);
          const annealer = new Annealer(new State(problem), new Random(seed), never);
          annealer.take(sparseSlots(problem, new Dice(seed)));
          const [before, slots] = [annealer.standing, annealer.best.slice()];
          const prices = new PriceSearch(problem, termsWith(problem));
          if (priced) prices.run(240);
          const duals = priced ? prices.best : zeroDuals(problem, 1);
          const taken = vi.spyOn(annealer, 'take');
          await new Windows(problem, mips, new Random(seed), planOf(pairs)).improve(
            annealer,
            duals,
            freshBudget(),
            quiet,
          );
          // The annealer itself would forget what is worse.
          expectNoWorse(problem, before, taken.mock.calls);
          expect(conflictsOf(problem, annealer.best)).toEqual([]);
          expect(recount(problem, annealer.best)).toMatchObject(annealer.standing);
          if (annealer.standing.points > before.points) tally.better++;
          const ordered = orderedMeetings(problem);
          tally.ordered += ordered.length;
          for (const e of ordered) expect(annealer.best[e]).toBe(slots[e]);
        },
      ),
      runs(60),
    );
    await mips.end();
    expect(tally.better).toBeGreaterThan(8);
    expect(tally.ordered).toBeGreaterThan(0);
  });

  it('two at a time place no meeting twice, exceed no maximum and drop no promise between them', async () => {
    const mips = new MipSolver();
    const tally = { better: 0, atMost: 0 };
    await fc.assert(
      fc.asyncProperty(
        arbSmall({ maxima: 60, minMeetings: 1, maxConsecutive: undefined }),
        fc.nat(),
        async (event, seed) => {
          const problem = problemOf(event);
          const annealer = new Annealer(new State(problem), new Random(seed), never);
          annealer.take(randomSlots(problem, new Dice(seed)).map((t, e) => (e % 2 === 0 ? t : -1)));
          const before = annealer.standing;
          const windows = new Windows(problem, mips, new Random(seed), planOf(1));
          const taken = vi.spyOn(annealer, 'take');
          await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet, undefined, true);
          const { degree } = recount(problem, annealer.best);
          expect(conflictsOf(problem, annealer.best)).toEqual([]);
          expectNoWorse(problem, before, taken.mock.calls);
          if (annealer.standing.points > before.points) tally.better++;
          if (degree.some((n, p) => n === problem.maxMeetings[p])) tally.atMost++;
        },
      ),
      runs(25),
    );
    await mips.end();
    expect(tally.better).toBeGreaterThan(8);
    expect(tally.atMost).toBeGreaterThan(0);
  });

  it('two at a time leave a place, a maximum and a rest of one participant to one of them', async () => {
    // The host can meet one of eight guests, and windows of two guests would each give it a meeting.
    const wishes = [...'ABCDEFGH'].map(guest => ['Host', guest] as const);
    const apart = [...'ABCDEFGH'].map((id, i) => ({ id, available: [String(1 + (i % 2))] }));
    const rested = [...wishes, ['Host', 'I'] as const];
    const events: readonly EventSpec[] = [
      { wishes, slots: 1 },
      { wishes, slots: 4, participants: [{ id: 'Host', maxMeetings: 1 }] },
      // In the first slot and the third one, or in the second one alone.
      {
        wishes: rested,
        slots: 3,
        participants: [{ id: 'Host', maxConsecutive: 1 }, ...apart, { id: 'I', available: ['3'] }],
      },
    ];
    const mips = new MipSolver();
    for (const event of events) {
      const problem = problemOf(makeEvent({ ...event, rules: { minMeetings: 0 } }));
      for (let seed = 1; seed <= 30; seed++) {
        const annealer = new Annealer(new State(problem), new Random(1), never);
        const windows = new Windows(problem, mips, new Random(seed), planOf(1));
        await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet);
        expect(conflictsOf(problem, annealer.best)).toEqual([]);
        expect(annealer.standing.points).toBeGreaterThan(0);
      }
    }
    await mips.end();
  });

  it('two at a time do not take the last two meetings of someone with a promise, however much they gain', async () => {
    // Q and R can each meet six, and would rather meet six others than P, who was promised one meeting.
    const others = ['Q', 'R'].flatMap(host =>
      Array.from({ length: 6 }, (_, i) => ({ from: host, to: `${host}${i}`, score: 9 })),
    );
    const event = makeEvent({
      participants: [
        { id: 'P', minMeetings: 1 },
        { id: 'Q', maxMeetings: 6 },
        { id: 'R', maxMeetings: 6 },
      ],
      wishes: [{ from: 'P', to: 'Q', score: 1 }, { from: 'P', to: 'R', score: 1 }, ...others],
      slots: 8,
      rules: { minMeetings: 0 },
    });
    const problem = problemOf(event);
    const start = new Int32Array(problem.meetings).fill(-1);
    for (const [slot, e] of [...problem.points.keys()].filter(e => problem.points[e] === 1).entries()) start[e] = slot;
    const mips = new MipSolver();
    for (let seed = 1; seed <= 24; seed++) {
      const annealer = new Annealer(new State(problem), new Random(1), never);
      annealer.take(start);
      const before = annealer.standing;
      const taken = vi.spyOn(annealer, 'take');
      const windows = new Windows(problem, mips, new Random(seed), planOf(1));
      await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet);
      expectNoWorse(problem, before, taken.mock.calls);
      expect(annealer.standing).toEqual({ musts: 0, promises: 1, points: 1 + 5 * 9 + 6 * 9 });
    }
    await mips.end();
  });

  it('find the most promises, and the most points with them, of tiny events, where all slots are opened', async () => {
    const mips = new MipSolver();
    const tally = { reached: 0, promised: 0, all: 0 };
    const noRules = { maxBreaks: undefined, musts: 0, locks: 0 };
    const events = fc.oneof(...[0, 1, 2].map(minMeetings => arbTiny({ ...noRules, minMeetings })));
    await fc.assert(
      fc.asyncProperty(events, async event => {
        const problem = problemOf(event);
        const annealer = new Annealer(new State(problem), new Random(1), never);
        const windows = new Windows(problem, mips, new Random(1), planOf(2000));
        await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet);
        const { standing } = annealer;
        const { promises, points } = bruteForce(event)!;
        const units = (points * problem.pointScale) / problem.pointStep;
        expect(standing.promises).toBeLessThanOrEqual(promises);
        if (standing.promises === promises) expect(standing.points).toBeLessThanOrEqual(units + 1e-6);
        tally.all++;
        if (promises > 0) tally.promised++;
        if (standing.promises === promises && standing.points >= units - 1e-6) tally.reached++;
      }),
      runs(60),
    );
    await mips.end();
    expect(tally.promised).toBeGreaterThan(tally.all / 4);
    expect(tally.reached).toBeGreaterThanOrEqual(tally.all * 0.9);
  });

  it.each([
    ['give up points for promises', { AB: 1, BC: 9, CD: 1 }, { promises: 2, points: 9 }, { promises: 4, points: 2 }],
    [
      'keep others of the promises that cannot all be kept',
      { AB: 1, CD: 9 },
      { promises: 2, points: 1 },
      { promises: 2, points: 9 },
    ],
  ])('%s', async (_, scores, before, after) => {
    const wishes = Object.entries(scores).map(([pair, score]) => ({ from: pair[0], to: pair[1], score }));
    // The first case has rooms for two meetings, the second for one.
    const rooms = after.promises / 2;
    const problem = problemOf(makeEvent({ wishes, slots: 1, rooms, rules: { minMeetings: 1 } }));
    const annealer = new Annealer(new State(problem), new Random(1), never);
    annealer.take(Int32Array.from(problem.points, points => (points === before.points ? 0 : -1)));
    expect(annealer.standing).toEqual({ musts: 0, ...before });
    const mips = new MipSolver();
    const windows = new Windows(problem, mips, new Random(1), planOf(2000));
    await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet);
    await mips.end();
    expect(annealer.standing).toEqual({ musts: 0, ...after });
  });

  it('become larger from round to round, up to what was planned', async () => {
    const problem = problemOf(generate({ seed: 1, people: 80, wishes: 600, slots: 12, rooms: 20, minMeetings: 0 }));
    const mips = new MipSolver();
    const annealer = new Annealer(new State(problem), new Random(1), never);
    const opened = vi.spyOn(WindowPicker.prototype, 'ofSlots');
    const windows = new Windows(problem, mips, new Random(1), { ...planOf(200), widest: 3 });
    await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet);
    await mips.end();
    const pairs = opened.mock.calls.map(([, leastPairs]) => leastPairs);
    expect(pairs.length).toBeGreaterThan(3);
    expect(pairs[0]).toBe(200);
    expect(pairs[1]).toBeGreaterThan(pairs[0]);
    expect(Math.max(...pairs)).toBe(600);
  });

  /** Of a schedule of 80 people: pairs asked for, round by round, of windows of slots and of people. */
  async function rounds(plan: Partial<WindowPlan>, priceOfRooms = 0) {
    const problem = problemOf(generate({ seed: 1, people: 80, wishes: 600, slots: 12, rooms: 20, minMeetings: 0 }));
    const mips = new MipSolver();
    const annealer = new Annealer(new State(problem), new Random(1), never);
    const slots = vi.spyOn(WindowPicker.prototype, 'ofSlots');
    const people = vi.spyOn(WindowPicker.prototype, 'amongPeople');
    const windows = new Windows(problem, mips, new Random(1), { ...planOf(200), widest: 1, ...plan });
    const about = vi.spyOn(WindowPicker.prototype, 'about');
    const duals = {
      ...zeroDuals(problem, 1),
      rho: new Float64Array(problem.limits * problem.slots).fill(priceOfRooms),
    };
    await windows.improve(annealer, duals, freshBudget(), quiet);
    await mips.end();
    const pairsOf = ({ mock }: typeof slots | typeof people): number[] => mock.calls.map(([, pairs]) => pairs);
    const [ofSlots, ofPeople] = [pairsOf(slots), pairsOf(people)];
    const aboutSlots = about.mock.calls.map(([, , mostPairs]) => mostPairs);
    return { aboutSlots, ofSlots, ofPeople, all: [...ofSlots, ...ofPeople] };
  }

  /** HiGHS finds nothing, and takes so many iterations for each program, one after the other. */
  function findNothingIn(...iterations: number[]): void {
    let asked = 0;
    vi.spyOn(MipSolver.prototype, 'solve').mockImplementation(async () => {
      // Two side by side take the same.
      const taken = iterations[Math.min(iterations.length - 1, Math.floor(asked++ / 2))];
      return { status: 'unknown', values: undefined, iterations: taken };
    });
  }

  it.each(['ofSlots', 'amongPeople'] as const)('are seldom those that gain nothing: %s', async vain => {
    // A meeting that is held nowhere else and already is where it may be.
    vi.spyOn(WindowPicker.prototype, vain).mockImplementation(slotOf => {
      const e = slotOf.findIndex(t => t >= 0);
      const takesPart = Uint8Array.from(slotOf, (_, i) => (i === e ? 1 : 0));
      return [{ takesPart, meeting: e < 0 ? [] : [e], slot: e < 0 ? [] : [slotOf[e]] }];
    });
    const { ofSlots, ofPeople } = await rounds({ rounds: 6 });
    const [gaining, others] = vain === 'ofSlots' ? [ofPeople, ofSlots] : [ofSlots, ofPeople];
    expect(others.length).toBeGreaterThanOrEqual(2);
    expect(gaining.length).toBeGreaterThan(others.length);
  });

  it('shrink after those that were too much, and grow again after small ones in vain', async () => {
    findNothingIn(1e6, 1e6, 10);
    const { ofSlots, ofPeople } = await rounds({ iterations: 1e9, rounds: 30, slotPairs: 2000, peoplePairs: 2000 });
    for (const pairs of [ofSlots, ofPeople]) {
      expect(pairs[1]).toBeLessThan(pairs[0]);
      expect(Math.max(...pairs.slice(2))).toBeGreaterThan(pairs[1]);
    }
  });

  it('about a slot never have more pairs than planned', async () => {
    findNothingIn(10);
    const { aboutSlots } = await rounds({ iterations: 1e9, aboutPairs: 9000 }, 1);
    expect(aboutSlots.length).toBeGreaterThan(4);
    expect(Math.max(...aboutSlots)).toBe(9000);
  });

  it.each([
    [10_000, 6],
    [1, 30],
    [3000, 10],
  ])(
    'end after some rounds in vain, but not before they took some iterations: %i each, %i rounds',
    async (each, most) => {
      findNothingIn(each);
      const { all } = await rounds({ iterations: 150_000, rounds: 30 });
      expect(all).toHaveLength(most);
    },
  );

  it('end where enough is reached', async () => {
    const mips = new MipSolver();
    await fc.assert(
      fc.asyncProperty(arbTiny({ maxBreaks: undefined, musts: 0, locks: 0 }), async event => {
        const problem = problemOf(event);
        const annealer = new Annealer(new State(problem), new Random(1), never);
        const windows = new Windows(problem, mips, new Random(1), planOf(2000));
        await windows.improve(annealer, zeroDuals(problem, 1), freshBudget(), quiet, () => true);
        expect(annealer.best.every(t => t < 0)).toBe(true);
      }),
      runs(5),
    );
    await mips.end();
  });
});
