/**
 * Points as local rules. With the prices of the points tier every schedule has
 *
 *   points = bound − Σ losses, each loss ≥ 0:
 *
 * a pair short of its meeting's best slot, a priced place left free, a priced room left empty, a worthy meeting not held, a
 * priced maximum not reached, a promise exceeded at a price, an odd set or a window not filled (complementary slackness of
 * duals.ts), of which the last is not counted here. A schedule is as good as the best one known where its losses stay within
 * the gap between bound and value.
 */
import type { Cnf, Weighted } from '../cnf.js';
import { bestReduced, type Duals, evaluateBound, reducedValue } from '../duals.js';
import { firstOfInterpreters, savedByRests } from '../interpreter-rests.js';
import { priceAlone } from '../rests.js';
import type { AgendaFormula } from './formula.js';

/** Steps in which losses are counted: finer tells more of them apart, at more clauses. */
const STEPS = 24;

/**
 * Adds: the losses together are no more than the gap. In whole steps, each loss rounded down, so that no schedule of enough
 * points is shut out; some of too few points may be let in. O(pairs · STEPS) clauses.
 * @returns what tells those apart
 */
export function addLosses(formula: AgendaFormula, duals: Duals): Losses | undefined {
  const { problem, worth, cnf } = formula;
  const best = bestReduced(problem, duals);
  const exact = evaluateBound(problem, duals, worth.terms, best);
  if (exact === undefined) return undefined;
  const saved = savedByRests(problem, duals);
  const losses = new Losses(exact - saved - worth.points * duals.unit);
  addMeetings(formula, duals, best, losses);
  addPlaces(formula, duals, losses);
  // Interpreters whose rests take something off the bound leave places free at no loss.
  addLimits(formula, duals, saved > 0 ? firstOfInterpreters(problem) : problem.limits, losses);
  addDegrees(formula, duals, losses);
  addOddSets(formula, duals, losses);
  addCounted(cnf, losses, STEPS);
  return losses;
}

/** As clauses: the losses together are no more than the gap, each rounded down to whole steps of it, of which there are so many. */
export function addCounted(cnf: Cnf, { gap, groups }: Losses, most: number): void {
  const steps = Math.min(gap, most);
  const inSteps: Weighted[][] = [];
  for (const group of groups) {
    const counted: Weighted[] = [];
    for (const { literal, weight } of group) {
      if (weight > gap) cnf.add(-literal);
      else if (Math.floor((weight * steps) / gap) > 0)
        counted.push({ literal, weight: Math.floor((weight * steps) / gap) });
    }
    if (counted.length > 0) inSteps.push(counted);
  }
  cnf.atMostWeight(inSteps, steps);
}

/** Losses in units of the prices, by groups of which at most one literal is true. */
export class Losses {
  readonly groups: Weighted[][] = [];

  constructor(public gap: number) {}

  /** Lost in any case. */
  addSure(loss: number): void {
    this.gap -= loss;
  }

  add(...group: Weighted[]): void {
    const costly = group.filter(({ weight }) => weight > 0);
    if (costly.length > 0) this.groups.push(costly);
  }

  /** Literals that a model of too few points has and that no schedule of enough has together; none where there are enough. */
  tooMany(model: Uint8Array): number[] {
    const suffered = this.groups
      .flatMap(group => group.filter(({ literal }) => (model[Math.abs(literal)] === 1) === literal > 0).slice(0, 1))
      .sort((x, y) => y.weight - x.weight);
    let sum = 0;
    const end = suffered.findIndex(({ weight }) => {
      sum += weight;
      return sum > this.gap;
    });
    return suffered.slice(0, end + 1).map(({ literal }) => literal);
  }

  /** A loss for each of the first `most` that are not reached; counted[k] is true where there are more than k. */
  addMissing(counted: readonly number[], most: number, loss: number): void {
    if (loss === 0) return;
    for (const literal of counted.slice(0, most)) this.add({ literal: -literal, weight: loss });
    this.addSure(loss * Math.max(0, most - counted.length));
  }
}

function addMeetings({ problem, pair, held }: AgendaFormula, duals: Duals, best: Float64Array, losses: Losses): void {
  const { meetings: E, slots: T, must } = problem;
  for (let e = 0; e < E; e++) {
    const top = must[e] === 1 ? best[e] : Math.max(0, best[e]);
    const group: Weighted[] = [];
    for (let t = 0; t < T; t++) {
      const literal = pair[e * T + t];
      if (literal !== 0) group.push({ literal, weight: top - reducedValue(problem, duals, e, t) });
    }
    if (held[e] !== 0) group.push({ literal: -held[e], weight: top });
    losses.add(...group);
  }
}

function addPlaces({ problem, busy }: AgendaFormula, duals: Duals, losses: Losses): void {
  const { slots: T, parallel } = problem;
  priceAlone(problem, duals).forEach((price, i) => {
    // The free places of a delegation are not counted: the rule is weaker, not wrong.
    if (price > 0 && parallel[Math.floor(i / T)] === 1) losses.addMissing(busy[i] === 0 ? [] : [busy[i]], 1, price);
  });
}

/** Of the first so many limits. */
function addLimits(formula: AgendaFormula, duals: Duals, limits: number, losses: Losses): void {
  const { problem, cnf, pair, people } = formula;
  const { meetings: E, slots: T, kind, kindLimits, capacity } = problem;
  duals.rho.subarray(0, limits * T).forEach((price, cell) => {
    if (price === 0) return;
    const limit = Math.floor(cell / T);
    const t = cell - limit * T;
    const everyone = kindLimits.every(list => list.includes(limit));
    // Two busy people are a meeting.
    if (everyone && people[t].length > 0) {
      losses.addMissing(
        people[t].filter((_, k) => k % 2 === 1),
        capacity[cell],
        price,
      );
      return;
    }
    const inLimit: number[] = [];
    for (let e = 0; e < E; e++)
      if (pair[e * T + t] !== 0 && kindLimits[kind[e]].includes(limit)) inLimit.push(pair[e * T + t]);
    losses.addMissing(cnf.sort(inLimit, capacity[cell]), capacity[cell], price);
  });
}

/** Of the promises' prices only what exceeds or breaks them is counted: the rule is weaker, not wrong. */
function addDegrees({ problem, worth, degree }: AgendaFormula, duals: Duals, losses: Losses): void {
  const { mu, theta, sigma } = duals;
  const { possible } = worth.terms;
  degree.forEach((counted, p) => {
    losses.addMissing(counted, problem.maxMeetings[p], mu[p]);
    losses.addMissing(counted, possible[p], sigma - theta[p]);
    for (const literal of counted.slice(possible[p])) losses.add({ literal, weight: theta[p] });
  });
}

function addOddSets({ problem, cnf, pair }: AgendaFormula, duals: Duals, losses: Losses): void {
  const T = problem.slots;
  duals.odd?.sets.forEach(({ meetings, slot, capacity }, i) => {
    const price = duals.odd!.prices[i];
    if (price === 0) return;
    const inSet = meetings.map(e => pair[e * T + slot]).filter(literal => literal !== 0);
    losses.addMissing(cnf.sort(inSet, capacity), capacity, price);
  });
}
