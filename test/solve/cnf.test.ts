import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cnf, type Weighted } from '../../src/solve/cnf.js';
import { runs } from '../helpers/runs.js';
import { clausesOf, everyChoice, satisfiable } from './clauses.js';

/** Variables, and literals of them: some negated, some twice. */
const arbLiterals = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), { maxLength: 7 });

function literalsOf(drawn: readonly (readonly [number, boolean])[]) {
  const cnf = new Cnf();
  const literals = drawn.map(([v, negated]) => (negated ? -v : v));
  const variables = [...new Set(drawn.map(([v]) => v))];
  while (cnf.variables < 6) cnf.newVariable();
  return { cnf, literals, variables };
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

  it.each(CASES.filter(([, k]) => k > 0))(
    'countUp of %i literals says where there are more than each of %i',
    (n, most) => {
      const cnf = new Cnf();
      const literals = Array.from({ length: n }, () => cnf.newVariable());
      const counted = cnf.countUp(literals, most);
      expect(counted).toHaveLength(Math.min(n, most));
      const clauses = clausesOf(cnf);
      for (const truths of everyChoice(literals)) {
        const count = truths.filter(literal => literal > 0).length;
        counted.forEach((output, k) => {
          expect(satisfiable(clauses, [...truths, -output])).toBe(count <= k);
          // Of a single literal it is the literal itself.
          if (n > 1) expect(satisfiable(clauses, [...truths, output])).toBe(true);
        });
      }
    },
  );

  it('atMost says nothing where it cannot be broken', () => {
    const cnf = new Cnf();
    cnf.atMost([1, 2, 3], 3);
    cnf.atMost([], 0);
    expect(cnf.take()).toHaveLength(0);
  });

  it('take gives what was added since, and once', () => {
    const cnf = new Cnf();
    cnf.add(1, 2);
    expect([...cnf.take()]).toEqual([1, 2, 0]);
    expect(cnf.take()).toHaveLength(0);
    cnf.add(-1);
    cnf.add();
    expect([...cnf.take()]).toEqual([-1, 0, 0]);
  });

  it('anyOf is true exactly where one of its literals is', () => {
    fc.assert(
      fc.property(arbLiterals, drawn => {
        const { cnf, literals, variables } = literalsOf(drawn);
        const any = cnf.anyOf(literals);
        const clauses = clausesOf(cnf);
        for (const truths of everyChoice(variables)) {
          const holds = literals.some(literal => truths.includes(literal));
          expect([any, -any].map(literal => satisfiable(clauses, [...truths, literal]))).toEqual([holds, !holds]);
        }
      }),
      runs(100),
    );
  });

  it('anyOf needs no variable for a single literal', () => {
    const cnf = new Cnf();
    expect([cnf.anyOf([-5]), cnf.variables, cnf.take().length]).toEqual([-5, 0, 0]);
  });

  it('sort counts exactly, in both directions, as far as it is asked to', () => {
    fc.assert(
      fc.property(arbLiterals, fc.integer({ min: -1, max: 8 }), (drawn, most) => {
        const { cnf, literals, variables } = literalsOf(drawn);
        const counted = cnf.sort(literals, most);
        expect(counted).toHaveLength(Math.max(0, Math.min(most, literals.length)));
        const clauses = clausesOf(cnf);
        for (const truths of everyChoice(variables)) {
          const count = literals.filter(literal => truths.includes(literal)).length;
          const values = counted.map(more => [more, -more].map(literal => satisfiable(clauses, [...truths, literal])));
          expect(values).toEqual(counted.map((_, k) => [count > k, count <= k]));
        }
      }),
      runs(100),
    );
  });

  it('atMostWeight allows exactly the models whose dearest literals of all groups weigh so much or less', () => {
    const arbGroup = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 });
    const seen = { kept: 0, broken: 0, several: 0 };
    fc.assert(
      fc.property(
        fc.array(arbGroup, { maxLength: 4 }),
        fc.integer({ min: 0, max: 12 }),
        fc.nat(),
        (drawn, k, signs) => {
          const cnf = new Cnf();
          const groups = drawn.map(list =>
            list.map((weight): Weighted => {
              const v = cnf.newVariable();
              return { literal: (signs >> (v % 16)) & 1 ? v : -v, weight };
            }),
          );
          const variables = Array.from({ length: cnf.variables }, (_, i) => i + 1);
          cnf.atMostWeight(groups, k);
          const clauses = clausesOf(cnf);
          for (const truths of everyChoice(variables.slice(0, 9))) {
            const all = [...truths, ...variables.slice(9).map(v => (v % 2 === 0 ? v : -v))];
            const weights = groups.map(group => group.filter(({ literal }) => all.includes(literal)));
            const total = weights.reduce((sum, list) => sum + Math.max(0, ...list.map(({ weight }) => weight)), 0);
            expect(satisfiable(clauses, all)).toBe(total <= k);
            if (weights.some(({ length }) => length > 1)) seen.several++;
            seen[total <= k ? 'kept' : 'broken']++;
          }
        },
      ),
      runs(100),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1000);
  });
});

describe('a limit of literals', () => {
  it('leaves out what comes after it, and says so', () => {
    const cnf = new Cnf(10);
    cnf.add(1, 2, 3);
    expect(cnf.isCut).toBe(false);
    const many = Array.from({ length: 1000 }, () => cnf.newVariable());
    cnf.atMost(many, 500);
    expect(cnf.isCut).toBe(true);
    expect(cnf.variables).toBeLessThan(2000);
    expect(cnf.take().length).toBeLessThan(20);
  });
});
