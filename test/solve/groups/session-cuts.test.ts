import { describe, expect, it } from 'vitest';
import { BranchAndBound } from '../../../src/solve/groups/branch.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { Relaxation } from '../../../src/solve/groups/relaxation.js';
import { brokenRows } from '../../../src/solve/groups/session-cuts.js';
import { TimeProgram } from '../../../src/solve/groups/time-program.js';
import { Dice } from '../../helpers/random.js';
import { randomItemSlots } from './random-slots.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

const forever = { stopped: false };
const SIZE = { people: 9, items: 20, slots: 4 };

describe('brokenRows', () => {
  it('are broken by the fractions they were sought for, and by no schedule', () => {
    const tally = { rows: 0, tight: 0, someSlots: 0, fewSuited: 0 };
    for (let seed = 1; seed <= 300; seed++) {
      const dice = new Dice(seed);
      const problem = tinyGroups(dice, SIZE);
      const items = itemsOf(problem);
      const program = new TimeProgram(problem, items, groupPromiseTerms(problem, items), 'points');
      const model = program.made;
      const fractions = model.cost.map(() => dice.below(5) / 4);
      // Sessions just seat their guests.
      for (let h = 0; h < problem.hosts; h++)
        for (const column of program.ofHost(h)) fractions[column] = dice.below(3) / 4;
      const rows = brokenRows(problem, items, program, fractions);
      if (!rows) continue;
      const sumOf = (row: number, values: Float64Array): number => {
        let sum = 0;
        for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) sum += rows.values[k] * values[rows.indices[k]];
        return sum;
      };
      const sessionOf = new Map(
        [...program.sessionColumn].map((column, cell) => [column, Math.floor(cell / SIZE.slots)]),
      );
      rows.rowUpper.forEach((most, row) => {
        tally.rows++;
        const own = rows.indices.subarray(rows.starts[row], rows.starts[row + 1]);
        const sessions = Array.from(own.keys()).filter(at => sessionOf.has(own[at]));
        const weights = new Set(sessions.map(at => rows.values[rows.starts[row] + at]));
        if (weights.size > 1) tally.fewSuited++;
        if (sessions.length > 0 && sessions.length < program.ofHost(sessionOf.get(own[sessions[0]])!).length)
          tally.someSlots++;
        expect(sumOf(row, fractions)).toBeGreaterThan(most);
        for (let tries = 0; tries < 20; tries++) {
          const sum = sumOf(row, program.valuesOf(randomItemSlots(problem, dice)));
          expect(sum, `seed ${seed}`).toBeLessThanOrEqual(most);
          if (sum === most) tally.tight++;
        }
      });
    }
    expect(tally.rows).toBeGreaterThan(50);
    expect(tally.tight).toBeGreaterThan(50);
    // Slots that suit few guests weigh less, and some slots are left out.
    expect(tally.fewSuited).toBeGreaterThan(10);
    expect(tally.someSlots).toBeGreaterThan(10);
  });

  it('bring the first bound below what the program is worth in fractions without them', async () => {
    const problem = shapedGroups(SHAPES['S mixed'], 1);
    const items = itemsOf(problem);
    const terms = groupPromiseTerms(problem, items);
    const model = new TimeProgram(problem, items, terms, 'points').made;
    const relaxation = new Relaxation({ model, columns: new Int32Array(0) });
    const answer = await relaxation.solve({ lower: new Float64Array(0), upper: new Float64Array(0) }, forever);
    await relaxation.end();
    const values = answer?.kind === 'solved' ? answer.values : new Float64Array(model.cost.length);
    const fractional = values.reduce((sum, x, column) => sum + x * model.cost[column], 0);
    const branches = new BranchAndBound(problem, items, terms, 'points');
    await branches.run(1, 0, forever, () => undefined);
    await branches.end();
    expect(branches.root!.bound).toBeLessThan(Math.floor(fractional));
  });
});
