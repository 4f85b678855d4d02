/** How property tests run: the same cases every time, others with `FC_SEED=…` in the environment. */
import type { Parameters } from 'fast-check';

/** Parameters for `fc.assert`; a failure prints seed, path and counterexample. */
export function runs<T = unknown>(numRuns: number): Parameters<T> {
  return { numRuns, seed: Number(process.env.FC_SEED ?? 1) };
}
