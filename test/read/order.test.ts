import { describe, expect, it } from 'vitest';
import { faults, read } from './tables.js';

const PREFS = 'from,to\nA,B\nB,C\n';

describe('order', () => {
  it('a table without rows asks for nothing', async () => {
    const { event } = await read({ 'prefs.csv': PREFS, 'order.csv': 'before_a,before_b,after_a,after_b\n' });
    expect(event.order).toEqual([]);
  });
  it('rows name people as prefs.csv does', async () => {
    const rows = ['before a,before b,after a,after b', 'A,B,C,Ｂ'];
    const { event } = await read({ 'prefs.csv': PREFS, 'order.csv': rows });
    expect(event.order).toEqual([{ before: ['A', 'B'], after: ['C', 'B'], line: 2 }]);
  });
  it('every fault is told', async () => {
    const rows = ['before a,before b,after a,after b', 'A,B,B,C', 'A,A,B,C', 'A,B,B,A', 'A,X,B,C'];
    expect(await faults({ 'prefs.csv': PREFS, 'order.csv': rows })).toEqual([
      'order.csv:3:2 E501',
      'order.csv:4:3 E503',
      'order.csv:5:2 E204',
    ]);
  });
});
