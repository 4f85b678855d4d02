/** Breaks and idle slots: the meetings stay, their slots move, until nothing is left to gain or the effort ends. */
import { firstSlot } from '../../model/order-rows.js';
import { countBits, degreesOf, type Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaState } from './agenda-state.js';
import { type BreakStanding, capsFirst } from './aim.js';
import { ProofBeside } from './beside.js';
import { type AgendaBounds, sumOf } from './bound.js';
import { fitsWords } from './fits-words.js';
import { type Cooling, KempeAnnealer, ROUNDS } from './kempe.js';
import type { AgendaTarget } from './proof.js';
import { fitsParts } from './slot-parts.js';

export interface Agendas {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  readonly breaks: number;
  readonly idle: number;
  /** Every must is held, no conflict, no meeting without a room, no cap exceeded. */
  readonly keepsRules: boolean;
  /** No schedule as good in the tiers before has fewer breaks, or at as few fewer idle slots. */
  readonly bounds: AgendaBounds;
}

/**
 * Moves in all: by slots, 2.5 million for 10 and 8 million from 18 on (measured on the published benchmark), but no more than
 * 20,000 a meeting and no fewer than 3,000 (of 6 million in all).
 * Chains grow with the event, so that from 12,500 meetings on fewer are made: 1.5 million at 100,000, or twice as many in parts.
 */
function movesFor(problem: Problem, meetings: number): number {
  const bySlots = Math.min(8e6, 25_000 * problem.slots * problem.slots);
  const byChains = (fitsParts(problem) ? 3e11 : 1.5e11) / Math.max(1, meetings);
  const ofLarge = openShare(problem) >= MOSTLY_OPEN ? MOVES_OF_LARGE.open : MOVES_OF_LARGE.others;
  const most = Math.min(meetings > LARGE && fitsWords(problem) ? ofLarge : 30e6, byChains);
  return Math.min(most, Math.max(Math.min(3000 * meetings, 6e6), Math.min(20_000 * meetings, bySlots)));
}

/** Of all pairs of a meeting and a slot, the share that may be. O(meetings · words). */
function openShare({ meetings, slots, domain }: Problem): number {
  return countBits(domain) / Math.max(1, meetings * slots);
}

/** Moves of a quick run: 100,000 at 2,500 meetings, more for fewer; at most so many, a few tenths of a second. */
const QUICK_MOVES_TIMES_MEETINGS = 2.5e8;
const MOST_QUICK_MOVES = 4e5;

/** Moves that an effort allows, and those of a standard one, for so many held meetings. */
export function movesOf(
  problem: Problem,
  slotOf: Int32Array,
  budget: Budget,
): { meetings: number; moves: number; standard: number } {
  const meetings = slotOf.reduce((count, t) => (t < 0 ? count : count + 1), 0);
  const standard = movesFor(problem, meetings);
  const quick = Math.min(MOST_QUICK_MOVES, QUICK_MOVES_TIMES_MEETINGS / Math.max(1, meetings));
  return { meetings, standard, moves: budget.amount(standard, quick) };
}

/** From so many meetings on one long cooling does better than two. */
const LARGE = 1000;
/**
 * Where these fit words: with 8 million, four events had 2 % fewer breaks at most; but where nearly every meeting can be at any
 * time, no agenda has to have breaks, and eight such events had 7 % fewer.
 */
const MOVES_OF_LARGE = { open: 8e6, others: 4.8e6 };
const MOSTLY_OPEN = 0.9;

interface CoolingPlan extends Omit<Cooling, 'moves' | 'aim'> {
  readonly share: number;
  /** Only while someone is over its `max_breaks`: points are paid, if there are any to pay. */
  readonly pays?: boolean;
  /** Only where points were paid. */
  readonly follows?: boolean;
  /** Share of `WORK_ALONE` after it. */
  readonly proof: number;
}

/**
 * Shares of the moves, and temperatures in breaks, of one cooling after the other. The first is short: where it comes close, a
 * solver is sooner done with the rest.
 */
const COOLINGS: readonly CoolingPlan[] = [
  { share: 0.15, first: 0.8, last: 0.2, proof: 0.5 },
  { share: 1, first: 3, last: 0.6, pays: true, proof: 0 },
  { share: 0.4, first: 0.8, last: 0.2, proof: 0 },
  { share: 0.4, first: 0.5, last: 0.15, proof: 1 },
];
const COOLINGS_OF_LARGE: readonly CoolingPlan[] = [
  { share: 1, first: 0.6, last: 0.15, proof: 1 },
  { share: 1, first: 2, last: 0.2, pays: true, proof: 1 },
  { share: 0.4, first: 0.6, last: 0.15, follows: true, proof: 1 },
];
/** Where no points can be paid, breaks over caps all the same come first. */
const CAPS_ALONE = { meeting: 8, overCap: 1, stray: 0, others: 3 };
/** Once no fewer breaks are possible, this share of the moves looks for fewer idle slots. */
const IDLE: CoolingPlan = { share: 0.15, first: 0.3, last: 0.15, proof: 1 };

/** Rounds of annealing from one joint with the proof to the next; work of the proof that takes about as long as a move. */
const ROUNDS_A_JOINT = 40;
const WORK_A_MOVE = 7000;
const WORK_A_FAST_MOVE = 3500;
/**
 * Work of prover and finder each when they go on alone, by tier, and in one slice of them: each slice starts slowly, and long ones
 * find more.
 */
const WORK_ALONE = { breaks: 10e10, idle: 1e10 };
const WORK_A_SLICE = { breaks: 2e10, idle: 10e10 };
/** Work on looking near the best schedule, however far from the bound, and in a slice; fewer idle slots are not worth the seconds. */
const MOST_NEARBY = 8e10;
const SLICE_NEARBY = 5e9;
/** How close to the bound a schedule has to be for them to go on alone; the closer, the longer. */
const CLOSE = { breaks: 10, idle: 3 };
/** So much closer a finder may come at once where little can be moved, and prices say no more than clauses: that is seen in this share of the work. */
const LEAP = { breaks: 20, idle: 0, share: 0.05, slice: 2.5e9 };
/** How many times as much work the efforts do alone, and how many times as far from the bound. */
const THOROUGH = { breaks: { work: 20, close: 2 }, idle: { work: 100, close: 4 } };
const STANDARD = { work: 1, close: 1 };

/**
 * Anneals the slots of the chosen meetings; unplaced musts start anywhere in their domain and pay for conflicts. Beside it a
 * proof comes up from below, and goes on alone when annealing is over.
 * @param targetOf what schedules as good as the given one in promises and points have in common
 * @param areBoundsTold if not, large events do without a proof, for the end of which they would wait
 */
export async function smoothAgendas(
  problem: Problem,
  chosen: Int32Array,
  targetOf: (slotOf: Int32Array) => Promise<AgendaTarget>,
  budget: Budget,
  random: Random,
  reporter: Reporter,
  areBoundsTold = true,
): Promise<Agendas> {
  const start = chosen.map((t, e) =>
    t < 0 && problem.must[e] === 1 ? firstSlot(problem.domain, e, problem.words) : t,
  );
  const state = new AgendaState(problem, start);
  const annealer = new KempeAnnealer(state, random);
  const { meetings, moves, standard } = movesOf(problem, start, budget);
  const isLarge = meetings > LARGE;
  const isProved = !budget.isQuick && (areBoundsTold || !isLarge);
  const proofOf = async (slotOf: Int32Array): Promise<ProofBeside> =>
    new ProofBeside(await targetOf(slotOf), annealer, budget, isProved);
  let beside = await proofOf(start);
  annealer.enough = standing =>
    beside.isHopeless ||
    (beside.covers(standing) && standing.breaks <= beside.bounds.breaks && standing.idle <= beside.bounds.idle);
  const say = (): void => {
    const { breaks, idle } = annealer.standing;
    const { bounds } = beside;
    reporter.say('closing gaps in agendas', { breaks: [breaks, bounds.breaks], idle: [idle, bounds.idle] });
  };
  const join = async (work: number): Promise<void> => {
    await beside.join(work);
    say();
  };
  /** What was paid for `max_breaks` makes other schedules as good as the best one. */
  const renew = async (): Promise<void> => {
    if (!beside.isOutdated) return;
    await beside.end();
    beside = await proofOf(annealer.best);
  };
  const spent = { breaks: 0, idle: 0, nearby: 0 };
  let hasPaid = false;
  say();
  try {
    // A thorough run does what a standard one does, proves at length, and anneals on if that was of no avail.
    for (const share of moves > standard ? [standard, moves - standard] : [moves]) {
      for (const plan of isLarge ? COOLINGS_OF_LARGE : COOLINGS) {
        await renew();
        if (annealer.done || budget.stopped) break;
        if ((plan.pays && annealer.standing.overCap === 0) || (plan.follows && !hasPaid)) continue;
        const isSettled = beside.tier === 'idle';
        const { share: part, proof, pays, first, last } = isSettled ? IDLE : plan;
        const cooling = { first, last, moves: share * part };
        if (pays && problem.must.includes(0) && annealer.standing.conflicts === 0) {
          hasPaid = true;
          const { payForCaps } = await import('./cap-payments.js');
          const cool = (who: KempeAnnealer, how: Cooling): Promise<void> => anneal(who, how, budget, join);
          await payForCaps(
            problem,
            { state, annealer, anneal: cool },
            { moves: share * part, meetings, isLarge },
            budget,
            random,
          );
        } else
          await anneal(annealer, pays ? { ...cooling, aim: capsFirst(problem, CAPS_ALONE) } : cooling, budget, join);
        await renew();
        await proveAlone(beside, spent, proof, budget, say);
        if (isSettled) break;
      }
    }
    await beside.countIdle();
  } finally {
    await beside.end();
  }
  say();
  const kept = await withinCaps(problem, annealer.best, annealer.standing);
  const bounds = beside.covers(annealer.standing) ? beside.bounds : sumOf((await targetOf(kept.slotOf)).least);
  return { ...kept, bounds };
}

/** One cooling from the best schedule on; at its joints as much of the proof is asked for as takes about as long. */
async function anneal(
  annealer: KempeAnnealer,
  cooling: Cooling,
  budget: Budget,
  join: (work: number) => Promise<void>,
): Promise<void> {
  annealer.restore();
  const workAMove = annealer.isFast ? WORK_A_FAST_MOVE : WORK_A_MOVE;
  const work = (cooling.moves * ROUNDS_A_JOINT * workAMove) / ROUNDS;
  await annealer.run(cooling, budget, async round => {
    // After the last round nothing would go on beside it.
    if (round % ROUNDS_A_JOINT === ROUNDS_A_JOINT - 1 && round < ROUNDS - 1) await join(work);
  });
}

/**
 * @param spent work done so far, by tier; added to
 * @param share of the work that is allowed in all
 */
async function proveAlone(
  beside: ProofBeside,
  spent: { breaks: number; idle: number; nearby: number },
  share: number,
  budget: Budget,
  say: () => void,
): Promise<void> {
  await beside.hear();
  if (share === 0) return;
  if (!budget.stopped) await beside.countTogether(share >= 1);
  /** Whether the last slice from anew found nothing. */
  let wasInVain = false;
  while (!beside.done && !budget.stopped) {
    const { tier, gap } = beside;
    const { work, close } = budget.isThorough ? THOROUGH[tier] : STANDARD;
    const most = WORK_ALONE[tier] * work;
    const done = spent[tier] / most;
    const near = CLOSE[tier] * close * (1 - done);
    const leap = done < LEAP.share && !beside.pricesSayMore ? LEAP[tier] : 0;
    const isNear = done < share && gap <= near + leap;
    const isPromising = tier === 'breaks' && beside.isPromising && spent.nearby < MOST_NEARBY * work;
    if (!isNear && !isPromising) return;
    if (isPromising && (wasInVain || !isNear)) {
      spent.nearby += SLICE_NEARBY;
      await beside.advance(SLICE_NEARBY, 'nearby');
    } else {
      const slice = Math.min(gap > near ? LEAP.slice : WORK_A_SLICE[tier], most);
      spent[tier] += slice;
      await beside.advance(slice, 'anywhere');
      wasInVain = beside.gap >= gap;
    }
    say();
  }
}

/** Musts that were not placed may have been put in beyond someone's `max_meetings`. */
function keepsMaxima(problem: Problem, slotOf: Int32Array): boolean {
  return degreesOf(problem, slotOf).every((meetings, p) => meetings <= problem.maxMeetings[p]);
}

/** Gives meetings up where someone's `max_breaks` could not be kept otherwise. */
async function withinCaps(
  problem: Problem,
  slotOf: Int32Array,
  standing: BreakStanding,
): Promise<Omit<Agendas, 'bounds'>> {
  const { overCap, breaks, idle } = standing;
  const fits = standing.conflicts === 0 && keepsMaxima(problem, slotOf);
  if (!fits || overCap === 0) return { slotOf, breaks, idle, keepsRules: fits };
  const { keepCaps } = await import('./caps.js');
  const kept = keepCaps(problem, slotOf);
  const state = new AgendaState(problem, kept.slotOf);
  return { slotOf: kept.slotOf, breaks: state.breaks, idle: state.idle, keepsRules: kept.isKept };
}
