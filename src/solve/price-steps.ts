/** The two halves of an iteration of the primal–dual method; see prices.ts. */
import { rentOfKinds } from './duals.js';
import { BLOCK, type PRICES, PRIMAL_WEIGHT, type Workspace } from './price-space.js';

/** Mean points by which a meeting has to be out of reach to be passed over: far more than rounding adds up to. */
const SAFE = 1e-6;

/**
 * A plain step, x ← proj(x + τ·reduced value), blended as the workspace says; row sums of 2·x_new − x_old are gathered on the way.
 * Nearly all pairs are 0 and stay so: they are passed over once, without more ado.
 */
export function primalStep(space: Workspace): void {
  const { active, rows, pairPrice } = space;
  if (pairPrice.length > 0) priceSets(space);
  const rent = rentOfKinds(space.task.problem, space.now.rho);
  fallOfRent(space, rent);
  rows.rho.fill(0);
  rows.set.fill(0);
  for (let m = 0; m < active.length; m += BLOCK) stepMeetings(space, rent, m, Math.min(m + BLOCK, active.length));
  sumsOfPeople(space);
  promisePrimal(space);
}

/** Adds how far the rents came down since the last iteration. */
function fallOfRent({ idle }: Workspace, rent: Float64Array): void {
  let most = 0;
  for (let i = 0; i < idle.rent.length; i++) most = Math.max(most, idle.rent[i] - rent[i]);
  idle.rentFall += most;
  idle.rent = rent;
}

/**
 * The step of these active meetings, which is to read what lies far apart in memory without a decision in between that hangs on it:
 * the processor fetches ahead only so. With a million wishes a step took 46 instead of 79 milliseconds.
 */
function stepMeetings(space: Workspace, rent: Float64Array, first: number, end: number): void {
  const count = busyMeetings(space, first, end);
  priceMeetings(space, rent, count);
  moveMeetings(space, count);
}

/** Lists the meetings that are not passed over. Returns how many they are. */
function busyMeetings({ active, people, busy, fallen, idle, task }: Workspace, first: number, end: number): number {
  const { best, rentFall } = idle;
  const { a, b } = task.problem;
  let count = 0;
  for (let m = first; m < end; m++) {
    const e = active[m];
    const falls = people[2 * a[e]] + people[2 * b[e]] + rentFall;
    busy[count] = m;
    fallen[count] = falls;
    count += best[m] + falls < -SAFE ? 0 : 1;
  }
  return count;
}

/** What each pair of the busy meetings gains. */
function priceMeetings(space: Workspace, rent: Float64Array, count: number): void {
  const { active, now, people, places, busy, gains, pairStart, pairSlot, weight, pairPrice } = space;
  const { a, b, slots: T, kind, sets } = space.task.problem;
  const odd = pairPrice.length > 0;
  for (let n = 0, g = 0; n < count; n++) {
    const m = busy[n];
    const e = active[m];
    const p = a[e] * T;
    const q = b[e] * T;
    const rents = kind[e] * T;
    let base = weight[m] + people[2 * a[e] + 1] + people[2 * b[e] + 1];
    if (sets !== undefined) for (let i = sets.setStart[e]; i < sets.setStart[e + 1]; i++) base -= now.set[sets.sets[i]];
    const to = pairStart[m + 1];
    for (let i = pairStart[m]; i < to; i++) {
      const t = pairSlot[i];
      const gain = base - places[2 * (p + t)] - places[2 * (q + t)] - rent[rents + t];
      gains[g++] = odd ? gain - pairPrice[i] : gain;
    }
  }
}

/** Moves the busy meetings along what their pairs gain. */
function moveMeetings(space: Workspace, busyCount: number): void {
  const {
    active,
    now,
    places,
    rows,
    busy,
    fallen,
    gains,
    pairStart,
    pairSlot,
    primalStep: stepOf,
    pairPrice,
    pairBar,
  } = space;
  const { scratch, breadth, touched, blend, moved, balance } = space;
  const { next: ofNext, before: ofBefore, first: ofFirst } = blend;
  const { width } = space.task;
  const { a, b, slots: T, kind, kindLimits, must, sets } = space.task.problem;
  const { x } = now;
  const firstX = space.first.x;
  const idleBest = space.idle.best;
  const odd = pairPrice.length > 0;
  let length = 0;
  for (let n = 0, g = 0; n < busyCount; n++) {
    const m = busy[n];
    const e = active[m];
    const p = a[e] * T;
    const q = b[e] * T;
    const step = stepOf[m] * balance;
    const limits = kindLimits[kind[e]];
    const isMust = must[e] === 1;
    const to = pairStart[m + 1];
    let sum = 0;
    let count = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = pairStart[m]; i < to; i++) {
      const t = pairSlot[i];
      const gain = gains[g++];
      if (gain > best) best = gain;
      const value = x[i] + step * gain;
      if (value > 0) sum += width[t] * value;
      else if (x[i] === 0 && firstX[i] === 0 && !isMust) {
        if (odd) pairBar[i] = 0;
        continue;
      }
      touched[count] = i;
      breadth[count] = width[t];
      scratch[count++] = value;
    }
    const shift = sum > 1 || isMust ? simplexShift(scratch, breadth, count) : 0;
    // What is not 0, or may not stay so, is looked at each time; with odd sets all is.
    idleBest[m] = count === 0 && !odd ? best - fallen[n] : Number.POSITIVE_INFINITY;
    let held = 0;
    for (let k = 0; k < count; k++) {
      const i = touched[k];
      const t = pairSlot[i];
      const value = Math.max(0, scratch[k] - shift);
      const before = x[i];
      const bar = 2 * value - before;
      length += (width[t] * (value - before) * (value - before)) / stepOf[m];
      x[i] = ofNext * value + ofBefore * before + ofFirst * firstX[i];
      if (odd) pairBar[i] = bar;
      if (bar === 0) continue;
      held += width[t] * bar;
      places[2 * (p + t) + 1] += bar;
      places[2 * (q + t) + 1] += bar;
      for (let j = 0; j < limits.length; j++) rows.rho[limits[j] * T + t] += bar;
    }
    if (sets !== undefined)
      for (let i = sets.setStart[e]; i < sets.setStart[e + 1]; i++) rows.set[sets.sets[i]] += held;
  }
  moved.values += length;
}

/** All meetings of each participant, from those of its places. */
function sumsOfPeople({ rows, places, task }: Workspace): void {
  const { width } = task;
  const { slots: T, participants: P } = task.problem;
  for (let p = 0; p < P; p++) {
    let sum = 0;
    for (let t = 0; t < T; t++) sum += width[t] * places[2 * (p * T + t) + 1];
    rows.mu[p] = sum;
  }
}

function promisePrimal({ task, now, rows, first, blend, balance, moved }: Workspace): void {
  const { terms } = task;
  if (task.forced) {
    for (let p = 0; p < now.y.length; p++) rows.theta[p] = terms.possible[p] - rows.mu[p];
    return;
  }
  let sum = 0;
  for (let p = 0; p < now.y.length; p++) {
    const value = now.y[p] + ((PRIMAL_WEIGHT * balance) / 2) * (now.sigma[0] - now.theta[p]);
    const clipped = Math.min(terms.possible[p], Math.max(0, value));
    const bar = 2 * clipped - now.y[p];
    moved.values += ((clipped - now.y[p]) ** 2 * 2) / PRIMAL_WEIGHT;
    now.y[p] = blend.next * clipped + blend.before * now.y[p] + blend.first * first.y[p];
    rows.theta[p] = bar - rows.mu[p];
    sum += bar;
  }
  rows.sigma[0] = terms.target - sum;
}

type Price = (typeof PRICES)[number];

/**
 * The step of one price along what its row is overdrawn by; where the next begins. A price is never below 0, nor above `most`.
 * @param width how many slots the row's slot stands for
 */
function stepPrice(
  space: Workspace,
  name: Price,
  row: number,
  overdrawn: number,
  width = 1,
  most = Number.POSITIVE_INFINITY,
): number {
  const { blend, moved, balance } = space;
  const now = space.now[name];
  const step = space.steps[name][row];
  const before = now[row];
  if (step === 0) return before;
  const next = Math.min(most, Math.max(0, before + (step / balance) * overdrawn));
  moved.prices += (width * (next - before) * (next - before)) / step;
  now[row] = blend.next * next + blend.before * before + blend.first * space.first[name][row];
  return now[row];
}

/** Prices rise where a row is overdrawn. */
export function dualStep(space: Workspace): void {
  const { task, sets, rows, setPairs, pairBar } = space;
  const { capacity, participants: P, slots: T } = task.problem;
  for (let p = 0; p < P; p += BLOCK) stepPeople(space, p, Math.min(p + BLOCK, P));
  for (let row = 0; row < capacity.length; row++) {
    stepPrice(space, 'rho', row, rows.rho[row] - capacity[row], task.width[row % T]);
  }
  stepSets(space);
  stepPrice(space, 'sigma', 0, rows.sigma[0]);
  setPairs.forEach((pairs, i) => {
    let held = 0;
    for (let k = 0; k < pairs.length; k++) held += pairBar[pairs[k]];
    stepPrice(space, 'kappa', i, held - sets[i].capacity);
  });
}

/** The step of sets of meetings, none of which costs more than its fine. What falls, falls for the one who wishes. */
function stepSets(space: Workspace): void {
  const { task, now, rows, people } = space;
  const { sets, a, b } = task.problem;
  for (let s = 0; sets && s < sets.fine.length; s++) {
    const before = now.set[s];
    stepPrice(space, 'set', s, rows.set[s] - 1, 1, sets.fine[s] / task.scale);
    if (now.set[s] >= before) continue;
    // All of its meetings are of the one who wishes, who is one of these two.
    const e = sets.meetings[sets.start[s]];
    people[2 * a[e]] += before - now.set[s];
    people[2 * b[e]] += before - now.set[s];
  }
}

/** The step of these participants' prices. */
function stepPeople(space: Workspace, first: number, end: number): void {
  const { task, now, rows, people, places, blend, balance, moved } = space;
  const { width } = task;
  const { slots: T, parallel, maxMeetings } = task.problem;
  const { pi, mu, theta } = now;
  const stepOf = space.steps.pi;
  const firstPi = space.first.pi;
  let length = 0;
  for (let p = first; p < end; p++) {
    let most = 0;
    // As `stepPrice`, which takes twice as long where there are so many.
    for (let row = p * T, t = 0; t < T; row++, t++) {
      const step = stepOf[row];
      if (step === 0) continue;
      const before = pi[row];
      const next = Math.max(0, before + (step / balance) * (places[2 * row + 1] - parallel[p]));
      length += (width[t] * (next - before) * (next - before)) / step;
      const value = blend.next * next + blend.before * before + blend.first * firstPi[row];
      pi[row] = value;
      if (!task.rests) places[2 * row] = value;
      if (before - value > most) most = before - value;
    }
    if (task.rests) most = stepRests(space, p);
    stepPrice(space, 'mu', p, rows.mu[p] - maxMeetings[p]);
    stepPrice(space, 'theta', p, rows.theta[p]);
    const before = people[2 * p + 1];
    people[2 * p + 1] = theta[p] - mu[p];
    people[2 * p] += most + Math.max(0, people[2 * p + 1] - before);
    for (let row = p * T; row < (p + 1) * T; row++) places[2 * row + 1] = 0;
  }
  moved.prices += length;
}

/** The step of the windows of p, after that of its places. Returns by how much a place became cheaper at most. */
function stepRests(space: Workspace, p: number): number {
  const { task, now, steps, places } = space;
  const { slots: T, parallel, maxConsecutive } = task.problem;
  const last = maxConsecutive[p];
  const most = parallel[p] * last;
  const first = p * T;
  // A loop over the slots for each sum that slides along them: windows and places of all people are in every iteration.
  for (let t = 0, held = 0; t < T; t++) {
    held += places[2 * (first + t) + 1];
    if (t > last) held -= places[2 * (first + t - last - 1) + 1];
    const row = first + t - last;
    if (t >= last && steps.rest[row] > 0) stepPrice(space, 'rest', row, held - most);
  }
  let fall = 0;
  for (let t = 0, inWindows = 0; t < T; t++) {
    inWindows += now.rest[first + t];
    if (t > last) inWindows -= now.rest[first + t - last - 1];
    const price = now.pi[first + t] + inWindows;
    fall = Math.max(fall, places[2 * (first + t)] - price);
    places[2 * (first + t)] = price;
  }
  return fall;
}

/** Sums the odd sets' prices by pair. */
function priceSets({ setPairs, pairPrice, now }: Workspace): void {
  pairPrice.fill(0);
  setPairs.forEach((pairs, i) => {
    for (let k = 0; k < pairs.length; k++) pairPrice[pairs[k]] += now.kappa[i];
  });
}

/**
 * Shift s with Σ width · max(0, v − s) = 1 over the first n entries (Michelot 1986, doi:10.1007/BF00938486). O(n²) at worst.
 * Entries are taken relative to the largest, so that the active set never empties however large the prices grew.
 */
function simplexShift(v: Float64Array, width: Float64Array, n: number): number {
  let most = v[0];
  for (let i = 1; i < n; i++) if (v[i] > most) most = v[i];
  let count = Number.POSITIVE_INFINITY;
  let shift = Number.NEGATIVE_INFINITY;
  for (;;) {
    let inSum = 0;
    let inCount = 0;
    for (let i = 0; i < n; i++) {
      const value = v[i] - most;
      if (value <= shift) continue;
      inSum += width[i] * value;
      inCount += width[i];
    }
    // In exact arithmetic the active set only shrinks; rounding must not make it cycle.
    if (inCount >= count) return most + shift;
    count = inCount;
    shift = (inSum - 1) / count;
  }
}
