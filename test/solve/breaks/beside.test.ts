import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AgendaGuide } from '../../../src/solve/breaks/agenda-guide.js';
import { AgendaPrices } from '../../../src/solve/breaks/agenda-prices.js';
import type { BreakStanding } from '../../../src/solve/breaks/aim.js';
import { ProofBeside } from '../../../src/solve/breaks/beside.js';
import { leastOfEach, sharedFacts } from '../../../src/solve/breaks/bound.js';
import { Fractions } from '../../../src/solve/breaks/fractions.js';
import type { KempeAnnealer } from '../../../src/solve/breaks/kempe.js';
import type { AgendaTarget } from '../../../src/solve/breaks/proof.js';
import { type SatAnswer, SatSession } from '../../../src/solve/sat.js';
import { makeEvent } from '../../helpers/event.js';
import { watchWorkers } from '../../helpers/workers.js';
import { problemOf, termsWith } from '../tiny.js';

afterEach(() => vi.restoreAllMocks());

/**
 * A host between two guests that come far apart: A in the first slot, B in the last one or the one before. Its break is not
 * seen from its slots alone, of which the last two would do.
 */
function apart(maxBreaks?: number, demand: 'must' | 'wish' = 'must'): AgendaTarget {
  const event = makeEvent({
    participants: [
      { id: 'H', maxBreaks },
      { id: 'A', available: ['1'] },
      { id: 'B', available: ['4', '5'] },
    ],
    wishes: [
      ['H', 'A', 'must'],
      ['H', 'B', demand],
    ],
    slots: 5,
  });
  const problem = problemOf(event);
  const terms = termsWith(problem);
  const facts = sharedFacts(problem, terms, undefined, 0);
  return { worth: { problem, terms, duals: undefined, points: 2, facts }, least: leastOfEach(problem, facts) };
}

/** The same, as if far more pairs were open. */
function withMany(target: AgendaTarget): AgendaTarget {
  const { worth } = target;
  const usable = new Int32Array(1000).fill(-1);
  usable.set(worth.facts.usable);
  return { ...target, worth: { ...worth, facts: { ...worth.facts, usable } } };
}

const WORK = 1e9;
/** Workers are announced a moment after they are made. */
const soon = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const LATE: BreakStanding = { conflicts: 0, overCap: 0, promises: 3, points: 2, breaks: 1, idle: 3 };

/** Annealing that does nothing but listen. */
class Listener {
  best: Int32Array = Int32Array.of(0, 4);
  standing = LATE;
  done = false;
  readonly adopted: string[] = [];

  adopt(slotOf: Int32Array): void {
    this.adopted.push(slotOf.join());
    this.best = slotOf;
    this.standing = { ...LATE, idle: slotOf[1] - 1 };
  }
}

function besideOf(listener: Listener, { wanted = true, target = apart(), isThorough = false } = {}): ProofBeside {
  return new ProofBeside(target, listener as unknown as KempeAnnealer, { stopped: false, isThorough }, wanted);
}

describe('ProofBeside', () => {
  it('tells of better schedules and bounds at joints, until nothing is left', async () => {
    const listener = new Listener();
    const beside = besideOf(listener);
    expect([beside.bounds, beside.tier, beside.gap]).toEqual([{ breaks: 0, idle: 0 }, 'breaks', 1]);
    await beside.join(WORK, 'anywhere');
    expect([beside.bounds, listener.adopted]).toEqual([{ breaks: 0, idle: 0 }, []]);
    for (let joint = 0; joint < 10 && !beside.done; joint++) await beside.join(WORK, 'anywhere');
    expect(listener.adopted).toContain('0,3');
    expect([beside.done, beside.bounds]).toEqual([true, { breaks: 1, idle: 2 }]);
    await beside.end();
  });

  it('hears of a better schedule, and asks for no more than it', async () => {
    const listener = new Listener();
    const beside = besideOf(listener);
    await beside.join(WORK, 'nowhere');
    listener.adopt(Int32Array.of(0, 3));
    for (let joint = 0; joint < 10 && !beside.done; joint++) await beside.join(WORK, 'nowhere');
    expect([listener.adopted, beside.bounds]).toEqual([['0,3'], { breaks: 1, idle: 2 }]);
    await beside.end();
  });

  it('knows the schedules that its bounds are about', () => {
    const beside = besideOf(new Listener());
    expect(beside.covers(LATE)).toBe(true);
    const others: Partial<BreakStanding>[] = [{ conflicts: 1 }, { overCap: 1 }, { promises: 2 }, { points: 1 }];
    for (const other of others) expect(beside.covers({ ...LATE, ...other })).toBe(false);
    expect(beside.covers({ ...LATE, points: 3, breaks: 9 })).toBe(true);
  });

  it('proves what is about no schedule known yet', async () => {
    const listener = new Listener();
    listener.standing = { ...LATE, overCap: 1 };
    const beside = besideOf(listener);
    await beside.join(WORK, 'anywhere');
    await beside.end();
    expect(listener.adopted).toHaveLength(1);
    expect(beside.bounds.breaks).toBe(1);
  });

  it('starts nothing where nothing more is wanted, and where annealing is done', async () => {
    const workers = await watchWorkers();
    const unwanted = besideOf(new Listener(), { wanted: false });
    const listener = new Listener();
    listener.done = true;
    for (const beside of [unwanted, besideOf(listener)]) {
      expect(beside.done).toBe(true);
      await beside.join(WORK, 'anywhere');
      await beside.countTogether(true);
      await beside.countIdle();
      await beside.end();
      expect(beside.bounds).toEqual({ breaks: 0, idle: 0 });
    }
    expect(workers.end()).toBe(0);
  });

  it('asks prices alone where clauses would be too many', async () => {
    const workers = await watchWorkers();
    const asked = vi.spyOn(SatSession.prototype, 'ask');
    const beside = besideOf(new Listener(), { target: withMany(apart()) });
    expect(beside.done).toBe(true);
    await beside.join(WORK);
    await soon();
    expect([beside.bounds, await workers.running()]).toEqual([{ breaks: 0, idle: 0 }, 1]);
    await beside.join(WORK);
    await beside.countTogether(true);
    expect([beside.bounds, await workers.running()]).toEqual([{ breaks: 1, idle: 2 }, 0]);
    await beside.countIdle();
    await beside.end();
    expect([asked.mock.calls.length, workers.end()]).toEqual([0, 1]);
  });

  it('goes on with prices while others are annealed, and for longer in the end of a thorough run', async () => {
    vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const seek = vi.spyOn(AgendaPrices.prototype, 'seekBreaks').mockResolvedValue();
    const idle = vi.spyOn(AgendaPrices.prototype, 'seekIdle').mockResolvedValue();
    vi.spyOn(Fractions.prototype, 'refuteUpTo').mockResolvedValue(undefined);
    vi.spyOn(AgendaPrices.prototype, 'guide').mockReturnValue({} as AgendaGuide);
    const calls = async (isThorough: boolean, target = apart()): Promise<number[]> => {
      const beside = besideOf(new Listener(), { target, isThorough });
      const seen: number[] = [];
      for (const isLast of [false, true, true]) {
        await beside.countTogether(isLast);
        seen.push(seek.mock.calls.length, idle.mock.calls.length);
        seek.mockClear();
        idle.mockClear();
      }
      await beside.end();
      return seen;
    };
    expect(await calls(false)).toEqual([2, 1, 0, 0, 0, 0]);
    expect(await calls(true)).toEqual([2, 0, 1, 1, 0, 0]);
    expect(await calls(false, withMany(apart()))).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('counts idle slots in the end, once, where nothing else settled them', async () => {
    const workers = await watchWorkers();
    const solver = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const beside = besideOf(new Listener());
    await beside.join(WORK);
    await beside.hear();
    solver.mockResolvedValueOnce({ status: 'unsatisfiable', core: Int32Array.of(-1) });
    await beside.join(WORK);
    await beside.hear();
    expect([beside.tier, beside.bounds]).toEqual(['idle', { breaks: 1, idle: 1 }]);
    await beside.countIdle();
    expect(beside.bounds).toEqual({ breaks: 1, idle: 2 });
    await beside.countIdle();
    await beside.end();
    expect([beside.bounds.idle, workers.end()]).toEqual([2, 1]);
  });

  it('asks prices for some joints where the first slices settled nothing, and hears of it once', async () => {
    const workers = await watchWorkers();
    const solver = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const listener = new Listener();
    listener.standing = { ...LATE, breaks: 20 };
    const beside = besideOf(listener);
    await beside.join(WORK);
    await beside.join(WORK);
    await soon();
    expect([beside.tier, workers.started]).toEqual(['breaks', 0]);
    await beside.join(WORK);
    await beside.join(WORK);
    await soon();
    expect([beside.bounds.breaks, await workers.running(), solver.mock.calls.length]).toEqual([0, 1, 2]);
    for (let joint = 0; joint < 2; joint++) await beside.join(WORK);
    expect(solver.mock.calls.length).toBe(3);
    await beside.hear();
    listener.standing = LATE;
    await beside.countTogether(true);
    expect([beside.tier, beside.bounds.breaks, await workers.running()]).toEqual(['idle', 1, 0]);
    expect(beside.pricesSayMore).toBe(true);
    await beside.countTogether(true);
    await beside.end();
    expect(workers.end()).toBe(1);
  });

  it('does not look near the best schedule by clauses that see far fewer breaks than prices do', async () => {
    vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const promising: boolean[] = [];
    for (const priced of [3, 12]) {
      vi.spyOn(AgendaPrices.prototype, 'seekBreaks').mockImplementation(async function (this: AgendaPrices) {
        this.breaks = priced;
      });
      vi.spyOn(AgendaPrices.prototype, 'seekIdle').mockResolvedValue();
      const listener = new Listener();
      listener.standing = { ...LATE, breaks: 20 };
      const beside = besideOf(listener);
      for (let joint = 0; joint < 4; joint++) await beside.join(WORK);
      expect(beside.isPromising).toBe(true);
      await beside.countTogether(false);
      promising.push(beside.isPromising);
      await beside.end();
    }
    expect(promising).toEqual([true, false]);
  });

  it('lets clauses go on beside prices where these are near', async () => {
    const solver = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const beside = besideOf(new Listener());
    for (let joint = 0; joint < 4; joint++) await beside.join(WORK);
    expect(solver.mock.calls.length).toBe(4);
    await beside.end();
  });

  it('counts no further once clauses have settled the breaks', async () => {
    const workers = await watchWorkers();
    const solver = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const beside = besideOf(new Listener());
    for (let joint = 0; joint < 6; joint++) await beside.join(WORK);
    await soon();
    expect([beside.tier, await workers.running()]).toEqual(['breaks', 1]);
    await beside.hear();
    solver.mockResolvedValueOnce({ status: 'unsatisfiable', core: Int32Array.of(-1) });
    await beside.join(WORK);
    await beside.hear();
    expect([beside.tier, beside.bounds.breaks, await workers.running()]).toEqual(['idle', 1, 0]);
    await beside.end();
    expect(workers.end()).toBe(1);
  });

  it('lets clauses go on where agendas have no prices, beside the fractions', async () => {
    const workers = await watchWorkers();
    const solver = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    vi.spyOn(AgendaPrices, 'of').mockReturnValue(undefined);
    for (const isSettled of [false, true]) {
      solver.mockClear();
      const beside = besideOf(new Listener(), { target: apart() });
      for (let joint = 0; joint < 6; joint++) await beside.join(WORK);
      await beside.hear();
      expect([beside.tier, beside.bounds.breaks, solver.mock.calls.length]).toEqual(['breaks', 0, 6]);
      if (isSettled) solver.mockResolvedValueOnce({ status: 'unsatisfiable', core: Int32Array.of(-1) });
      await beside.countTogether(true);
      expect([beside.tier, beside.bounds.breaks, solver.mock.calls.length]).toEqual(['idle', 1, 7]);
      expect(await workers.running()).toBe(0);
      await beside.end();
    }
    expect(workers.end()).toBe(2);
  });

  it('looks for one break less by clauses before branches refute it', async () => {
    vi.spyOn(AgendaPrices, 'of').mockReturnValue(undefined);
    vi.spyOn(Fractions.prototype, 'count').mockResolvedValue(0);
    const branched = vi.spyOn(Fractions.prototype, 'refuteUpTo').mockResolvedValue(1);
    const solver = vi.spyOn(SatSession.prototype, 'ask');
    const answers: SatAnswer[] = [
      { status: 'unknown' },
      { status: 'unsatisfiable', core: Int32Array.of(-1) },
      // A model that is no better schedule than the one at hand: clauses come to an end, and hear of no bound.
      { status: 'satisfiable', model: new Uint8Array(1000) },
    ];
    const seen: [breaks: number, branched: number][] = [];
    for (const answer of answers) {
      branched.mockClear();
      solver.mockResolvedValue(answer).mockResolvedValueOnce({ status: 'unknown' });
      const listener = new Listener();
      listener.adopt = () => undefined;
      const beside = besideOf(listener, { target: apart() });
      await beside.countTogether(true);
      seen.push([beside.bounds.breaks, branched.mock.calls.length]);
      await beside.end();
    }
    expect(seen).toEqual([
      [1, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  it('waits for no fractions once clauses have come to an end', async () => {
    const counted = vi.spyOn(Fractions.prototype, 'refuteUpTo');
    vi.spyOn(AgendaPrices, 'of').mockReturnValue(undefined);
    const solver = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const listener = new Listener();
    listener.adopt = () => undefined;
    const beside = besideOf(listener, { target: apart() });
    // A model that is no better schedule than the one at hand: nothing more can be asked.
    solver.mockResolvedValueOnce({ status: 'satisfiable', model: new Uint8Array(1000) });
    await beside.countTogether(true);
    expect([beside.done, counted.mock.calls.length]).toEqual([true, 0]);
    await beside.end();
  });

  it('knows a hopeless event: all is to be held, and nothing that is keeps the rules', async () => {
    const seen: [done: boolean, hopeless: boolean][] = [];
    for (const target of [apart(), apart(0), apart(0, 'wish')]) {
      const listener = new Listener();
      listener.standing = { ...LATE, overCap: 1 };
      const beside = besideOf(listener, { target });
      await beside.join(WORK);
      await beside.hear();
      seen.push([beside.done, beside.isHopeless]);
      await beside.end();
    }
    expect(seen).toEqual([
      [false, false],
      [true, true],
      [true, false],
    ]);
  });

  it('tells who was stopped what prices had said by then', async () => {
    const budget = { stopped: false, isThorough: false };
    const beside = new ProofBeside(withMany(apart()), new Listener() as unknown as KempeAnnealer, budget, true);
    vi.spyOn(AgendaPrices.prototype, 'seekBreaks').mockImplementation(async function (this: AgendaPrices) {
      this.breaks = 1;
      this.both = 3;
    });
    await beside.join(WORK);
    expect(beside.bounds).toEqual({ breaks: 0, idle: 0 });
    budget.stopped = true;
    await beside.end();
    expect(beside.bounds).toEqual({ breaks: 1, idle: 2 });
  });

  it('leaves no worker that counts for nobody', async () => {
    const workers = await watchWorkers();
    vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
    const beside = besideOf(new Listener());
    for (let joint = 0; joint < 3; joint++) await beside.join(WORK);
    await soon();
    expect(await workers.running()).toBe(1);
    await beside.end();
    expect(await workers.running()).toBe(0);
    expect(workers.end()).toBe(1);
  });

  it('throws what went wrong where the answer is heard, and leaves no worker', async () => {
    const workers = await watchWorkers();
    const { ask } = SatSession.prototype;
    for (const hear of ['join', 'end'] as const) {
      const beside = besideOf(new Listener());
      let asked = 0;
      vi.spyOn(SatSession.prototype, 'ask').mockImplementation(function (this: SatSession, question) {
        // The other one goes on.
        return asked++ === 0 ? Promise.reject(new Error('out of memory')) : ask.call(this, question);
      });
      await beside.join(WORK, 'anywhere');
      await soon();
      await expect(hear === 'join' ? beside.join(WORK, 'anywhere') : beside.end()).rejects.toThrow('out of memory');
      expect(await workers.running()).toBe(0);
    }
    expect(workers.end()).toBe(2);
  });
});
