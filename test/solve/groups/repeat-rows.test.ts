import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { BranchAndBound } from '../../../src/solve/groups/branch.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { selectionBound } from '../../../src/solve/groups/selection-bound.js';
import { sessionBound } from '../../../src/solve/groups/session-bound.js';
import { makeEvent } from '../../helpers/event.js';
import { bestOfAll } from './rules.js';

const forever = { stopped: false };

/** A asks for anyone of O, whose people ask for A themselves; the first of them holds sessions, where that is said. */
function problemWith(people: readonly string[], role: 'host' | 'participant'): GroupProblem {
  const participants = people.map((id, i) => ({ id, organisation: 'O', ...(i === 0 ? { role } : {}) }));
  const anyOf = { from: 'A', to: 'O', score: 5, anyOf: people, as: 'either' as const };
  const as = (i: number) => (i === 0 && role === 'host' ? 'seat' : 'pair');
  const back = people.map((from, i) => ({ from, to: 'A', score: 1, as: as(i) }) as const);
  const built = buildGroupProblem(
    makeEvent({ participants: ['A', ...participants], wishes: [anyOf, ...back], slots: 3 }),
  );
  if (built.kind !== 'built') throw new Error(built.kind);
  return built.problem;
}

describe('points that count once', () => {
  it.each([
    ['one-to-ones', ['B', 'C'], 'participant', 7],
    ['three of them', ['B', 'C', 'D'], 'participant', 8],
    ['a seat and one-to-ones', ['B', 'C', 'D'], 'host', 8],
  ] as const)('are in no bound twice: %s', async (_, people, role, points) => {
    const problem = problemWith(people, role);
    expect(problem.repeats).toHaveLength(1);
    expect(problem.seats).toBe(role === 'host' ? 1 : 0);
    const items = itemsOf(problem);
    const terms = groupPromiseTerms(problem, items);
    expect(bestOfAll(problem).points).toBe(points);
    // Without slots a part of a session will do.
    const selected = await selectionBound(problem, items, forever);
    expect(selected).toBeGreaterThanOrEqual(points);
    expect(selected).toBeLessThan(points + 2);
    expect((await sessionBound(problem, items, terms, 'points', forever))?.bound).toBe(points);
    const proof = new BranchAndBound(problem, items, terms, 'points');
    await proof.run(1, 0, forever, () => undefined);
    expect(proof.root?.bound).toBe(points);
    await proof.end();
  });
});
