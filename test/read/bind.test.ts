import { describe, expect, it } from 'vitest';
import { bindHeader } from '../../src/read/bind.js';
import { LONG_PREFS, PARTICIPANTS } from '../../src/read/headers.js';

const bind = (header: string[], map = {}) => {
  const { index, repeated, unknown } = bindHeader<keyof typeof LONG_PREFS>(header, LONG_PREFS, ['from', 'to'], map);
  return { index: Object.fromEntries(index), repeated, unknown };
};

describe('headers', () => {
  it('match without case, accents, width, spaces, _ and -', () => {
    expect(bind(['ＦＲＯＭ', ' T-o ', 'Ränk']).index).toEqual({ from: 0, to: 1, rank: 2 });
  });
  it('match aliases, the own name first, then in the order of the table of headers', () => {
    expect(bind(['Requested by', 'Target', 'Stars']).index).toEqual({ from: 0, to: 1, score: 2 });
    expect(bind(['name', 'from', 'to'])).toEqual({ index: { from: 1, to: 2 }, repeated: [], unknown: [0] });
    expect(bind(['name', 'id', 'to']).index.from).toBe(1);
  });
  it('bind by hand before anything else', () => {
    expect(bind(['from', 'Who asks', 'to'], { From: 'who asks' }).index).toEqual({ from: 1, to: 2 });
  });
  it('tell of a repeated column, not of repeated unknown ones', () => {
    expect(bind(['from', 'to', 'TO', 'x', 'x'])).toMatchObject({
      repeated: [{ column: 'to', index: 2 }],
      unknown: [3, 4],
    });
  });
  it('let a required column share a header', () => {
    const { index } = bindHeader<keyof typeof PARTICIPANTS>(['email', 'name'], PARTICIPANTS, ['id'], {});
    expect(Object.fromEntries(index)).toEqual({ email: 0, name: 1, id: 0 });
  });
});
