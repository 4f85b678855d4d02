/**
 * Prices by the primal–dual hybrid gradient method on the time-indexed linear relaxation, each meeting's slot vector
 * projected on {x ≥ 0, Σx ≤ 1}. Chambolle & Pock 2011, doi:10.1007/s10851-010-0251-1; diagonal steps: Pock & Chambolle 2011,
 * doi:10.1109/ICCV.2011.6126441; restarts from the average: Applegate et al. 2021, "Practical large-scale linear programming
 * using primal-dual hybrid gradient". One iteration is O(meetings · slots); the result is a bound whatever it reached.
 */
import { hasBit, type Problem, popCount } from '../model/problem.js';
import { boundInPoints, type Duals, evaluateBound, type PromiseTerms, zeroDuals } from './duals.js';

/** Balance of primal and dual steps for weights of mean 1; measured, see test/bench. */
const PRIMAL_WEIGHT = 0.2;
const RESTART_EVERY = 120;

/** Iterates and their running sums. */
interface Vectors {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly pi: Float64Array;
  readonly rho: Float64Array;
  readonly mu: Float64Array;
  readonly theta: Float64Array;
  readonly sigma: Float64Array;
}

const NAMES = ['x', 'y', 'pi', 'rho', 'mu', 'theta', 'sigma'] as const;

function likeVectors(like: Vectors): Vectors {
  return Object.fromEntries(NAMES.map(name => [name, new Float64Array(like[name].length)])) as unknown as Vectors;
}

/** Largest power of two so that all prices times it stay exact: total · unit · slack < 2^52. */
function exactUnit(problem: Problem): number {
  let total = 1;
  for (let e = 0; e < problem.meetings; e++) total += problem.points[e];
  let unit = 4096;
  while (unit > 1 && total * unit * 64 > 2 ** 52) unit /= 2;
  return unit;
}

/** Meetings' slots, the iterates and the steps: made when the first iteration is asked for. */
interface Workspace {
  readonly pairStart: Int32Array;
  readonly pairSlot: Int32Array;
  readonly weight: Float64Array;
  readonly now: Vectors;
  readonly sums: Vectors;
  readonly rows: Vectors;
  readonly steps: Vectors;
  readonly primalStep: Float64Array;
  readonly scratch: Float64Array;
}

export class PriceSearch {
  /** Best prices so far and the bound they prove, in integer points. */
  best: Duals;
  bound = Number.POSITIVE_INFINITY;
  /** The same before the floor, for measuring progress. */
  exactBound = Number.POSITIVE_INFINITY;
  iterations = 0;

  private readonly scale: number;
  private readonly unit: number;
  /** All promises are kept, so that they are equations and have no value of their own. */
  private readonly forced: boolean;
  private workspace: Workspace | undefined;
  private averaged = 0;

  constructor(
    private readonly problem: Problem,
    readonly terms: PromiseTerms,
    /** Given: every promise is worth this many points, and `terms.target` is not asked for (0). */
    private readonly promiseValue?: number,
  ) {
    this.forced = terms.target === terms.total && promiseValue === undefined;
    const total = problem.points.reduce((sum, w) => sum + w, 0);
    this.scale = total > 0 ? total / problem.meetings : 1;
    this.unit = exactUnit(problem);
    this.best = zeroDuals(problem, this.unit);
    this.consider({ ...this.best, sigma: Math.round((promiseValue ?? 0) * this.unit) });
  }

  /** Keeps prices from elsewhere if they prove more. Returns their bound in points, before the floor. */
  consider(duals: Duals): number {
    const exact = evaluateBound(this.problem, duals, this.terms);
    if (exact === undefined) return Number.POSITIVE_INFINITY;
    const value = exact / duals.unit;
    if (value < this.exactBound) {
      this.exactBound = value;
      this.bound = boundInPoints(exact, duals.unit);
      this.best = duals;
    }
    return value;
  }

  /** Runs some iterations; the bound never gets worse. */
  run(iterations: number): void {
    for (let i = 0; i < iterations; i++) {
      this.primal();
      this.dual();
      this.iterations++;
      this.averaged++;
      for (const name of NAMES) {
        const sum = this.space.sums[name];
        const now = this.space.now[name];
        for (let k = 0; k < sum.length; k++) sum[k] += now[k];
      }
      if (this.averaged >= RESTART_EVERY) this.restart();
    }
  }

  private get space(): Workspace {
    this.workspace ??= this.open();
    return this.workspace;
  }

  /** Goes on from the better of the last iterate and the average since the last restart. */
  private restart(): void {
    const { now, sums } = this.space;
    for (const name of NAMES) {
      const sum = sums[name];
      for (let k = 0; k < sum.length; k++) sum[k] /= this.averaged;
    }
    const last = this.consider(this.rounded(now));
    const average = this.consider(this.rounded(sums));
    if (average < last) for (const name of NAMES) now[name].set(sums[name]);
    for (const name of NAMES) sums[name].fill(0);
    this.averaged = 0;
  }

  private rounded(vectors: Vectors): Duals {
    const factor = this.scale * this.unit;
    const round = (list: Float64Array): Float64Array => list.map(value => Math.round(value * factor));
    const theta = round(vectors.theta);
    // All promises kept: any σ above every θ gives the same bound. Else θ must not exceed σ.
    const sigma = this.forced
      ? theta.reduce((most, value) => Math.max(most, value), 0)
      : Math.round(vectors.sigma[0] * factor);
    for (let p = 0; p < theta.length; p++) if (theta[p] > sigma) theta[p] = sigma;
    return { unit: this.unit, pi: round(vectors.pi), rho: round(vectors.rho), mu: round(vectors.mu), theta, sigma };
  }

  private open(): Workspace {
    const { problem, terms } = this;
    const { meetings: E, participants: P, slots: T, limits, words: W, domain, points } = problem;
    const pairStart = new Int32Array(E + 1);
    for (let e = 0; e < E; e++) {
      let slots = 0;
      for (let k = 0; k < W; k++) slots += popCount(domain[e * W + k]);
      pairStart[e + 1] = pairStart[e] + slots;
    }
    const pairSlot = new Int32Array(pairStart[E]);
    for (let e = 0, i = 0; e < E; e++) for (let t = 0; t < T; t++) if (hasBit(domain, e * W, t)) pairSlot[i++] = t;
    const now = {
      x: new Float64Array(pairSlot.length),
      y: Float64Array.from(terms.possible),
      pi: new Float64Array(P * T),
      rho: new Float64Array(limits * T),
      mu: new Float64Array(P),
      theta: new Float64Array(P),
      sigma: Float64Array.of((this.promiseValue ?? 0) / this.scale),
    };
    const workspace = {
      pairStart,
      pairSlot,
      weight: Float64Array.from(points, w => w / this.scale),
      now,
      sums: likeVectors(now),
      rows: likeVectors(now),
      steps: likeVectors(now),
      primalStep: new Float64Array(E),
      scratch: new Float64Array(T),
    };
    this.prepareSteps(workspace);
    return workspace;
  }

  /** Row sizes give the dual steps; rows that cannot bind get step 0 and stay at price 0. */
  private prepareSteps({ steps, pairStart, pairSlot, primalStep }: Workspace): void {
    const { problem, terms } = this;
    const { a, b, slots: T, kind, kindLimits, parallel, capacity, maxMeetings, incidentStart } = problem;
    for (let e = 0; e < problem.meetings; e++) {
      for (let i = pairStart[e]; i < pairStart[e + 1]; i++) {
        const t = pairSlot[i];
        for (const p of [a[e], b[e]]) {
          steps.pi[p * T + t]++;
          steps.mu[p]++;
          if (terms.possible[p] > 0) steps.theta[p]++;
        }
        for (const limit of kindLimits[kind[e]]) steps.rho[limit * T + t]++;
      }
    }
    const toStep = (list: Float64Array, binds: (row: number) => boolean): void => {
      for (let row = 0; row < list.length; row++)
        list[row] = list[row] > 0 && binds(row) ? 1 / (PRIMAL_WEIGHT * list[row]) : 0;
    };
    toStep(steps.pi, row => steps.pi[row] > parallel[Math.floor(row / T)]);
    toStep(steps.rho, row => steps.rho[row] > capacity[row]);
    toStep(steps.mu, p => incidentStart[p + 1] - incidentStart[p] > maxMeetings[p]);
    toStep(steps.theta, () => true);
    steps.sigma[0] = this.forced || this.promiseValue !== undefined ? 0 : 1 / (PRIMAL_WEIGHT * problem.participants);
    for (let e = 0; e < problem.meetings; e++) {
      let rows = 2 + kindLimits[kind[e]].length;
      for (const p of [a[e], b[e]]) rows += (steps.mu[p] > 0 ? 1 : 0) + (steps.theta[p] > 0 ? 1 : 0);
      primalStep[e] = PRIMAL_WEIGHT / rows;
    }
  }

  /** x ← proj(x + τ·reduced value), row sums of 2·x_new − x_old gathered on the way. */
  private primal(): void {
    const { now, rows, pairStart, pairSlot, weight, primalStep, scratch } = this.space;
    const { a, b, slots: T, kind, kindLimits, must, meetings: E } = this.problem;
    const { x, pi, rho, mu, theta } = now;
    rows.pi.fill(0);
    rows.rho.fill(0);
    rows.mu.fill(0);
    for (let e = 0; e < E; e++) {
      const p = a[e] * T;
      const q = b[e] * T;
      const base = weight[e] + theta[a[e]] + theta[b[e]] - mu[a[e]] - mu[b[e]];
      const step = primalStep[e];
      const limits = kindLimits[kind[e]];
      const from = pairStart[e];
      const to = pairStart[e + 1];
      let sum = 0;
      for (let i = from; i < to; i++) {
        const t = pairSlot[i];
        let gain = base - pi[p + t] - pi[q + t];
        for (let k = 0; k < limits.length; k++) gain -= rho[limits[k] * T + t];
        let value = x[i] + step * gain;
        scratch[i - from] = value;
        if (value < 0) value = 0;
        sum += value;
      }
      const shift = sum > 1 || must[e] === 1 ? simplexShift(scratch, to - from) : 0;
      let held = 0;
      for (let i = from; i < to; i++) {
        const t = pairSlot[i];
        let value = scratch[i - from] - shift;
        if (value < 0) value = 0;
        const bar = 2 * value - x[i];
        x[i] = value;
        if (bar === 0) continue;
        held += bar;
        rows.pi[p + t] += bar;
        rows.pi[q + t] += bar;
        for (let k = 0; k < limits.length; k++) rows.rho[limits[k] * T + t] += bar;
      }
      rows.mu[a[e]] += held;
      rows.mu[b[e]] += held;
    }
    this.promisePrimal();
  }

  private promisePrimal(): void {
    const { terms } = this;
    const { now, rows } = this.space;
    if (this.forced) {
      for (let p = 0; p < now.y.length; p++) rows.theta[p] = terms.possible[p] - rows.mu[p];
      return;
    }
    let sum = 0;
    for (let p = 0; p < now.y.length; p++) {
      const value = now.y[p] + (PRIMAL_WEIGHT / 2) * (now.sigma[0] - now.theta[p]);
      const clipped = Math.min(terms.possible[p], Math.max(0, value));
      const bar = 2 * clipped - now.y[p];
      now.y[p] = clipped;
      rows.theta[p] = bar - rows.mu[p];
      sum += bar;
    }
    rows.sigma[0] = terms.target - sum;
  }

  /** Prices rise where a row is overdrawn. */
  private dual(): void {
    const { now, rows, steps } = this.space;
    const { slots: T, parallel, capacity, maxMeetings, participants: P } = this.problem;
    for (let p = 0; p < P; p++) {
      for (let row = p * T; row < (p + 1) * T; row++) {
        const value = now.pi[row] + steps.pi[row] * (rows.pi[row] - parallel[p]);
        now.pi[row] = Math.max(value, 0);
      }
      now.mu[p] = Math.max(0, now.mu[p] + steps.mu[p] * (rows.mu[p] - maxMeetings[p]));
      now.theta[p] = Math.max(0, now.theta[p] + steps.theta[p] * rows.theta[p]);
    }
    for (let row = 0; row < capacity.length; row++) {
      now.rho[row] = Math.max(0, now.rho[row] + steps.rho[row] * (rows.rho[row] - capacity[row]));
    }
    now.sigma[0] = Math.max(0, now.sigma[0] + steps.sigma[0] * rows.sigma[0]);
  }
}

/**
 * Shift s with Σ max(0, v − s) = 1 over the first n entries (Michelot 1986, doi:10.1007/BF00938486). O(n²) at worst.
 * Entries are taken relative to the largest, so that the active set never empties however large the prices grew.
 */
function simplexShift(v: Float64Array, n: number): number {
  let most = v[0];
  for (let i = 1; i < n; i++) if (v[i] > most) most = v[i];
  let count = n + 1;
  let shift = Number.NEGATIVE_INFINITY;
  for (;;) {
    let inSum = 0;
    let inCount = 0;
    for (let i = 0; i < n; i++) {
      const value = v[i] - most;
      if (value <= shift) continue;
      inSum += value;
      inCount++;
    }
    // In exact arithmetic the active set only shrinks; rounding must not make it cycle.
    if (inCount >= count) return most + shift;
    count = inCount;
    shift = (inSum - 1) / count;
  }
}
