import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Progress } from '../../../src/model/outcome.js';
import { Budget } from '../../../src/solve/budget.js';
import { AgendaLedger } from '../../../src/solve/groups/agenda-ledger.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { smoothPairAgendas } from '../../../src/solve/groups/pair-agendas.js';
import { pairsBeside } from '../../../src/solve/groups/pairs-beside.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { pointsOf } from '../../../src/solve/meeting-sets.js';
import { MeetingChooser } from '../../../src/solve/meetings.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { Dice } from '../../helpers/random.js';
import { reservedForGuests } from './reserved.js';
import { faultsOf, worthOf } from './rules.js';
import { tinyGroups } from './tiny-groups.js';

const budget = () => new Budget({ effort: 'quick' });

describe('pairsBeside', () => {
  it('leaves one-to-ones what sessions leave, so that both together keep every rule and count right', async () => {
    const tally = { chosen: 0, bound: 0, sessions: 0, better: 0 };
    for (let seed = 1; seed <= 120; seed++) {
      const dice = new Dice(seed);
      const problem = tinyGroups(dice, { people: 7, items: 9, slots: 4 });
      const reporter = new Reporter(problem.pairs, undefined);
      const E = problem.pairs.meetings;
      const start = await new GroupChooser(problem, budget(), new Random(1), reporter).choose();
      // Some of what could be held is not.
      const some = start.map((t, i) => (i < E && dice.chance(50) ? -1 : t));
      const pairs = pairsBeside(problem, some);
      if (!pairs) {
        tally.bound++;
        continue;
      }
      const all = pairs.lockedSlot.map((t, e) => (e < E ? some[e] : t));
      const chooser = new MeetingChooser(pairs, budget(), new Random(1), reporter);
      const chosen = await chooser.choose(all);
      const slots = some.slice();
      slots.set(chosen.subarray(0, E));
      expect(faultsOf(problem, slots), `seed ${seed}`).toEqual([]);
      const seated = some.reduce((sum, t, i) => sum + (i >= E && t >= 0 ? problem.seatPoints[i - E] : 0), 0);
      const [before, after] = [worthOf(problem, some), worthOf(problem, slots)];
      expect(pointsOf(pairs, chosen) + seated, `seed ${seed}`).toBe(after.points);
      expect(after.promises).toBeGreaterThanOrEqual(before.promises);
      if (after.promises === before.promises) expect(after.points).toBeGreaterThanOrEqual(before.points);
      if (after.points > before.points) tally.better++;
      const bounds = { terms: (await chooser.boundsFor(after.promises)).terms, prices: undefined };
      const heard: Progress[] = [];
      const listening = new Reporter(problem.pairs, progress => void heard.push(progress));
      const args = [slots, bounds, budget(), new Random(1), listening] as const;
      const smoothed = await smoothPairAgendas(problem, { pairs, chooser }, ...args);
      expect(faultsOf(problem, smoothed.slots), `seed ${seed}`).toEqual([]);
      // What is proved beside these sessions is not of the event.
      expect(heard.map(({ bounds: told }) => told.breaks ?? told.idle)).toEqual(heard.map(() => null));
      expect(heard.some(({ values }) => values.breaks !== null)).toBe(true);
      const { promises, points } = worthOf(problem, smoothed.slots);
      expect({ promises, points }).toEqual({ promises: smoothed.promises, points: smoothed.points });
      if (smoothed.promises === after.promises) expect(smoothed.points).toBeGreaterThanOrEqual(after.points);
      tally.chosen++;
      if (some.some((t, i) => i >= E && t >= 0)) tally.sessions++;
    }
    expect(tally.chosen).toBeGreaterThan(30);
    expect(tally.bound).toBeGreaterThan(10);
    expect(tally.sessions).toBeGreaterThan(20);
    expect(tally.better).toBeGreaterThan(10);
  });

  it('leaves one-to-ones the rooms that guests open beside them', () => {
    let opened = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const dice = new Dice(seed);
      const event = reservedForGuests(dice);
      const built = event && buildGroupProblem(event);
      if (built?.kind !== 'built') continue;
      const { problem } = built;
      const { meetings: E, slots: T, capacity } = problem.pairs;
      const state = new GroupState(problem);
      for (const i of dice.shuffled([...state.slotOf.keys()].slice(E))) {
        const t = dice.below(T);
        if (state.fits(i, t)) state.place(i, t);
      }
      state.dropShort();
      const pairs = pairsBeside(problem, state.slotOf);
      if (!pairs) continue;
      expect([...pairs.capacity]).toEqual([...capacity].map((most, cell) => most - state.limits.load[cell]));
      const wide = pairsBeside({ ...problem, byHosts: undefined }, state.slotOf)!;
      if (wide.capacity.some((most, cell) => most !== pairs.capacity[cell])) opened++;
    }
    expect(opened).toBeGreaterThan(20);
  });

  it('gives up seats and sessions that are over a cap by themselves, where the one-to-ones beside them cannot help it', async () => {
    const tally = { kept: 0, bySessions: 0 };
    for (let seed = 1; seed <= 120; seed++) {
      const free = tinyGroups(new Dice(seed), { people: 7, items: 9, slots: 6 });
      if (free.pairs.must.includes(1) || free.seatMust.includes(1)) continue;
      const problem = { ...free, pairs: { ...free.pairs, maxBreaks: free.pairs.maxBreaks.map(() => 0) } };
      const reporter = new Reporter(problem.pairs, undefined);
      const E = problem.pairs.meetings;
      const start = await new GroupChooser(problem, budget(), new Random(1), reporter).choose();
      const pairs = pairsBeside(problem, start);
      if (!pairs) continue;
      const chooser = new MeetingChooser(pairs, budget(), new Random(1), reporter);
      await chooser.choose(pairs.lockedSlot.map((t, e) => (e < E ? start[e] : t)));
      const bounds = { terms: (await chooser.boundsFor(0)).terms, prices: undefined };
      const args = [start, bounds, budget(), new Random(1), reporter] as const;
      const smoothed = await smoothPairAgendas(problem, { pairs, chooser }, ...args);
      if (start.some((t, i) => i >= E && t >= 0 && smoothed.slots[i] < 0)) tally.bySessions++;
      expect(faultsOf(problem, smoothed.slots), `seed ${seed}`).toEqual([]);
      const state = new GroupState(problem);
      state.adopt(smoothed.slots);
      expect(new AgendaLedger(state).standing.overCap, `seed ${seed}`).toBe(0);
      expect(smoothed.keepsRules, `seed ${seed}`).toBe(true);
      tally.kept++;
    }
    expect(tally.kept).toBeGreaterThan(10);
    expect(tally.bySessions).toBeGreaterThan(5);
  });
});
