/** Breaks and idle slots of events with groups: promises and points stay, everything else moves until nothing is left to gain. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import { type CapPrices, hasFewer } from '../breaks/aim.js';
import { type AgendaBounds, type LeastOfEach, sumOf } from '../breaks/bound.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaAnnealer, type GroupCooling } from './agenda-anneal.js';
import { leastOfGroups, type Reached } from './agenda-bounds.js';
import { keepGroupCaps } from './agenda-caps.js';
import { type SharedOfGroups, sharedByGroups } from './agenda-facts.js';
import type { GroupWorth } from './agenda-formula.js';
import { AgendaLedger } from './agenda-ledger.js';
import type { GroupBounds } from './bounds.js';
import { BoundsBeside } from './bounds-beside.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GroupState } from './state.js';

export interface GroupAgendas {
  readonly slots: ItemSlots;
  /** Meeting that each interpreter serves in each slot, as `Interpreters.serves`; empty without interpreters. */
  readonly serves: Int32Array;
  readonly promises: number;
  /** In the problem's integer points. */
  readonly points: number;
  readonly breaks: number;
  readonly idle: number;
  /** Every demand is met and no cap exceeded; the other rules are kept in any case. */
  readonly keepsRules: boolean;
  /** No schedule at least as good in promises and points has fewer breaks, and none of as few fewer idle slots. */
  readonly bounds: AgendaBounds;
}

/** What was proved about promises and points. */
export type Proved = Pick<GroupBounds, 'terms' | 'prices'>;

/** What is known beside the schedule. */
interface Known {
  /** Who interprets in it; left out: interpreters are sought anew. */
  readonly serves?: Int32Array;
  readonly proved?: Proved;
}

/** Moves of a standard run: so many a held item, and no more than a share that is the same for all with a little for each. */
const MOVES = { eachOfFew: 10_000, forAll: 1.6e6, each: 400, most: 8e6 } as const;
/** Moves of a quick run, which has a second: each takes longer where there are more than 500 held items. */
const QUICK_MOVES = { most: 100_000, timesItems: 5e7 } as const;

/** A cooling with a share of the moves, and temperatures in breaks. */
type Plan = Omit<GroupCooling, 'moves'> & { readonly share: number };

const FIRST: Plan = { share: 1, first: 0.8, last: 0.15 };
/**
 * Where someone is still over its `max_breaks`, points are paid in two ways, and the better end counts: one-to-ones are worth the
 * higher price, sessions need the higher temperature. A quick run pays in the first way alone.
 */
const PAYMENTS = [
  { share: 0.5, first: 0.8, last: 0.3, meeting: 8 },
  { share: 2, first: 4, last: 0.6, meeting: 4 },
] as const;
/** What a break over a cap costs, in breaks, and other breaks and idle slots in twentieths of one. */
const OVER_CAP = 8;
const OTHERS = 3;
/** Share of the points after which no other way to pay is tried. */
const LITTLE_LOST = 0.98;
/** Coolings that follow, at half the price each, while breaks over caps are left. */
const CHEAPER = { share: 0.5, first: 1.5, last: 0.3 } as const;
/** More points within all caps, then fewer breaks at as many points. */
const WITHIN: Plan = { share: 1, first: 2, last: 0.3, pays: pricesAt(8, 3 * OVER_CAP), strict: true };
/** Once clauses found fewer breaks: idle slots of as few. */
const IDLE: Plan = { share: 0.15, first: 0.3, last: 0.15 };
const LAST: Plan = { share: 0.5, first: 0.5, last: 0.15 };

/**
 * Fewer breaks, then fewer idle slots, at promises and points no worse than those of the start; less of both only where
 * someone's `max_breaks` cannot be kept otherwise.
 * @param start a schedule that keeps every rule but `max_breaks`, without sessions of too few guests
 * @returns the same for the same arguments, unless a time limit ends the budget
 */
export async function smoothGroupAgendas(
  problem: GroupProblem,
  start: ItemSlots,
  budget: Budget,
  random: Random,
  reporter: Reporter,
  given: Known = {},
): Promise<GroupAgendas> {
  const whole = new GroupState(problem);
  whole.adopt(start, given.serves);
  whole.dropShort();
  const isComplete = demandsMet(whole) === allDemands(whole);
  const sharedAt = (reached: Reached): SharedOfGroups =>
    sharedByGroups(problem, isComplete ? given.proved : undefined, reached);
  const before = new AgendaLedger(whole).standing;
  const shared = sharedAt(before);
  const { event, facts } = shared;
  const leastBefore = leastOfGroups(problem, facts, before);
  const beside = isComplete ? BoundsBeside.begin(problem, shared, before, before, budget) : undefined;
  try {
    const search = new AgendaSearch(random, budget, reporter, sumOf(leastBefore));
    // What cannot be in a schedule as good is not tried.
    await search.smooth(stateOf(event, whole) ?? whole);
    search.show(whole);
    if (search.overCap > 0) {
      await search.pay(whole);
      search.show(whole);
    }
    const keepsCaps = new AgendaLedger(whole).standing.overCap === 0 || keepGroupCaps(whole);
    const after = new AgendaLedger(whole).standing;
    const isAsBefore = after.promises === before.promises && after.points === before.points;
    const isNoWorse = after.promises >= before.promises && after.points >= before.points;
    const equals = isAsBefore ? shared : sharedAt(after);
    const least = isAsBefore ? leastBefore : leastOfGroups(problem, equals.facts, after);
    const own = sumOf(least);
    const known = (isNoWorse ? await beside?.bounds(own, after) : undefined) ?? own;
    const keepsRules = keepsCaps && demandsMet(whole) === allDemands(whole);
    const proved = keepsRules ? await search.settle(whole, { shared: equals, reached: after }, least, known) : known;
    const { promises, points, breaks, idle } = new AgendaLedger(whole).standing;
    return {
      slots: whole.slotOf.slice(),
      serves: servesOf(whole),
      promises,
      points,
      breaks,
      idle,
      keepsRules,
      bounds: isNoWorse && beside ? { ...proved, idle: Math.max(proved.idle, beside.idleAt(breaks)) } : proved,
    };
  } finally {
    await beside?.end();
  }
}

/**
 * Fewest breaks of schedules that are as good as this one in promises and points, and fewest idle slots of those of as few breaks.
 * @param reached of a schedule that meets every demand
 */
export async function boundsOfEqual(
  problem: GroupProblem,
  reached: Reached & AgendaBounds,
  proved: Proved,
  budget: Budget,
): Promise<AgendaBounds> {
  const shared = sharedByGroups(problem, proved, reached);
  const bounds = sumOf(leastOfGroups(problem, shared.facts, reached));
  const beside = BoundsBeside.begin(problem, shared, reached, reached, budget);
  try {
    return (await beside?.bounds(bounds, reached)) ?? bounds;
  } finally {
    await beside?.end();
  }
}

function servesOf({ interpreters }: GroupState): Int32Array {
  return (interpreters?.serves ?? new Int32Array(0)).slice();
}

/** The same schedule in another form of the event; nothing where it does not fit. */
function stateOf(event: GroupProblem, other: GroupState): GroupState | undefined {
  if (event === other.problem) return other;
  const state = new GroupState(event);
  const fits = other.slotOf.every((t, i) => t < 0 || hasBit(state.items.domain, i * event.pairs.words, t));
  if (!fits) return undefined;
  state.adopt(other.slotOf, other.interpreters?.serves);
  return state;
}

/** Coolings, and the best schedule they found. */
class AgendaSearch {
  private best: AgendaAnnealer | undefined;

  constructor(
    private readonly random: Random,
    private readonly budget: Budget,
    private readonly reporter: Reporter,
    private bounds: AgendaBounds,
  ) {}

  /** Breaks of the best schedule over caps. */
  get overCap(): number {
    return this.best?.standing.overCap ?? 0;
  }

  /** Fewer breaks and idle slots than in the schedule of a state, at no cost. */
  async smooth(state: GroupState): Promise<void> {
    this.best = this.annealerOf(state);
    await this.cool(this.best, FIRST);
  }

  private annealerOf(state: GroupState): AgendaAnnealer {
    const annealer = new AgendaAnnealer(state, this.random);
    annealer.enough = ({ overCap, breaks, idle }) =>
      overCap === 0 && breaks <= this.bounds.breaks && idle <= this.bounds.idle;
    return annealer;
  }

  /**
   * The last breaks of a small event by clauses, and then idle slots of what they found; becomes the schedule of the state.
   * @param state keeps every rule
   * @param least of each participant in schedules of the worth
   * @param known bounds of these schedules
   * @returns what is proved of them
   */
  async settle(state: GroupState, worth: GroupWorth, least: LeastOfEach, known: AgendaBounds): Promise<AgendaBounds> {
    // A quick run does not load it.
    if (this.budget.isQuick) return known;
    const { hasClauses, proveGroupAgendas } = await import('./agenda-proof.js');
    const within = hasClauses(worth) ? stateOf(worth.shared.event, state) : undefined;
    if (!within) return known;
    this.bounds = known;
    const annealer = this.annealerOf(within);
    this.best = annealer;
    const { breaks } = annealer.standing;
    const proved = await proveGroupAgendas(worth, least, known, annealer, this.budget, sofar => {
      this.bounds = sofar;
      this.say(annealer);
    });
    annealer.restore();
    if (annealer.standing.breaks < breaks) await this.cool(annealer, IDLE);
    this.show(state);
    const { promises, points } = annealer.standing;
    // What was proved of idle slots is about breaks as few as those of a schedule of no more worth.
    const isEqual = promises === worth.reached.promises && points === worth.reached.points;
    return isEqual ? proved : { breaks: proved.breaks, idle: Math.max(proved.breaks, sumOf(least).idle) };
  }

  /** Points for breaks over caps, from the best schedule on. */
  async pay(state: GroupState): Promise<void> {
    const { budget, random } = this;
    const before = this.best!;
    let paid = before;
    for (const payment of budget.isQuick ? PAYMENTS.slice(0, 1) : PAYMENTS) {
      state.adopt(before.best, state.interpreters && before.bestServes);
      const annealer = new AgendaAnnealer(state, random);
      const { meeting: dearest, ...cooling } = payment;
      await this.cool(annealer, { ...cooling, pays: pricesAt(dearest, OVER_CAP) });
      annealer.giveUpRest();
      for (let meeting = dearest / 2; meeting >= 1 && annealer.overCap > 0; meeting /= 2) {
        await this.cool(annealer, { ...CHEAPER, pays: pricesAt(meeting, OVER_CAP) });
        annealer.giveUpRest();
      }
      if (paid === before || hasFewer(annealer.standing, paid.standing)) paid = annealer;
      const { overCap, promises, points } = paid.standing;
      if (overCap === 0 && promises >= before.standing.promises && points >= LITTLE_LOST * before.standing.points)
        break;
    }
    paid.restore();
    await this.cool(paid, WITHIN);
    paid.enough = before.enough;
    paid.restore();
    await this.cool(paid, LAST);
    this.best = paid;
  }

  private async cool(annealer: AgendaAnnealer, { share, ...cooling }: Plan): Promise<void> {
    const { budget } = this;
    const say = (): void => this.say(annealer);
    say();
    if (annealer.done || budget.stopped) return;
    const moves = movesOf(annealer.state, budget) * share;
    await annealer.run({ ...cooling, moves }, budget, say);
  }

  private say({ standing: { breaks, idle } }: AgendaAnnealer): void {
    const { bounds, reporter } = this;
    reporter.say('closing gaps in agendas', { breaks: [breaks, bounds.breaks], idle: [idle, bounds.idle] });
  }

  /** Makes the best schedule that of a state. */
  show(state: GroupState): void {
    if (this.best) state.adopt(this.best.best, state.interpreters && this.best.bestServes);
  }
}

/** @param overCap in breaks, as the meeting is */
function pricesAt(meeting: number, overCap: number): CapPrices {
  return { meeting, overCap: overCap / meeting, stray: 0, others: OTHERS };
}

/** Moves that an effort allows for so many held items. */
export function movesOf({ slotOf }: GroupState, budget: Budget): number {
  const held = slotOf.reduce((count, t) => (t < 0 ? count : count + 1), 0);
  const { eachOfFew, forAll, each, most } = MOVES;
  const quickMost = Math.min(QUICK_MOVES.most, QUICK_MOVES.timesItems / Math.max(1, held));
  return budget.amount(Math.min(eachOfFew * held, forAll + each * held, most), quickMost);
}
