// Promises first, then points at as many promises: how a solver of linear models is asked for our first two tiers.
import { heldOf, promiseCosts, withPromises } from './model.js';

/**
 * @typedef {object} Answer
 * @property {ArrayLike<number> | undefined} values of the columns
 * @property {number | null} bound on the objective, if there is one
 * @property {boolean} proved
 * @property {number} seconds
 *
 * @typedef {(model: import('./model.js').Model, cost: readonly number[], seconds: number) => Promise<Answer>} Solve
 */

/**
 * @param {import('./model.js').Model} model
 * @param {number} limit seconds for both stages
 * @param {Solve} solve
 * @returns {Promise<{ held: [number, number][] | undefined, bound: number | null, proved: boolean, seconds: number }>}
 */
export async function inStages(model, limit, solve) {
  const cost = promiseCosts(model);
  const first = await solve(model, cost, limit);
  const left = limit - first.seconds;
  const { values } = first;
  if (!values || !first.proved || left <= 0) {
    return { held: values && heldOf(model, values), bound: null, proved: false, seconds: first.seconds };
  }
  const kept = Math.round(cost.reduce((sum, one, column) => sum + one * values[column], 0));
  const second = await solve(withPromises(model, kept), model.points, left);
  return {
    held: heldOf(model, second.values ?? values),
    bound: second.bound,
    proved: second.proved,
    seconds: first.seconds + second.seconds,
  };
}
