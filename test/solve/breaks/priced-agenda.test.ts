import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AgendaRules, PricedAgenda } from '../../../src/solve/breaks/priced-agenda.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';

const BREAK = 10;

/** Cost of an agenda, straight from what a break is; infinite where a rule is broken. */
function costOf(rules: AgendaRules, cost: Float64Array, meetingAt: readonly number[]): number {
  let total = 0;
  let set = 0;
  let count = 0;
  for (const [t, i] of meetingAt.entries()) {
    if (i < 0) {
      if ((rules.busy >>> t) & 1) return Number.POSITIVE_INFINITY;
      continue;
    }
    if (((rules.possible[t] >>> i) & 1) === 0 || (set >>> i) & 1) return Number.POSITIVE_INFINITY;
    set |= 1 << i;
    count++;
    total += cost[i * meetingAt.length + t];
    const before = meetingAt.slice(0, t).findLastIndex((j, s) => j >= 0 && rules.day[s] === rules.day[t]);
    if (before >= 0 && before < t - 1) total += BREAK;
  }
  const isComplete = (set & rules.held) === rules.held && count >= rules.least && count <= rules.most;
  return isComplete ? total : Number.POSITIVE_INFINITY;
}

function* everyAgenda(slots: number, meetings: number, start: readonly number[] = []): Generator<readonly number[]> {
  if (start.length === slots) {
    yield start;
    return;
  }
  for (let i = -1; i < meetings; i++) yield* everyAgenda(slots, meetings, [...start, i]);
}

it('finds the cheapest agenda of all', () => {
  const slots = 6;
  const priced = new PricedAgenda(slots, 4);
  const tally = { some: 0, none: 0, breaks: 0 };
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, meetings) => {
      const dice = new Dice(seed);
      const days = 1 + dice.below(2);
      const sets = 2 ** meetings;
      const rules: AgendaRules = {
        possible: Int32Array.from({ length: slots }, () => dice.below(sets)),
        busy: dice.chance(50) ? 1 << dice.below(slots) : 0,
        held: dice.below(sets),
        least: dice.below(2),
        most: meetings - (dice.chance(30) ? 1 : 0),
        day: Int32Array.from({ length: slots }, (_, t) => Math.floor((t * days) / slots)),
      };
      const cost = Float64Array.from({ length: meetings * slots }, () => dice.below(21) - 10);
      let least = Number.POSITIVE_INFINITY;
      for (const agenda of everyAgenda(slots, meetings)) least = Math.min(least, costOf(rules, cost, agenda));
      expect(priced.cheapest(rules, meetings, cost, BREAK)).toBe(least);
      if (least === Number.POSITIVE_INFINITY) tally.none++;
      else {
        tally.some++;
        expect(costOf(rules, cost, [...priced.meetingAt])).toBe(least);
        const busy = priced.meetingAt.map(i => (i < 0 ? 0 : 1)).join('');
        if (days === 1 && /10+1/.test(busy)) tally.breaks++;
      }
    }),
    runs(300),
  );
  expect(Math.min(tally.some, tally.none, tally.breaks)).toBeGreaterThan(5);
});
