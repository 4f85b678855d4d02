// What the workers that use HiGHS share: the loader and the shape of a model.
import * as highsModule from 'highs';

/** @typedef {import('./mip.js').MipModel} MipModel */

/** The package's types describe its CommonJS face; as an ES module the loader is the default export. */
export const loadHighs = /** @type {typeof highsModule.default.default} */ (
  /** @type {unknown} */ (highsModule.default)
);

/** Greater costs make HiGHS fail now and then: "run failed" of simplex. */
const MOST_COST = 2 ** 20;

/**
 * What HiGHS is told a program's costs by, a power of two: its prices are to be multiplied by it. 1 unless costs are large.
 * @param {MipModel} model
 */
export function costScale({ cost }) {
  const most = cost.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  return most <= MOST_COST ? 1 : 2 ** Math.ceil(Math.log2(most / MOST_COST));
}

/** Prices as they are of the program itself. @param {Float64Array} list what HiGHS says @param {number} scale its `costScale` */
export function scaled(list, scale) {
  return scale === 1 ? list : list.map(value => value * scale);
}

/** What HiGHS takes for no limit of iterations. */
const UNLIMITED = 2 ** 31 - 1;

/** The option of a linear program that ends it after so many iterations. @param {number | undefined} most */
export function iterationLimit(most = UNLIMITED) {
  return { simplex_iteration_limit: Math.max(0, Math.min(most, UNLIMITED)) };
}

/** Iterations of simplex that the last run of a linear program took. @param {{ info: { get: (name: 'simplex_iteration_count') => unknown } }} program */
export function iterationsOf(program) {
  return Math.max(0, Number(program.info.get('simplex_iteration_count')));
}

/**
 * Runs; whether it came to an end: HiGHS throws where it lost its way.
 * @param {Awaited<ReturnType<typeof loadHighs>>} highs
 * @param {{ run: (callbacks?: import('highs').HighsCallbackMap) => unknown }} highsModel
 * @param {import('highs').HighsCallbackMap} [callbacks]
 */
export function hasRun(highs, highsModel, callbacks) {
  try {
    highsModel.run(callbacks);
    return true;
  } catch (error) {
    if (error instanceof highs.errors.HighsError) return false;
    throw error;
  }
}

/**
 * The program in HiGHS's shape, its costs divided by `costScale`.
 * @param {Awaited<ReturnType<typeof loadHighs>>} highs
 * @param {MipModel} model
 * @param {boolean} whole whether columns must be whole numbers
 */
export function modelData(highs, model, whole) {
  const numCols = model.cost.length;
  const numRows = model.rowLower.length;
  const scale = costScale(model);
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: scale === 1 ? model.cost : model.cost.map(value => value / scale),
    colLower: new Float64Array(numCols),
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: /** @type {const} */ ('csr'),
      numRows,
      numCols,
      starts: model.starts,
      indices: model.indices,
      values: model.values,
    },
    ...(whole ? { integrality: new Int32Array(numCols).fill(1) } : {}),
  };
}
