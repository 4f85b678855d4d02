import { describe, expect, it } from 'vitest';
import { report } from '../../src/cli/faults.js';
import { type InputError, InputRejected, UsageError } from '../../src/errors.js';

const fault = (file: string, line: number): InputError => ({
  code: 'E203',
  file,
  line,
  column: 1,
  columnName: 'to',
  cause: 'twice',
  action: 'remove one',
});

describe('report', () => {
  it('tells input errors as the reader sorted them', () => {
    const { code, text } = report(new InputRejected([fault('b', 1), fault('a', 9), fault('a', 10)]), false);
    expect(code).toBe(3);
    expect(text.split('\n').map(line => line.split(' ')[0])).toEqual(['b:1:1', 'a:9:1', 'a:10:1', 'ejrc:', '']);
  });

  it('counts what comes after fifty', () => {
    const { text } = report(new InputRejected(Array.from({ length: 60 }, (_, at) => fault('a', at + 1))), false);
    expect(text.split('\n')).toHaveLength(53);
    expect(text).toContain('a:50:1');
    expect(text).not.toContain('a:51:1');
    expect(text).toContain('and 10 more errors\nejrc: 60 errors in the input');
    const { text: kept } = report(new InputRejected([fault('a', 1)], 1), false);
    expect(kept).toContain('\nand 1 more error\nejrc: 2 errors in the input');
  });

  it('usage is 2; anything unknown is 70, with its stack only when asked', () => {
    expect(report(new UsageError('no'), false)).toEqual({ code: 2, text: 'ejrc: no\n' });
    const quiet = report(new TypeError('boom'), false);
    expect(quiet.code).toBe(70);
    expect(quiet.text).toMatch(/^ejrc: a fault in the program, not in your files: boom; .*--debug/);
    expect(report(new TypeError('boom'), true).text).toMatch(/TypeError: boom\n\s+at /);
    expect(report('text', true)).toEqual({ code: 70, text: expect.stringContaining('text') });
  });
});
