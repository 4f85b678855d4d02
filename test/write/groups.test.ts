import { describe, expect, it } from 'vitest';
import { interpreterDemand } from '../../src/explain/demand.js';
import { explainWishes } from '../../src/explain/reasons.js';
import type { Interpreter } from '../../src/model/event.js';
import type { Meeting } from '../../src/model/schedule.js';
import { textOf } from '../../src/write/out-file.js';
import { buildFiles, plannedPaths } from '../../src/write/writers.js';
import { event, meeting, participant, plan, slot, wish } from './sample.js';

const terms = { min: 1, max: 4, sessions: undefined };
const interpreter = (id: string, name: string, languages: string[], available?: string[]): Interpreter => {
  return { id, name, languages, available, unavailable: [], maxConsecutive: undefined, line: 2 };
};

/** A host with a session and a one-to-one, a topic with a session, one interpreter at work and one at leisure. */
const made = event({
  participants: [
    participant('Gifu', { name: 'Gifu, Pref.', organisation: 'GP', role: 'host', group: terms, languages: ['ja'] }),
    participant('Food', { name: 'Food of the future', role: 'topic', group: terms }),
    participant('Ann', { organisation: 'Ann Ltd', languages: ['ja', 'en'] }),
    participant('Bob', { organisation: 'Bob SA', languages: ['fr'] }),
    participant('Cid', { languages: ['en'] }),
  ],
  slots: [slot('1', '09:00', '09:20'), slot('2', '09:30', '09:50')],
  wishes: [
    wish('Ann', 'Gifu', { as: 'seat', score: 3 }),
    wish('Bob', 'Gifu', { as: 'seat', score: 2 }),
    wish('Gifu', 'Bob', { as: 'seat', score: 1 }),
    wish('Cid', 'Food', { as: 'seat', score: 1 }),
    wish('Cid', 'Ltd', { as: 'pair', score: 4, anyOf: ['Ann', 'Bob'] }),
    wish('Bob', 'Ann', { as: 'pair', score: 2 }),
    wish('Cid', 'Gifu', { as: 'pair', score: 1 }),
  ],
  interpreters: [interpreter('I1', 'Ito', ['fr', 'ja']), interpreter('I2', 'Ida', ['de', 'en'], ['2'])],
  mutualBonus: 10,
});
const group = (id: string, people: string[], at: string, room: string, by = ''): Meeting => {
  return { ...meeting(id, people, at, room), kind: 'group', interpreter: by };
};
const schedule = {
  meetings: [
    group('M001', ['Gifu', 'Ann', 'Bob'], '1', 'Room 1', 'I1'),
    group('M002', ['Food', 'Cid'], '1', 'Room 2'),
    meeting('M003', ['Ann', 'Cid'], '2', 'Room 1'),
  ],
};
const decided = plan(schedule.meetings, [...explainWishes(made, schedule)], {
  interpreters: interpreterDemand(made, schedule),
});

async function build(path: string): Promise<string> {
  const files = await buildFiles(made, decided);
  return textOf(files.find(file => file.path === path)!);
}

describe('an event with groups and interpreters', () => {
  it('writes what was planned', async () => {
    const files = await buildFiles(made, decided);
    expect(files.map(({ path }) => path)).toEqual(plannedPaths(made));
    expect(plannedPaths(made)).toContain('interpreter-agendas.csv');
    expect(plannedPaths({ ...made, interpreters: [] }).join()).not.toContain('interpreter');
  });

  it('has sessions in schedule.csv, the host first, with the bonus of each mutual seat', async () => {
    expect(await build('schedule.csv')).toBe(
      'meeting,slot,date,start,end,room,kind,participants,names,points,mutual,locked,interpreter,url\n' +
        'M001,1,2021-05-18,09:00,09:20,Room 1,group,Gifu;Ann;Bob,"Gifu, Pref.;Ann;Bob",16,yes,no,I1,\n' +
        'M002,1,2021-05-18,09:00,09:20,Room 2,group,Food;Cid,Food of the future;Cid,1,no,no,,\n' +
        'M003,2,2021-05-18,09:30,09:50,Room 1,pair,Ann;Cid,Ann;Cid,4,no,no,,\n',
    );
  });

  it('has everyone in agendas.csv, guests with the host before the other guests', async () => {
    const rows = (await build('agendas.csv')).split('\n').slice(1, -1);
    expect(rows.map(row => row.slice(row.indexOf('Room')))).toEqual([
      'Room 1,group,Ann;Bob,Ann;Bob,Ann Ltd;Bob SA,host,,M001',
      'Room 2,group,Cid,Cid,,topic,,M002',
      'Room 1,group,Gifu;Bob,"Gifu, Pref.;Bob",GP;Bob SA,guest,,M001',
      'Room 1,pair,Cid,Cid,,participant,,M003',
      'Room 1,group,Gifu;Ann,"Gifu, Pref.;Ann",GP;Ann Ltd,guest,,M001',
      'Room 2,group,Food,Food of the future,,guest,,M002',
      'Room 1,pair,Ann,Ann,Ann Ltd,participant,,M003',
    ]);
  });

  it('has a page for a topic, and groups in the flat table', async () => {
    expect(await build('agendas/Food.csv')).toContain('Room 2,group,Cid,Cid,,topic,,M002');
    const bob = (await build('mailmerge.csv')).split('\n').find(row => row.startsWith('Bob,'));
    expect(bob).toContain('Room 1,Gifu;Ann,"Gifu, Pref.;Ann",');
  });

  it('has host, guests and interpreter on the room sheet', async () => {
    expect(await build('room-sheet.csv')).toBe(
      'room,name,1 (2021-05-18 09:00),2 (2021-05-18 09:30)\n' +
        'Room 1,Room 1,"Gifu, Pref. + 2 guests (interpreter: Ito)",Ann / Cid\n' +
        'Room 2,Room 2,Food of the future + 1 guest,\n',
    );
  });

  it('has the meeting of every wish that is met, also of one for an organisation', async () => {
    const rows = (await build('wishes.csv')).split('\n').slice(1, -1);
    expect(rows.map(row => row.split(',').slice(0, 8).join())).toEqual([
      'Ann,Gifu,,3,3,yes,M001,',
      'Bob,Gifu,,2,2,yes,M001,',
      'Gifu,Bob,,1,1,yes,M001,',
      'Cid,Food,,1,1,yes,M002,',
      'Cid,Ltd,,4,4,yes,M003,',
      'Bob,Ann,,2,2,no,,to-full',
      'Cid,Gifu,,1,1,no,,interpreters-full',
    ]);
  });

  it('has the day of each interpreter', async () => {
    expect(await build('interpreter-agendas.csv')).toBe(
      'interpreter,name,slot,date,start,end,timezone,room,kind,participants,names,languages,url,meeting\n' +
        'I1,Ito,1,2021-05-18,09:00,09:20,,Room 1,group,Gifu;Ann;Bob,"Gifu, Pref.;Ann;Bob",fr;ja,,M001\n' +
        'I1,Ito,2,2021-05-18,09:30,09:50,,,free,,,,,\n' +
        'I2,Ida,1,2021-05-18,09:00,09:20,,,unavailable,,,,,\n' +
        'I2,Ida,2,2021-05-18,09:30,09:50,,,free,,,,,\n',
    );
  });

  it('has the demand for interpreters by languages and slot', async () => {
    expect(await build('interpreter-demand.csv')).toBe(
      'languages,slot,date,start,end,meetings,interpreters,free,unmet\n' +
        'en;ja,1,2021-05-18,09:00,09:20,0,0,0,0\n' +
        'en;ja,2,2021-05-18,09:30,09:50,0,0,0,0\n' +
        'fr;ja,1,2021-05-18,09:00,09:20,1,1,0,0\n' +
        'fr;ja,2,2021-05-18,09:30,09:50,0,1,1,0\n',
    );
  });

  it('counts sessions, seats and languages in summary.json', async () => {
    const { counts, interpreters } = JSON.parse(await build('summary.json'));
    expect(counts).toMatchObject({ groups: 2, seats: 3 });
    expect(interpreters).toEqual([
      { languages: ['en', 'ja'], meetings: 0, unmet: 1, one_more_would_add: 0 },
      { languages: ['fr', 'ja'], meetings: 1, unmet: 0, one_more_would_add: 0 },
    ]);
  });
});
