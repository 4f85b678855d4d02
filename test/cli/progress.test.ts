import { afterEach, expect, it, vi } from 'vitest';
import { progressLine } from '../../src/cli/progress.js';
import type { Voice } from '../../src/cli/terminal.js';

const none = { promises: null, points: null, breaks: null, idle: null, moves: null };
const same = (text: string) => text;

function speaker(over: Partial<Voice>): { voice: Voice; said: string[] } {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const paint = { bold: same, dim: same, green: same, yellow: same };
  return { voice: { speaks: true, animates: false, paint, say, note: say, complain: say, ...over }, said };
}

afterEach(() => vi.restoreAllMocks());

it('off a terminal each phase is one line, whatever comes again', async () => {
  const { voice, said } = speaker({});
  const line = await progressLine(voice);
  for (const phase of ['choosing', 'improving', 'choosing']) line.update({ phase, values: none, bounds: none });
  line.end();
  expect(said).toEqual(['choosing …', 'improving …']);
});

it('quiet is silent', async () => {
  const { voice, said } = speaker({ speaks: false });
  const line = await progressLine(voice);
  line.update({ phase: 'choosing', values: none, bounds: none });
  line.end();
  expect(said).toEqual([]);
});
