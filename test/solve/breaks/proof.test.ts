import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Event } from '../../../src/model/event.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { type AgendaBounds, leastOfEach, sharedFacts } from '../../../src/solve/breaks/bound.js';
import { Finder } from '../../../src/solve/breaks/finder.js';
import { AgendaProof, type AgendaTarget, isProvable, topicOf } from '../../../src/solve/breaks/proof.js';
import { Budget } from '../../../src/solve/budget.js';
import { MeetingChooser } from '../../../src/solve/meetings.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { SatSession } from '../../../src/solve/sat.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { generate } from '../../helpers/generate.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { watchWorkers } from '../../helpers/workers.js';
import { conflictsOf, recount } from '../schedules.js';
import { arbTiny, type Found, problemOf, termsWith } from '../tiny.js';
import { arbGappy, bestOf, drawWorth, fewest, legalSchedules, type Worth } from './worths.js';

afterEach(() => vi.restoreAllMocks());

const patient = { stopped: false };
const NOTHING_KNOWN: AgendaBounds = { breaks: Number.POSITIVE_INFINITY, idle: Number.POSITIVE_INFINITY };
/** Some conflicts. */
const WORK = 1e7;

describe('AgendaProof', () => {
  it('claims no more than a schedule has where very many promises are not kept, so that models may keep fewer', async () => {
    const event = generate({ seed: 3, people: 240, wishes: 1500, slots: 5, rooms: 16, minMeetings: 9, values: 'none' });
    const problem = problemOf(event);
    const budget = new Budget({ effort: 'quick' });
    const slotOf = await new MeetingChooser(problem, budget, new Random(1), new Reporter(problem, undefined)).choose();
    const { promises } = recount(problem, slotOf);
    const terms = termsWith(problem, promises);
    expect(promises).toBeLessThan(termsWith(problem).total / 4);
    const facts = sharedFacts(problem, terms, undefined, 0);
    const target = {
      worth: { problem, terms, duals: undefined, points: 0, facts },
      least: leastOfEach(problem, facts),
    };
    expect(isProvable(target.worth.facts)).toBe(true);
    const { breaks, idle } = new AgendaState(problem, slotOf);
    const proof = new AgendaProof(topicOf(target), slotOf, { breaks, idle }, patient);
    let slices = 0;
    for (; slices < 3 && !proof.done; slices++) {
      const found = await proof.slice(2e9, 'anywhere');
      if (found) expect(conflictsOf(problem, found)).toEqual([]);
      // A schedule of fewer promises is none to go on from.
      proof.hear(slotOf, { breaks, idle });
      expect(proof.bounds.breaks).toBeLessThanOrEqual(breaks);
      expect(proof.bounds.idle).toBeLessThanOrEqual(idle);
    }
    // That model is the prover's own, which has no other to give: a finder that came to one before it does not cut it short.
    expect([slices, proof.done]).toEqual([1, true]);
    await proof.close();
  });
});

/** A search that gets better by what it is told, and now and then by itself, as the dice fall. */
class Search {
  readonly trail: string[] = [];
  best: Found;
  private isCovered: boolean;

  constructor(
    private readonly event: Event,
    private readonly legal: readonly Found[],
    readonly worth: Worth,
    private readonly dice: Dice,
  ) {
    this.best = dice.pick(worth.equals);
    // Where a cap is exceeded, there is no schedule to compare with at first.
    this.isCovered = dice.chance(80);
  }

  get upper(): AgendaBounds {
    return this.isCovered ? this.best : NOTHING_KNOWN;
  }

  hear(slotOf: Int32Array): void {
    const found = this.legal.find(one => one.slotOf.join() === slotOf.join());
    if (!found) throw this.fails(`a model that keeps not all rules: ${slotOf}`);
    this.consider(found);
  }

  findByItself(): void {
    if (this.dice.chance(25)) this.consider(this.dice.pick(this.worth.equals));
  }

  /** Bounds are about all schedules as good as the best one in the tiers before. */
  judge({ breaks, idle }: AgendaBounds): void {
    const { best } = this;
    const alike = this.worth.equals.filter(one => one.promises === best.promises && one.points === best.points);
    const least = fewest(alike);
    this.trail.push(`${best.slotOf} ${breaks} ${idle}`);
    if (breaks > least.breaks || idle > least.idle)
      throw this.fails(`bounds ${breaks} ${idle}, but some schedule has ${least.breaks} ${least.idle}`);
  }

  private consider(found: Found): void {
    const isEqual = this.worth.equals.includes(found);
    if (!isEqual || (this.isCovered && bestOf([this.best, found]) === this.best)) return;
    this.best = found;
    this.isCovered = true;
  }

  private fails(...faults: string[]): Error {
    return new Error(withEvent(faults, this.event));
  }
}

/** Proves until nothing is left to prove; returns the bounds. */
async function prove(search: Search, dice: Dice): Promise<AgendaBounds> {
  const proof = new AgendaProof(topicOf(search.worth.target), search.best.slotOf, search.upper, patient);
  try {
    for (let slice = 0; slice < 200 && !proof.done; slice++) {
      const found = await proof.slice(WORK, dice.pick(['nowhere', 'nearby', 'anywhere'] as const));
      if (found) search.hear(found);
      search.findByItself();
      proof.hear(search.best.slotOf, search.upper);
      search.judge(proof.bounds);
    }
    expect(proof.done).toBe(true);
    return { ...proof.bounds };
  } finally {
    await proof.close();
  }
}

const events = fc.oneof(
  { weight: 3, arbitrary: arbGappy },
  { weight: 1, arbitrary: arbTiny({ slots: 4, availability: 60 }) },
);

/** A search in a tiny event, by dice; `undefined` where there is nothing to search. */
function searchIn(event: Event, seed: number, draw: number): Search | undefined {
  const { problem, legal } = legalSchedules(event);
  if (legal.length === 0) return undefined;
  const dice = new Dice(seed);
  const worth = drawWorth(problem, legal, draw, dice);
  return new Search(event, legal, worth, dice);
}

describe('AgendaProof', () => {
  it('never claims too much, and mostly all there is', async () => {
    const tally = { proofs: 0, breaks: 0, breaksProved: 0, idle: 0, idleProved: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), fc.constantFrom(0, 0, 0, 1, 2), async (event, seed, draw) => {
        const search = searchIn(event, seed, draw);
        if (!search) return;
        const bounds = await prove(search, new Dice(seed + 1));
        const { best, worth } = search;
        tally.proofs++;
        if (draw > 0 || best.points > worth.target.worth.points) return;
        if (worth.breaks > 0) {
          tally.breaks++;
          if (bounds.breaks === best.breaks) tally.breaksProved++;
        }
        if (worth.idle > worth.breaks) {
          tally.idle++;
          if (bounds.breaks === best.breaks && bounds.idle === best.idle) tally.idleProved++;
        }
      }),
      runs(70),
    );
    expect(tally.breaks).toBeGreaterThan(8);
    expect(tally.breaksProved).toBe(tally.breaks);
    expect(tally.idle).toBeGreaterThan(3);
    expect(tally.idleProved).toBe(tally.idle);
  });

  /** A host between two guests that come far apart, and a third in the middle: more breaks, but fewer idle slots. */
  const torn = (): { proof: AgendaProof; without: Int32Array; withThird: Int32Array } => {
    const guest = (id: string, slot: string) => ({ id, available: [slot] });
    const event = makeEvent({
      participants: ['H', guest('A', '1'), guest('B', '5'), guest('C', '3')],
      wishes: [
        ['H', 'A', 'must'],
        ['H', 'B', 'must'],
        ['H', 'C'],
      ],
      slots: 5,
      rules: { minMeetings: 0 },
    });
    const problem = problemOf(event);
    const [without, withThird] = [Int32Array.of(0, 4, -1), Int32Array.of(0, 4, 2)];
    const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
    const worth = { problem, terms: termsWith(problem), duals: undefined, points: 2, facts };
    const target = { worth, least: leastOfEach(problem, facts) };
    return { proof: new AgendaProof(topicOf(target), without, { breaks: 1, idle: 3 }, patient), without, withThird };
  };

  it('counts idle slots at so few breaks only', async () => {
    const { proof, without } = torn();
    expect([proof.at, proof.bounds]).toEqual(['idle', { breaks: 1, idle: 1 }]);
    expect(await proof.slice(WORK, 'nowhere')).toBeUndefined();
    proof.hear(without, { breaks: 1, idle: 3 });
    expect([proof.done, proof.bounds]).toEqual([true, { breaks: 1, idle: 3 }]);
    await proof.close();
  });

  it('takes back what it said of idle slots where a schedule of more worth has more breaks', async () => {
    for (const isDone of [false, true]) {
      const { proof, without, withThird } = torn();
      await proof.slice(WORK, 'nowhere');
      if (isDone) proof.hear(without, { breaks: 1, idle: 3 });
      proof.hear(withThird, { breaks: 2, idle: 2 });
      expect([proof.done, proof.bounds]).toEqual([true, { breaks: 1, idle: 1 }]);
      await proof.close();
    }
  });

  it('says the same however fast its solvers are', async () => {
    const drawn = fc.sample(events, { numRuns: 12, seed: 5 });
    const trails = async (): Promise<string[][]> => {
      const all: string[][] = [];
      for (const [i, event] of drawn.entries()) {
        const search = searchIn(event, i, i % 3);
        if (!search) continue;
        await prove(search, new Dice(i));
        all.push(search.trail);
      }
      return all;
    };
    const told = vi.spyOn(Finder.prototype, 'giveUpBelow');
    const plain = await trails();
    // What the prover refutes in the middle of a slice the finder hears at once.
    expect(told).toHaveBeenCalled();
    const dice = new Dice(1);
    const { ask } = SatSession.prototype;
    const spy = vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async function (this: SatSession, question) {
      const pause = () => new Promise(resolve => setTimeout(resolve, dice.below(8)));
      await pause();
      const answer = await ask.call(this, question);
      await pause();
      return answer;
    });
    expect(await trails()).toEqual(plain);
    expect(spy.mock.calls.length).toBeGreaterThan(5);
  });

  it('asks whether any schedule keeps the rules where none is known and the fewest breaks are hard to refute', async () => {
    for (const maxBreaks of [1, 0]) {
      const guest = (id: string, slot: string) => ({ id, available: [slot] });
      const event = makeEvent({
        participants: [{ id: 'H', maxBreaks }, guest('A', '1'), guest('B', '4')],
        wishes: [
          ['H', 'A', 'must'],
          ['H', 'B', 'must'],
        ],
        slots: 4,
      });
      const problem = problemOf(event);
      const [terms, slotOf] = [termsWith(problem), Int32Array.of(0, 3)];
      // What each agenda says by itself is left to be found out.
      const none = new Int32Array(problem.participants);
      const worth = { problem, terms, duals: undefined, points: 2, facts: sharedFacts(problem, terms, undefined, 0) };
      const proof = new AgendaProof(
        topicOf({ worth, least: { breaks: none, idle: none } }),
        slotOf,
        NOTHING_KNOWN,
        patient,
      );
      const { ask } = SatSession.prototype;
      const asked: number[] = [];
      vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async function (this: SatSession, request) {
        asked.push(request.assumptions?.length ?? 0);
        const answer = await ask.call(this, request);
        return asked.length === 1 ? { status: 'unknown' } : answer;
      });
      await proof.slice(1e10, 'nowhere');
      proof.hear(slotOf, NOTHING_KNOWN);
      const found = await proof.slice(1e10, 'nowhere');
      // At first "no break", which a cap says anyway, then anything.
      expect(asked.slice(0, 2)).toEqual([maxBreaks, 0]);
      vi.restoreAllMocks();
      const known = { breaks: 1, idle: 2 };
      proof.hear(slotOf, found ? known : NOTHING_KNOWN);
      expect([found, proof.isEmpty, proof.done]).toEqual(
        maxBreaks > 0 ? [slotOf, false, false] : [undefined, true, true],
      );
      for (let slice = 0; slice < 9 && !proof.done; slice++) {
        await proof.slice(1e10, 'nowhere');
        proof.hear(slotOf, known);
      }
      expect(proof.bounds).toEqual(maxBreaks > 0 ? known : { breaks: 0, idle: 0 });
      await proof.close();
    }
  });

  it('closes its workers, also in the middle of a slice', async () => {
    const workers = await watchWorkers();
    const search = searchIn(fc.sample(arbGappy, { numRuns: 1, seed: 2 })[0], 1, 0)!;
    const proof = new AgendaProof(topicOf(search.worth.target), search.best.slotOf, NOTHING_KNOWN, patient);
    await proof.slice(WORK, 'anywhere');
    expect(await workers.running()).toBeGreaterThan(0);
    const begun = proof.slice(WORK, 'anywhere');
    await proof.close();
    await begun;
    expect([await workers.running(), proof.done]).toEqual([0, true]);
    expect(await proof.slice(WORK, 'anywhere')).toBeUndefined();
    await proof.close();
    expect(await workers.running()).toBe(0);
    workers.end();
  });
});

describe('isProvable', () => {
  it('counts pairs that may be used, up to its limit', () => {
    const withPairs = (pairs: number): AgendaTarget => {
      const usable = new Int32Array(Math.ceil(pairs / 32)).fill(-1);
      if (pairs % 32 > 0) usable[usable.length - 1] = 2 ** (pairs % 32) - 1;
      return { worth: { facts: { usable } } } as unknown as AgendaTarget;
    };
    expect([0, 1, 8_000, 8_001, 40_000].map(pairs => isProvable(withPairs(pairs).worth.facts))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
