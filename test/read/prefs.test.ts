import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

const wishesOf = async (table: string | readonly string[], files = {}, options = {}) => [
  ...(await read({ 'prefs.csv': table, ...files }, { slots: '4', rooms: '2', ...options })).event.wishes,
];

describe('layouts', () => {
  it.each([
    ['from,to', 'long'],
    ['from,to,choice', 'long'],
    ['from,choice 1,choice 2', 'ranked'],
    ['from,Wish,Wish', 'ranked'],
  ])('%s is read as %s', async (header, layout) => {
    const cells = ['A', 'B', layout === 'ranked' ? 'C' : '1'].slice(0, header.split(',').length);
    expect(await wishesOf(`${header}\n${cells.join(',')}\n`)).toHaveLength(layout === 'ranked' ? 2 : 1);
  });
  it.each([
    ['from,A,B,C', 'matrix'],
    ['from,choices', 'list'],
    ['from,preference', 'list'],
  ])('%s is refused as %s', async (header, layout) => {
    expect(await faults({ 'prefs.csv': `${header}\n` })).toEqual(['prefs.csv:1:0 E901']);
    expect((await messages({ 'prefs.csv': `${header}\n` }))[0]).toContain(`the layout "${layout}" is not read yet`);
  });
  it('no layout at all: what the long one lacks is told', async () => {
    expect(await faults({ 'prefs.csv': 'from,whom,rank\n' })).toEqual(['prefs.csv:1:0 E101']);
  });
  it('--layout wins', async () => {
    expect(await wishesOf('from,to,choice 1\nA,,B\n', {}, { layout: 'ranked' })).toMatchObject([
      { from: 'A', to: 'B', rank: 1 },
    ]);
    expect(await faults({ 'prefs.csv': 'from,to\n' }, { layout: 'ranked' })).toEqual(['prefs.csv:1:0 E101']);
  });
});

describe('long', () => {
  it('every column, and what is left out', async () => {
    const table = [
      'to,note,from,rank,kind,as,session',
      'Ben,hello,Ada,2,MUST,pair,Morning',
      'Cyd,,Ada,,,,',
      'Ada,,Cyd,,never,,',
    ];
    const slots = { 'slots.csv': 'slot,session\n1,morning\n2,late\n' };
    expect(await wishesOf(table, slots, { slots: undefined })).toEqual([
      {
        from: 'Ada',
        to: 'Ben',
        kind: 'must',
        as: 'pair',
        rank: 2,
        score: undefined,
        session: 'morning',
        note: 'hello',
        line: 2,
      },
      {
        from: 'Ada',
        to: 'Cyd',
        kind: 'wish',
        as: 'pair',
        rank: undefined,
        score: undefined,
        session: undefined,
        note: '',
        line: 3,
      },
      {
        from: 'Cyd',
        to: 'Ada',
        kind: 'never',
        as: 'pair',
        rank: undefined,
        score: undefined,
        session: undefined,
        note: '',
        line: 4,
      },
    ]);
  });
  it('scores, with a decimal comma where ; separates', async () => {
    expect((await wishesOf('from;to;stars\nA;B;2,125\nB;A;1000000\n')).map(w => w.score)).toEqual([2.125, 1_000_000]);
    expect(await faults({ 'prefs.csv': 'from,to,score\nA,B,"2,1"\nB,A,1000000.001\nC,A,-1\nC,B,1.0001\n' })).toEqual(
      [2, 3, 4, 5].map(line => `prefs.csv:${line}:3 E207`),
    );
  });
  it('ranks are whole numbers from 1', async () => {
    expect(await faults({ 'prefs.csv': 'from,to,rank\nA,B,1.5\nB,A,0\nC,A,first\nC,B,1000001\n' })).toEqual(
      [2, 3, 4, 5].map(line => `prefs.csv:${line}:3 E206`),
    );
  });
  it('ranks or scores: told once; an empty column is no fault', async () => {
    expect(await faults({ 'prefs.csv': 'from,to,rank,score\nA,B,1,2\nB,A,1,2\n' })).toEqual(['prefs.csv:2:4 E202']);
    expect(await wishesOf('from,to,rank,score\nA,B,1,\nB,A,2,\n')).toHaveLength(2);
  });
  it('headers bound by hand', async () => {
    const table = 'Who,Whom,to\nA,B,x\n';
    expect(await wishesOf(table, {}, { map: { from: 'who', To: 'Whom' } })).toMatchObject([{ from: 'A', to: 'B' }]);
    expect(await faults({ 'prefs.csv': 'from,to\nA,B\n' }, { map: { rnak: 'to' } })).toEqual(['--map:0:0 E103']);
  });
});

describe('ranked', () => {
  it('the number in the header is the rank; empty cells are skipped', async () => {
    const wishes = await wishesOf(
      'from,Choice #3,2nd preference,第1希望,choice_10\nA,B,,C,D\nB,,A,,\n',
      {},
      { map: { 'choice 1': '第1希望' } },
    );
    expect(wishes.map(w => [w.from, w.to, w.rank, w.line])).toEqual([
      ['A', 'B', 3, 2],
      ['A', 'C', 1, 2],
      ['A', 'D', 10, 2],
      ['B', 'A', 2, 3],
    ]);
  });
  it('one header repeated counts by position', async () => {
    expect((await wishesOf('name,choice,choice,choice\nA,B,,C\n')).map(w => [w.to, w.rank])).toEqual([
      ['B', 1],
      ['C', 3],
    ]);
  });
  it('columns without a meaning are named once', async () => {
    const { notices } = await read({ 'prefs.csv': 'from,choice 1,Diet\nA,B,none\n' }, { slots: '4', rooms: '2' });
    expect(notices.map(n => n.replace(/^.*\//, ''))).toEqual(['prefs.csv: unknown column "Diet" kept out']);
  });
  it('faults of each cell', async () => {
    const people = { 'participants.csv': 'id\nA\nB\n' };
    const table = ['from,choice 1,choice 2,choice 3', 'A,B,A,B', 'Z,Y,,', 'A,X,,', ',B,,'];
    expect(await faults({ 'prefs.csv': table, ...people })).toEqual([
      'prefs.csv:2:3 E205',
      'prefs.csv:2:4 E203',
      'prefs.csv:3:1 E204',
      'prefs.csv:3:2 E204',
      'prefs.csv:4:1 E212',
      'prefs.csv:4:2 E204',
      'prefs.csv:5:1 E110',
    ]);
  });
  it('faults of the header', async () => {
    expect(await faults({ 'prefs.csv': 'from,choice 1,wish 1\nA,B,C\n' })).toEqual(['prefs.csv:1:3 E102']);
    expect(await faults({ 'prefs.csv': 'from,choice 0,wish 1\nA,B,C\n' })).toEqual(['prefs.csv:1:2 E206']);
    expect(await faults({ 'prefs.csv': 'choice 1,choice 2\nA,B\n' })).toEqual(['prefs.csv:1:0 E101']);
  });
});
