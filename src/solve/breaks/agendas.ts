/** Breaks and idle slots: the meetings stay, their slots move, until nothing is left to gain or the effort ends. */
import type { Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaState } from './agenda-state.js';
import type { AgendaBounds } from './bound.js';
import { keepCaps } from './caps.js';
import { type BreakStanding, KempeAnnealer } from './kempe.js';

export interface Agendas {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  readonly breaks: number;
  readonly idle: number;
  /** Every must is held, no conflict, no meeting without a room, no cap exceeded. */
  readonly keepsRules: boolean;
}

/**
 * Moves in all: by slots, 2 million for 10 and 12 million for 22 (measured on the published benchmark), but no more than
 * 20,000 a meeting and no fewer than 3,000 (of 6 million in all).
 * Chains grow with the event, so that from 10,000 meetings on fewer are made: 15 million there, 1.5 million at 100,000.
 */
function movesFor(problem: Problem, meetings: number): number {
  const bySlots = Math.min(meetings > 1000 ? 6e6 : 12e6, 25_000 * problem.slots * problem.slots);
  const most = Math.min(30e6, 1.5e11 / Math.max(1, meetings));
  return Math.min(most, Math.max(Math.min(3000 * meetings, 6e6), Math.min(20_000 * meetings, bySlots)));
}

/** Moves of a quick run: 80,000 at 2,500 meetings, more for fewer. */
const QUICK_MOVES_TIMES_MEETINGS = 2e8;

/**
 * Shares of the moves, and temperatures in breaks, of one cooling after the other. Points are paid only while someone is over
 * its `max_breaks` and a cooling without payment could not help it.
 */
const COOLINGS = [
  { share: 0.5, first: 0.8, last: 0.2, pays: false },
  { share: 0.5, first: 2, last: 0.2, pays: true },
  { share: 0.5, first: 0.5, last: 0.15, pays: false },
] as const;

/**
 * Anneals the slots of the chosen meetings; unplaced musts start anywhere in their domain and pay for conflicts.
 * @param bounds stop early when these are reached
 */
export async function smoothAgendas(
  problem: Problem,
  chosen: Int32Array,
  bounds: AgendaBounds,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<Agendas> {
  const start = chosen.map((t, e) => (t < 0 && problem.must[e] === 1 ? firstSlot(problem, e) : t));
  const state = new AgendaState(problem, start);
  const { promises, points } = state;
  const annealer = new KempeAnnealer(
    state,
    random,
    s =>
      s.conflicts === 0 &&
      s.overCap === 0 &&
      s.promises >= promises &&
      s.points >= points &&
      s.breaks <= bounds.breaks &&
      s.idle <= bounds.idle,
  );
  const say = (): void => {
    const { breaks, idle } = annealer.standing;
    reporter.say('closing gaps in agendas', { breaks: [breaks, bounds.breaks], idle: [idle, bounds.idle] });
  };
  say();
  const meetings = start.reduce((count, t) => (t < 0 ? count : count + 1), 0);
  const moves = budget.amount(movesFor(problem, meetings), QUICK_MOVES_TIMES_MEETINGS / Math.max(1, meetings));
  for (const { share, first, last, pays } of COOLINGS) {
    if (annealer.done || budget.stopped) break;
    if (pays && annealer.standing.overCap === 0) continue;
    annealer.restore();
    await annealer.run({ moves: moves * share, first, last, pays }, budget, say);
    say();
  }
  return withinCaps(problem, annealer.best, annealer.standing);
}

/** Musts that were not placed may have been put in beyond someone's `max_meetings`. */
function keepsMaxima(problem: Problem, slotOf: Int32Array): boolean {
  const degree = new Int32Array(problem.participants);
  slotOf.forEach((t, e) => {
    if (t < 0) return;
    degree[problem.a[e]]++;
    degree[problem.b[e]]++;
  });
  return degree.every((meetings, p) => meetings <= problem.maxMeetings[p]);
}

/** Gives meetings up where someone's `max_breaks` could not be kept otherwise. */
function withinCaps(problem: Problem, slotOf: Int32Array, standing: BreakStanding): Agendas {
  const { overCap, breaks, idle } = standing;
  const fits = standing.conflicts === 0 && keepsMaxima(problem, slotOf);
  if (!fits || overCap === 0) return { slotOf, breaks, idle, keepsRules: fits };
  const kept = keepCaps(problem, slotOf);
  if (!kept) return { slotOf, breaks, idle, keepsRules: false };
  const state = new AgendaState(problem, kept);
  return { slotOf: kept, breaks: state.breaks, idle: state.idle, keepsRules: true };
}

function firstSlot(problem: Problem, e: number): number {
  for (let t = 0; t < problem.slots; t++) {
    if ((problem.domain[e * problem.words + (t >> 5)] >>> (t & 31)) & 1) return t;
  }
  throw new Error('a meeting that must be held has an empty domain'); // buildProblem reports these as contradictions
}
