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
  it('a name or an e-mail address instead of an id', async () => {
    const table = { 'prefs.csv': 'from,to\nP1,Ben Boll\nP2,ada@x.org\n' };
    expect(await messages({ ...table, ...people('id,name,email', 'P1,Ada,ada@x.org', 'P2,Ben Boll,') })).toEqual([
      'no participant "Ben Boll"; did you mean the id "P2"?',
      'no participant "ada@x.org"; did you mean the id "P1"?',
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
  it('empty cells and bad ids', async () => {
    expect(await faults({ 'prefs.csv': 'from,to\n,Ben\nAda,\nAda,Ben;Cyd\n' })).toEqual([
      'prefs.csv:2:1 E110',
      'prefs.csv:3:2 E110',
      'prefs.csv:4:2 E113',
    ]);
  });
  it('an organisation of several is refused, one of a single person is unknown', async () => {
    const table = { 'prefs.csv': 'from,to\nA,vitagora\nA,Alpha\n' };
    expect(
      await messages({ ...table, ...people('id,organisation', 'A,', 'B,Vitagora', 'C,Vitagora', 'D,Alpha') }),
    ).toEqual([
      '"vitagora" is the organisation of 2 participants, and a wish for any of them is not honoured yet; name one of its people: "B", "C"',
      expect.stringContaining('no participant "Alpha"'),
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
