import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/event.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import { AgendaFormula } from '../../../src/solve/breaks/formula.js';
import { SatSession } from '../../../src/solve/sat.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { type GenerateOptions, generate } from '../../helpers/generate.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTiny, type Found, problemOf, termsWith } from '../tiny.js';
import { arbGappy, drawWorth, legalSchedules, MOST_DRAWS, type Worth } from './worths.js';

/** Asks a formula for so few of what is counted. */
class Asker {
  private readonly session = new SatSession({ stopped: false });

  /** For each k a model with at most k, `undefined` where there is none. */
  async forEach(formula: AgendaFormula, counted: readonly number[]): Promise<(Uint8Array | undefined)[]> {
    const models: (Uint8Array | undefined)[] = [];
    for (let k = 0; k <= counted.length; k++) {
      const answer = await this.session.ask({
        ...(k === 0 ? { fresh: {} } : {}),
        clauses: formula.cnf.take(),
        assumptions: Int32Array.from(counted.slice(k), more => -more),
        mostConflicts: 1_000_000,
      });
      if (answer?.status === 'unknown' || !answer) throw new Error('a tiny formula is answered at once');
      models.push(answer.status === 'satisfiable' ? answer.model : undefined);
    }
    return models;
  }

  /** Whether the formula asked about last allows a schedule under one clause more, which stays. */
  async allows(formula: AgendaFormula, { slotOf }: Found, clause: readonly number[]): Promise<boolean> {
    const answer = await this.session.ask({
      clauses: Int32Array.from([...clause, 0]),
      assumptions: formula.phasesOf(slotOf),
      mostConflicts: 1_000_000,
    });
    return answer?.status === 'satisfiable';
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** How often was said what. */
interface Tally {
  /** Questions with an answer no, and those to which it should have been no. */
  refuted: number;
  refutable: number;
  /** Models, and those of too few points: losses are counted in steps. */
  models: number;
  tooPoor: number;
  /** Of those the ones that could be told by what they lose. */
  cut: number;
}

const keyOf = (slotOf: Int32Array): string => slotOf.join();

const SHAPES: readonly (readonly [string, Partial<GenerateOptions> | typeof arbGappy])[] = [
  ['guests come for few slots', arbGappy],
  ['breaks come easily', { people: 4, slots: 5, wishes: 6, availability: 45, days: 1, maxConsecutive: undefined }],
  ['someone holds several at once', { slots: 3, parallel: 40, minMeetings: 2 }],
  ['rooms are few', { slots: 4, rooms: 1, slotLimits: 40, oddRooms: 40, availability: 60, days: 1 }],
  ['breaks have a cap', { slots: 5, wishes: 6, maxBreaks: 1, availability: 45, musts: 2, days: 1 }],
  [
    'meetings have an order, and people rest',
    { slots: 4, orders: 3, maxConsecutive: 1, sides: 1, maxBreaks: undefined },
  ],
  ['there are two days', { slots: 5, days: 2, locks: 2, sessions: 30, values: 'scores' }],
  ['few meetings are allowed', { slots: 4, maxima: 80, sides: 1, orders: 0, availability: 60, values: 'scores' }],
];

describe('AgendaFormula', () => {
  const totals: Tally = { refuted: 0, refutable: 0, models: 0, tooPoor: 0, cut: 0 };

  it.each(SHAPES)('shuts out no schedule, and lets in none that breaks a rule, where %s', async (_, fixed) => {
    const asker = new Asker();
    const judge = async (
      event: Event,
      { target, equals, breaks, idle }: Worth,
      legal: readonly Found[],
      dice: Dice,
    ) => {
      const fails = (...faults: string[]): Error => new Error(withEvent(faults, event));
      const byKey = new Map(legal.map(one => [keyOf(one.slotOf), one]));
      const look = async (formula: AgendaFormula, literals: number[], what: 'breaks' | 'idle', least: number) => {
        const counted = formula.cnf.sort(literals, literals.length);
        for (const [k, model] of (await asker.forEach(formula, counted)).entries()) {
          if (k < least) totals.refutable++;
          if (!model) {
            if (k >= least) throw fails(`no schedule with ${k} ${what}, but there is one`);
            totals.refuted++;
            continue;
          }
          const slotOf = formula.read(model);
          const found = byKey.get(keyOf(slotOf));
          if (!found) throw fails(`a model that keeps not all rules: ${slotOf}`);
          totals.models++;
          if (found[what] > k || (what === 'idle' && found.breaks > breaks)) throw fails(`more ${what} than ${k}`);
          if (found.promises < target.worth.terms.target) throw fails(`too few promises: ${found.promises}`);
          const cut = formula.cut(model);
          if (found.points >= target.worth.points) {
            if (cut.length > 0) throw fails(`a model of enough points is shut out: ${slotOf}`);
            continue;
          }
          totals.tooPoor++;
          if (cut.length === 0) continue;
          totals.cut++;
          const some = equals.filter(one => one.breaks === breaks).slice(0, 10);
          for (const one of what === 'breaks' ? equals.slice(0, 10) : some) {
            if (!(await asker.allows(formula, one, cut))) throw fails(`a cut that shuts ${one.slotOf} out`);
          }
        }
      };
      if (equals.length === 0) return;
      const formula = new AgendaFormula(target.worth, dice.chance(50));
      await look(formula, formula.breaks.flat(), 'breaks', breaks);
      const again = new AgendaFormula(target.worth, dice.chance(50));
      again.cnf.atMost(again.breaks.flat(), breaks);
      await look(again, again.idle().flat(), 'idle', idle);
    };
    await fc.assert(
      fc.asyncProperty('generate' in fixed ? fixed : arbTiny(fixed), fc.nat(), async (event, seed) => {
        const { problem, legal } = legalSchedules(event);
        const dice = new Dice(seed);
        for (let draw = 0; draw < MOST_DRAWS && legal.length > 0; draw++)
          await judge(event, drawWorth(problem, legal, draw, dice), legal, dice);
      }),
      runs(35),
    );
    await asker.close();
  });

  it('has no model where more promises are asked for than can be kept', async () => {
    const event = makeEvent({ wishes: [['A', 'B']], slots: 1 });
    const { problem } = legalSchedules(event);
    const terms = { ...termsWith(problem), target: 3 };
    const facts = sharedFacts(problem, terms, undefined, 0);
    const formula = new AgendaFormula({ problem, terms, duals: undefined, points: 0, facts }, true);
    const asker = new Asker();
    expect(await asker.forEach(formula, [])).toEqual([undefined]);
    await asker.close();
  });

  it('refutes nearly all that can be refuted, and seldom lets in what is worth too little', () => {
    // Otherwise nothing could have been wrong with it.
    expect(totals.refutable).toBeGreaterThan(200);
    expect(totals.refuted).toBeGreaterThan(totals.refutable * 0.9);
    expect(totals.tooPoor).toBeLessThan(totals.models * 0.1);
    expect(totals.cut).toBeGreaterThan(totals.tooPoor * 0.5);
  });

  it('leaves the rule of promises out where very many cannot be kept: its clauses would take gigabytes', () => {
    const event = generate({ seed: 1, people: 240, wishes: 1500, slots: 16, rooms: 8, minMeetings: 9, values: 'none' });
    const problem = problemOf(event);
    // Each meeting that is held keeps two promises, of more than two thousand.
    const formulaOf = (target: number): AgendaFormula => {
      const terms = termsWith(problem, target);
      const facts = sharedFacts(problem, terms, undefined, 0);
      return new AgendaFormula({ problem, terms, duals: undefined, points: 0, facts }, false);
    };
    const { total } = termsWith(problem);
    const formulas = [0, 256, total - 50].map(formulaOf);
    const [none, some, nearlyAll] = formulas.map(formula => formula.cnf.take().length);
    expect(formulas.map(formula => formula.isLoose)).toEqual([false, true, false]);
    expect(some).toBe(none);
    expect(nearlyAll).toBeGreaterThan(none);
  });
});
