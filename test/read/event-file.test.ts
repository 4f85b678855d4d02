import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputRejected } from '../../src/errors.js';
import { KNOWN_KEYS } from '../../src/read/event-schema.js';
import { readEvent } from '../../src/read/folder.js';
import { runs } from '../helpers/runs.js';
import { faults, folderOf, messages, read } from './tables.js';

const PREFS = 'from,to\nA,B\n';
const withYaml = async (yaml: string) => (await read({ 'prefs.csv': PREFS, 'event.yaml': yaml })).event;
const faultsOf = (yaml: string) => faults({ 'prefs.csv': PREFS, 'event.yaml': yaml });

const NO_RULES = {
  acrossSides: false,
  acrossOrganisations: false,
  minMeetings: 1,
  maxMeetings: undefined,
  maxConsecutive: undefined,
  maxBreaks: undefined,
  allWishes: false,
};

describe('event.yaml', () => {
  it('none: the defaults', async () => {
    const { event } = await read({ 'prefs.csv': PREFS });
    expect(event).toMatchObject({ name: '', rules: NO_RULES, mutualBonus: 0, timezone: undefined });
  });
  it.each(['', '# nothing\n', 'rules:\nvalues:\nname:\n', '{}'])('empty in the way of %j: the defaults', async yaml => {
    expect(await withYaml(yaml)).toMatchObject({ name: '', rules: NO_RULES, mutualBonus: 0 });
  });
  it('every key that is read', async () => {
    const yaml = [
      'name: Matchmaking day',
      'slots: 6',
      'rooms: 12',
      'rules: {across_sides: no, across_organisations: "no", min_meetings: 2, max_meetings: 8, max_breaks: 0, max_consecutive: 4, all_wishes: YES}',
      'values: {mutual_bonus: 0.125}',
    ].join('\r\n');
    const event = await withYaml(yaml);
    expect(event).toMatchObject({
      name: 'Matchmaking day',
      mutualBonus: 0.125,
      rules: { ...NO_RULES, minMeetings: 2, maxMeetings: 8, maxConsecutive: 4, maxBreaks: 0, allWishes: true },
    });
    expect([event.slots.length, event.rooms?.length]).toEqual([6, 12]);
    expect(event.inputs[0]).toMatchObject({ table: 'event', name: 'event.yaml', delimiter: '', rows: 0 });
  });
  it('zone, and what is to be written', async () => {
    const yaml = 'timezone: europe/brussels\noutput: {language: en, formats: [csv, csv], excel: oui}\n';
    const { event, output } = await read({ 'prefs.csv': PREFS, 'event.yaml': yaml });
    expect(event.timezone).toBe('Europe/Brussels');
    expect(output).toEqual({ formats: ['csv'], excel: true });
    const { output: none } = await read({ 'prefs.csv': PREFS, 'event.yaml': 'output:\n' });
    expect(none).toEqual({ formats: undefined, excel: undefined });
  });
  it('tables elsewhere, from its own folder; an option beats them, they beat what was found', async () => {
    const files = {
      'prefs.csv': PREFS,
      'event.yaml': 'files: {rooms: venue.csv, participants: ./people.csv}\n',
      'venue.csv': 'room\nR\nS\n',
      'people.csv': 'id\nA\nB\nC\n',
      'rooms.csv': 'room\nT\n',
    };
    const { event, notices } = await read(files);
    expect(event.rooms?.map(room => room.id)).toEqual(['R', 'S']);
    expect(event.participants).toHaveLength(3);
    expect(notices[0]).toMatch(/used: event\.yaml$/);
    expect((await read(files, { rooms: '5' })).event.rooms).toHaveLength(5);
    expect(await faults({ ...files, 'people.csv': 'id\n' })).toEqual(['people.csv:0:0 E005']);
    const folder = folderOf(files);
    const found = await readEvent({
      prefs: join(folder, 'prefs.csv'),
      event: join(folder, 'event.yaml'),
      discover: false,
    });
    expect(found.event.rooms).toHaveLength(2);
  });
  it('options beat it, it beats tables that were only found', async () => {
    const files = { 'prefs.csv': PREFS, 'event.yaml': 'rooms: 12', 'rooms.csv': 'room\nR\n' };
    expect((await read(files)).event.rooms).toHaveLength(12);
    expect((await read(files, { rooms: '3' })).event.rooms).toHaveLength(3);
  });
});

describe('faults of event.yaml', () => {
  it.each([
    ['rules: [\n', 'event.yaml:2:1 E601'],
    ['name: a\nname: b\n', 'event.yaml:2:1 E601'],
    ['just a text', 'event.yaml:1:1 E603'],
    ['rules:\n  - all_wishes\n', 'event.yaml:1:1 E603'],
    ['name: [a]\n', 'event.yaml:1:1 E603'],
    ['rules:\n  all_wishes: perhaps\n', 'event.yaml:2:3 E603'],
    ['rules:\n  min_meetings: "2"\n', 'event.yaml:2:3 E603'],
    ['rules:\n  max_meetings: -1\n', 'event.yaml:2:3 E603'],
    ['rules:\n  max_consecutive: 0\n', 'event.yaml:2:3 E603'],
    ['rooms: 0\n', 'event.yaml:1:1 E603'],
    ['values: {mutual_bonus: 0.0001}\n', 'event.yaml:1:10 E603'],
    ['rules: {min_meetings: 3, max_meetings: 2}\n', 'event.yaml:1:9 E402'],
  ])('%j', async (yaml, fault) => expect(await faultsOf(yaml)).toEqual([fault]));
  it('unknown keys, with the nearest known one', async () => {
    expect(await messages({ 'prefs.csv': PREFS, 'event.yaml': 'rule: {}\nvalues: {bonus: 1}\n' })).toEqual([
      'no key "rule"; did you mean "rules"?',
      'no key "values.bonus"; known are mutual_bonus',
    ]);
  });
  it.each([
    ['output:\n  language: fr\n', 'event.yaml:2:3 E910'],
    ['output:\n  formats: [csv, xlsx]\n', 'event.yaml:2:3 E910'],
    ['output: {language: klingon}\n', 'event.yaml:1:10 E603'],
    ['output: {formats: docx}\n', 'event.yaml:1:10 E603'],
    ['output: {formats: [csv, docx]}\n', 'event.yaml:1:25 E603'],
    ['output: {excel: perhaps}\n', 'event.yaml:1:10 E603'],
    ['timezone: Europe/Brusels\n', 'event.yaml:1:1 E406'],
    ['files: {slots: s.csv}\nslots: 5\n', 'event.yaml:1:9 E603'],
    ['files: {slots: [s.csv]}\n', 'event.yaml:1:9 E603'],
    ['slots: 0\n', 'event.yaml:1:1 E603'],
    ['slots: many\n', 'event.yaml:1:1 E603'],
    ['slots: []\n', 'event.yaml:1:1 E603'],
    ['slots: {from: "9", to: "12:00", length: 20}\n', 'event.yaml:1:9 E603'],
    [
      'slots:\n  - {from: "09:00", to: "12:00", length: 20}\n  - {from: "13:00", to: "12:00", length: 20}\n',
      'event.yaml:3:21 E302',
    ],
    ['slots:\n  - {from: "09:00", to: "12:00", lenght: 20}\n', 'event.yaml:2:5 E603,event.yaml:2:34 E602'],
  ])('%j is told at its key', async (yaml, fault) => expect((await faultsOf(yaml)).join()).toBe(fault));
  it('in words', async () => {
    const yaml = [
      'timezone: Tokyo',
      'slots: {from: "09:00", to: "12:00", lenght: 20}',
      'files: {partcipants: p.csv}',
      'output: {language: fr, formats: [csv, ics, html]}',
    ];
    expect(await messages({ 'prefs.csv': PREFS, 'event.yaml': yaml })).toEqual([
      'expected a whole number from 1 to 1,440, got nothing; fill in or correct the value',
      'no key "slots.lenght"; did you mean "length"?',
      'no key "files.partcipants"; did you mean "participants"?',
    ]);
    expect(await messages({ 'prefs.csv': PREFS, 'event.yaml': [yaml[0]!, yaml[3]!] })).toEqual([
      'no time zone "Tokyo"; did you mean "Asia/Tokyo"?',
      'nothing is written in "fr" yet; this version writes English; write "language: en", or remove the line',
      'ics, html are not written by this version; it writes csv; remove them',
    ]);
  });
  it('formats do not count where others were named, and only they', async () => {
    const files = { 'prefs.csv': PREFS, 'event.yaml': 'output: {formats: xlsx}\n' };
    expect(await faults(files, { ignoreFormats: true })).toEqual([]);
    expect(await faults({ ...files, 'event.yaml': 'output: {formats: docx}\n' }, { ignoreFormats: true })).toEqual([
      'event.yaml:1:10 E603',
    ]);
  });
  it('come together with the faults of tables', async () => {
    const files = { 'prefs.csv': 'from,to\nA,A\n', 'event.yaml': 'nmae: x\n' };
    expect(await faults(files)).toEqual(['event.yaml:1:1 E602', 'prefs.csv:2:2 E205']);
  });
});

it('whatever stands there: an event, or faults at lines of the file', async () => {
  const leaf = fc.oneof(
    fc.constantFrom(
      '09:00',
      '12:00',
      '10:15-10:30',
      '2026-03-29',
      'Europe/Brussels',
      'yes',
      'csv',
      'en',
      null,
      20,
      0,
      -1,
      1.5,
    ),
    fc.string({ maxLength: 5 }),
    fc.boolean(),
  );
  const keys = fc.constantFrom(...new Set(Object.values(KNOWN_KEYS).flat()), 'other', '__proto__');
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 6 }),
    ),
  }));
  const top = fc.dictionary(fc.constantFrom(...KNOWN_KEYS['']!, 'other'), value, { maxKeys: 4 });
  await fc.assert(
    fc.asyncProperty(top, async settings => {
      const yaml = JSON.stringify(settings, null, 2);
      try {
        const { event } = await read({ 'prefs.csv': PREFS, 'event.yaml': yaml }, { discover: true });
        expect(event.slots.length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof InputRejected)) throw error;
        for (const { line, cause, action, file } of error.errors) {
          if (file.endsWith('event.yaml')) expect(line).toBeLessThanOrEqual(yaml.split('\n').length);
          expect(`${cause}${action}`).not.toMatch(/undefined|NaN|\[object/);
        }
      }
    }),
    runs(500),
  );
});
