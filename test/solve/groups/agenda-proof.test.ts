import { afterEach, expect, it, vi } from 'vitest';
import { AgendaProof } from '../../../src/solve/breaks/proof.js';
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

afterEach(() => vi.restoreAllMocks());

it('a run that is stopped while clauses are at work keeps what it has', async () => {
  const event = await generatedEvent({ ...SMALL, hard: true }, 2);
  const stop = new AbortController();
  const { slice } = AgendaProof.prototype;
  const slices = vi.spyOn(AgendaProof.prototype, 'slice').mockImplementation(function (this: AgendaProof, ...asked) {
    stop.abort();
    return slice.apply(this, asked);
  });
  const outcome = await solveEvent(event, { seed: 1, effort: 'standard', signal: stop.signal });
  expectClean(event, outcome);
  expect(slices).toHaveBeenCalledTimes(1);
  expect(expectSolved(event, outcome).stopped).toBe('interrupted');
});
