import { expect, it, vi } from 'vitest';
import { AgendaPrices, type PriceQuestion } from '../../../src/solve/breaks/agenda-prices.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import { WordState } from '../../../src/solve/breaks/word-state.js';
import { WorkerThread } from '../../../src/solve/worker.js';
import { makeEvent } from '../../helpers/event.js';
import { watchWorkers } from '../../helpers/workers.js';
import { problemOf, termsWith } from '../tiny.js';
import { apart } from './apart.js';

const PATIENT = { stopped: false };
const WORK = 1e6;

it('goes on where it was, in one thread, until nothing is left to say', async () => {
  const workers = await watchWorkers();
  const prices = AgendaPrices.of(apart(), PATIENT)!;
  await prices.seekBreaks(1, 9);
  expect([prices.breaks, prices.done, prices.guide()]).toEqual([0, false, undefined]);
  await prices.seekBreaks(WORK, 9);
  expect([prices.breaks, prices.done]).toEqual([2, true]);
  await prices.seekBreaks(WORK, 9);
  await prices.end();
  expect(workers.end()).toBe(1);
});

it('knows breaks and idle slots together', async () => {
  const prices = AgendaPrices.of(apart(), PATIENT)!;
  await prices.seekIdle(WORK, { breaks: 2, idle: 9 });
  // H is free in the second slot, I in the fifth; or one of them for longer.
  expect([prices.breaks, prices.both]).toEqual([0, 4]);
  await prices.seekBreaks(WORK, 9);
  expect([prices.breaks, prices.both]).toEqual([2, 4]);
  await prices.end();
});

it('says no more once it was ended, or nobody waits', async () => {
  const ended = AgendaPrices.of(apart(), PATIENT)!;
  const asked = ended.seekBreaks(WORK, 9);
  await ended.end();
  await asked;
  await ended.seekIdle(WORK, { breaks: 2, idle: 9 });
  expect([ended.done, ended.breaks, ended.both]).toEqual([true, 0, 0]);
  const stopped = AgendaPrices.of(apart(), { stopped: true })!;
  await stopped.seekBreaks(WORK, 9);
  await stopped.end();
  expect([stopped.done, stopped.breaks]).toEqual([true, 0]);
});

it('keeps what was known by then where the patience ends, part by part', async () => {
  const ask = vi.spyOn(WorkerThread.prototype, 'ask');
  const answers = [{ least: 1, isDone: false }, { least: 2, isDone: false }, undefined];
  ask.mockImplementation(async () => answers.shift());
  const prices = AgendaPrices.of(apart(), PATIENT)!;
  await prices.seekBreaks(1e9, 9);
  expect([prices.breaks, prices.done, prices.guide(), ask.mock.calls.length]).toEqual([2, true, undefined, 3]);
  const asked = ask.mock.calls.map(([question]) => question as PriceQuestion);
  expect(asked.map(({ agendas, isLast }) => [agendas !== undefined, isLast])).toEqual([
    [true, false],
    [false, false],
    [false, false],
  ]);
  ask.mockClear().mockResolvedValue({ least: 4, isDone: false });
  await prices.seekIdle(1.2e8, { breaks: 2, idle: 9 });
  expect([prices.both, prices.breaks]).toEqual([4, 2]);
  const parts = ask.mock.calls.map(([question]) => question as PriceQuestion);
  expect(parts.map(({ work, isLast, upper }) => [work, isLast, upper])).toEqual([
    [5e7, false, 11],
    [5e7, false, 11],
    [2e7, true, 11],
  ]);
  vi.restoreAllMocks();
  await prices.end();
});

it('a guide names whose agendas leave something to gain', async () => {
  const worth = apart();
  const prices = AgendaPrices.of(worth, PATIENT)!;
  await prices.seekBreaks(WORK, 3);
  await prices.end();
  const { problem } = worth;
  const named = new Int32Array(problem.participants);
  const guide = prices.guide()!;
  const withMeetingIn = (slot: number): number => {
    // Each guest in its only slot.
    const slots = problem.domain.map((word, e) => (isOfBoth(e) ? slot - 1 : 31 - Math.clz32(word)));
    return guide.wasteful(new WordState(problem, slots), named);
  };
  const { participants } = problem.event;
  const isOfBoth = (e: number): boolean =>
    [problem.a[e], problem.b[e]].every(p => ['H', 'I'].includes(participants[p].id));
  expect([withMeetingIn(2), withMeetingIn(5)]).toEqual([0, 0]);
  expect(withMeetingIn(7)).toBeGreaterThan(0);
  expect(['H', 'I']).toContain(participants[named[0]].id);
});

it('is left out where no pair is left', () => {
  const of = (isOpen: boolean): AgendaPrices | undefined => {
    const problem = problemOf(makeEvent({ wishes: [['H', 'I']], slots: 4 }));
    const terms = termsWith(problem);
    const facts = sharedFacts(problem, terms, undefined, 0);
    if (!isOpen) facts.usable.fill(0);
    return AgendaPrices.of({ problem, terms, duals: undefined, points: 0, facts }, PATIENT);
  };
  expect(of(true)).toBeDefined();
  expect(of(false)).toBeUndefined();
});
