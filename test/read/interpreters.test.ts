import { describe, expect, it } from 'vitest';
import { loadTables } from '../../src/read/bytes.js';
import { Context } from '../../src/read/context.js';
import { readInterpreters } from '../../src/read/interpreters.js';
import { faults } from './tables.js';

const read = async (text: string) => {
  const context = new Context({ stdin: () => Buffer.from(text) });
  await loadTables([{ table: 'interpreters', path: '-' }], context);
  return {
    rows: readInterpreters({ table: 'interpreters', path: '-' }, context, undefined),
    count: context.faults.count,
  };
};

describe('interpreters', () => {
  it('are read', async () => {
    expect(await read('id,name,languages,max_consecutive\nI1,Iris,EN;ja,3\n')).toEqual({
      rows: [
        {
          id: 'I1',
          name: 'Iris',
          languages: ['en', 'ja'],
          available: undefined,
          unavailable: [],
          maxConsecutive: 3,
          line: 2,
        },
      ],
      count: 0,
    });
  });
  it('have faults of their own, all told', async () => {
    const interpreters = ['id,languages,available', 'I1,en;xx,9', 'I1,en;EN,', 'I2,,'];
    expect(await faults({ 'prefs.csv': 'from,to\nA,B\n', 'interpreters.csv': interpreters })).toEqual([
      'interpreters.csv:2:2 E409',
      'interpreters.csv:2:3 E305',
      'interpreters.csv:3:1 E111',
      'interpreters.csv:3:2 E410',
      'interpreters.csv:4:2 E410',
    ]);
  });
});
