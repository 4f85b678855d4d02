import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event, Lock } from '../../../src/model/event.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import type { ConflictRow, SolveOutcome } from '../../../src/model/outcome.js';
import { Budget } from '../../../src/solve/budget.js';
import { keepGroupMusts } from '../../../src/solve/groups/contradictions.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, withEvent } from '../../helpers/checked.js';
import { type EventSpec, makeEvent } from '../../helpers/event.js';
import { runs } from '../../helpers/runs.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { itemsOf } from '../../inspect/every-schedule.js';
import { freshBudget } from '../tiny.js';
import { canBeKept } from './every-kept.js';
import { faultsOf, worthOf } from './rules.js';

const solve = (event: Event) => solveEvent(event, { seed: 1, effort: 'quick' });

function problemOf(event: Event): GroupProblem {
  const built = buildGroupProblem(event);
  if (built.kind !== 'built') throw new Error(withEvent([built.kind], event));
  return built.problem;
}

/** `table line` of the rows of a contradiction, or `kept`, or `not-found`. */
async function judge(event: Event): Promise<string[] | string> {
  const problem = problemOf(event);
  const answer = await keepGroupMusts(problem, freshBudget());
  if (answer.kind === 'kept') {
    expect(keptFaults(problem, answer.slots)).toEqual([]);
    return 'kept';
  }
  const { outcome } = answer;
  return outcome.kind === 'impossible' ? outcome.conflict.map(row => `${row.table} ${row.line}`) : outcome.kind;
}

function keptFaults(problem: GroupProblem, slots: Int32Array): string[] {
  const { musts, short } = worthOf(problem, slots);
  const demanded = [...problem.pairs.must, ...problem.seatMust].reduce((sum, one) => sum + one, 0);
  const { someStart, someItems } = problem;
  const unmet = [...problem.someWish].filter((_, k) =>
    someItems.subarray(someStart[k], someStart[k + 1]).every(i => slots[i] < 0),
  );
  return [
    ...faultsOf(problem, slots),
    ...(musts < demanded ? ['musts'] : []),
    ...(short > 0 ? ['group_min'] : []),
    ...unmet.map(wish => `wish ${wish}`),
  ];
}

interface Extras {
  readonly musts: readonly number[];
  readonly locks: readonly (readonly [item: number, slot: number])[];
  readonly order: readonly (readonly [before: number, after: number])[];
  readonly maxBreaks: number | undefined;
}

const some = (most: number) => fc.nat({ max: most });
const arbExtras: fc.Arbitrary<Extras> = fc.record({
  musts: fc.array(some(11), { maxLength: 6 }),
  locks: fc.oneof(fc.constant([]), fc.array(fc.tuple(some(7), some(2)), { maxLength: 3 })),
  order: fc.oneof(fc.constant([]), fc.array(fc.tuple(some(7), some(7)), { maxLength: 3 })),
  maxBreaks: fc.constantFrom(undefined, undefined, 0),
});

/** A tiny event with more that is demanded. */
const arbDemanding = fc.tuple(arbTinyEvent, arbExtras).map(([event, { musts, locks, order, maxBreaks }]): Event => {
  const items = itemsOf(event);
  const ids = (at: number) => items[at % items.length].people.map(({ id }) => id) as [string, string];
  const locked = new Map(locks.map(([item, slot]) => [item % items.length, slot % event.slots.length]));
  return {
    ...event,
    participants: event.participants.map(one => ({ ...one, maxBreaks })),
    wishes: [...event.wishes].map((wish, w) =>
      wish.kind === 'wish' && musts.includes(w) ? { ...wish, kind: 'must' as const } : wish,
    ),
    locks:
      items.length === 0
        ? []
        : [...locked].map(([at, slot], index): Lock => {
            const kind = items[at].kind === 'seat' ? { kind: 'group' as const } : {};
            return { participants: ids(at), slot: event.slots[slot].id, room: undefined, line: index + 2, ...kind };
          }),
    order: order
      .filter(([x, y]) => items.length > 0 && ids(x).join() !== ids(y).join())
      .map(([x, y], index) => ({ before: ids(x), after: ids(y), line: index + 2 })),
  };
});

/** The event with the demands of these rows alone. */
function demanding(event: Event, rows: readonly ConflictRow[]): Event {
  const has = (table: string, line: number) => rows.some(row => row.table === table && row.line === line);
  return {
    ...event,
    locks: event.locks.filter(({ line }) => has('locks', line)),
    order: event.order.filter(({ line }) => has('order', line)),
    wishes: [...event.wishes].map(wish =>
      wish.kind === 'must' && !has('prefs', wish.line) ? { ...wish, kind: 'wish' as const } : wish,
    ),
  };
}

function faultsOfConflict(event: Event, outcome: Exclude<SolveOutcome, { kind: 'solved' }>): string[] {
  if (outcome.kind !== 'impossible') return [];
  const { conflict, explanation } = outcome;
  if (canBeKept(demanding(event, conflict))) return ['the rows named do not contradict'];
  if (!explanation.includes('leaving out any one')) return [];
  // Two wishes for one and the same meeting are told in the same words.
  const texts = [...new Set(conflict.map(({ text }) => text))];
  return texts
    .filter(
      text =>
        !canBeKept(
          demanding(
            event,
            conflict.filter(row => row.text !== text),
          ),
        ),
    )
    .map(text => `to spare: ${text}`);
}

describe('keepGroupMusts', () => {
  it('keeps every rule where a schedule exists, or names rows of which none is to spare', async () => {
    const tally = { kept: 0, refused: 0, unsure: 0, locks: 0, order: 0 };
    await fc.assert(
      fc.asyncProperty(arbDemanding, async event => {
        const built = buildGroupProblem(event);
        fc.pre(built.kind === 'built');
        const answer = await keepGroupMusts(built.problem, freshBudget());
        const faults: string[] = [];
        if (answer.kind === 'kept') {
          faults.push(...keptFaults(built.problem, answer.slots));
          if (!canBeKept(event)) faults.push('kept where there is no schedule');
          tally.kept++;
        } else if (answer.outcome.kind === 'impossible') {
          const { conflict } = answer.outcome;
          faults.push(...faultsOfConflict(event, answer.outcome));
          tally.refused++;
          if (conflict.some(({ table }) => table === 'locks')) tally.locks++;
          if (conflict.some(({ table }) => table === 'order')) tally.order++;
        } else {
          if (!built.problem.isNarrower) faults.push('no answer');
          tally.unsure++;
        }
        if (faults.length > 0) throw new Error(withEvent(faults, event, answer));
      }),
      runs(250),
    );
    for (const [what, count] of Object.entries(tally)) expect(count, what).toBeGreaterThan(0);
    expect(tally.unsure).toBeLessThan(tally.refused);
  });
});
