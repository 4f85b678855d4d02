import { expect, it } from 'vitest';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved } from '../../helpers/checked.js';
import { generatedEvent } from '../../helpers/generated-event.js';

const SMALL = { people: 18, wishes: 70, slots: 8, rooms: 6, hosts: 2, sessions: 2 };

it('breaks of small events with sessions are proved, where prices leave some open', async () => {
  const tally = { proved: 0, withBreaks: 0 };
  for (const [seed, isHard] of [
    [2, true],
    [3, false],
  ] as const) {
    const event = await generatedEvent({ ...SMALL, hard: isHard }, seed);
    const outcome = await solveEvent(event, { seed: 1, effort: 'standard' });
    expectClean(event, outcome);
    const { breaks } = expectSolved(event, outcome).objective;
    if (breaks.proved) tally.proved++;
    if (breaks.value > 0) tally.withBreaks++;
  }
  expect(tally).toEqual({ proved: 2, withBreaks: 2 });
});

it('a run that is stopped before clauses say anything keeps what it has', async () => {
  const event = await generatedEvent(SMALL, 1);
  const stop = new AbortController();
  const phases = new Set<string>();
  const outcome = await solveEvent(event, {
    ...{ seed: 1, effort: 'standard', signal: stop.signal },
    onProgress({ phase }) {
      phases.add(phase);
      if (phase === 'closing gaps in agendas') stop.abort();
    },
  });
  expectClean(event, outcome);
  expect(expectSolved(event, outcome).stopped).toBe('interrupted');
});
