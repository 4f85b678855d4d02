import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matching } from '../../src/model/matching.js';
import { runs } from '../helpers/runs.js';

const THINGS = 6;

/** Whether all can have a thing of their own. */
function canAllHave(lists: readonly (readonly number[])[], taken: readonly number[] = []): boolean {
  const [first, ...others] = lists;
  return first === undefined || first.some(one => !taken.includes(one) && canAllHave(others, [...taken, one]));
}

it('serves as many as can be served, and who comes first before others', () => {
  const arbLists = fc.array(fc.uniqueArray(fc.nat(THINGS - 1), { maxLength: 3 }), { maxLength: 8 });
  const tally = { moved: 0 };
  fc.assert(
    fc.property(arbLists, lists => {
      const owner = matching(lists, THINGS);
      expect(owner).toHaveLength(THINGS);
      owner.forEach((who, thing) => {
        if (who >= 0) expect(lists[who]).toContain(thing);
      });
      const served = lists.filter((_, who) => owner.includes(who));
      const first: number[][] = [];
      for (const list of lists) if (canAllHave([...first, list])) first.push(list);
      expect(served).toEqual(first);
      if (owner.some((who, thing) => who >= 0 && lists[who].indexOf(thing) > 0)) tally.moved++;
    }),
    runs(300),
  );
  expect(tally.moved).toBeGreaterThan(30);
});

it('goes along paths of any length', () => {
  const length = 50_000;
  const lists = Array.from({ length }, (_, who) => [who, who + 1]);
  lists.push([0]);
  expect(matching(lists, length + 1)).toEqual(Int32Array.from([length, ...lists.keys()].slice(0, length + 1)));
});
