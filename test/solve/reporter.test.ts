import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/model/outcome.js';
import { Reporter } from '../../src/solve/reporter.js';
import { makeEvent } from '../helpers/event.js';
import { problemOf } from './tiny.js';

/** Points of this problem are half points of the organiser. */
const problem = problemOf(makeEvent({ wishes: [{ from: 'A', to: 'B', score: 0.5 }] }));
const NONE = { promises: null, points: null, breaks: null, idle: null, moves: null };

function said(tell: (reporter: Reporter) => void): Progress[] {
  const heard: Progress[] = [];
  tell(new Reporter(problem, progress => heard.push(progress)));
  return heard;
}

describe('Reporter', () => {
  it('speaks the organiser’s units', () => {
    expect(said(reporter => reporter.say('a', { points: [3, 4], promises: [1, 2] }))).toEqual([
      { phase: 'a', values: { ...NONE, points: 1.5, promises: 1 }, bounds: { ...NONE, points: 2, promises: 2 } },
    ]);
  });

  it('keeps what it said of other tiers, and past reports as they were', () => {
    const [first, second] = said(reporter => {
      reporter.say('a', { points: [3, 4] });
      reporter.say('b', { breaks: [5, 0] });
    });
    expect(first.values).toEqual({ ...NONE, points: 1.5 });
    expect(second).toEqual({
      phase: 'b',
      values: { ...NONE, points: 1.5, breaks: 5 },
      bounds: { ...NONE, points: 2, breaks: 0 },
    });
  });

  it('shows no bound where there is none, or where musts not kept yet contradict it', () => {
    const [{ bounds, values }] = said(reporter =>
      reporter.say('a', { points: [3, Number.POSITIVE_INFINITY], promises: [3, 2], breaks: [3, 2] }),
    );
    expect(bounds).toEqual({ ...NONE, breaks: 2 });
    expect(values.promises).toBe(3);
  });

  it('tells of a part of the event neither its points nor its bounds', () => {
    const [, second, third] = said(reporter => {
      reporter.say('a', { points: [3, 4], promises: [1, 2] });
      const part = reporter.ofPart();
      part.say('b', { points: [1, 1], promises: [0, 1] });
      part.say('c', { breaks: [5, 4] });
    });
    const figures = { values: { ...NONE, points: 1.5, promises: 1 }, bounds: { ...NONE, points: 2, promises: 2 } };
    expect(second).toEqual({ phase: 'b', ...figures });
    expect(third).toEqual({ ...figures, phase: 'c', values: { ...figures.values, breaks: 5 } });
  });

  it('needs no listener', () => {
    expect(() => new Reporter(problem, undefined).say('a', { points: [1, 1] })).not.toThrow();
  });
});
