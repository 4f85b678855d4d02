/** Breaks and idle slots: the meetings stay, their slots move, until nothing is left to gain or the effort ends. */
import type { Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { ChosenMeetings } from '../meetings.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaState } from './agenda-state.js';
import { agendaBounds, sharedFacts } from './bound.js';
import { type BreakStanding, KempeAnnealer } from './kempe.js';

export interface Agendas {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  readonly standing: BreakStanding;
  readonly breaksBound: number;
  readonly idleBound: number;
}

/** Moves of a first cooling: 2 million for 10 slots, 12 million for 22 (measured on the published benchmark). */
function firstMoves(problem: Problem, meetings: number): number {
  const perSlot = Math.min(12e6, Math.max(1e6, 25_000 * problem.slots * problem.slots));
  return Math.max(perSlot, 3000 * meetings);
}

/** Anneals the slots of the chosen meetings; unplaced musts start anywhere in their domain and pay for conflicts. */
export async function smoothAgendas(
  problem: Problem,
  chosen: ChosenMeetings,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<Agendas> {
  const meetings: number[] = [];
  for (let e = 0; e < problem.meetings; e++) if (chosen.slotOf[e] >= 0 || problem.must[e] === 1) meetings.push(e);
  const list = Int32Array.from(meetings);
  const start = list.map(e => (chosen.slotOf[e] >= 0 ? chosen.slotOf[e] : firstSlot(problem, e)));
  const facts = sharedFacts(problem, chosen.terms, chosen.duals, chosen.standing.points);
  const bounds = agendaBounds(problem, facts);
  const annealer = new KempeAnnealer(
    new AgendaState(problem, list, start),
    random,
    s => s.conflicts === 0 && s.overCap === 0 && s.breaks <= bounds.breaks && s.idle <= bounds.idle,
  );
  const say = (): void =>
    reporter.say('closing gaps in agendas', {
      breaks: [annealer.standing.breaks, bounds.breaks],
      idle: [annealer.standing.idle, bounds.idle],
    });
  say();
  const moves = firstMoves(problem, list.length) * budget.factor;
  for (const [share, first, last] of [
    [0.6, 0.8, 0.2],
    [0.4, 0.5, 0.15],
  ]) {
    if (annealer.done || budget.stopped) break;
    annealer.restore();
    await annealer.run(moves * share, first, last, budget);
    say();
  }
  const slotOf = new Int32Array(problem.meetings).fill(-1);
  list.forEach((e, i) => {
    slotOf[e] = annealer.best[i];
  });
  return { slotOf, standing: annealer.standing, breaksBound: bounds.breaks, idleBound: bounds.idle };
}

function firstSlot(problem: Problem, e: number): number {
  for (let t = 0; t < problem.slots; t++) {
    if ((problem.domain[e * problem.words + (t >> 5)] >>> (t & 31)) & 1) return t;
  }
  throw new Error('a meeting that must be held has an empty domain'); // buildProblem reports these as contradictions
}
