// HiGHS as WebAssembly, one thread, on the full model.
import * as highsModule from 'highs';

// The package's types describe its CommonJS face; as an ES module the loader is the default export.
const loadHighs = /** @type {typeof highsModule.default.default} */ (/** @type {unknown} */ (highsModule.default));

/** @type {import('../stages.js').Solve} */
export async function solveWasm(model, cost, seconds) {
  const highs = await loadHighs();
  const { modelStatus, objectiveSense, variableType } = highs.constants;
  const [numCols, numRows] = [cost.length, model.rowLower.length];
  const { starts, indices, values } = model;
  const started = performance.now();
  return highs.withModel(
    {
      numCols,
      numRows,
      sense: objectiveSense.maximize,
      colCost: cost,
      colLower: cost.map(() => 0),
      colUpper: model.colUpper,
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      integrality: cost.map((_, k) => (k < model.choices.length ? variableType.integer : variableType.continuous)),
      matrix: { format: /** @type {const} */ ('csr'), numRows, numCols, starts, indices, values },
    },
    solver => {
      solver.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5, time_limit: seconds });
      solver.run();
      const feasible = Number(solver.info.get('primal_solution_status')) === 2;
      const bound = Number(solver.info.get('mip_dual_bound'));
      return {
        values: feasible ? Float64Array.from(solver.getSolution().colValue) : undefined,
        bound: Number.isFinite(bound) ? bound : null,
        proved: solver.getModelStatus() === modelStatus.optimal,
        seconds: (performance.now() - started) / 1000,
      };
    },
  );
}
