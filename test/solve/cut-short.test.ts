import { afterEach, expect, it, vi } from 'vitest';
import { PricedPairs } from '../../src/solve/breaks/agenda-question.js';
import { DiagramPrices } from '../../src/solve/breaks/diagram-prices.js';
import { isCutShort } from '../../src/solve/cut-short.js';
import { loadHighs } from '../../src/solve/highs.js';
import { PrimalDual } from '../../src/solve/primal-dual.js';
import { refute } from '../../src/solve/refute.js';
import { apart } from './breaks/apart.js';

vi.mock('../../src/solve/cut-short.js', () => ({ isCutShort: vi.fn(() => false) }));

afterEach(() => void vi.mocked(isCutShort).mockReturnValue(false));

/** Of three columns any two exclude each other. */
const triangle = {
  cost: new Float64Array(3).fill(1),
  upper: new Float64Array(3).fill(1),
  rowLower: new Float64Array(3),
  rowUpper: new Float64Array(3).fill(1),
  starts: Int32Array.of(0, 2, 4, 6),
  indices: Int32Array.of(0, 1, 1, 2, 0, 2),
  values: new Float64Array(6).fill(1),
  mostNodes: 100,
};

it.each([
  ['steps of values and prices', () => new PrimalDual(triangle).run(10) > 0],
  ['branches', async () => refute(await loadHighs(), triangle, 2).refuted],
  [
    'rounds of prices of agendas',
    () => {
      const prices = new DiagramPrices(new PricedPairs(apart()).question());
      prices.improve(1e6, 9);
      return prices.rounds > 0;
    },
  ],
])('makes no more %s', async (_, hasWorked) => {
  expect(await hasWorked()).toBe(true);
  vi.mocked(isCutShort).mockReturnValue(true);
  expect(await hasWorked()).toBe(false);
});
