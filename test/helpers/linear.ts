/** A linear model put together row by row and given to HiGHS; all variables are whole. */
import * as highsModule from 'highs';

// The types describe a CommonJS module whose default is the loader; at run time the import's default is the loader itself.
type Load = typeof highsModule.default.default;
const loadHighs = highsModule.default as unknown as Load;

export interface Row {
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  /** All 1 where absent. */
  readonly values?: readonly number[];
}

export interface LinearModel {
  /** Upper bound of each variable; the lower is 0. */
  readonly upper: readonly number[];
  readonly rows: readonly Row[];
}

/**
 * The largest value of `cost · x` over whole x, proved (gap 0), or `undefined` if no x keeps the rows.
 * Throws if HiGHS ends in any other way.
 */
export async function maximise(model: LinearModel, cost: readonly number[]): Promise<number | undefined> {
  if (model.upper.length === 0) return model.rows.every(({ lower }) => lower <= 0) ? 0 : undefined;
  const highs = await loadHighs();
  const { modelStatus, objectiveSense, variableType } = highs.constants;
  const sparse = {
    starts: starts(model.rows),
    indices: model.rows.flatMap(({ columns }) => columns),
    values: model.rows.flatMap(({ columns, values }) => values ?? columns.map(() => 1)),
  };
  const numCols = model.upper.length;
  const numRows = model.rows.length;
  return highs.withModel(
    {
      numCols,
      numRows,
      sense: objectiveSense.maximize,
      colCost: cost,
      colLower: model.upper.map(() => 0),
      colUpper: model.upper,
      rowLower: model.rows.map(({ lower }) => lower),
      rowUpper: model.rows.map(({ upper }) => upper),
      integrality: model.upper.map(() => variableType.integer),
      matrix: { format: 'csr', numRows, numCols, ...sparse },
    },
    solver => {
      solver.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 });
      solver.run();
      const status = solver.getModelStatus();
      if (status === modelStatus.infeasible) return undefined;
      if (status !== modelStatus.optimal) throw new Error(`expected HiGHS to prove an optimum, got status ${status}`);
      return totalOf(solver.getSolution().colValue, cost);
    },
  );
}

/** Recomputed from the rounded variables: the objective itself carries rounding errors. */
function totalOf(solution: ArrayLike<number>, cost: readonly number[]): number {
  return cost.reduce((sum, one, column) => sum + one * Math.round(solution[column]), 0);
}

function starts(rows: readonly Row[]): number[] {
  let sum = 0;
  return [
    0,
    ...rows.map(({ columns }) => {
      sum += columns.length;
      return sum;
    }),
  ];
}
