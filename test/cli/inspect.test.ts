import { describe, expect, it } from 'vitest';
import { ejrc, folderWith, PREFS } from './run.js';

const WISHES = Array.from({ length: 13 }, (_, guest) => `G${guest},Host,\n`).join('');
const PEOPLE = `id,email,country\nHost,,Japan\n${Array.from({ length: 13 }, (_, guest) => `G${guest},g${guest % 12}@x.example,France\n`).join('')}Alone,,\n`;

const crowded = {
  'prefs.csv': `from,to,kind\n${WISHES}G1,Alone,never\n`,
  'participants.csv': PEOPLE,
};

describe('ejrc inspect', () => {
  it('says in sections what was read and what no schedule can give, notices on stderr', async () => {
    const cwd = await folderWith(crowded);
    const { code, stdout, stderr } = await ejrc(['inspect', 'prefs.csv', '--slots', '3'], { cwd });
    expect(stderr).toContain('note: found beside prefs.csv and used: participants.csv\n');
    expect(stdout).toMatchSnapshot();
    expect(code).toBe(0);
  });

  it('cuts long lists, and --all shows them with the slots one by one', async () => {
    const cwd = await folderWith(crowded);
    const away = `${PEOPLE.replaceAll('France', 'France,2').replace('country', 'country,available').replaceAll('Japan', 'Japan,1')}`;
    const files = await folderWith({ ...crowded, 'participants.csv': away.replace('Alone,,', 'Alone,,,') });
    const { stdout } = await ejrc(['inspect', 'prefs.csv', '--slots', '3', '--quiet'], { cwd: files });
    expect(stdout).toContain('13 can never be met: 13 no-common-slot\n');
    expect(stdout.match(/^ {4}line /gm)).toHaveLength(10);
    expect(stdout).toContain('  … and 3 more (--all shows them)\n');
    const whole = await ejrc(['inspect', 'prefs.csv', '--slots', '3', '--all'], { cwd: files });
    expect(whole.stdout.match(/^ {4}line /gm)).toHaveLength(13);
    expect(whole.stdout).not.toContain('more (--all');
    expect(whole.stdout).toMatch(/^ {2}slot {2}tables {2}places {2}meetings at most$/m);
    expect((await ejrc(['inspect', 'prefs.csv', '--quiet'], { cwd })).stderr).toBe('');
  });

  it('--json gives the notices and every figure on stdout', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const { code, stdout } = await ejrc(['inspect', '-', '--slots', '2', '--json'], { cwd, input: PREFS });
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual([
      ...['notices', 'event', 'inputs', 'people', 'wishes', 'duplicates', 'popular', 'isolated', 'capacity'],
      ...['brokenPromises', 'unmet'],
    ]);
    expect(report.inputs).toEqual([
      { table: 'prefs', file: '-', rows: 5, encoding: 'utf-8', delimiter: ',', layout: 'long' },
    ]);
    expect(report.unmet).toMatchObject({ atLeast: 0, impossible: [] });
    expect(code).toBe(0);
  });

  it('bad input is 3, with every error', async () => {
    const cwd = await folderWith({ 'prefs.csv': 'from,to\nA,A\nB,B\n' });
    const { code, stdout, stderr } = await ejrc(['inspect', 'prefs.csv'], { cwd });
    expect(stderr.match(/E205/g)).toHaveLength(2);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  it('colours only where the output shows them', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const run = (env: Record<string, string>) => ejrc(['inspect', 'prefs.csv'], { cwd, env });
    expect((await run({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[1mWishes\u001b[22m');
    expect((await run({ FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain('\u001b');
    expect((await run({})).stdout).not.toContain('\u001b');
  });
});
