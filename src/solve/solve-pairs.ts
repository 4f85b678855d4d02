/** The recipe for one-to-ones. Read it and you know the algorithm; each step is a file beside this one. */
import { buildProblem } from '../model/build.js';
import { type Unions, withUnions } from '../model/limits.js';
import type { SolveOutcome, Stop } from '../model/outcome.js';
import type { Problem } from '../model/problem.js';
import { interpreterSlots } from '../model/speech.js';
import { activitiesHeld, heldIn } from './activities.js';
import { allot } from './allotment.js';
import { type Agendas, smoothAgendas } from './breaks/agendas.js';
import { sumOf } from './breaks/bound.js';
import { fitsWords } from './breaks/fits-words.js';
import { payPoints } from './breaks/price-list.js';
import { fitsParts } from './breaks/slot-parts.js';
import { type Budget, TIME } from './budget.js';
import { canKeepMusts, innocentLocks, keepMusts } from './contradictions.js';
import { needsRests } from './interpreter-rests.js';
import { assignInterpreters, fittingPart, withInterpretersIn } from './interpreters.js';
import { unionsOfRelaxation } from './limit-rows.js';
import { MeetingWork } from './meeting-work.js';
import { MeetingChooser } from './meetings.js';
import { isOverfull } from './overfull.js';
import { Random } from './random.js';
import type { Refusal } from './refusal.js';
import { Reporter } from './reporter.js';
import { type RestPlan, RestPlanner, restedSlots } from './rest-plans.js';
import { AgendaTargets, type Chosen, type Placed, type RestedBounds, toSolution } from './result.js';
import { RoomPlanner } from './rooms.js';
import type { Recipe } from './row-generation.js';
import { countUnions, joinUnions, shortUnions } from './short-unions.js';
import { placedPart } from './slot-matching.js';
import type { SolveOptions } from './solve.js';

/** Where musts find no place among those that are allotted, others are allotted so many times. */
const MOST_ALLOTTED = 7;

/** Events of one-to-ones alone: promises → points → breaks → idle → moves. */
export const PAIRS: Recipe<Problem, Int32Array> = {
  build: buildProblem,
  hasAllLimits: problem => problem.hasAllLimits,
  withUnions,
  canKeepMusts,
  innocentLocks,
  isOverfull: problem => isOverfull(problem, false),
  keepMusts: (problem, budget) => keepMusts(problem, new Int32Array(problem.meetings).fill(-1), budget),
  async direct(problem, options, budget) {
    // Rooms alone are sooner found to run short by schedules.
    if (!problem.uncounted?.interpreters) return undefined;
    const unions = await unionsOfRelaxation(problem, budget.part(TIME.toPlan));
    return countUnions(unions) > 0 ? settled(withUnions(problem, unions), options, budget) : undefined;
  },
  async attempt(problem, options, budget, earlier) {
    const settle = (from: Int32Array) => (asked: SolveOptions, inTime: Budget) => settled(problem, asked, inTime, from);
    const { solver, selected, isTired } = await selectedFor(problem, options, budget, earlier);
    const lacking = solver.shortOf(selected);
    // Agendas are smoothed once there are rooms.
    if (countUnions(lacking) > 0)
      return { slots: selected, isMended: false, short: lacking, finish: undefined, settle: settle(selected) };
    if (isTired)
      return {
        ...{ slots: selected, isMended: false, short: lacking, settle: settle(selected) },
        finish: () => solver.withRests(selected, options, budget),
      };
    const chosen = await solver.smooth(selected);
    if ('refused' in chosen) return chosen;
    const { slotOf } = chosen.agendas;
    const short = slotsTold(chosen)
      .map(one => solver.shortOf(one))
      .reduce(joinUnions);
    const finish = async (): Promise<SolveOutcome> => {
      const placed = await solver.place(chosen);
      return placed ? solver.result(chosen, placed) : solver.withRests(slotOf, options, budget);
    };
    const isSeated = countUnions(short) === 0;
    return { slots: slotOf, isMended: false, short, finish: isSeated ? finish : undefined, settle: settle(slotOf) };
  },
};

/** A schedule to go on from, and who made it. */
interface Selected {
  readonly solver: Solver;
  readonly selected: Int32Array;
  /** Whether its slots leave interpreters no rest, which is to be planned then; never said where nobody knows where to rest best. */
  readonly isTired: boolean;
}

/**
 * Where interpreters need rests a schedule is made in a hurry first: if it leaves them none, the best ones hardly do.
 * @param findsPlaces as a `Solver` takes it
 */
async function selectedFor(
  problem: Problem,
  options: SolveOptions,
  budget: Budget,
  from: Int32Array | undefined,
  findsPlaces = false,
): Promise<Selected> {
  const select = async (how: SolveOptions, time: Budget): Promise<Selected> => {
    const solver = new Solver(problem, how, time, interpreterSlots(problem.event), findsPlaces);
    const selected = await solver.select(from);
    // Whether every must can be kept is another question, which comes first.
    const mayBeTired = canPlanRests && holdsMusts(problem, selected) && countUnions(solver.shortOf(selected)) === 0;
    return { solver, selected, isTired: mayBeTired && !(await solver.interpret(selected)) };
  };
  const canPlanRests = needsRests(problem) && new MeetingWork(problem, budget).fitsSimplex;
  if (canPlanRests && !budget.isQuick) {
    const hurried = await select({ ...options, effort: 'quick' }, budget.part(TIME.toPlan).quick());
    if (hurried.isTired) return hurried;
  }
  return select(options, budget);
}

/** A schedule made as every meeting finds its place; `undefined` where none is found. */
async function settled(
  problem: Problem,
  options: SolveOptions,
  budget: Budget,
  from?: Int32Array,
): Promise<SolveOutcome | undefined> {
  const { solver, selected, isTired } = await selectedFor(problem, options, budget, from, true);
  if (isTired) return solver.withRests(selected, options, budget);
  const seated = await solver.smoothSeated(selected);
  const placed = seated && (await solver.place(seated.chosen));
  if (!placed) return needsRests(problem) ? solver.withRests(selected, options, budget) : undefined;
  return solver.result(seated.isExact ? seated.chosen : await solver.judged(seated.chosen), placed);
}

class Solver {
  private readonly random: Random;
  /** Of the chooser. */
  private readonly time: Budget;
  private readonly reporter: Reporter;
  private readonly chooser: MeetingChooser;
  private readonly targets: AgendaTargets;

  constructor(
    private readonly problem: Problem,
    private readonly options: SolveOptions,
    private readonly budget: Budget,
    /** Slots in which each interpreter may work: interpreters × words. */
    private readonly open: Int32Array,
    /** Whether meetings are chosen as they find their places where limits are not all counted; it takes longer. */
    private readonly findsPlaces = false,
  ) {
    this.random = new Random(options.seed);
    this.time = budget.part();
    this.reporter = new Reporter(problem, options.onProgress);
    const seen = findsPlaces ? problem : { ...problem, uncounted: undefined };
    this.chooser = new MeetingChooser(seen, this.time, this.random, this.reporter, options.engine);
    this.targets = new AgendaTargets(problem, this.chooser);
  }

  /**
   * Which meetings take place; not all that must, if that is not to be had at once.
   * @param earlier a schedule to go on from, as far as it fits the limits
   */
  select(earlier?: Int32Array): Promise<Int32Array> {
    const part = earlier && fittingPart(this.problem, earlier);
    const from = part && this.findsPlaces ? placedPart(this.problem, part) : part;
    return this.time.within(TIME.toChoose, () => this.chooser.choose(from));
  }

  /** When they do, and others in their place where these cannot keep every rule. */
  async smooth(selected: Int32Array): Promise<Chosen | { readonly refused: Refusal }> {
    const { problem, budget, random, reporter } = this;
    const { keepPoints } = this.options;
    const targetOf = (slotOf: Int32Array) => this.targets.of(slotOf);
    const smooth = (slotOf: Int32Array): Promise<Agendas> => {
      const time = keepPoints === undefined ? budget : budget.part(TIME.toSmooth);
      return smoothAgendas(problem, slotOf, targetOf, time, random, reporter);
    };
    let agendas = holdsMusts(problem, selected) ? await smooth(selected) : undefined;
    if (!agendas?.keepsRules) {
      const musts = await keepMusts(problem, agendas?.slotOf ?? selected, budget);
      if (musts.kind === 'refused') return { refused: musts.refusal };
      agendas = await smooth(await this.select(musts.slotOf));
      if (!agendas.keepsRules) agendas = await smooth(musts.slotOf);
    }
    if (keepPoints === undefined || !agendas.keepsRules) return { agendas };
    return payPoints(problem, agendas, keepPoints, targetOf, budget, random, reporter);
  }

  /**
   * The same where meetings find their places as they are chosen; where rules do not let them be smoothed so, with the places that
   * are allotted to them, whose bounds are none of the event.
   */
  async smoothSeated(
    selected: Int32Array,
  ): Promise<{ readonly chosen: Chosen; readonly isExact: boolean } | undefined> {
    const { problem, options, budget, open } = this;
    const seated = fitsWords(problem) || fitsParts(problem) ? await this.smooth(selected) : undefined;
    const isWhole = seated && !('refused' in seated) && seated.agendas.keepsRules;
    if (isWhole && slotsTold(seated).every(one => countUnions(this.shortOf(one)) === 0))
      return { chosen: seated, isExact: true };
    const random = new Random(options.seed);
    for (let turn = 0; turn === 0 || (turn < MOST_ALLOTTED && !budget.stopped); turn++) {
      const allotted = allot(problem, selected, open, random);
      const solver = new Solver(allotted.problem, options, budget, open);
      const again = await solver.smooth(await solver.select(allotted.slotOf));
      if (!('refused' in again)) return { chosen: again, isExact: false };
    }
    return undefined;
  }

  /** What the meetings are short of, each in its slot. */
  shortOf(slotOf: Int32Array): Unions {
    return shortUnions(this.problem, activitiesHeld(this.problem, slotOf), this.open);
  }

  /** With which interpreters; `undefined` where these find no rest. */
  interpret(slotOf: Int32Array): Promise<Int32Array | undefined> {
    return assignInterpreters(this.problem, activitiesHeld(this.problem, slotOf), this.open, this.budget);
  }

  /** In which rooms, and with which interpreters; `undefined` where these find no rest. */
  async place({ agendas }: Chosen): Promise<Placed | undefined> {
    const { problem, budget, random } = this;
    const activities = activitiesHeld(problem, agendas.slotOf);
    const interpreterOf = await this.interpret(agendas.slotOf);
    if (!interpreterOf) return undefined;
    return { activities, interpreterOf, rooms: await new RoomPlanner(problem, activities, random).plan(budget) };
  }

  /** What was chosen for a problem with tighter limits, under the bounds of this one. */
  async judged({ agendas, priceList }: Chosen): Promise<Chosen> {
    const { least } = await this.targets.of(agendas.slotOf);
    return { agendas: { ...agendas, bounds: sumOf(least) }, priceList };
  }

  /** Again with rests of interpreters planned beforehand, under the bounds of the event as it is. */
  async withRests(slotOf: Int32Array, options: SolveOptions, budget: Budget): Promise<SolveOutcome> {
    const { problem } = this;
    const planner = new RestPlanner(problem, budget.part(TIME.toPlan));
    const plan = await planner.plan();
    this.targets.heed(planner);
    const outcome = await this.resting(plan, slotOf, planner, options, budget);
    if (outcome.kind === 'solved' || !planner.isPriced) return outcome;
    // Where musts find no place among rests that cost least, they may among those that are spread.
    return this.resting({ open: restedSlots(problem), slotOf: undefined }, slotOf, planner, options, budget);
  }

  private async resting(
    { open, slotOf: planned }: RestPlan,
    slotOf: Int32Array,
    planner: RestPlanner,
    options: SolveOptions,
    budget: Budget,
  ): Promise<SolveOutcome> {
    const { problem } = this;
    const rested = new Solver(withInterpretersIn(problem, open), options, budget, open, !problem.hasAllLimits);
    const again = await rested.select(planned ?? slotOf);
    const chosen = problem.hasAllLimits ? await rested.smooth(again) : (await rested.smoothSeated(again))?.chosen;
    if (chosen && 'refused' in chosen) return withoutRests(chosen.refused);
    const seated = chosen && (await rested.place(chosen));
    if (!seated) return NO_RESTS;
    return this.result(await this.judged(chosen), seated, { rested: planner, planned: rested.chooser }, budget.stop);
  }

  result(
    chosen: Chosen,
    placed: Placed,
    alsoProved?: RestedBounds,
    stop: Stop = this.budget.stop,
  ): Promise<SolveOutcome> {
    return toSolution(
      this.problem,
      this.chooser,
      chosen,
      heldIn(chosen.agendas.slotOf),
      placed,
      this.targets,
      stop,
      alsoProved,
    );
  }
}

/** Slots of the schedule, or those of all lines of its price list. */
function slotsTold({ agendas, told }: Chosen): readonly Int32Array[] {
  return told ?? [agendas.slotOf];
}

function holdsMusts({ must }: Problem, slotOf: Int32Array): boolean {
  return slotOf.every((t, e) => t >= 0 || must[e] === 0);
}

const NO_RESTS = {
  kind: 'not-found' as const,
  explanation: 'no schedule was found that keeps every must and lock and gives the interpreters their rests',
};

function withoutRests(refused: Refusal): SolveOutcome {
  return refused.kind === 'impossible' ? NO_RESTS : refused;
}
