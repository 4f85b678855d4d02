import { expect, it } from 'vitest';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved } from '../../helpers/checked.js';
import { generatedEvent } from '../../helpers/generated-event.js';

const SMALL = { people: 18, wishes: 70, slots: 8, rooms: 6, hosts: 2, sessions: 2 };

it('breaks of a small event with sessions are proved, where prices alone leave them all open', async () => {
  const event = await generatedEvent({ ...SMALL, hard: true }, 2);
  const outcome = await solveEvent(event, { seed: 1, effort: 'standard' });
  expectClean(event, outcome);
  const { breaks } = expectSolved(event, outcome).objective;
  expect([breaks.proved, breaks.value]).toEqual([true, 2]);
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
