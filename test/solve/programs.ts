/** Small programs in whole numbers, and all their points. */
import fc from 'fast-check';
import { keeps } from '../../src/solve/exact.js';
import { type MipModel, RowBuilder } from '../../src/solve/mip.js';

interface ProgramRow {
  readonly lower: number;
  readonly most: number;
  readonly weights: readonly number[];
}

/** A row has a weight of each column. */
export function programOf(
  cost: readonly number[],
  upper: readonly number[],
  rows: readonly ProgramRow[],
  mostNodes = 5000,
): MipModel {
  const builder = new RowBuilder();
  for (const { lower, most, weights } of rows) builder.add([...weights.keys()], lower, most, column => weights[column]);
  return { cost: Float64Array.from(cost), upper: Float64Array.from(upper), ...builder.build(), mostNodes };
}

/** Every whole point of the box that keeps the rows. */
export function pointsOf(model: MipModel): Float64Array[] {
  const all = [...model.upper].reduce<number[][]>(
    (found, most) => found.flatMap(x => Array.from({ length: most + 1 }, (_, value) => [...x, value])),
    [[]],
  );
  return all.map(x => Float64Array.from(x)).filter(x => keeps(model, x));
}

/** What a point counts. */
export const worth = ({ cost }: MipModel, x: Float64Array): number =>
  x.reduce((sum, value, i) => sum + value * cost[i], 0);

const list = <T>(item: fc.Arbitrary<T>, length: number) => fc.array(item, { minLength: length, maxLength: length });
/** Five columns, up to 2 each. */
export const arbProgram = fc
  .tuple(
    list(fc.integer({ min: -3, max: 6 }), 5),
    list(fc.nat(2), 5),
    fc.array(
      fc
        .tuple(
          fc.oneof(list(fc.integer({ min: -3, max: 6 }), 5), list(fc.constantFrom(0, 1), 5)),
          fc.integer({ min: -4, max: 4 }),
          fc.oneof(fc.nat(5), fc.constant(Number.POSITIVE_INFINITY)),
        )
        .map(([weights, lower, more]) => ({ weights, lower, most: lower + more })),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([cost, upper, rows]) => programOf(cost, upper, rows));
