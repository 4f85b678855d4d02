import { describe, expect, it } from 'vitest';
import type { InputRejected } from '../../src/errors.js';
import { Faults } from '../../src/read/faults.js';

function thrown(faults: Faults): InputRejected {
  try {
    faults.throwIfAny();
  } catch (error) {
    return error as InputRejected;
  }
  throw new Error('expected faults, got none');
}

describe('faults', () => {
  it('none: nothing is thrown', () => expect(() => new Faults().throwIfAny()).not.toThrow());
  it('are sorted by file in the order of reading, line and column', () => {
    const faults = new Faults();
    faults.register('b.csv');
    faults.register('a.csv');
    for (const [file, line, column] of [
      ['a.csv', 1, 1],
      ['--map', 0, 0],
      ['b.csv', 10, 1],
      ['b.csv', 9, 2],
      ['b.csv', 9, 1],
    ] as const) {
      faults.add('E205', { file, line, column }, 'cause');
    }
    expect(thrown(faults).errors.map(e => `${e.file}:${e.line}:${e.column}`)).toEqual([
      'b.csv:9:1',
      'b.csv:9:2',
      'b.csv:10:1',
      'a.csv:1:1',
      '--map:0:0',
    ]);
  });
  it('beyond the most are counted', () => {
    const faults = new Faults(2);
    for (let i = 0; i < 5; i++) faults.add('E205', { file: 'a.csv', line: i }, 'cause', 'action');
    expect(thrown(faults)).toMatchObject({ more: 3, errors: [{ line: 0 }, { line: 1, action: 'action' }] });
  });
});
