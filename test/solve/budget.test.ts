import { describe, expect, it, vi } from 'vitest';
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

  it('has parts of its time, which end it too where their work was not done', () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const budget = new Budget({ effort: 'quick', timeLimitSeconds: 10 });
    const half = budget.part(0.5);
    expect([half.amount(1000), half.isQuick]).toEqual([budget.amount(1000), true]);
    now = 4999;
    expect(half.stopped).toBe(false);
    now = 5001;
    expect([budget.stop, half.stopped, budget.stopped, budget.stop]).toEqual(['finished', true, false, 'time-limit']);
    const rest = budget.part(0.5);
    now = 7000;
    expect(rest.stopped).toBe(false);
    vi.restoreAllMocks();
    const interrupt = new AbortController();
    const endless = new Budget({ effort: 'quick', signal: interrupt.signal });
    expect(endless.part(0.5)).toBe(endless);
    const [whole, part] = [
      new Budget({ effort: 'quick', timeLimitSeconds: 1e9, signal: interrupt.signal }),
      new Budget({ effort: 'quick', timeLimitSeconds: 1e9, signal: interrupt.signal }).part(0.1),
    ];
    interrupt.abort();
    expect([whole.stopped, part.stopped, part.stop]).toEqual([true, true, 'interrupted']);
  });

  it('has parts that begin anew with a share of what is left, and have all of it in between', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const budget = new Budget({ effort: 'quick', timeLimitSeconds: 10 });
    const part = budget.part();
    const end = async () => {
      while (!part.stopped) now++;
      return now;
    };
    expect(await part.within(0.5, end)).toBe(5000);
    expect([part.stopped, budget.stop]).toEqual([false, 'time-limit']);
    expect(await part.within(0.5, end)).toBe(7500);
    now = 9999;
    expect(part.stopped).toBe(false);
    now = 10_000;
    expect([part.stopped, budget.stopped]).toEqual([true, true]);
    vi.restoreAllMocks();
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
