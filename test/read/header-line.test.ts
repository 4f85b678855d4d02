import { describe, expect, it } from 'vitest';
import { findHeader, knownHeaders } from '../../src/read/header-line.js';

const find = (table: 'prefs' | 'participants' | 'rooms' | 'locks', ...rows: string[]) =>
  findHeader(
    rows.map((row, i) => ({ cells: row.split(','), line: i + 1 })),
    knownHeaders(table),
  );

describe('findHeader', () => {
  it.each([
    ['the first line', 0, true, ['from,to', 'A,B']],
    ['a title', 1, true, ['Wishes 2021', 'from,to', 'A,B']],
    ['a title padded as Excel does', 1, true, ['Wishes 2021,,', 'from,to,rank', 'A,B,1']],
    ['a title that is a known word', 1, true, ['Name,,', 'from,to,rank', 'A,B,1']],
    ['several lines, one with two cells', 2, true, ['Wishes 2021', 'Place:,Brussels', 'from,to', 'A,B']],
    ['a matrix under a title', 1, true, ['Scores,,', 'from,Ada,Ben', 'Ada,,3']],
    ['choices under a title', 1, true, ['Our day', 'Name,1st choice,2nd choice', 'A,B,C']],
    ['an unknown header', 0, false, ['wer,wen', 'A,B']],
    ['an unknown header and rows that hold a known word', 0, false, ['wer,wen', 'Host,Ben', 'A,B']],
    ['a header of which one is known', 0, false, ['Stamp,name,x', 'from,to,y']],
    ['nothing', 0, false, []],
  ])('%s', (_, index, sure, rows) => expect(find('prefs', ...rows)).toEqual({ index, sure }));
  it('one column: its own name, not an alias among names', () => {
    expect(find('rooms', 'room', 'Red')).toEqual({ index: 0, sure: true });
    expect(find('rooms', 'Our rooms', 'room', 'Red')).toEqual({ index: 1, sure: true });
    expect(find('rooms', 'Raumliste', 'Table', 'Booth')).toEqual({ index: 0, sure: false });
  });
  it('headers bound by hand are known', () => {
    const lines = ['Liste', 'Wer,Wen', 'A,B'].map((row, i) => ({ cells: row.split(','), line: i + 1 }));
    expect(findHeader(lines, knownHeaders('prefs', { from: 'wer', to: 'wen' }))).toEqual({ index: 1, sure: true });
  });
});
