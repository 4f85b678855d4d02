/** The independent checker after every solve. */
import { expect } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Event } from '../../src/model/event.js';
import { statusOf, TIERS, toObjective } from '../../src/model/objective.js';
import type { CheckReport, SolveOutcome } from '../../src/model/outcome.js';

type Solved = Extract<SolveOutcome, { kind: 'solved' }>;

/**
 * Fails, printing the violations and the event as JSON, unless the outcome is a schedule that breaks no rule,
 * whose objective has the checker's figures, bounds on the right side and `proved` and `status` that follow from them.
 * @returns the checker's report
 */
export function expectClean(event: Event, outcome: SolveOutcome): CheckReport {
  const solved = expectSolved(event, outcome);
  const report = check(event, solved.schedule);
  const faults = [
    ...report.violations.map(({ rule, message }) => `${rule}: ${message}`),
    ...objectiveFaults(solved, report),
  ];
  if (faults.length > 0) throw new Error(withEvent(faults, event, solved));
  expect(faults).toEqual([]);
  return report;
}

/** The outcome, or a failure with the event in it. */
export function expectSolved(event: Event, outcome: SolveOutcome): Solved {
  if (outcome.kind === 'solved') return outcome;
  throw new Error(withEvent([`expected a schedule, got ${outcome.kind}: ${outcome.explanation}`], event));
}

function objectiveFaults({ objective, status }: Solved, { figures }: CheckReport): string[] {
  const faults = TIERS.flatMap(({ tier, sense }) => {
    const { value, bound } = objective[tier];
    const wrong = bound !== null && (sense === 'max' ? bound < value : bound > value);
    return [
      value === figures[tier] ? [] : `${tier}: the solver says ${value}, the checker counts ${figures[tier]}`,
      wrong ? `${tier}: bound ${bound} is on the wrong side of ${value}` : [],
    ].flat();
  });
  const bounds = Object.fromEntries(TIERS.map(({ tier }) => [tier, objective[tier].bound]));
  const follows = toObjective(figures, bounds as Parameters<typeof toObjective>[1]);
  for (const { tier } of TIERS) {
    if (follows[tier].proved !== objective[tier].proved) faults.push(`${tier}: proved is ${objective[tier].proved}`);
  }
  if (status !== statusOf(objective)) faults.push(`status is ${status}, expected ${statusOf(objective)}`);
  return faults;
}

/** A failure's text: what is wrong, then all that is needed to see it again. */
export function withEvent(faults: readonly string[], event: Event, outcome?: unknown): string {
  const more = outcome === undefined ? '' : `\noutcome: ${JSON.stringify(outcome)}`;
  return `${faults.join('\n')}\nevent: ${JSON.stringify(event)}${more}`;
}
