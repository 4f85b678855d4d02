/** Tiny events with groups in which agendas matter: days, caps on breaks, demands; every schedule of one, counted anew. */
import type { GroupProblem, ItemSlots } from '../../../src/model/group-problem.js';
import { UNBOUNDED } from '../../../src/model/problem.js';
import type { Reached } from '../../../src/solve/groups/agenda-bounds.js';
import { allDemands } from '../../../src/solve/groups/demands-met.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { Dice } from '../../helpers/random.js';
import { meetingsIn, walkAll, worthOf } from './rules.js';
import { type TinyOptions, tinyGroups } from './tiny-groups.js';

const range = (count: number): number[] => [...new Array(count).keys()];

export interface AgendaOptions extends TinyOptions {
  readonly caps?: boolean;
}

/** A third of the events has two days, a third a wish that one of two items has to meet. */
export function tinyAgendas(dice: Dice, options: AgendaOptions): GroupProblem {
  const problem = tinyGroups(dice, options);
  const { pairs, seats } = problem;
  const count = pairs.meetings + seats;
  const twoDays = dice.chance(33);
  const some = options.musts && count > 1 && dice.chance(33) ? dice.shuffled(range(count)).slice(0, 2) : [];
  return {
    ...problem,
    pairs: {
      ...pairs,
      ...(twoDays ? { day: Int32Array.from(range(pairs.slots), t => (2 * t < pairs.slots ? 0 : 1)), days: 2 } : {}),
      maxBreaks: Int32Array.from(range(pairs.participants), () =>
        options.caps ? dice.pick([0, 0, 1, UNBOUNDED]) : UNBOUNDED,
      ),
    },
    someStart: Int32Array.from(some.length > 0 ? [0, some.length] : [0]),
    someItems: Int32Array.from(some),
    someWish: Int32Array.from(some.length > 0 ? [0] : []),
  };
}

/** Some schedule that keeps every rule but caps, without sessions of too few guests: items in random order where they fit. */
export function someSchedule(problem: GroupProblem, dice: Dice): GroupState {
  const state = new GroupState(problem);
  for (let round = 0; round < 3; round++) {
    for (const i of dice.shuffled(range(state.items.count))) {
      const t = dice.below(problem.pairs.slots);
      if (state.slotOf[i] < 0 && state.fits(i, t)) state.place(i, t);
    }
  }
  state.dropShort();
  state.commit();
  return state;
}

export interface AgendaWorth {
  readonly breaks: number;
  readonly idle: number;
  /** Breaks beyond caps. */
  readonly overCap: number;
}

/** Counted slot by slot. */
export function agendasOf(problem: GroupProblem, slotOf: ItemSlots): AgendaWorth {
  const { pairs } = problem;
  const meetings = meetingsIn(problem, slotOf);
  const worth = { breaks: 0, idle: 0, overCap: 0 };
  for (const p of range(pairs.participants)) {
    const busy = range(pairs.slots).filter(t => meetings.some(({ slot, people }) => slot === t && people.includes(p)));
    const gaps = busy.slice(1).flatMap((t, k) => (pairs.day[t] === pairs.day[busy[k]] ? [t - busy[k] - 1] : []));
    const breaks = gaps.filter(gap => gap > 0).length;
    worth.breaks += breaks;
    worth.idle += gaps.reduce((sum, gap) => sum + gap, 0);
    worth.overCap += Math.max(0, breaks - pairs.maxBreaks[p]);
  }
  return worth;
}

/** How many demands a schedule meets. */
export function demandsIn(problem: GroupProblem, slotOf: ItemSlots): number {
  const sets = range(problem.someStart.length - 1).filter(k =>
    problem.someItems.subarray(problem.someStart[k], problem.someStart[k + 1]).some(i => slotOf[i] >= 0),
  );
  return worthOf(problem, slotOf).musts + sets.length;
}

export interface FoundSchedule extends AgendaWorth {
  readonly slotOf: ItemSlots;
  readonly demands: number;
  readonly promises: number;
  readonly points: number;
}

/** Every schedule without sessions of too few guests. */
export function everyGroupSchedule(problem: GroupProblem): FoundSchedule[] {
  const found: FoundSchedule[] = [];
  walkAll(problem, (slotOf, { promises, points, short }) => {
    if (short > 0) return;
    const demands = demandsIn(problem, slotOf);
    found.push({ slotOf: slotOf.slice(), demands, promises, points, ...agendasOf(problem, slotOf) });
  });
  return found;
}

/** A tiny event, often without its third slot, so that there are breaks, and the schedules that meet every demand. */
export function tinyEvent(seed: number) {
  const dice = new Dice(seed);
  const { pairs, ...groups } = tinyAgendas(dice, { people: 6, items: 7, slots: 5, musts: seed % 2 === 0 });
  const without = (mask: Int32Array) => (seed % 3 === 0 ? mask : mask.map(word => word & ~4));
  const problem = {
    ...groups,
    pairs: { ...pairs, available: without(pairs.available), domain: without(pairs.domain) },
    hostDomain: without(groups.hostDomain),
    seatDomain: without(groups.seatDomain),
  };
  const demands = allDemands(new GroupState(problem));
  return { problem, dice, kept: everyGroupSchedule(problem).filter(one => one.demands === demands) };
}

export const isBetter = (one: Reached, other: Reached) =>
  (one.promises - other.promises || one.points - other.points) > 0;
/** What is claimed is claimed of schedules that have both. */
export const isAsGood = (one: Reached, other: Reached) => one.promises >= other.promises && one.points >= other.points;
