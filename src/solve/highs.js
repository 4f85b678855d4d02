// What the workers that use HiGHS share: the loader and the shape of a model.
import * as highsModule from 'highs';

/** @typedef {import('./mip.js').MipModel} MipModel */

/** The package's types describe its CommonJS face; as an ES module the loader is the default export. */
export const loadHighs = /** @type {typeof highsModule.default.default} */ (
  /** @type {unknown} */ (highsModule.default)
);

/**
 * @param {Awaited<ReturnType<typeof loadHighs>>} highs
 * @param {MipModel} model
 * @param {boolean} whole whether columns must be whole numbers
 */
export function modelData(highs, model, whole) {
  const numCols = model.cost.length;
  const numRows = model.rowLower.length;
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: model.cost,
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
    ...(whole ? { integrality: model.integer ? Int32Array.from(model.integer) : new Int32Array(numCols).fill(1) } : {}),
  };
}
