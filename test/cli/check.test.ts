import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ejrc, folderWith, PREFS } from './run.js';

let cwd: string;
beforeAll(async () => {
  cwd = await folderWith({ 'prefs.csv': PREFS });
  await ejrc(['schedule', 'prefs.csv', '--quiet'], { cwd });
});

const check = (path: string, ...more: string[]) => ejrc(['check', path, '--prefs', 'prefs.csv', ...more], { cwd });

describe('ejrc check', () => {
  it('names each broken rule with the line of the table, and is 1', async () => {
    await writeFile(
      join(cwd, 'hand.csv'),
      'slot,participants,room\n1,Aichi;Vitagora,Room 1\n1,Aichi;Alpha,Room 2\n2,Gifu;Nobody,Room 1\n',
    );
    const { code, stdout } = await check('hand.csv');
    expect(stdout).toMatch(/^hand\.csv:[23] single-booking: /m);
    expect(stdout).toMatch(/^hand\.csv:4 known-participants: /m);
    expect(stdout).toMatch(/^\d+ violations?$/m);
    expect(stdout).toContain('  points ');
    expect(code).toBe(1);
  });

  it('says where a row names another time than its slot has, and names the folder of what is wrong', async () => {
    const event = await folderWith({
      'prefs.csv': PREFS,
      'slots.csv': 'slot,date,start,end\n1,2027-05-18,09:00,09:20\n2,2027-05-18,09:20,09:40\n',
      'rooms.csv': 'room\nHall\nAnnex\n',
      'made/schedule.csv':
        'slot,date,start,participants,room\n1,18.05.2027,9:00,Aichi;Vitagora,Hall\n2,2027-06-30,15:00,Gifu;Alpha,Hall\n2,,9.20 Uhr,Aichi;Nobody,Annex\n',
    });
    const { stdout, stderr, code } = await ejrc(['check', 'made', '--prefs', 'prefs.csv'], { cwd: event });
    const path = join('made', 'schedule.csv');
    expect(stderr).toContain(
      `${path}: the slot is judged, not the date and time beside it, which differ: line 3: 2027-06-30 15:00, slot "2" is 2027-05-18 09:20; correct`,
    );
    expect(stdout).toContain(`${path}:4 known-participants: `);
    expect(code).toBe(1);
  });

  it('--json gives the whole report on stdout', async () => {
    const { code, stdout, stderr } = await check('hand.csv', '--json', '--quiet');
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['violations', 'figures', 'counts']);
    expect(report.violations[0]).toMatchObject({ rule: expect.any(String), line: expect.any(Number) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('an accepted request is a must where schedule and check are told so', async () => {
    const requests = 'Host,Guest,Status\nA,B,Pending\nA,C,Accepted\nC,B,Pending\n';
    const day = await folderWith({ 'r.csv': requests, 's.csv': 'slot,participants\n1,A;B\n2,C;B\n' });
    const promised = ['--accepted', 'must'];
    const checked = (path: string) =>
      ejrc(['check', path, '--prefs', 'r.csv', '--slots', '2', ...promised], { cwd: day });
    expect((await checked('s.csv')).stdout).toContain('must: ');
    const done = await ejrc(['schedule', 'r.csv', '--slots', '2', '--rooms', '1', ...promised], { cwd: day });
    expect(done.stderr).toContain(
      'of the requests, 1 accepted must be met, as --accepted says, 2 pending are wishes\n',
    );
    expect((await checked('schedule')).code).toBe(0);
    const twice = ['r.csv', '--slots', '1', '--rooms', '1', '--accepted', 'must'];
    const bound = requests.replaceAll('Pending', 'Accepted');
    const tight = await folderWith({ 'r.csv': bound });
    expect(await ejrc(['schedule', ...twice], { cwd: tight })).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/^r\.csv:[234]: .*must/m),
    });
  });

  it('does not believe a summary that claims other figures', async () => {
    const path = join(cwd, 'schedule', 'summary.json');
    const text = await readFile(path, 'utf8');
    const summary = JSON.parse(text);
    summary.counts.meetings += 1;
    await writeFile(path, JSON.stringify(summary));
    const { code, stdout } = await check('schedule');
    expect(stdout).toMatch(/^schedule.summary\.json summary: claims 5 for meetings, the schedule has 4\n1 violation\n/);
    expect(code).toBe(1);
    await writeFile(path, text);
    expect((await check('schedule')).code).toBe(0);
  });

  it('a schedule that is not there, or is no schedule, is 3', async () => {
    for (const path of ['absent', 'prefs.csv']) {
      const { code, stdout, stderr } = await check(path);
      expect(stderr, path).not.toContain('fault in the program');
      expect({ code, stdout }, path).toEqual({ code: 3, stdout: '' });
    }
  });

  it('reads one file only from standard input', async () => {
    const twice = await ejrc(['check', '-', '--prefs', '-'], { cwd, input: PREFS });
    expect(twice.stderr).toBe('ejrc: expected one table from standard input, got schedule and prefs\n');
    expect(twice.code).toBe(2);
    const input = await readFile(join(cwd, 'schedule', 'schedule.csv'));
    expect((await ejrc(['check', '-', '--prefs', 'prefs.csv'], { cwd, input })).code).toBe(0);
  });

  it('judges group sessions and interpreters, and refuses a certificate for them', async () => {
    const here = { cwd: process.cwd() };
    const wishes = ['--prefs', 'fixtures/groups/prefs.csv'];
    const groups = (...more: string[]) => ejrc(['check', 'fixtures/groups/answer.csv', ...wishes, ...more], here);
    const judged = await groups();
    expect(judged.code).toBe(0);
    expect(judged.stdout).toContain('no rule is broken');
    const refused = await groups('--certificate', 'fixtures/bad/E701/certificate.json');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('this event has group sessions');
    const out = join(cwd, 'none');
    const asked = await ejrc(['schedule', wishes[1], '--certificate', join(out, 'proof.json'), '--out', out], here);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('Leave out --certificate.');
  });
});
