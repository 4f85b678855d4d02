import { expect, it } from 'vitest';
import { Members } from '../../src/solve/members.js';
import { Random } from '../../src/solve/random.js';
import { Dice } from '../helpers/random.js';

it('holds what was added and not dropped since, however often, and draws from that alone', () => {
  const [dice, random, members, expected] = [new Dice(1), new Random(1), new Members(9), new Set<number>()];
  expect(members.any(random)).toBe(-1);
  for (let step = 0; step < 2000; step++) {
    const x = dice.below(9);
    if (dice.chance(50)) {
      members.add(x);
      expected.add(x);
    } else {
      members.drop(x);
      expected.delete(x);
    }
    expect(members.size).toBe(expected.size);
    const drawn = members.any(random);
    expect(expected.size === 0 ? drawn === -1 : expected.has(drawn)).toBe(true);
  }
});
