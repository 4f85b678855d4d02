import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNames } from '../../src/write/names.js';
import { runs } from '../helpers/runs.js';

describe('fileNames', () => {
  it.each([
    ['Aichi', 'Aichi'],
    ['Osaka Bio', 'Osaka Bio'],
    ['愛知県', '愛知県'],
    ['a@example.org', 'a@example.org'],
    ['../../etc/passwd', '_.._.._etc_passwd'],
    ['..', '_'],
    ['CON', '_CON'],
    ['lpt1.txt', '_lpt1.txt'],
    ['COM¹', '_COM¹'],
    ['console', 'console'],
    ['a. .', 'a'],
    ['-rf', '_-rf'],
    ['a\u202Eb', 'a_b'],
    ['e\u0301', '\u00e9'],
    ['index', 'index-2'],
  ])('%j becomes %j', (id, name) => expect(fileNames([id], ['index'])).toEqual([name]));

  it('tells apart what a file system would not', () => {
    expect(fileNames(['Aichi', 'AICHI', 'aichi-2', 'aichi'])).toEqual(['Aichi', 'AICHI-2', 'aichi-2-2', 'aichi-3']);
    expect(fileNames(['Straße', 'STRASSE'])).toEqual(['Straße', 'STRASSE-2']);
    expect(fileNames(['a/b', 'a:b'])).toEqual(['a_b', 'a_b-2']);
  });

  it('is short in bytes and cuts no character in half', () => {
    const [name] = fileNames(['愛'.repeat(200)]);
    expect(Buffer.byteLength(name!)).toBe(120);
  });

  it('is safe for any ids', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 1 }), ids => {
        const names = fileNames(ids);
        expect(new Set(names.map(name => name.toLowerCase())).size).toBe(ids.length);
        for (const name of names) {
          expect(name).toMatch(/^[\p{L}\p{N}_(]/u);
          expect(name).not.toMatch(/[/\\:*?"<>|\p{C}]/u);
          expect(name).not.toMatch(/[ .]$/u);
          expect(Buffer.byteLength(name)).toBeLessThan(140);
        }
      }),
      runs(100),
    );
  });
});
