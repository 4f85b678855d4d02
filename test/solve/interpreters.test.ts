import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { hasBit } from '../../src/model/problem.js';
import { interpreterSlots } from '../../src/model/speech.js';
import { activitiesOfPairs } from '../../src/solve/activities.js';
import { assignInterpreters } from '../../src/solve/interpreters.js';
import { restedSlots } from '../../src/solve/rest-plans.js';
import { solveEvent } from '../../src/solve/solve.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { bruteForce } from '../helpers/brute-force.js';
import { expectClean, expectSolved, withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { problemOf } from './tiny.js';

const solve = (event: Event) => solveEvent(event, { seed: 1, effort: 'standard' });

/** Of French and Japanese, always there and without rests. */
const interpreter = (i: number): Event['interpreters'][number] => ({
  id: `I${i}`,
  name: `I${i}`,
  languages: ['fr', 'ja'],
  available: undefined,
  unavailable: [],
  maxConsecutive: undefined,
  line: i + 2,
});

/** Pairs of a Japanese and a Frenchman, all in one session, and interpreters for some of them. */
function twoTongues(pairs: number, interpreters: Partial<Event['interpreters'][number]>[], slots = 4): Event {
  const ids = Array.from({ length: pairs }, (_, k) => k);
  const event = makeEvent({
    participants: ids.flatMap(k => [
      { id: `F${k}`, languages: ['fr'] },
      { id: `J${k}`, languages: ['ja'] },
    ]),
    wishes: ids.map(k => [`F${k}`, `J${k}`] as const),
    slots,
  });
  return {
    ...event,
    interpreters: interpreters.map((one, i) => ({ ...interpreter(i), ...one })),
  };
}

describe('interpreters', () => {
  it('are named where people share no language, and are in one meeting at a time', async () => {
    const event = twoTongues(6, [{}]);
    const outcome = await solve(event);
    expectClean(event, outcome);
    const { meetings } = expectSolved(event, outcome).schedule;
    expect(meetings.map(({ interpreter }) => interpreter)).toEqual(['I0', 'I0', 'I0', 'I0']);
    expect(new Set(meetings.map(({ slot }) => slot)).size).toBe(4);
    expect(expectSolved(event, outcome).objective.points).toEqual({ value: 4, bound: 4, proved: true });
  });

  it('rest: as many meetings as the bound has, which knows of rests, and no fewer breaks', async () => {
    const event = twoTongues(8, [{ maxConsecutive: 1 }, { maxConsecutive: 1 }]);
    const outcome = await solve(event);
    expectClean(event, outcome);
    const { schedule, objective } = expectSolved(event, outcome);
    expect(schedule.meetings).toHaveLength(4);
    expect(objective.promises).toEqual({ value: 8, bound: 8, proved: true });
    expect(objective.points).toEqual({ value: 4, bound: 4, proved: true });
    // Breaks are bounded without them: in slots that are planned for it A has one between its two meetings.
    const tight = makeEvent({
      participants: [
        { id: 'A', languages: ['fr'] },
        { id: 'B', languages: ['ja'] },
        { id: 'C', languages: ['ja'] },
      ],
      wishes: [
        ['A', 'B'],
        ['A', 'C'],
      ],
      slots: 4,
      interpreters: [{ id: 'I', languages: ['fr', 'ja'], maxConsecutive: 1 }],
    });
    const planned = await solve(tight);
    expectClean(tight, planned);
    expect(expectSolved(tight, planned).objective.breaks).toMatchObject({ value: 1, bound: 0 });
  });

  it('who know neither language make no meeting possible', async () => {
    const event = twoTongues(2, [{ languages: ['fr', 'sk'] }]);
    expect(expectSolved(event, await solve(event)).schedule.meetings).toEqual([]);
  });

  it('are found for thousands of meetings, for which just enough are there in each slot', async () => {
    const [slots, each] = [30, 80];
    const dice = new Dice(3);
    const known = [
      ['en', 'ja'],
      ['en', 'fr'],
      ['fr', 'ja'],
      ['ja', 'en', 'de'],
    ];
    const tongues = Array.from({ length: each }, () => known[dice.below(known.length)]);
    const ids = Array.from({ length: slots * each }, (_, k) => k);
    const event: Event = {
      ...makeEvent({
        participants: ids.flatMap(k => [
          { id: `A${k}`, languages: [tongues[k % each][0]] },
          { id: `B${k}`, languages: [tongues[k % each][dice.below(tongues[k % each].length - 1) + 1]] },
        ]),
        wishes: ids.map(k => [`A${k}`, `B${k}`] as const),
        slots,
      }),
      interpreters: tongues.map((languages, i) => ({ ...interpreter(i), languages })),
    };
    const problem = problemOf(event);
    const activities = activitiesOfPairs(
      problem,
      Int32Array.from(ids),
      Int32Array.from(ids, e => Math.floor(e / each)),
    );
    const chosen = (await assignInterpreters(problem, activities, interpreterSlots(event), { stopped: false }))!;
    const isTaken = new Set<string>();
    chosen.forEach((one, i) => {
      expect(problem.kindInterpreters[activities.kind[i]]).toContain(one);
      isTaken.add(`${activities.slotOf[i]} ${one}`);
    });
    expect(isTaken.size).toBe(slots * each);
  });

  it('are found with their rests, where that can be', async () => {
    const tally = { found: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(), async seed => {
        const dice = new Dice(seed);
        const slots = 5;
        const ids = Array.from({ length: 3 + dice.below(6) }, (_, k) => k);
        const speak = () => ['fr', 'ja', 'en'].filter(() => dice.below(4) > 0);
        const event: Event = {
          ...makeEvent({
            participants: ids.flatMap(k => [
              { id: `A${k}`, languages: [dice.below(2) === 0 ? 'fr' : 'en'] },
              { id: `B${k}`, languages: ['ja'] },
            ]),
            wishes: ids.map(k => [`A${k}`, `B${k}`] as const),
            slots,
          }),
          interpreters: [0, 1, 2].map(i => ({
            ...interpreter(i),
            languages: i === 0 ? ['fr', 'ja', 'en'] : speak(),
            maxConsecutive: dice.below(3) === 0 ? undefined : 1 + dice.below(2),
          })),
        };
        const problem = problemOf(event);
        const at = Int32Array.from(ids, () => dice.below(slots));
        const activities = activitiesOfPairs(problem, Int32Array.from(ids), at);
        const patience = { stopped: dice.below(2) === 0 };
        const chosen = await assignInterpreters(problem, activities, interpreterSlots(event), patience);
        const isGood = (list: readonly number[]): boolean =>
          event.interpreters.every(({ maxConsecutive: most = slots }, one) => {
            const busy = Array.from({ length: slots }, (_, t) => list.filter((who, i) => who === one && at[i] === t));
            const works = busy.map(held => Number(held.length > 0)).join('');
            return busy.every(held => held.length <= 1) && !works.includes('1'.repeat(most + 1));
          });
        const every = ids.reduce<number[][]>(
          (all, i) => all.flatMap(list => problem.kindInterpreters[activities.kind[i]].map(one => [...list, one])),
          [[]],
        );
        const isPossible = every.some(isGood);
        expect(chosen !== undefined).toBe(isPossible);
        if (chosen) expect(every.map(String)).toContain(String(Array.from(chosen)));
        if (chosen) expect(isGood(Array.from(chosen))).toBe(true);
        tally[isPossible ? 'found' : 'none']++;
      }),
      runs(150),
    );
    expect(Math.min(tally.found, tally.none)).toBeGreaterThan(15);
  });

  it('are asked of nobody where they are at work in too many slots in a row', async () => {
    const event = twoTongues(
      40,
      Array.from({ length: 10 }, () => ({ maxConsecutive: 2 })),
    );
    const problem = problemOf(event);
    const ids = Int32Array.from({ length: 40 }, (_, i) => i);
    const asked = {
      get stopped(): boolean {
        throw new Error('clauses are asked');
      },
    };
    const at = (meetings: Int32Array, slots: number) =>
      assignInterpreters(
        problem,
        activitiesOfPairs(
          problem,
          meetings,
          meetings.map(i => i % slots),
        ),
        interpreterSlots(event),
        asked,
      );
    expect(await at(ids, 4)).toBeUndefined();
    // Seven in each of three slots are 21, and ten interpreters work 20 times; two slots need no rest.
    expect(await at(ids.subarray(0, 21), 3)).toBeUndefined();
    expect(await at(ids.subarray(0, 20), 2)).toBeDefined();
  });

  it('rest in slots that are planned for it, into which nothing moves', async () => {
    const interpreters = [{ id: 'I', languages: ['fr', 'en'], maxConsecutive: 3 }];
    const languages = { A: ['en'], B: ['fr'], C: ['en'], D: ['fr', 'ja'] };
    const event = makeEvent({
      participants: Object.entries(languages).map(([id, spoken]) => ({ id, languages: spoken })),
      wishes: ['BC', 'AD', 'AB', 'DC'].map(([from, to]) => [from, to] as const),
      slots: 5,
      interpreters,
    });
    for (const effort of ['quick', 'standard'] as const)
      for (let seed = 1; seed <= 5; seed++) expectClean(event, await solveEvent(event, { seed, effort }));
  });

  it('rest as seldom as they may, and not all in the same slots', () => {
    // 16 slots in a row have five rests at least where two come between any two of them, or before the first and after the last.
    const interpreters = [2, 2, 2, 15, 16].map(maxConsecutive => ({ maxConsecutive }));
    const problem = problemOf(twoTongues(2, interpreters, 16));
    const open = restedSlots(problem);
    const rests = problem.event.interpreters.map((_, i) =>
      problem.event.slots.flatMap((__, t) => (hasBit(open, i * problem.words, t) ? [] : [t])),
    );
    expect(rests.map(({ length }) => length)).toEqual([5, 5, 5, 1, 0]);
    expect(new Set(rests.slice(0, 3).map(String)).size).toBeGreaterThan(1);
  });

  it('rest where no locked meeting needs them', async () => {
    const event = makeEvent({
      participants: ['A', 'B', 'C', 'D'].map((id, k) => ({ id, languages: [k < 2 ? 'en' : 'fr'] })),
      wishes: [
        ['C', 'A'],
        ['D', 'B'],
      ],
      locks: [['B', 'C', '6']],
      slots: 6,
      interpreters: [{ id: 'I', languages: ['en', 'fr'], maxConsecutive: 2 }],
    });
    const outcome = await solve(event);
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).schedule.meetings).toHaveLength(3);
  });

  it('have their rests in random events, in which the checker counts as the solver does', async () => {
    const tally = { held: 0, broken: 0 };
    for (let seed = 1; seed <= 60; seed++) {
      const dice = new Dice(seed);
      const people = ['A', 'B', 'C', 'D', 'E', 'F'].slice(0, 4 + dice.below(3));
      const pairs = people.flatMap((p, k) => people.slice(k + 1).map(q => [p, q] as const));
      const slots = 4 + dice.below(3);
      const chosen = dice.shuffled(pairs).slice(0, 4 + dice.below(4));
      const event = makeEvent({
        participants: people.map(id => ({ id, languages: [dice.pick(['en', 'fr', 'ja'])] })),
        wishes: chosen,
        slots,
        locks: dice.chance(30) ? [[...chosen[0], String(1 + dice.below(slots))] as const] : [],
        interpreters: ['I', 'J'].slice(dice.below(2)).map(id => ({
          id,
          languages: ['en', 'fr', 'ja'],
          maxConsecutive: 1 + dice.below(3),
        })),
      });
      const outcome = await solveEvent(event, { seed, effort: 'quick' });
      if (outcome.kind !== 'solved') continue;
      expectClean(event, outcome);
      tally.held++;
      if (outcome.objective.breaks.value > 0) tally.broken++;
    }
    expect(tally.held).toBeGreaterThan(30);
    expect(tally.broken).toBeGreaterThan(3);
  });

  it('leave the best that a brute force finds', async () => {
    let [proved, all] = [0, 0];
    const tiny = { people: 6, wishes: 7, slots: 4, rooms: 2 };
    await fc.assert(
      fc.asyncProperty(arbEvent(tiny, { interpreters: 1, musts: 0, locks: 0, maxBreaks: undefined }), async event => {
        const outcome = await solve(event);
        expectClean(event, outcome);
        const { objective } = expectSolved(event, outcome);
        const best = bruteForce(event)!;
        const wrong = objective.promises.bound! < best.promises || objective.promises.value > best.promises;
        if (wrong) throw new Error(withEvent([`promises: expected ${best.promises}`], event, outcome));
        all++;
        if (objective.promises.value === best.promises && objective.points.bound! < best.points)
          throw new Error(withEvent([`points: expected ${best.points}`], event, outcome));
        if (objective.points.proved) {
          expect(objective.points.value).toBe(best.points);
          expect(objective.breaks.bound!).toBeLessThanOrEqual(best.breaks);
          proved++;
        }
      }),
      runs(60),
    );
    expect(proved).toBeGreaterThan(all * 0.9);
  });
});
