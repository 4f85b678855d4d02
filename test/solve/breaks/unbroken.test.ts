import { describe, expect, it } from 'vitest';
import { addAtMost, addExclusive, addRun } from '../../../src/solve/breaks/unbroken.js';
import { Cnf } from '../../../src/solve/cnf.js';
import { makeEvent } from '../../helpers/event.js';
import { clausesOf, everyChoice, satisfiable } from '../clauses.js';
import { problemOf } from '../tiny.js';

function variablesOf(cnf: Cnf, count: number): number[] {
  return Array.from({ length: count }, () => cnf.newVariable());
}

const trueIn = (truths: readonly number[]): number => truths.filter(literal => literal > 0).length;

describe('addAtMost', () => {
  it.each([0, 1, 2, 3, 5, 6].map(most => [most] as const))('allows exactly the models with %i or fewer', most => {
    const cnf = new Cnf();
    const variables = variablesOf(cnf, 6);
    addAtMost(cnf, variables, most);
    const clauses = clausesOf(cnf);
    for (const truths of everyChoice(variables)) expect(satisfiable(clauses, truths)).toBe(trueIn(truths) <= most);
  });
});

describe('addExclusive', () => {
  it('allows one, pair by pair or by counting', () => {
    for (const size of [5, 40]) {
      const cnf = new Cnf();
      const variables = variablesOf(cnf, size);
      addExclusive(cnf, variables);
      const clauses = clausesOf(cnf);
      expect(satisfiable(clauses, [variables[0], ...variables.slice(1).map(v => -v)])).toBe(true);
      for (const v of variables.slice(1)) expect(satisfiable(clauses, [variables[0], v])).toBe(false);
    }
  });
});

describe('addRun', () => {
  const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots: 6 }));
  const isRun = (busy: readonly boolean[], length: number): boolean =>
    busy.filter(Boolean).length === length && busy.lastIndexOf(true) - busy.indexOf(true) === length - 1;

  it.each([2, 3, 6].map(length => [length] as const))(
    'allows one run of %i, or anything where it is broken',
    length => {
      const cnf = new Cnf();
      const [broken, ...slots] = variablesOf(cnf, 7);
      addRun(cnf, problem, slots, length, broken);
      const clauses = clausesOf(cnf);
      for (const truths of everyChoice(slots)) {
        const busy = truths.map(literal => literal > 0);
        expect(satisfiable(clauses, [...truths, -broken])).toBe(isRun(busy, length));
        expect(satisfiable(clauses, [...truths, broken])).toBe(true);
      }
    },
  );

  it('has no run across a slot in which there can be no meeting', () => {
    const cnf = new Cnf();
    const slots = variablesOf(cnf, 6).with(2, 0);
    addRun(cnf, problem, slots, 3, 0);
    const clauses = clausesOf(cnf);
    const open = slots.filter(literal => literal !== 0);
    for (const truths of everyChoice(open))
      expect(satisfiable(clauses, truths)).toBe(
        isRun(
          slots.map(v => truths.includes(v)),
          3,
        ),
      );
  });
});
