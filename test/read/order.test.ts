import { describe, expect, it } from 'vitest';
import { faults, read } from './tables.js';

const PREFS = 'from,to\nA,B\nB,C\n';

describe('order', () => {
  it('a table without rows asks for nothing', async () => {
    const { event } = await read({ 'prefs.csv': PREFS, 'order.csv': 'before_a,before_b,after_a,after_b\n' });
    expect(event.order).toEqual([]);
  });
  it('every fault is told, good rows are refused', async () => {
    const rows = ['before a,before b,after a,after b', 'A,B,B,C', 'A,A,B,C', 'A,B,B,A', 'A,X,B,C'];
    expect(await faults({ 'prefs.csv': PREFS, 'order.csv': rows })).toEqual([
      'order.csv:2:1 E904',
      'order.csv:3:2 E501',
      'order.csv:4:3 E503',
      'order.csv:5:2 E204',
    ]);
  });
});
