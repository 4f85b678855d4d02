import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/problem.js';
import { Cnf } from '../../src/solve/cnf.js';
import { addOrder, addRests, breakEnds, idleSlots } from '../../src/solve/rules-in-clauses.js';
import { runs } from '../helpers/runs.js';
import { clausesOf, everyChoice, satisfiable } from './clauses.js';
import { naiveAgenda } from './tiny.js';

/** Slots: what opens with each, and whether something can be there at all. */
const arbSlots = fc.array(
  fc.record({ opens: fc.constantFrom('nothing', 'nothing', 'nothing', 'stretch', 'day'), possible: fc.nat(4) }),
  { minLength: 1, maxLength: 8 },
);

type Slots = readonly { readonly opens: string; readonly possible: number }[];

/** Days, stretches, and a literal for each slot, 0 for some. */
function calendarOf(drawn: Slots) {
  const cnf = new Cnf();
  const day = new Int32Array(drawn.length);
  const stretch = new Int32Array(drawn.length);
  for (let t = 1; t < drawn.length; t++) {
    day[t] = day[t - 1] + (drawn[t].opens === 'day' ? 1 : 0);
    stretch[t] = stretch[t - 1] + (drawn[t].opens === 'nothing' ? 0 : 1);
  }
  const literals = literalsOf(cnf, drawn);
  const problem = { slots: drawn.length, day, stretch } as unknown as Problem;
  return { cnf, problem, day: [...day], stretch: [...stretch], literals };
}

function literalsOf(cnf: Cnf, drawn: Slots): number[] {
  return drawn.map(({ possible }) => (possible === 0 ? 0 : cnf.newVariable()));
}

const variablesOf = (literals: readonly number[]): number[] => literals.filter(literal => literal !== 0);

describe('anySoFar', () => {
  it('is true from the first that is', () => {
    fc.assert(
      fc.property(arbSlots, drawn => {
        const { cnf, literals } = calendarOf(drawn);
        const soFar = cnf.anySoFar(literals);
        const clauses = clausesOf(cnf);
        for (const truths of everyChoice(variablesOf(literals))) {
          soFar.forEach((any, t) => {
            const earlier = literals.slice(0, t + 1);
            expect(any === 0).toBe(earlier.every(literal => literal === 0));
            const holds = earlier.some(literal => literal !== 0 && truths.includes(literal));
            if (any !== 0) expect(satisfiable(clauses, [...truths, -any])).toBe(!holds);
          });
        }
      }),
      runs(60),
    );
  });
});

describe.each(['breaks', 'idle'] as const)('the literals of %s', what => {
  it('are as many as there are, or more', () => {
    const seen = new Map<number, number>();
    fc.assert(
      fc.property(arbSlots, drawn => {
        const { cnf, problem, day, literals } = calendarOf(drawn);
        const list = (what === 'breaks' ? breakEnds : idleSlots)(cnf, problem, literals);
        const counted = cnf.sort(list, list.length);
        const clauses = clausesOf(cnf);
        for (const truths of everyChoice(variablesOf(literals))) {
          const busy = literals.map(literal => literal !== 0 && truths.includes(literal));
          const count = naiveAgenda(day, busy)[what];
          seen.set(count, (seen.get(count) ?? 0) + 1);
          expect(count).toBeLessThanOrEqual(list.length);
          // No more have to be true …
          const noMore = counted.slice(count).map(more => -more);
          expect(satisfiable(clauses, [...truths, ...noMore])).toBe(true);
          // … and no fewer can be.
          if (count > 0) expect(satisfiable(clauses, [...truths, -counted[count - 1]])).toBe(false);
        }
      }),
      runs(100),
    );
    expect(Math.max(...seen.keys())).toBeGreaterThanOrEqual(what === 'breaks' ? 3 : 5);
  });
});

describe('addRests', () => {
  it('forbids exactly the agendas with longer runs in a stretch', () => {
    const seen = { kept: 0, broken: 0 };
    fc.assert(
      fc.property(arbSlots, fc.integer({ min: 1, max: 4 }), (drawn, most) => {
        const { cnf, problem, stretch, literals } = calendarOf(drawn);
        addRests(cnf, problem, literals, most);
        const clauses = clausesOf(cnf);
        for (const truths of everyChoice(variablesOf(literals))) {
          const text = literals.map((literal, t) => {
            const opens = t > 0 && stretch[t] !== stretch[t - 1];
            return (opens ? '|' : '') + (literal !== 0 && truths.includes(literal) ? 'x' : '.');
          });
          const kept = !text.join('').includes('x'.repeat(most + 1));
          seen[kept ? 'kept' : 'broken']++;
          expect(satisfiable(clauses, truths)).toBe(kept);
        }
      }),
      runs(100),
    );
    expect(seen.broken).toBeGreaterThan(500);
    expect(seen.kept).toBeGreaterThan(500);
  });
});

describe('addOrder', () => {
  it('forbids exactly what is out of order, where it is guarded to', () => {
    const seen = { kept: 0, broken: 0, off: 0 };
    fc.assert(
      fc.property(arbSlots, fc.infiniteStream(fc.nat(4)), fc.boolean(), (drawn, more, guarded) => {
        const cnf = new Cnf();
        const first = literalsOf(cnf, drawn);
        const second = literalsOf(
          cnf,
          drawn.map(({ opens }) => ({ opens, possible: more.next().value })),
        );
        const guard = guarded ? cnf.newVariable() : 0;
        const all = variablesOf([...first, ...second]);
        addOrder(cnf, first, second, guard);
        const clauses = clausesOf(cnf);
        const places = (literals: readonly number[]) =>
          [-1, ...literals.keys()].filter(t => t < 0 || literals[t] !== 0);
        for (const [i, j] of places(first).flatMap(i => places(second).map(j => [i, j] as const))) {
          const truths = all.map(v => (v === first[i] || v === second[j] ? v : -v));
          const kept = i < 0 || j < 0 || i < j;
          seen[kept ? 'kept' : 'broken']++;
          expect(satisfiable(clauses, guarded ? [...truths, guard] : truths)).toBe(kept);
          if (!guarded) continue;
          seen.off++;
          expect(satisfiable(clauses, [...truths, -guard])).toBe(true);
        }
      }),
      runs(100),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
  });
});
