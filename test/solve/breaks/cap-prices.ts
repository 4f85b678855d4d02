import { capsFirst } from '../../../src/solve/breaks/aim.js';

/** Points are paid for breaks over caps and for what has to go with them. */
export const CAP_PRICES = { meeting: 8, overCap: 1, stray: 0.5, others: 3 };
export const CAP_WEIGHTS = capsFirst({ meetings: 1, points: Float64Array.of(1) }, CAP_PRICES).weights;
