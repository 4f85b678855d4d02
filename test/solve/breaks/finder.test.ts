import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { leastOfEach, sharedFacts } from '../../../src/solve/breaks/bound.js';
import { Finder } from '../../../src/solve/breaks/finder.js';
import { AgendaFormula } from '../../../src/solve/breaks/formula.js';
import { AgendaProof, topicOf } from '../../../src/solve/breaks/proof.js';
import { Statement } from '../../../src/solve/breaks/statement.js';
import { SatSession } from '../../../src/solve/sat.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { problemOf, termsWith } from '../tiny.js';
import { arbGappy, drawWorth, legalSchedules } from './worths.js';

afterEach(() => vi.restoreAllMocks());

it('a finder comes down to the fewest breaks, and refutes no more than there are', async () => {
  const tally = { schedules: 0, improved: 0 };
  await fc.assert(
    fc.asyncProperty(arbGappy, fc.nat(), fc.constantFrom(0, 4), async (event, seed, draw) => {
      const { problem, legal } = legalSchedules(event);
      if (legal.length === 0) return;
      const dice = new Dice(seed);
      const { target, equals, breaks } = drawWorth(problem, legal, draw, dice);
      let best = equals.reduce((worst, one) => (one.breaks > worst.breaks ? one : worst));
      const entered = (countsPeople: boolean): Statement => {
        const statement = new Statement(new AgendaFormula(target.worth, countsPeople), target.least);
        statement.enter('breaks', best);
        return statement;
      };
      const finder = new Finder({ stopped: false }, entered(true), () => entered(false), dice.chance(50) ? 0 : 1);
      finder.enter('breaks');
      for (let slice = 0; slice < 20 && finder.refuted < best.breaks; slice++) {
        finder.hear(best.slotOf, Math.max(finder.refuted, 0), best.breaks);
        const slotOf = await finder.slice(1e9);
        const found = slotOf && equals.find(one => one.slotOf.join() === slotOf.join());
        if (found && found.breaks < best.breaks) {
          best = found;
          tally.improved++;
        }
      }
      await finder.close();
      if (finder.refuted > breaks) throw new Error(withEvent([`${finder.refuted} refuted, but ${breaks} are`], event));
      if (draw === 4 && best.breaks > breaks) throw new Error(withEvent([`${best.breaks}, not ${breaks}`], event));
      tally.schedules++;
    }),
    runs(40),
  );
  expect(tally.schedules).toBeGreaterThan(10);
  expect(tally.improved).toBeGreaterThan(3);
});

it('a finder that knows no schedule refutes whole numbers only', async () => {
  // Four meetings in a ring and one room: whatever their order, somebody has a break, which no one may have.
  const wishes = (['AB', 'CD', 'AC', 'BD'] as const).map(([from, to]) => [from, to, 'must'] as const);
  const event = makeEvent({ wishes, slots: 4, rooms: 1, rules: { minMeetings: 0, maxBreaks: 0 } });
  const problem = problemOf(event);
  const terms = termsWith(problem, 0);
  const facts = sharedFacts(problem, terms, undefined, 0);
  const target = { worth: { problem, terms, duals: undefined, points: 0, facts }, least: leastOfEach(problem, facts) };
  const unknown = { breaks: Number.POSITIVE_INFINITY, idle: Number.POSITIVE_INFINITY };
  const inConflict = Int32Array.of(0, 1, 2, 3);
  const proof = new AgendaProof(topicOf(target), inConflict, unknown, { stopped: false });
  for (let slice = 0; slice < 6 && !proof.done; slice++) {
    await proof.slice(1e10, 'anywhere');
    proof.hear(inConflict, unknown);
    expect(proof.at).not.toBe('idle');
    expect(proof.bounds.breaks).toBeLessThan(Number.POSITIVE_INFINITY);
  }
  await proof.close();
});

/** Four who all meet each other, which takes no break. */
function allWithAll() {
  const wishes = [...'ABCD'].flatMap((a, i) => [...'ABCD'.slice(i + 1)].map(b => [a, b, 'must'] as const));
  const problem = problemOf(makeEvent({ wishes, slots: 12, rooms: 2, rules: { minMeetings: 0 } }));
  const terms = termsWith(problem, 0);
  const facts = sharedFacts(problem, terms, undefined, 0);
  const target = { worth: { problem, terms, duals: undefined, points: 0, facts }, least: leastOfEach(problem, facts) };
  const upper = { breaks: 6, idle: 20 };
  const statementOf = (countsPeople: boolean): Statement => {
    const statement = new Statement(new AgendaFormula(target.worth, countsPeople), target.least);
    statement.enter('breaks', upper);
    return statement;
  };
  return { upper, statements: [true, false].map(statementOf) };
}

it('a finder goes on from what it found, down to the fewest', async () => {
  const { upper, statements } = allWithAll();
  const asked = vi.spyOn(SatSession.prototype, 'ask');
  const finder = new Finder({ stopped: false }, statements[0], () => statements[1], 0);
  finder.enter('breaks');
  finder.hear(new Int32Array(6), 0, upper.breaks);
  const slotOf = await finder.slice(1e10);
  const sought = asked.mock.calls.map(([{ clauses }]) => [0, 3].find(k => clauses?.at(-2) === statements[0].atMost(k)));
  expect([sought, finder.foundFewest]).toEqual([[3, 0], true]);
  // In two rooms, three slots in a row.
  const slots = new Set(slotOf);
  expect([slots.size, Math.max(...slots) - Math.min(...slots)]).toEqual([3, 2]);
  expect([await finder.slice(1e10), finder.foundFewest]).toEqual([undefined, false]);
  await finder.close();
});

it('a finder that finds nothing varies its clauses, what it asks for, and where it starts', async () => {
  const { upper, statements } = allWithAll();
  const asked: { voice: number; most: number; starts: boolean }[] = [];
  vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async ({ fresh, clauses = new Int32Array(), phases }) => {
    if (!fresh) return { status: 'unknown' };
    const voice = statements.findIndex(statement => statement.clauses.length === clauses.length - 2);
    const literal = clauses.at(-2);
    const most = [0, 1, 2, 3, 4, 5].findIndex(k => statements[voice].atMost(k) === literal);
    asked.push({ voice, most, starts: (phases?.length ?? 0) > 0 });
    return { status: 'unknown' };
  });
  const finder = new Finder({ stopped: false }, statements[0], () => statements[1], 1);
  finder.enter('breaks');
  finder.hear(new Int32Array(6), 0, upper.breaks);
  // The first is at work for two slices; the others are over after one.
  for (const work of [1e10, 1e10, 1e12, 1e12, 1e12, 1e12]) expect(await finder.slice(work)).toBeUndefined();
  expect(asked).toEqual([
    { voice: 1, most: 3, starts: false },
    { voice: 0, most: 0, starts: false },
    { voice: 1, most: 5, starts: true },
    { voice: 0, most: 3, starts: true },
    { voice: 1, most: 0, starts: false },
  ]);
  // What was refuted meanwhile is asked for no more.
  finder.hear(new Int32Array(6), 4, upper.breaks);
  await finder.slice(1e12);
  expect(asked.at(-1)).toMatchObject({ most: 5 });
  finder.hear(new Int32Array(6), 5, upper.breaks);
  await finder.slice(1e12);
  expect(asked.at(-1)).toMatchObject({ most: 5 });
});

it.each(['before it asks', 'while it waits'])('a finder gives up what is refuted meanwhile, heard %s', async when => {
  const { upper, statements } = allWithAll();
  const cutShort = vi.spyOn(SatSession.prototype, 'cutShort');
  const asked: number[] = [];
  const finder = new Finder({ stopped: false }, statements[0], () => statements[1], 0);
  vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async ({ clauses = new Int32Array() }) => {
    asked.push([0, 1, 2, 3, 4, 5].findIndex(k => statements.some(one => one.atMost(k) === clauses.at(-2))));
    if (when === 'while it waits' && asked.length === 1) finder.giveUpBelow(4);
    return { status: 'unknown' };
  });
  finder.enter('breaks');
  finder.hear(new Int32Array(6), 0, upper.breaks);
  if (when === 'before it asks') finder.giveUpBelow(4);
  expect(await finder.slice(1e9)).toBeUndefined();
  const wasAsked = when === 'while it waits';
  expect([asked, cutShort.mock.calls.length]).toEqual([wasAsked ? [3] : [], wasAsked ? 1 : 0]);
  // From here on it is as if it had been heard in time: nothing of the first attempt is left.
  finder.hear(new Int32Array(6), 4, upper.breaks);
  await finder.slice(1e9);
  expect(asked.slice(wasAsked ? 1 : 0)).toEqual([4]);
  // In another tier the same number says nothing.
  finder.enter('idle');
  finder.hear(new Int32Array(6), 2, 4);
  await finder.slice(1e9);
  expect(asked).toHaveLength(wasAsked ? 3 : 2);
});
