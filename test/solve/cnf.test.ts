import { describe, expect, it } from 'vitest';
import { Cnf } from '../../src/solve/cnf.js';

/** Clauses as lists. */
function clausesOf(cnf: Cnf): number[][] {
  const clauses: number[][] = [[]];
  for (const literal of cnf.take()) {
    if (literal === 0) clauses.push([]);
    else clauses.at(-1)!.push(literal);
  }
  expect(clauses.pop()).toEqual([]);
  return clauses;
}

/** Whether some values of the other variables make all clauses true: unit propagation and splitting. */
function satisfiable(clauses: readonly (readonly number[])[], truths: readonly number[]): boolean {
  const known = new Set(truths);
  for (;;) {
    const open = clauses.filter(clause => !clause.some(literal => known.has(literal)));
    if (open.length === 0) return true;
    const left = open.map(clause => clause.filter(literal => !known.has(-literal)));
    if (left.some(clause => clause.length === 0)) return false;
    const unit = left.find(clause => clause.length === 1);
    if (!unit) return [left[0][0], -left[0][0]].some(literal => satisfiable(clauses, [...known, literal]));
    known.add(unit[0]);
  }
}

const CASES = [1, 2, 3, 5, 6, 7].flatMap(n => [0, 1, 2, 3, n - 1, n].map(k => [n, k] as const));

describe('Cnf', () => {
  it('numbers variables from 1 and ends each clause by 0', () => {
    const cnf = new Cnf();
    expect([cnf.newVariable(), cnf.newVariable(), cnf.variables]).toEqual([1, 2, 2]);
    cnf.add(1, -2);
    cnf.add(2);
    expect([...cnf.take()]).toEqual([1, -2, 0, 2, 0]);
  });

  it.each(CASES.filter(([, k]) => k >= 0))(
    'atMost of %i literals allows exactly the models with %i or fewer',
    (n, k) => {
      const cnf = new Cnf();
      const variables = Array.from({ length: n }, () => cnf.newVariable());
      // Negated literals as well as plain ones.
      const literals = variables.map(v => (v % 2 === 0 ? -v : v));
      cnf.atMost(literals, k);
      const clauses = clausesOf(cnf);
      for (let model = 0; model < 1 << n; model++) {
        const truths = literals.map((literal, i) => ((model >> i) & 1 ? literal : -literal));
        const count = truths.filter((literal, i) => literal === literals[i]).length;
        expect(satisfiable(clauses, truths)).toBe(count <= k);
      }
    },
  );

  it('atMost says nothing where it cannot be broken', () => {
    const cnf = new Cnf();
    cnf.atMost([1, 2, 3], 3);
    cnf.atMost([], 0);
    expect(cnf.take()).toHaveLength(0);
  });
});
