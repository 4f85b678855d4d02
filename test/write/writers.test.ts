import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import type { Plan } from '../../src/model/outcome.js';
import { textOf } from '../../src/write/out-file.js';
import { buildFiles, plannedPaths } from '../../src/write/writers.js';
import { event, meeting, participant, plan, sample, slot } from './sample.js';

async function build(path: string, from: { event: Event; plan: Plan } = sample): Promise<string> {
  const files = await buildFiles(from.event, from.plan);
  const found = files.find(file => file.path === path);
  if (!found) throw new Error(`no ${path} among ${files.map(file => file.path).join(', ')}`);
  return textOf(found);
}

const rowsOf = async (path: string) => parse(await build(path), { columns: true }) as Record<string, string>[];

describe('buildFiles', () => {
  it('writes what was planned, in that order, and the same bytes twice', async () => {
    const files = await buildFiles(sample.event, sample.plan);
    expect(files.map(file => file.path)).toEqual(plannedPaths(sample.event));
    const again = await buildFiles(sample.event, sample.plan);
    expect(again.map(textOf)).toEqual(files.map(textOf));
    expect(files.map(textOf)).toEqual(files.map(textOf));
    expect(files.every(file => !textOf(file).includes('\r'))).toBe(true);
  });

  it('puts the byte order mark before CSV only, and only when asked', async () => {
    const files = await buildFiles(sample.event, sample.plan, { excel: true });
    for (const file of files) expect(textOf(file).startsWith('\uFEFF'), file.path).toBe(file.path.endsWith('.csv'));
    expect((await build('schedule.csv')).startsWith('meeting,')).toBe(true);
  });

  it('refuses a schedule that names what the event does not have', async () => {
    const wrong = plan([meeting('M1', ['Aichi', 'Nobody'], '1', 'Blue')], []);
    await expect(buildFiles(sample.event, wrong)).rejects.toThrow('"Nobody"');
  });
});

describe('schedule.csv', () => {
  it('has one meeting a row by slot, with points, mutual and the link', async () => {
    expect(await build('schedule.csv')).toBe(
      'meeting,slot,date,start,end,room,kind,participants,names,points,mutual,locked,interpreter,url\n' +
        'M001,1,2021-05-18,09:00,09:20,Blue,pair,Aichi;Vitagora,Aichi Prefecture;Vitagora,0.3,yes,no,,https://meet.example/blue\n' +
        "M002,3,2021-05-18,09:50,10:10,Green,pair,Aichi;'=cmd|x,Aichi Prefecture;'＝evil,3,no,no,,\n",
    );
  });

  it('orders made-up rooms as people count', async () => {
    const people = ['a', 'b', 'c', 'd'].map(id => participant(id));
    const one = event({ participants: people, slots: [slot('1')] });
    const two = plan([meeting('x', ['a', 'b'], '1', 'Room 10'), meeting('y', ['c', 'd'], '1', 'Room 9')], []);
    const text = await build('schedule.csv', { event: one, plan: two });
    expect(text.split('\n').map(line => line.split(',')[5])).toEqual(['room', 'Room 9', 'Room 10', undefined]);
  });

  it('adds the mutual bonus', async () => {
    const text = await build('schedule.csv', { ...sample, event: { ...sample.event, mutualBonus: 5 } });
    expect(text).toContain(',5.3,yes,');
  });
});

describe('agendas', () => {
  it('agendas.csv has a row for each participant and meeting, in local time', async () => {
    const rows = await rowsOf('agendas.csv');
    expect(rows.map(row => [row.participant, row.meeting, row.with])).toEqual([
      ['Aichi', 'M001', 'Vitagora'],
      ['Aichi', 'M002', "'=cmd|x"],
      ['Vitagora', 'M001', 'Aichi'],
      ["'=cmd|x", 'M002', 'Aichi'],
    ]);
    expect(rows[0]).toMatchObject({ start: '09:00', local_start: '16:00', local_end: '16:20', timezone: 'Asia/Tokyo' });
    expect(rows[2]).toMatchObject({
      start: '09:00',
      local_start: '09:00',
      timezone: 'Europe/Brussels',
      role: 'participant',
    });
    expect(rows[2]).toMatchObject({ with_names: 'Aichi Prefecture', with_organisations: 'Aichi' });
  });

  it('each participant has a file with breaks, free and unavailable slots', async () => {
    const kinds = async (name: string) => (await rowsOf(`agendas/${name}.csv`)).map(row => row.kind);
    expect(await kinds('Aichi')).toEqual(['pair', 'break', 'pair', 'free']);
    expect(await kinds('Vitagora')).toEqual(['pair', 'unavailable', 'free', 'free']);
    expect(await kinds('Košice')).toEqual(['free', 'free', 'unavailable', 'unavailable']);
  });

  it('a slot that ends at midnight is the next day elsewhere', async () => {
    const rows = await rowsOf('agendas/Aichi.csv');
    expect(rows[3]).toMatchObject({ local_date: '2021-05-19', local_start: '06:40', local_end: '07:00' });
  });

  it('the index maps every participant to its file', async () => {
    expect(await build('agendas/index.csv')).toBe(
      "participant,file\nAichi,Aichi.csv\nVitagora,Vitagora.csv\n'=cmd|x,_cmd_x.csv\nKošice,Košice.csv\n",
    );
  });

  it('without an event zone everyone gets the event times and no zone', async () => {
    const { timezone: _gone, ...rest } = sample.event;
    const text = await build('agendas.csv', { ...sample, event: { ...rest, timezone: undefined } });
    expect(text).toContain('09:00,09:20,2021-05-18,09:00,09:20,,Blue');
  });

  it('breaks do not span days', async () => {
    const two = event({
      participants: [participant('a'), participant('b')],
      slots: [slot('1', '09:00', '09:20'), slot('2', '09:30', '09:50'), slot('3', '09:00', '09:20', '2021-05-19')],
    });
    const split = plan([meeting('x', ['a', 'b'], '1', 'R'), meeting('y', ['a', 'b'], '3', 'R')], []);
    const text = await build('agendas/a.csv', { event: two, plan: split });
    expect((parse(text, { columns: true }) as { kind: string }[]).map(row => row.kind)).toEqual([
      'pair',
      'free',
      'pair',
    ]);
  });

  it('a host leads its group', async () => {
    const people = [participant('h', { role: 'host' }), participant('a'), participant('b')];
    const group = { ...meeting('G', ['h', 'a', 'b'], '1', 'R'), kind: 'group' as const };
    const text = await build('agendas.csv', {
      event: event({ participants: people, slots: [slot('1')] }),
      plan: plan([group], []),
    });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(row => [row.role, row.with])).toEqual([
      ['host', 'a;b'],
      ['guest', 'h;b'],
      ['guest', 'h;a'],
    ]);
  });
});

describe('wishes.csv, room-sheet.csv, mailmerge.csv', () => {
  it('tells the outcome of each wish', async () => {
    expect(await build('wishes.csv')).toBe(
      'from,to,rank,score,points,met,meeting,reason,detail\n' +
        'Aichi,Vitagora,1,,0.1,yes,M001,,\nVitagora,Aichi,2,,0.2,yes,M001,,\n' +
        "'=cmd|x,Aichi,1,,3,yes,M002,,\n" +
        'Košice,Aichi,3,,1,no,,to-full,M001 and M002 stood in the way\nKošice,Vitagora,,,0,no,,never,\n',
    );
  });

  it('shows rooms down and slots across', async () => {
    expect(await build('room-sheet.csv')).toBe(
      'room,name,1 (2021-05-18 09:00),2 (2021-05-18 09:25),3 (2021-05-18 09:50),4 (2021-05-18 23:40)\n' +
        'Blue,Blue room,Aichi Prefecture / Vitagora,,,\nGreen,Green,,,Aichi Prefecture / ＝evil,\n',
    );
  });

  it('has one flat row a participant', async () => {
    const rows = await rowsOf('mailmerge.csv');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      participant: 'Aichi',
      meetings: '2',
      slot_1_start: '09:00',
      slot_1_local_start: '16:00',
      slot_1_room: 'Blue',
      slot_1_with: 'Vitagora',
      slot_2_start: '',
      slot_3_with_names: "'＝evil",
    });
  });
});

describe('summary.json', () => {
  it('has the keys of FORMATS in a fixed order', async () => {
    const summary = JSON.parse(await build('summary.json'));
    expect(Object.keys(summary)).toEqual(
      'version inputs seed effort status objective counts unserved countries seconds'.split(' '),
    );
    expect(Object.keys(summary.objective)).toEqual(['promises', 'points', 'breaks', 'idle', 'moves']);
    expect(summary.inputs).toEqual([{ name: 'prefs.csv', sha256: 'ab'.repeat(32), encoding: 'utf-8', rows: 5 }]);
    expect(summary.counts.unserved).toBe(1);
    expect(summary.unserved).toEqual(['Košice']);
    expect(summary.countries).toEqual([{ countries: ['France', 'Japan'], meetings: 2 }]);
    expect(summary.seconds).toBe(0.123);
  });

  it('has the price list where points were given up', async () => {
    const prices = [
      { keep: 1, points: 0.1 + 0.2, breaks: 3, idle: 4 },
      { keep: 1 - 0.0025, points: 0.25, breaks: 2, idle: 2 },
    ];
    const paid = { ...sample.plan, priceList: { keepPoints: 0.99, prices } };
    const summary = JSON.parse(await build('summary.json', { ...sample, plan: paid }));
    expect(Object.keys(summary).join(' ')).toContain('objective keep_points prices counts');
    expect(summary.keep_points).toBe(0.99);
    expect(summary.prices).toEqual([
      { keep: 1, points: 0.3, breaks: 3, idle: 4 },
      { keep: 0.9975, points: 0.25, breaks: 2, idle: 2 },
    ]);
  });

  it('says when the solver was cut short', async () => {
    const cut = { ...sample.plan, stopped: 'time-limit' as const };
    expect(JSON.parse(await build('summary.json', { ...sample, plan: cut })).stopped).toBe('time-limit');
  });
});
