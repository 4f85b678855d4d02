/** Random prices, valid but seldom good, and good ones somewhat spoilt. */
import type { Problem } from '../../src/model/problem.js';
import { type Duals, zeroDuals } from '../../src/solve/duals.js';
import { priceAlone, Rests } from '../../src/solve/rests.js';
import type { Dice } from '../helpers/random.js';

/** Every price from 0 to twice the dearest meeting, most of them 0. */
export function randomDuals(problem: Problem, dice: Dice): Duals {
  const unit = dice.pick([1, 4, 64]);
  const most = 2 * unit * problem.points.reduce((all, one) => Math.max(all, one), 1) + 1;
  const percent = dice.pick([10, 30, 80]);
  const price = (): number => (dice.chance(percent) ? dice.below(most) : 0);
  const { pi, rho, mu, theta } = zeroDuals(problem, unit);
  const sigma = price();
  return {
    unit,
    sigma,
    ...withWindows(problem, pi.map(price), pi.map(price)),
    rho: rho.map(price),
    mu: mu.map(price),
    theta: theta.map(() => Math.min(sigma, price())),
  };
}

/** The same with some prices up or down by up to two points. */
export function spoilt(problem: Problem, duals: Duals, dice: Dice): Duals {
  const { unit, pi, rests, rho, mu, theta, sigma } = duals;
  const change = (price: number): number =>
    dice.chance(30) ? Math.max(0, price + dice.below(4 * unit + 1) - 2 * unit) : price;
  const newSigma = change(sigma);
  return {
    unit,
    sigma: newSigma,
    ...withWindows(problem, priceAlone(problem, duals).map(change), (rests ?? pi.map(() => 0)).map(change)),
    rho: rho.map(change),
    mu: mu.map(change),
    theta: theta.map(price => Math.min(newSigma, change(price))),
  };
}

/** Prices of places and of windows, of which those that are none have no price. */
function withWindows(problem: Problem, places: Float64Array, windows: Float64Array): Pick<Duals, 'pi' | 'rests'> {
  const made = Rests.of(problem);
  if (!made) return { pi: places };
  const rests = windows.map((price, at) => (made.begins[at] === 1 ? price : 0));
  made.spread(rests, places);
  return { pi: places, rests };
}
