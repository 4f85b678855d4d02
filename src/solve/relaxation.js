// A linear program that is solved again after each change, by simplex from where it was. Plain JavaScript, so that workers run
// it unbuilt too. Deterministic.
import { costScale, hasRun, iterationLimit, iterationsOf, modelData, scaled } from './highs.js';

/** @typedef {import('./mip.js').RelaxationStep} RelaxationStep */
/** @typedef {import('./mip.js').RelaxationAnswer} RelaxationAnswer */
/** @typedef {Awaited<ReturnType<typeof import('./highs.js').loadHighs>>} Highs */

/** Closer to the best an interior point tells no more. */
const TOLERANCE = 1e-5;
const INNER = { solver: 'ipm', run_crossover: 'off', ipm_optimality_tolerance: TOLERANCE };

export class Relaxation {
  /** @param {Highs} highs */
  constructor(highs) {
    this.highs = highs;
    /** @type {ReturnType<Highs['createModel']> | undefined} */
    this.program = undefined;
    this.columns = 0;
    this.scale = 1;
  }

  /** @param {RelaxationStep} step @returns {RelaxationAnswer} */
  answerTo({ model, more, bounds, isInner = false, mostIterations }) {
    const { highs } = this;
    if (model) {
      this.program?.dispose();
      this.program = highs.createModel(modelData(highs, model, false));
      this.program.options.set({ output_flag: false, random_seed: 1, presolve: 'off' });
      this.program.options.set(isInner ? INNER : { solver: 'simplex' });
      this.columns = model.cost.length;
      this.scale = costScale(model);
    }
    const { program, columns, scale } = this;
    if (!program) throw new Error('a relaxation begins with a program');
    if (more) {
      const { starts, indices, values, rowLower, rowUpper } = more;
      const shape = { numRows: rowLower.length, numCols: columns };
      const matrix = { format: /** @type {const} */ ('csr'), ...shape, starts, indices, values };
      program.addRows({ lower: rowLower, upper: rowUpper, matrix });
    }
    if (bounds) program.changeColsBounds({ kind: 'range', from: 0, to: columns - 1 }, bounds.lower, bounds.upper);
    program.options.set(iterationLimit(mostIterations));
    const hasEnded = hasRun(highs, program);
    const iterations = iterationsOf(program);
    if (!hasEnded || program.getModelStatus() !== highs.constants.modelStatus.optimal) {
      const none = new Float64Array(0);
      return { solved: false, values: none, reduced: none, prices: none, iterations };
    }
    const { colValue, colDual, rowDual } = program.getSolution();
    const [reduced, prices] = [scaled(colDual, scale), scaled(rowDual, scale)];
    return { solved: true, values: colValue, reduced, prices, iterations };
  }

  /** Gives its memory back. */
  end() {
    this.program?.dispose();
    this.program = undefined;
  }
}
