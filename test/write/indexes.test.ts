import { expect, it } from 'vitest';
import { byId } from '../../src/write/indexes.js';
import { makeSchedule } from '../helpers/event.js';

const { meetings } = makeSchedule([
  ['A;B', 1],
  ['C;D', 1],
  ['A;C', 2],
  ['B;D', 2],
]);

it('finds meetings by their ids, whether these rise or not', () => {
  const orders = [
    meetings,
    meetings.toReversed(),
    [2, 0, 3, 1].map(index => meetings[index]!),
    meetings.slice(0, 1),
    [],
  ];
  for (const list of orders) {
    const indexOf = byId(list);
    expect(list.map(({ id }) => indexOf(id))).toEqual([...list.keys()]);
    for (const unknown of ['', 'M000', 'M0015', 'Z']) expect(indexOf(unknown)).toBeUndefined();
  }
});
