// javascript-lp-solver on the full model. Its tableau is dense: small events only.

/** @type {import('../stages.js').Solve} */
export async function solveLp(model, cost, seconds) {
  // The package's types describe its CommonJS face; as an ES module the solver is the default export.
  const solver = /** @type {{ Solve(model: object): Record<string, unknown> }} */ (
    /** @type {unknown} */ ((await import('javascript-lp-solver')).default)
  );
  const { choices, colUpper, starts, indices, values, rowLower, rowUpper } = model;
  /** @type {Record<string, Record<string, number>>} */
  const variables = {};
  /** @type {Record<string, { min?: number, max?: number }>} */
  const constraints = {};
  cost.forEach((one, column) => {
    variables[`c${column}`] = { cost: one };
    if (column < choices.length) return;
    variables[`c${column}`][`u${column}`] = 1;
    constraints[`u${column}`] = { max: colUpper[column] };
  });
  rowUpper.forEach((upper, row) => {
    constraints[`r${row}`] = rowLower[row] > 0 ? { min: rowLower[row], max: upper } : { max: upper };
    // A promise is at most the meetings held: written so that zero keeps it.
    const sign = values[starts[row + 1] - 1] < 0 ? -1 : 1;
    if (sign < 0) constraints[`r${row}`] = { max: 0 };
    for (let k = starts[row]; k < starts[row + 1]; k++) variables[`c${indices[k]}`][`r${row}`] = sign * values[k];
  });
  const ints = Object.fromEntries(choices.map((_, column) => [`c${column}`, 1]));
  const started = performance.now();
  const options = { timeout: seconds * 1000, tolerance: 0 };
  const answer = solver.Solve({ optimize: 'cost', opType: 'max', constraints, variables, ints, options });
  const took = (performance.now() - started) / 1000;
  const proved = answer.feasible === true && took < seconds;
  return {
    values: answer.feasible ? cost.map((_, column) => Number(answer[`c${column}`] ?? 0)) : undefined,
    bound: proved ? Number(answer.result) : null,
    proved,
    seconds: took,
  };
}
