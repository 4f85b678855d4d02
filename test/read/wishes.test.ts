import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

const people = (...rows: string[]) => ({ 'participants.csv': rows });

describe('who is meant', () => {
  it('ids are compared after NFKC and told in their own spelling', async () => {
    const { event } = await read({ 'prefs.csv': 'from,to\nＡＤＡ,BEN\n', ...people('id', 'ADA', 'ＢＥＮ') });
    expect(event.wishes.at(0)!).toMatchObject({ from: 'ADA', to: 'ＢＥＮ' });
  });
  it('the example of the contract, word for word', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},Aichi,P${i}`);
    const prefs = ['rank,from,to', ...rows.map((_, i) => `${i + 1},P${i},Aichi`), '1,Aichi,Gifu-ken'];
    const run = read({ 'prefs.csv': prefs, ...people('id', 'Aichi', 'Gifu', ...rows.map((_, i) => `P${i}`)) });
    await expect(run).rejects.toThrow(/\/prefs\.csv:14:3 E204 "to": no participant "Gifu-ken"; did you mean "Gifu"\?$/);
  });
  it('a name or an e-mail address instead of an id, and the run says so', async () => {
    const table = { 'prefs.csv': 'from,to\nP1,boll BEN\nP2,ADA@x.org\n' };
    const { event, notices } = await read({ ...table, ...people('id,name,email', 'P1,Ada,ada@x.org', 'P2,Ben Boll,') });
    expect([...event.wishes].map(w => [w.from, w.to])).toEqual([
      ['P1', 'P2'],
      ['P2', 'P1'],
    ]);
    expect(notices.map(n => n.replace(/^.*\//, ''))).toContain(
      'prefs.csv: participants named by name and e-mail address: "boll BEN" is "P2", "ADA@x.org" is "P1"',
    );
  });
  it('a name of several is told with their ids', async () => {
    const table = { 'prefs.csv': 'from,to\nA,Paul Martin\nPaul Martin,A\n' };
    expect(await messages({ ...table, ...people('id,name', 'A,Ada', 'P1,Paul Martin', 'P2,Paul Martin') })).toEqual(
      Array(2).fill('"Paul Martin" is the name of 2 participants; write the id: "P1" or "P2"'),
    );
  });
  it('in locks and orders too', async () => {
    const { event, notices } = await read({
      'prefs.csv': 'from,to\nP1,P2\n',
      ...people('id,name', 'P1,Ada Arno', 'P2,Ben Boll'),
      'locks.csv': 'a,b,slot\nArno Ada,ben boll,1\n',
    });
    expect(event.locks.map(lock => lock.participants)).toEqual([['P1', 'P2']]);
    expect(notices.map(n => n.replace(/^.*\//, ''))).toContain(
      'locks.csv: participants named by name: "Arno Ada" is "P1", "ben boll" is "P2"',
    );
  });
  it('an organisation of several is wished for as a whole', async () => {
    const { event } = await read({
      'prefs.csv': 'from,to\nA,vitagora\nB,Vitagora\n',
      ...people('id,organisation', 'A,', 'B,Vitagora GmbH', 'C,VITAGORA GmbH', 'D,vitagora gmbh'),
    });
    expect([...event.wishes].map(({ to, anyOf, as }) => ({ to, anyOf, as }))).toEqual([
      { to: 'Vitagora GmbH', anyOf: ['B', 'C', 'D'], as: 'pair' },
      { to: 'Vitagora GmbH', anyOf: ['C', 'D'], as: 'pair' },
    ]);
  });
  it('nothing close', async () => {
    expect((await messages({ 'prefs.csv': 'from,to\nA,Osaka\n', ...people('id', 'A', 'B') }))[0]).toMatch(
      /^no participant "Osaka"; correct it, or add it to .*participants\.csv$/,
    );
  });
  it('without a table, two spellings that differ by case are told once', async () => {
    expect(await faults({ 'prefs.csv': 'from,to\nAda,Ben\nBEN,Ada\nBEN,Cyd\n' })).toEqual(['prefs.csv:3:1 E112']);
  });
  it('several in a cell of a long table: how to say so', async () => {
    expect(await messages({ 'prefs.csv': 'from,to\nAda,Ben;Cyd\n' })).toEqual([
      'expected an id without ";" and control characters, got "Ben;Cyd"; write one wish a row, or say that cells name several: --layout list',
    ]);
  });
  it('empty cells and bad ids', async () => {
    expect(await faults({ 'prefs.csv': 'from,to\n,Ben\nAda,\nAda,Ben;Cyd\n' })).toEqual([
      'prefs.csv:2:1 E110',
      'prefs.csv:3:2 E110',
      'prefs.csv:4:2 E113',
    ]);
  });
});

describe('pairs', () => {
  it('the same wish twice, whatever else the rows say', async () => {
    const table = ['from,to,kind,session', 'A,B,,', 'B,A,,', 'A,B,must,', 'A,B,never,', 'A,B,never,'];
    expect(await faults({ 'prefs.csv': table })).toEqual(['prefs.csv:4:2 E203', 'prefs.csv:6:2 E203']);
  });
  it('two sessions for one pair', async () => {
    const slots = { 'slots.csv': 'slot,session\n1,am\n2,pm\n' };
    expect(await faults({ 'prefs.csv': 'from,to,session\nA,B,am\nB,A,AM\nA,C,pm\nC,A,am\n', ...slots })).toEqual([
      'prefs.csv:5:3 E211',
    ]);
  });
  it('sessions where the slots have none', async () => {
    expect(await messages({ 'prefs.csv': 'from,to,session\nA,B,am\n' })).toEqual([
      'no session "am"; the slots have no sessions',
    ]);
    expect(await faults({ 'prefs.csv': 'from,to,session\nA,B,am\n', 'slots.csv': 'start\n' })).toEqual([
      'slots.csv:1:0 E101',
    ]);
  });
});
