/**
 * Random events with groups, organisations, interpreters and demands through the solver, the checker and, where they are
 * tiny, against every schedule there is. `EJRC_FUZZ=5000` runs as many instead of the few of every day.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/event.js';
import type { SolveOutcome } from '../../../src/model/outcome.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { plantMixed } from '../../helpers/plant-mixed.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { arbDemanding } from './demanding.js';
import { bestOf, faultsBeside, isNarrower } from './every-kept.js';

const RUNS = Number(process.env.EJRC_FUZZ ?? 120);

interface Case {
  readonly event: Event;
  /** Whether every schedule can be tried; if not, there is one that keeps every demand. */
  readonly isTiny: boolean;
}

/** Scores from thousands of millions on, all different. */
const arbLarge = arbTinyEvent.map(event => ({
  ...event,
  wishes: [...event.wishes].map((wish, k) =>
    wish.kind === 'never' ? wish : { ...wish, score: (k + 3) * 2 ** 32 + k },
  ),
}));

const arbCase: fc.Arbitrary<Case> = fc.oneof(
  { weight: 5, arbitrary: arbDemanding.map(event => ({ event, isTiny: true })) },
  { weight: 3, arbitrary: arbTinyEvent.map(event => ({ event, isTiny: true })) },
  { weight: 1, arbitrary: arbLarge.map(event => ({ event, isTiny: true })) },
  { weight: 1, arbitrary: fc.nat().map(seed => ({ event: plantMixed(new Dice(seed)).event, isTiny: false })) },
);

/** What became of the event; fails where the solver is wrong. */
async function judge({ event, isTiny }: Case): Promise<SolveOutcome['kind'] | 'missed' | 'proved'> {
  const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
  const best = isTiny ? bestOf(event) : undefined;
  if (outcome.kind !== 'solved') {
    if (isTiny && !best) return outcome.kind;
    if (outcome.kind === 'not-found' && isNarrower(event)) return 'missed';
  }
  expectClean(event, outcome);
  const { objective } = expectSolved(event, outcome);
  const faults = isTiny && !best ? ['solved, where nothing can be'] : [];
  if (best) faults.push(...faultsBeside(best, objective));
  if (faults.length > 0) throw new Error(withEvent([...faults, JSON.stringify(best)], event, outcome));
  return objective.promises.proved && objective.points.proved ? 'proved' : 'solved';
}

describe('solveEvent', () => {
  it(
    `is right about ${RUNS} random events with groups`,
    async () => {
      const tally = { solved: 0, proved: 0, impossible: 0, 'not-found': 0, missed: 0 };
      await fc.assert(
        fc.asyncProperty(arbCase, async one => {
          tally[await judge(one)]++;
        }),
        { ...runs(RUNS), endOnFailure: true },
      );
      if (process.env.EJRC_FUZZ) process.stdout.write(`${JSON.stringify(tally)}\n`);
      expect(tally.proved).toBeGreaterThan(RUNS / 4);
      expect(tally.impossible).toBeGreaterThan(RUNS / 50);
      expect(tally.missed).toBeLessThanOrEqual(RUNS / 10);
    },
    Math.max(300_000, RUNS * 10_000),
  );
});
