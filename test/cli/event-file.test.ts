/** What the event file asks of a whole run: zones, a calendar, tables elsewhere, Excel. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ejrc, folderWith } from './run.js';

const rowsOf = async (...path: string[]): Promise<Record<string, string>[]> =>
  parse(await readFile(join(...path)), { columns: true, bom: true });

const EVENT = `timezone: Europe/Brussels
slots: {date: 2026-03-29, from: "08:00", to: "13:00", length: 60}
rooms: 3
`;
const PEOPLE = [
  'id,timezone,working_hours',
  'Brussels,,',
  'Tokyo,Asia/Tokyo,08:00-18:00',
  'Boston,America/New_York,04:00-20:00',
  'Honolulu,Pacific/Honolulu,',
].join('\n');
const PREFS = 'from,to\nBrussels,Tokyo\nBrussels,Boston\nTokyo,Boston\nHonolulu,Brussels\n';

describe('a run across time zones', () => {
  it('keeps to working hours, and every agenda has its local times', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS, 'participants.csv': PEOPLE, 'event.yaml': EVENT });
    const { code, stderr } = await ejrc(['schedule', 'prefs.csv'], { cwd });
    expect(stderr).toContain('4 of 4 met');
    expect(code).toBe(0);
    const agenda = async (name: string) =>
      (await rowsOf(cwd, 'schedule/agendas', `${name}.csv`)).map(row => {
        const state = row.kind === 'pair' || row.kind === 'break' ? 'free' : row.kind;
        return `${row.start} ${row.local_date} ${row.local_start}-${row.local_end} ${row.timezone} ${state}`;
      });
    // Summer time began that night: Tokyo is 7 hours ahead, Boston 6 behind, Honolulu 12.
    expect(await agenda('Tokyo')).toEqual([
      '08:00 2026-03-29 15:00-16:00 Asia/Tokyo free',
      '09:00 2026-03-29 16:00-17:00 Asia/Tokyo free',
      '10:00 2026-03-29 17:00-18:00 Asia/Tokyo free',
      '11:00 2026-03-29 18:00-19:00 Asia/Tokyo unavailable',
      '12:00 2026-03-29 19:00-20:00 Asia/Tokyo unavailable',
    ]);
    expect((await agenda('Boston')).map(line => line.split(' ').at(-1))).toEqual([
      'unavailable',
      'unavailable',
      'free',
      'free',
      'free',
    ]);
    expect((await agenda('Honolulu'))[0]).toBe('08:00 2026-03-28 20:00-21:00 Pacific/Honolulu free');
    expect((await agenda('Brussels'))[0]).toBe('08:00 2026-03-29 08:00-09:00 Europe/Brussels free');
    const [meeting] = (await rowsOf(cwd, 'schedule/agendas.csv')).filter(
      row => row.participant === 'Tokyo' && row.with === 'Boston',
    );
    expect(meeting).toMatchObject({ start: '10:00', local_start: '17:00', local_date: '2026-03-29' });
  });

  it('a meeting outside working hours does not pass the checker', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS, 'participants.csv': PEOPLE, 'event.yaml': EVENT });
    await ejrc(['schedule', 'prefs.csv'], { cwd });
    const text = await readFile(join(cwd, 'schedule/schedule.csv'), 'utf8');
    const lines = text
      .split('\n')
      .map(line => (line.includes(',Tokyo;Boston,') ? line.replace(/^(M\d+),3,/, '$1,4,') : line));
    expect(lines.join('\n')).not.toBe(text);
    const edited = await folderWith({ 'edited.csv': lines.join('\n') });
    const { code, stdout } = await ejrc(['check', join(edited, 'edited.csv'), '--prefs', 'prefs.csv'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('is outside the working hours of Tokyo');
    expect(stdout).not.toContain('working hours of Boston');
  });

  it('what nobody can attend is told as an outcome', async () => {
    const people = 'id,timezone,working_hours\nBrussels,,08:00-09:00\nTokyo,Asia/Tokyo,18:00-20:00\n';
    const cwd = await folderWith({
      'prefs.csv': 'from,to\nBrussels,Tokyo\n',
      'participants.csv': people,
      'event.yaml': EVENT,
    });
    await ejrc(['schedule', 'prefs.csv'], { cwd });
    expect(await rowsOf(cwd, 'schedule/wishes.csv')).toMatchObject([{ met: 'no', reason: 'no-common-slot' }]);
  });
});

describe('what the event file says of files', () => {
  const firstBytes = async (cwd: string, ...options: string[]) => {
    const { code, stderr } = await ejrc(['schedule', 'prefs.csv', '--force', '--quiet', ...options], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return (await readFile(join(cwd, 'schedule/schedule.csv'), 'utf8')).slice(0, 8);
  };
  it('excel: yes works like --excel, and --no-excel beats it', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS, 'event.yaml': 'output: {excel: yes, formats: [csv]}\n' });
    expect(await firstBytes(cwd)).toBe('\uFEFFmeeting');
    expect(await firstBytes(cwd, '--no-excel')).toBe('meeting,');
    const plain = await folderWith({ 'prefs.csv': PREFS });
    expect(await firstBytes(plain)).toBe('meeting,');
    expect(await firstBytes(plain, '--excel')).toBe('\uFEFFmeeting');
  });
  it('formats that nothing writes are refused, unless --format names others or nothing is written', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS, 'event.yaml': 'output: {formats: [csv, html]}\n' });
    const { code, stderr } = await ejrc(['schedule', 'prefs.csv'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain(
      'event.yaml:1:10 E910 "output.formats": html is not written by this version; it writes csv; remove it\n',
    );
    expect((await ejrc(['schedule', 'prefs.csv', '--format', 'csv'], { cwd })).code).toBe(0);
    expect((await ejrc(['check', 'schedule', '--prefs', 'prefs.csv'], { cwd })).code).toBe(0);
  });
});
