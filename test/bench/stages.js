// Promises first, then points at as many promises: how a solver of linear models is asked for our first two tiers.
import { heldOf, modelOf, promiseCosts, withPromises } from './model.js';

/**
 * @typedef {object} Answer
 * @property {ArrayLike<number> | undefined} values of the columns
 * @property {number | null} bound on the objective, if there is one
 * @property {boolean} proved
 * @property {number} seconds
 *
 * @typedef {(model: import('./model.js').Model, cost: readonly number[], seconds: number) => Promise<Answer>} Solve
 *
 * @typedef {object} Found what an engine found, before anyone has checked it
 * @property {import('./product.js').Schedule | undefined} schedule
 * @property {number | null} bound on points at these promises
 * @property {boolean} proved
 * @property {number} seconds of solving alone
 */

/**
 * @param {import('./product.js').Event} event
 * @param {readonly import('./pairs.js').Pair[]} pairs
 * @param {number} limit seconds for both stages
 * @param {Solve} solve
 * @returns {Promise<{ held: [number, number][] | undefined, bound: number | null, proved: boolean, seconds: number }>}
 */
export async function inStages(event, pairs, limit, solve) {
  const model = modelOf(event, pairs);
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
