import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { askSat, type SatAnswer, type SatOptions, type SatQuestion, SatSession } from '../../src/solve/sat.js';
import { endUnusedThreads, type Patience } from '../../src/solve/worker.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { watchWorkers } from '../helpers/workers.js';
import { flat, listsOf, satisfiable } from './clauses.js';
import { freshBudget } from './tiny.js';

const ask = (question: Partial<SatQuestion> & Pick<SatQuestion, 'clauses'>, budget = freshBudget()) =>
  askSat(
    { assumptions: new Int32Array(), mostConflicts: 10_000, shrinkConflicts: 20_000, refuted: false, ...question },
    budget,
  );
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** n + 1 pigeons in n holes. */
function pigeons(n: number): SatQuestion['clauses'] {
  const inHole = (pigeon: number, hole: number): number => pigeon * n + hole + 1;
  const clauses: number[][] = [];
  for (let pigeon = 0; pigeon <= n; pigeon++) {
    clauses.push(Array.from({ length: n }, (_, hole) => inHole(pigeon, hole)));
    for (let other = 0; other < pigeon; other++)
      for (let hole = 0; hole < n; hole++) clauses.push([-inHole(pigeon, hole), -inHole(other, hole)]);
  }
  return flat(clauses);
}

describe('askSat', () => {
  it('gives a model that makes every clause and assumption true', async () => {
    const clauses = [
      [1, 2],
      [-1, 3],
      [-3, -2, 4],
      [-2, 1],
    ];
    const answer = await ask({ clauses: flat(clauses), assumptions: Int32Array.of(2) });
    if (answer?.status !== 'satisfiable') throw new Error(`expected a model, got ${answer?.status}`);
    const holds = (literal: number): boolean => (answer.model[Math.abs(literal)] === 1) === literal > 0;
    expect([...clauses, [2]].every(clause => clause.some(holds))).toBe(true);
  });

  it('names a smallest set of assumptions to blame', async () => {
    // 1 or 2 is false; 4, 5 and 6 only one at a time; 3 is free.
    const clauses = flat([
      [-1, -2],
      [-4, -5],
      [-4, -6],
      [-5, -6],
    ]);
    const answer = await ask({ clauses, assumptions: Int32Array.of(3, 1, 2) });
    expect(answer).toEqual({ status: 'unsatisfiable', core: expect.anything(), smallest: true });
    expect(answer?.status === 'unsatisfiable' && [...answer.core].sort()).toEqual([1, 2]);
  });

  it('tries assumptions that cannot be judged again at greater length, until its patience ends', async () => {
    const asked: { assumptions: number[]; mostConflicts: number }[] = [];
    vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async ({ assumptions, mostConflicts, clauses }) => {
      asked.push({ assumptions: [...assumptions!], mostConflicts });
      if (asked.length > 1) rules.push(...clauses!);
      // The second is needed, and the third can be left out; of the others nothing is known.
      if (asked.length === 3) return { status: 'satisfiable', model: new Uint8Array() };
      if (asked.length === 4) return { status: 'unsatisfiable', core: Int32Array.of(1, 4) };
      return { status: 'unknown' };
    });
    const rules: number[] = [];
    const assumptions = Int32Array.of(1, 2, 3, 4);
    const answer = await ask({ clauses: new Int32Array(), assumptions, shrinkConflicts: 400, refuted: true });
    vi.restoreAllMocks();
    expect(answer).toEqual({ status: 'unsatisfiable', core: Int32Array.of(1, 2, 4), smallest: false });
    expect(asked.map(({ mostConflicts }) => mostConflicts)).toEqual([0, 10, 10, 10, 10, 40, 40, 160, 140]);
    expect(asked.map(one => one.assumptions.join(''))).toEqual(['1234', '234', '134', '14', '1', '4', '1', '4', '1']);
    // What is needed is a rule of every later question.
    expect(rules).toEqual([2, 0]);
  });

  it('hears of needed assumptions at first and from each model, and asks about no others that are known', async () => {
    // Any two of 1 to 5 fail together.
    const pairs = [2, 3, 4, 5].flatMap(i => range(1, i).map(j => [-i, -j]));
    const heard: (readonly [number[], boolean])[] = [];
    const addNeeded: SatQuestion['addNeeded'] = (failing, known, model) => {
      heard.push([[...failing], model !== undefined]);
      if (heard.length === 1) known.add(9);
      else for (const literal of failing) known.add(literal);
    };
    const clauses = flat(pairs.map(pair => [...pair, -9]));
    const spy = vi.spyOn(SatSession.prototype, 'ask');
    const question = { clauses, assumptions: Int32Array.of(9, 1, 2), refuted: true, addNeeded };
    expect(await ask(question)).toEqual({ status: 'unsatisfiable', core: Int32Array.of(9, 1, 2), smallest: true });
    expect(spy).toHaveBeenCalledTimes(3);
    vi.restoreAllMocks();
    expect(heard).toEqual([
      [[9, 1, 2], false],
      [[9, 1, 2], true],
    ]);
  });

  it('shrinks what is known to fail', async () => {
    const clauses = flat([
      [-1, -2],
      [-4, -5],
      [-4, -6],
      [-5, -6],
    ]);
    const question = { clauses, assumptions: Int32Array.of(1, 3, 4, 5, 6), refuted: true };
    const answer = await ask(question);
    expect(answer).toMatchObject({ status: 'unsatisfiable', smallest: true });
    expect(answer?.status === 'unsatisfiable' && answer.core).toHaveLength(2);
  });

  it('gives up after so many conflicts', async () => {
    expect(await ask({ clauses: pigeons(9), mostConflicts: 10 })).toEqual({ status: 'unknown' });
    expect(await ask({ clauses: pigeons(4) })).toMatchObject({ status: 'unsatisfiable' });
  });

  it('says that a set may not be the smallest where its search was cut', async () => {
    const n = 8;
    const guard = n * (n + 1) + 1;
    const clauses = flat(listsOf(pigeons(n)).map(clause => [...clause, -guard]));
    const question = { clauses, assumptions: Int32Array.of(guard, guard + 1), refuted: true };
    expect(await ask({ ...question, shrinkConflicts: 1 })).toMatchObject({ smallest: false });
  });

  it('ends with its budget', async () => {
    const stopped = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
    expect(await ask({ clauses: pigeons(12), mostConflicts: 1e9 }, stopped)).toBeUndefined();
  });
});

/** Ends when it has been looked at so many times. */
const patienceOf = (looks: number): Patience => ({
  get stopped() {
    return looks-- <= 0;
  },
});
const patient: Patience = { stopped: false };

/** Runs a session to its end, whatever comes. */
async function inSession<T>(use: (session: SatSession) => Promise<T>, patience: Patience = patient): Promise<T> {
  const session = new SatSession(patience);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

const VARIABLES = 9;
const MUCH = { mostConflicts: 100_000 };
const arbLiteral = fc.tuple(fc.integer({ min: 1, max: VARIABLES }), fc.boolean()).map(([v, sign]) => (sign ? v : -v));
const arbClauses = fc.array(fc.array(arbLiteral, { minLength: 2, maxLength: 3 }), { maxLength: 14 });
const arbOptions = fc.constantFrom<SatOptions>({}, { seed: 7 }, { stabilizeonly: 1 });
const arbRound = fc.record({
  fresh: fc.option(arbOptions, { nil: undefined }),
  clauses: arbClauses,
  assumptions: fc.uniqueArray(arbLiteral, { maxLength: 4 }),
  phases: fc.uniqueArray(arbLiteral, { maxLength: 4 }),
});

/** What is wrong with an answer. */
function fault(answer: SatAnswer | undefined, clauses: number[][], assumptions: readonly number[]): string | undefined {
  if (!answer || answer.status === 'unknown') return 'no answer';
  if (answer.status === 'satisfiable') {
    const holds = (literal: number): boolean => (answer.model[Math.abs(literal)] === 1) === literal > 0;
    const inModel = (clause: readonly number[]): boolean => clause.some(holds);
    const known = new Set(clauses.flat().map(Math.abs));
    const asked = assumptions.filter(literal => known.has(Math.abs(literal))).map(literal => [literal]);
    return [...clauses, ...asked].every(inModel) ? undefined : 'no model';
  }
  const core = [...answer.core];
  if (!core.every(literal => assumptions.includes(literal))) return 'a core of other literals';
  return satisfiable(clauses, core) ? 'a core that can hold' : undefined;
}

describe('SatSession', () => {
  it('answers one question after the other, of all clauses since it was made afresh', async () => {
    const seen = { satisfiable: 0, unsatisfiable: 0 };
    await inSession(session =>
      fc.assert(
        fc.asyncProperty(fc.array(arbRound, { minLength: 1, maxLength: 6 }), async rounds => {
          let all: number[][] = [];
          for (const [i, { fresh, clauses, assumptions, phases }] of rounds.entries()) {
            const anew = i === 0 ? (fresh ?? {}) : fresh;
            all = anew ? clauses : [...all, ...clauses];
            const answer = await session.ask({
              fresh: anew,
              clauses: flat(clauses),
              assumptions: Int32Array.from(assumptions),
              phases: Int32Array.from(phases),
              ...MUCH,
            });
            expect(fault(answer, all, assumptions)).toBeUndefined();
            expect(answer?.status === 'satisfiable').toBe(satisfiable(all, assumptions));
            seen[answer?.status as keyof typeof seen]++;
          }
        }),
        runs(150),
      ),
    );
    expect(Math.min(seen.satisfiable, seen.unsatisfiable)).toBeGreaterThan(50);
  });

  it('tries the given literals first', async () => {
    // Clauses that two models out of many keep.
    const dice = new Dice(3);
    const variables = Array.from({ length: 200 }, (_, i) => i + 1);
    const models = [0, 1].map(() => variables.map(v => (dice.chance(50) ? v : -v)));
    const drawn = Array.from({ length: 1000 }, () =>
      [0, 1, 2].map(() => dice.pick(variables) * (dice.chance(50) ? 1 : -1)),
    );
    const clauses = flat(
      drawn.filter(clause => models.every(model => clause.some(literal => model.includes(literal)))),
    );
    for (const phases of models) {
      const fresh = { stabilizeonly: 1 } as const;
      const answer = await inSession(session =>
        session.ask({ fresh, clauses, phases: Int32Array.from(phases), ...MUCH }),
      );
      const found = answer?.status === 'satisfiable' ? answer.model : [];
      expect(variables.map(v => (found[v] === 1 ? v : -v))).toEqual(phases);
    }
  });

  it('goes on where it was cut, and always cuts at the same place', async () => {
    const questions = (): Promise<number> =>
      inSession(async session => {
        let answer = await session.ask({ fresh: {}, clauses: pigeons(7), mostConflicts: 100 });
        for (let asked = 1; ; asked++) {
          if (answer?.status === 'unsatisfiable') return asked;
          expect(answer).toEqual({ status: 'unknown' });
          answer = await session.ask({ mostConflicts: 100 });
        }
      });
    const asked = await questions();
    expect(asked).toBeGreaterThan(2);
    expect(await questions()).toBe(asked);
  });

  it('forgets assumptions with their question', async () => {
    await inSession(async session => {
      const ask = (...assumptions: number[]) => session.ask({ assumptions: Int32Array.from(assumptions), ...MUCH });
      expect(await session.ask({ fresh: {}, clauses: flat([[1, 2]]), ...MUCH })).toMatchObject({
        status: 'satisfiable',
      });
      expect(await ask(-1, -2)).toMatchObject({ status: 'unsatisfiable' });
      expect(await ask(-1)).toMatchObject({ status: 'satisfiable', model: Uint8Array.of(0, 0, 1) });
      expect(await ask()).toMatchObject({ status: 'satisfiable' });
    });
  });

  it('ends with its patience, and takes its worker along', async () => {
    const workers = await watchWorkers();
    const session = new SatSession(patienceOf(3));
    expect(await session.ask({ fresh: {}, clauses: pigeons(12), mostConflicts: 1e9 })).toBeUndefined();
    expect([workers.started, await workers.running()]).toEqual([1, 0]);
    expect(await session.ask({ fresh: {}, clauses: pigeons(2), ...MUCH })).toBeUndefined();
    await session.close();
    expect(workers.end()).toBe(1);
  });

  it('starts no worker where nobody asks in time', async () => {
    const workers = await watchWorkers();
    await inSession(session => session.ask({ fresh: {}, clauses: pigeons(2), ...MUCH }), patienceOf(0));
    await inSession(async () => undefined);
    // A worker is told of a while after it was started.
    expect([await workers.running(), workers.end()]).toEqual([0, 0]);
  });

  it('says so if its worker fails, and can be asked anew', async () => {
    const workers = await watchWorkers();
    await inSession(async session => {
      const unknown = { nonsense: 1 } as SatOptions;
      await expect(session.ask({ fresh: unknown, ...MUCH })).rejects.toThrow('Unknown solver option');
      expect(await workers.running()).toBe(0);
      const question = { fresh: {}, clauses: pigeons(2), ...MUCH };
      expect(await session.ask(question)).toMatchObject({ status: 'unsatisfiable' });
    });
    expect([await workers.running(), workers.end()]).toEqual([0, 2]);
  });

  it('never goes on from what another session left in a thread', async () => {
    await inSession(session => session.ask({ fresh: {}, clauses: pigeons(2), ...MUCH }));
    await inSession(async session => {
      await expect(session.ask(MUCH)).rejects.toThrow('a session starts with a fresh solver');
      const answer = await session.ask({ fresh: {}, clauses: flat([[1, 2]]), ...MUCH });
      expect(answer).toMatchObject({ status: 'satisfiable' });
    });
  });

  it('says so if its worker ends without an answer', async () => {
    await endUnusedThreads();
    process.once('worker', worker => setImmediate(() => void worker.terminate()));
    await inSession(async session => {
      const answer = session.ask({ fresh: {}, clauses: pigeons(12), mostConflicts: 1e9 });
      await expect(answer).rejects.toThrow('ended without an answer');
    });
  });

  it('answers at once what is cut short, and the next question as ever', async () => {
    await inSession(async session => {
      const answer = session.ask({ fresh: {}, clauses: pigeons(12), mostConflicts: 1e9 });
      setTimeout(() => session.cutShort(), 100);
      expect(await answer).toEqual({ status: 'unknown' });
      expect(await session.ask({ fresh: {}, clauses: pigeons(4), mostConflicts: 1e9 })).toMatchObject({
        status: 'unsatisfiable',
      });
    });
  });
});
