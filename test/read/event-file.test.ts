import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

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
  it('keys that are not read yet, all of them', async () => {
    const yaml = 'timezone: Europe/Brussels\nfiles: {rooms: x.csv}\nslots: {date: 2021-05-18}\noutput: {excel: yes}\n';
    expect(await faultsOf(yaml)).toEqual([1, 2, 3, 4].map(line => `event.yaml:${line}:1 E910`));
  });
  it('come together with the faults of tables', async () => {
    const files = { 'prefs.csv': 'from,to\nA,A\n', 'event.yaml': 'nmae: x\n' };
    expect(await faults(files)).toEqual(['event.yaml:1:1 E602', 'prefs.csv:2:2 E205']);
  });
});
