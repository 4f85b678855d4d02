import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundViolations } from '../../src/cli/claims.js';
import type { BoundCertificate, Certificate } from '../../src/model/certificate.js';
import { folderOf } from '../read/tables.js';
import { ejrc, folderWith, PREFS } from './run.js';

let cwd: string;
beforeAll(async () => {
  cwd = await folderWith({ 'prefs.csv': PREFS, 'other.txt': 'not ours' });
  const { code } = await schedule('--out', 'day', '--certificate', 'proofs/day.json', '--quiet');
  expect(code).toBe(0);
});

const schedule = (...more: string[]) =>
  ejrc(['schedule', 'prefs.csv', '--slots', '1', '--rooms', '2', ...more], { cwd });
const check = (certificate: string, ...more: string[]) =>
  ejrc(
    ['check', 'day', '--prefs', 'prefs.csv', '--slots', '1', '--rooms', '2', '--certificate', certificate, ...more],
    {
      cwd,
    },
  );
const text = () => readFile(join(cwd, 'proofs/day.json'), 'utf8');

/** The certificate with its bound changed. */
async function forged(changes: Partial<BoundCertificate>): Promise<string> {
  const { certificate, bounds }: Certificate = JSON.parse(await text());
  const changed = bounds.map(bound => ({ ...bound, ...changes }));
  await writeFile(join(cwd, 'forged.json'), JSON.stringify({ certificate, bounds: changed }));
  return 'forged.json';
}

describe('ejrc schedule --certificate', () => {
  it('writes the prices into a file of its own, and the same bytes each time', async () => {
    const first = await text();
    expect(JSON.parse(first)).toMatchObject({ certificate: 1, bounds: [{ tier: 'points', provedBy: 'prices' }] });
    const { code, stderr } = await schedule('--out', 'again', '--certificate', 'again.json');
    expect(stderr).toContain('The proof of its bounds: again.json\n');
    expect(code).toBe(0);
    expect(await readFile(join(cwd, 'again.json'), 'utf8')).toBe(first);
    expect(await readdir(join(cwd, 'again'))).not.toContain('again.json');
  });

  it.each<[string, string[], string]>([
    ['an earlier certificate', ['--certificate', 'proofs/day.json'], 'or replace it with --force'],
    ['another file', ['--certificate', 'other.txt'], 'expected no file, found another file'],
    ['another file, even with --force', ['--certificate', 'prefs.csv', '--force'], 'found another file'],
    ['a file of the folder', ['--certificate', 'new/wishes.csv'], "the schedule's own file goes there"],
    ['the folder itself', ['--certificate', 'new'], "the schedule's own file goes there"],
    ['a folder in it', ['--certificate', 'new/agendas'], "the schedule's own file goes there"],
    ['below one of its files', ['--certificate', 'new/wishes.csv/x.json'], "the schedule's own file goes there"],
    ['above the folder', ['--certificate', 'a', '--out', 'a/b'], "the schedule's own file goes there"],
    ['a folder', ['--certificate', 'day'], 'expected a file or nothing, found a folder'],
    ['a dry run', ['--certificate', 'new.json', '--dry-run'], 'leave out one of the two'],
  ])('refuses before any work: %s', async (_, options, words) => {
    const before = await readdir(cwd);
    const { code, stdout, stderr } = await schedule('--out', 'new', ...options);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('choosing meetings');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(await readdir(cwd)).toEqual(before);
  });

  it('replaces a certificate with --force', async () => {
    const path = join(cwd, 'old.json');
    await writeFile(path, '{\n  "certificate": 1,\n  "bounds": []\n}\n');
    const { code } = await schedule('--out', 'forced', '--certificate', 'old.json', '--force');
    expect(code).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(await text());
  });
});

describe('ejrc check --certificate', () => {
  it('says what the prices prove, and that this schedule reaches it', async () => {
    const { code, stdout } = await check('proofs/day.json');
    expect(stdout).toMatch(/^certificate: the tables prove that no schedule keeps more than \d+ promises$/m);
    expect(stdout).toMatch(
      /^certificate: the prices prove that no schedule that keeps at least \d+ promises has more than \d+ points; this one reaches that: none is better$/m,
    );
    expect(code).toBe(0);
  });

  it('as JSON', async () => {
    const { stdout } = await check('proofs/day.json', '--json', '--quiet');
    const { certificate } = JSON.parse(stdout);
    expect(Object.keys(certificate)).toEqual(['verdicts', 'possiblePromises']);
    expect(certificate.verdicts[0]).toMatchObject({ tier: 'points', provedBy: 'prices' });
  });

  it('does not believe a claim that its prices do not prove', async () => {
    const { code, stdout } = await check(await forged({ claimed: 1 }));
    expect(stdout).toMatch(/^forged\.json certificate: The bound on points: it claims at most 1 by its prices/m);
    expect(stdout).toMatch(/^forged\.json certificate: .* above the bound 1/m);
    expect(code).toBe(1);
  });

  it('does not believe prices of things that are not there', async () => {
    const { code, stdout } = await check(await forged({ meetings: [['9', -5]] }));
    expect(stdout).toContain('forged.json certificate: The bound on points: a meeting has a price in slot "9"');
    expect(code).toBe(1);
  });

  it('does not believe a summary that claims more than the certificate', async () => {
    const path = join(cwd, 'day/summary.json');
    const before = await readFile(path, 'utf8');
    const summary = JSON.parse(before);
    summary.objective.points.bound -= 1;
    await writeFile(path, JSON.stringify(summary));
    const { code, stdout } = await check('proofs/day.json');
    await writeFile(path, before);
    expect(stdout).toMatch(
      /^day.summary\.json summary: claims that at most \d+ points are possible; the certificate says at most \d+$/m,
    );
    expect(code).toBe(1);
  });

  it('says so where the last units were proved by branch and bound', async () => {
    const { code, stdout } = await check(await forged({ participants: [], rooms: [], provedBy: 'branch and bound' }));
    expect(stdout).toContain('has more than 8 points; this one has 6\n');
    expect(stdout).toContain(
      `certificate: it claims at most 6 points, which this one reaches: by branch and bound, which the prices do not show\n`,
    );
    expect(code).toBe(0);
  });

  it('a certificate that cannot be read is 3', async () => {
    await writeFile(join(cwd, 'broken.json'), '{"certificate": 2, "bounds": []}');
    for (const [path, fault] of [
      ['prefs.csv', 'prefs.csv E701: '],
      ['broken.json', 'broken.json E702 "certificate": expected 1'],
      ['absent.json', 'absent.json E001: '],
    ]) {
      const { code, stdout, stderr } = await check(path);
      expect(stderr).toContain(fault);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    }
  });
});

describe('boundViolations', () => {
  const report = { figures: { promises: 3, points: 5 } } as unknown as Parameters<typeof boundViolations>[1];
  const proof = { verdicts: [], possiblePromises: 4, violations: [] };
  const claims = (promises: number | null, points: number | null) =>
    boundViolations(
      folderOf({
        'summary.json': JSON.stringify({ objective: { promises: { bound: promises }, points: { bound: points } } }),
      }),
      report,
      proof,
    ).map(({ message }) => message);

  it('needs a verdict for each bound but that on promises of each alone', () => {
    expect(claims(4, null)).toEqual([]);
    expect(claims(3, null)).toEqual(['claims that at most 3 promises are possible; the certificate says at most 4']);
    expect(claims(4, 5)).toEqual(['claims that at most 5 points are possible; the certificate says nothing of it']);
  });
});
