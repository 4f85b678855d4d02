import { describe, expect, it } from 'vitest';
import { placeAfter } from '../../src/read/place.js';

describe('placeAfter', () => {
  it.each([
    ['', 1, 1],
    ['a,b', 1, 2],
    ['a,b\nc;', 2, 1],
    ['a;b\nc;', 2, 2],
    ['a,b\r\n\rc,d,', 3, 3],
    ['a,b\n"x,\ny",', 3, 2],
    ['a,b\n"x ""y"", ', 2, 1],
    ['a,b\n5" screen,', 2, 2],
  ])('%j', (text, line, column) => expect(placeAfter(Buffer.from(text), undefined)).toEqual({ line, column }));
  it('with the delimiter given', () => expect(placeAfter(Buffer.from('a,b;c'), ';')).toEqual({ line: 1, column: 2 }));
});
