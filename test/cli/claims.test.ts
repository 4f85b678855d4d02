import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { claimViolations } from '../../src/cli/claims.js';
import { summaryText } from '../../src/write/summary.js';
import { sample } from '../write/sample.js';

const { report } = sample.plan;
const objective = Object.fromEntries(
  Object.entries(report.figures).map(([tier, value]) => [tier, { value, bound: null, proved: false }]),
) as unknown as typeof sample.plan.objective;
const honest = () => JSON.parse(summaryText(sample.event, { ...sample.plan, objective }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ejrc-claims-'));
});

const claims = async (summary: unknown) => {
  await writeFile(join(folder, 'summary.json'), typeof summary === 'string' ? summary : JSON.stringify(summary));
  return claimViolations(folder, report).map(({ rule, message }) => `${rule}: ${message}`);
};

it('accepts an honest summary, and the absence of one', async () => {
  expect(claimViolations(folder, report)).toEqual([]);
  expect(await claims(honest())).toEqual([]);
  expect(claimViolations(join(folder, 'summary.json'), report)).toEqual([]);
});

it('names every figure that is not what was counted', async () => {
  const summary = honest();
  summary.objective.points.value = 99;
  summary.counts.unserved = 0;
  summary.counts.met = '3';
  expect(await claims(summary)).toEqual([
    'summary: claims 99 for points, the schedule has 3.3',
    'summary: claims "3" for met, the schedule has 3',
    'summary: claims 0 for unserved, the schedule has 1',
  ]);
});

it.each(['not json', '3', 'null'])('refuses %j', async text => {
  expect(await claims(text)).toEqual(['summary: expected JSON as ejrc writes it, found something else']);
});
