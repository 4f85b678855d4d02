import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputRejected } from '../../src/errors.js';
import { bare, inSpellingOf, peopleOf, readSchedule } from '../../src/read/schedule.js';
import { defuse, toCsv } from '../../src/write/csv.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { folderOf } from './tables.js';

const of = async (...rows: string[]) => (await readSchedule(folderOf({ 'schedule.csv': rows }))).meetings;

it('inSpellingOf knows ids in any width as those of the event', async () => {
  const event = makeEvent({
    participants: [{ id: 'Ａ' }, { id: '㈱Ben' }],
    wishes: [['Ａ', '㈱Ben']],
    slots: [{ id: '①' }, { id: '2' }],
    rooms: [{ id: 'Ｒ１' }],
  });
  const read = await of('slot,room,participants', '1,R1,A;(株)Ben', '２,R9,Ａ;Cyd');
  const { meetings } = inSpellingOf(event, { meetings: read });
  expect(meetings.map(({ slot, room, participants }) => [slot, room, participants])).toEqual([
    ['①', 'Ｒ１', ['Ａ', '㈱Ben']],
    ['2', 'R9', ['Ａ', 'Cyd']],
  ]);
  expect(read[0].slot).toBe('1');
});

describe('readSchedule', () => {
  it('reads what is written', async () => {
    expect(
      await of(
        'meeting,slot,date,start,end,room,kind,participants,names,points,mutual,locked,interpreter,url',
        'M001,1,2021-05-18,09:00,09:20,Red,pair,Ada;Ben,A;B,5,yes,yes,,https://example.org',
        'M002,1,,,,Blue,group,Hal;Ada;Ben,,,,no,I1,',
      ),
    ).toEqual([
      {
        id: 'M001',
        participants: ['Ada', 'Ben'],
        slot: '1',
        room: 'Red',
        kind: 'pair',
        locked: true,
        interpreter: '',
        line: 2,
      },
      {
        id: 'M002',
        participants: ['Hal', 'Ada', 'Ben'],
        slot: '1',
        room: 'Blue',
        kind: 'group',
        locked: false,
        interpreter: 'I1',
        line: 3,
      },
    ]);
  });
  it('tolerates the edits of a spreadsheet', async () => {
    expect(await of('sep=;', 'Participants;Comment;SLOT', '"Ada;Ben";moved;2', '', 'Ada|Cyd|Ben;;3', ';;')).toEqual([
      {
        id: 'line 3',
        participants: ['Ada', 'Ben'],
        slot: '2',
        room: '',
        kind: 'pair',
        locked: false,
        interpreter: '',
        line: 3,
      },
      {
        id: 'line 5',
        participants: ['Ada', 'Cyd', 'Ben'],
        slot: '3',
        room: '',
        kind: 'group',
        locked: false,
        interpreter: '',
        line: 5,
      },
    ]);
  });
  it('an id may hold what parts other lists', async () => {
    expect(await of('slot,participants', '1,Acme | Berlin;Beta', '2,Ada；Ben|Cyd')).toMatchObject([
      { participants: ['Acme | Berlin', 'Beta'] },
      { participants: ['Ada', 'Ben|Cyd'] },
    ]);
  });
  it("judges nothing: that is the checker's", async () => {
    expect(await of('slot,participants', ',Ada', '1,')).toMatchObject([
      { slot: '', participants: ['Ada'] },
      { slot: '1', participants: [] },
    ]);
  });
  it('takes the formula guard off, once', async () => {
    expect(await of('slot,participants,room', "'=1,'-Ada;Ben,''=x")).toMatchObject([
      { slot: '=1', participants: ['-Ada', 'Ben'], room: "'=x" },
    ]);
    expect(await of('slot,participants', "'quoted',D'Arc;O'Neil")).toMatchObject([
      { slot: "'quoted'", participants: ["D'Arc", "O'Neil"] },
    ]);
  });
  it('gives back what the writers defused', async () => {
    const character = fc.constantFrom(
      "'",
      '=',
      '＝',
      '+',
      '＋',
      '-',
      '－',
      '@',
      '＠',
      ' ',
      '\u3000',
      '\t',
      '\r',
      '\n',
      'a',
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 6 }), letters => {
        const text = letters.join('');
        expect(bare(defuse(text))).toBe(text);
      }),
      runs(2000),
    );
    expect(await of('slot,participants', `${defuse("'=1")},${defuse("'=Ada;Ben")}`)).toMatchObject([
      { slot: "'=1", participants: ["'=Ada", 'Ben'] },
    ]);
  });
  it('gives back each of the people whom the writers defused', () => {
    const character = fc.constantFrom("'", '=', '+', '－', '@', 'a', '|', ' ');
    const id = fc
      .array(character, { minLength: 1, maxLength: 4 })
      .map(letters => letters.join('').trim())
      .filter(text => text !== '');
    let defused = 0;
    fc.assert(
      fc.property(fc.array(id, { minLength: 2, maxLength: 4 }), ids => {
        const [, [cell]] = parse(toCsv(['participants'], [[ids]])) as string[][];
        expect(peopleOf(cell)).toEqual(ids);
        expect(cell).not.toMatch(/(?:^|;)\s*[=+\-@－]/);
        if (cell !== ids.join(';')) defused++;
      }),
      runs(500),
    );
    expect(defused).toBeGreaterThan(50);
  });
  it('takes a file or its folder', async () => {
    const folder = folderOf({ 'edited.csv': 'slot,participants\n1,A;B\n' });
    expect((await readSchedule(join(folder, 'edited.csv'))).meetings).toHaveLength(1);
    await expect(readSchedule(folder)).rejects.toThrow(/schedule\.csv E001: there is no such file/);
  });
  it('says what a file was taken for that a spreadsheet saved', async () => {
    const bytes = Buffer.from('slot;participants\n1;Ren\xe9|Ben\n', 'latin1');
    const said: string[] = [];
    const { meetings } = await readSchedule(folderOf({ 'schedule.csv': bytes }), {}, sentence => said.push(sentence));
    expect(meetings[0]!.participants).toEqual(['René', 'Ben']);
    expect(said).toEqual([expect.stringMatching(/schedule\.csv: Windows-1252, cells separated by ";"$/)]);
  });
  it('throws all faults of the file', async () => {
    const run = () => of('slot,participants,kind,locked', '1,A;B,trio,yes', '2,A;B', '3,A;C,pair,perhaps');
    await expect(run()).rejects.toThrow(InputRejected);
    await expect(run()).rejects.toThrow(/:2:3 E208 .*\n.*:3 E020: .*\n.*:4:4 E405 /);
    await expect(of('slot,names', '1,A')).rejects.toThrow(/E101 "participants"/);
  });
});
