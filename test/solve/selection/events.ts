/** Problems for the tests of the flow: points drawn anew, and what a selection holds. */
import type { Problem } from '../../../src/model/problem.js';
import { Dice } from '../../helpers/random.js';

/** The same problem with points from 0 to `most`, nearly all different. */
export function withScores(problem: Problem, seed: number, most: number): Problem {
  const dice = new Dice(seed);
  return { ...problem, points: problem.points.map(() => dice.below(most + 1)) };
}

export function worthOf(problem: Problem, fraction: Float64Array): number {
  return fraction.reduce((sum, x, e) => sum + x * problem.points[e], 0);
}

/** Meetings of each participant. */
export function degreesOf(problem: Problem, fraction: Float64Array): Float64Array {
  const degrees = new Float64Array(problem.participants);
  fraction.forEach((x, e) => {
    degrees[problem.a[e]] += x;
    degrees[problem.b[e]] += x;
  });
  return degrees;
}
