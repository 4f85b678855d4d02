import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { askSat, type SatQuestion } from '../../src/solve/sat.js';
import { freshBudget } from './tiny.js';

const ask = (question: Partial<SatQuestion> & Pick<SatQuestion, 'clauses'>, budget = freshBudget()) =>
  askSat(
    { assumptions: new Int32Array(), mostConflicts: 10_000, shrinkConflicts: 1000, refuted: false, ...question },
    budget,
  );
const flat = (clauses: readonly (readonly number[])[]): Int32Array =>
  Int32Array.from(clauses.flatMap(clause => [...clause, 0]));

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
    const switched = Int32Array.from(pigeons(n)).reduce<number[][]>(
      (all, literal) => {
        if (literal === 0) all.push([]);
        else all.at(-1)!.push(literal);
        return all;
      },
      [[]],
    );
    const guard = n * (n + 1) + 1;
    const clauses = flat(switched.filter(({ length }) => length > 0).map(clause => [...clause, -guard]));
    const question = { clauses, assumptions: Int32Array.of(guard, guard + 1), refuted: true };
    expect(await ask({ ...question, shrinkConflicts: 1 })).toMatchObject({ smallest: false });
  });

  it('ends with its budget', async () => {
    const stopped = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
    expect(await ask({ clauses: pigeons(12), mostConflicts: 1e9 }, stopped)).toBeUndefined();
  });
});
