import { describe, expect, it } from 'vitest';
import type { CitedRow } from '../../src/model/cited-rows.js';
import { type Judge, NOT_ALL_SEEN, outcomeOf, refusalOf } from '../../src/solve/refusal.js';
import { makeEvent } from '../helpers/event.js';
import { freshBudget } from './tiny.js';

/** Sees of every event the same, and nothing smaller. */
const judging = (isPossible: boolean | undefined): Judge => ({
  isPossible: async () => isPossible,
  innocentLocks: async () => [],
  isOverfull: () => false,
  refuse: async () => undefined,
});

describe('outcomeOf', () => {
  const told = { table: 'prefs' as const, line: 2, text: 'A and B must meet' };
  const demands: CitedRow[] = [{ ...told, index: 0 }];
  const event = makeEvent({
    wishes: [
      ['A', 'B', 'must'],
      ['B', 'A', 'never'],
    ],
  });

  it('tells the first contradiction of an event, and what is said where none was found', async () => {
    const contradictions = [
      { demands, others: [], explanation: 'because' },
      { demands: [], others: [], explanation: 'another' },
    ];
    const first = refusalOf({ kind: 'impossible', contradictions });
    expect(await outcomeOf(event, first, judging(false), freshBudget())).toEqual({
      kind: 'impossible',
      conflict: [told],
      explanation: 'because',
    });
    const unsure = { kind: 'not-found' as const, explanation: NOT_ALL_SEEN };
    expect(await outcomeOf(event, unsure, judging(false), freshBudget())).toEqual(unsure);
  });

  it('adds nothing to what a row forbids outright, nor to what is not seen without the rest', async () => {
    const others = [{ ...told, line: 3, index: 1, text: 'A and B must never meet' }];
    const rows = [told, { table: 'prefs', line: 3, text: 'A and B must never meet' }];
    const forbidden = { kind: 'impossible' as const, demands, others, explanation: 'so', isForbidden: true };
    expect(await outcomeOf(event, forbidden, judging(undefined), freshBudget())).toMatchObject({ conflict: rows });
    const found = { kind: 'impossible' as const, demands, others: [], explanation: 'so' };
    const away = makeEvent({ participants: [{ id: 'A', available: [] }, 'B'], wishes: [['A', 'B', 'must']] });
    expect(await outcomeOf(away, found, judging(true), freshBudget())).toMatchObject({ conflict: [told] });
  });
});
