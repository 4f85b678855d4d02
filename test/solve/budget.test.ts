import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.js';

describe('Budget', () => {
  it('goes on for ever unless told', async () => {
    const budget = new Budget({ effort: 'standard' });
    expect([budget.stopped, budget.stop]).toEqual([false, 'finished']);
    expect(await budget.breathe()).toBe(true);
  });

  it('has more work at each effort', () => {
    const [quick, standard, thorough] = (['quick', 'standard', 'thorough'] as const).map(effort =>
      new Budget({ effort }).amount(1000),
    );
    expect(standard).toBe(1000);
    expect(quick).toBeLessThan(1000);
    expect(thorough).toBeGreaterThan(1000);
    expect(new Budget({ effort: 'quick' }).amount(1e9, 50)).toBe(50);
    expect(new Budget({ effort: 'standard' }).amount(1e9, 50)).toBe(1e9);
  });

  it('ends at its time limit', async () => {
    const budget = new Budget({ effort: 'quick', timeLimitSeconds: 0 });
    expect(await budget.breathe()).toBe(false);
    expect(budget.stop).toBe('time-limit');
    expect(new Budget({ effort: 'quick', timeLimitSeconds: 1e9 }).stopped).toBe(false);
  });

  it('ends when interrupted, and keeps its first reason', () => {
    const interrupt = new AbortController();
    const budget = new Budget({ effort: 'quick', signal: interrupt.signal });
    expect(budget.stopped).toBe(false);
    interrupt.abort();
    expect([budget.stopped, budget.stop]).toEqual([true, 'interrupted']);
    const late = new Budget({ effort: 'quick', timeLimitSeconds: 0, signal: new AbortController().signal });
    expect([late.stopped, late.stop]).toEqual([true, 'time-limit']);
  });

  it('says why it ended only once it was asked', () => {
    const budget = new Budget({ effort: 'quick', signal: AbortSignal.abort() });
    expect(budget.stop).toBe('finished');
    expect(budget.stopped).toBe(true);
    expect(budget.stop).toBe('interrupted');
  });

  it('lets a signal arrive while it breathes', async () => {
    const interrupt = new AbortController();
    const budget = new Budget({ effort: 'quick', signal: interrupt.signal });
    setImmediate(() => interrupt.abort());
    expect(await budget.breathe()).toBe(false);
  });
});
