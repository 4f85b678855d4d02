import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ENCODINGS, encodingNamed, encodingWords } from '../../src/read/encodings.js';

describe('names of encodings', () => {
  it.each([
    ['UTF-8', 'utf-8'],
    ['utf8', 'utf-8'],
    ['utf_16_le', undefined],
    ['UTF-16LE', 'utf-16le'],
    ['latin1', 'windows-1252'],
    ['ANSI', 'windows-1252'],
    ['Shift-JIS', 'shift_jis'],
    ['SJIS', 'shift_jis'],
    ['cp932', 'shift_jis'],
    [' Windows_31J ', 'shift_jis'],
    ['1250', 'windows-1250'],
    ['ebcdic', undefined],
    ['', undefined],
  ])('%j is %s', (text, name) => expect(encodingNamed(text)).toBe(name));
  it('each is known to the decoder, and by its own name', () => {
    for (const name of ENCODINGS) {
      expect(iconv.encodingExists(name), name).toBe(true);
      expect(encodingNamed(name)).toBe(name);
    }
  });
  it('in words', () => {
    expect(encodingWords('utf-16be')).toBe('UTF-16 (big endian)');
    expect(encodingWords('windows-1250')).toBe('windows-1250');
  });
});
