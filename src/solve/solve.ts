/** The recipe. Read it and you know the algorithm; each step is a file beside this one. */
import { buildProblem } from '../model/build.js';
import type { Event } from '../model/event.js';
import { type Engine, LEAST_KEPT, type Progress, type SolveOutcome } from '../model/outcome.js';
import type { Problem } from '../model/problem.js';
import { interpreterSlots } from '../model/speech.js';
import { asksForGroups } from '../model/ways-to-meet.js';
import { activitiesOfPairs } from './activities.js';
import { type Agendas, smoothAgendas } from './breaks/agendas.js';
import { sumOf } from './breaks/bound.js';
import { payPoints } from './breaks/price-list.js';
import { Budget, type BudgetOptions } from './budget.js';
import { impossibleFrom, keepMusts } from './contradictions.js';
import { assignInterpreters, fittingPart, restedSlots, withInterpretersIn } from './interpreters.js';
import { MeetingChooser } from './meetings.js';
import { Random } from './random.js';
import { Reporter } from './reporter.js';
import { AgendaTargets, type Chosen, type Placed, toSolution } from './result.js';
import { RoomPlanner } from './rooms.js';

export interface SolveOptions extends BudgetOptions {
  /** Any integer; the same seed, effort and event give the same schedule on every machine. */
  readonly seed: number;
  /**
   * `auto` where none is given; events with groups or wishes for organisations know no other: a RangeError. `lp` is meant for up
   * to some thousand meetings: its tableau is dense.
   */
  readonly engine?: Engine | undefined;
  /**
   * Gives points up for fewer breaks: the share of the best points to keep, from 0.5 to 1; a RangeError beyond.
   * Promises are never given up. Not set: neither are points.
   */
  readonly keepPoints?: number | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Schedules an event: promises → points → breaks → idle → moves, each with the best bound proved; then, if asked for, gives
 * points up for fewer breaks.
 * Contradictory musts and locks are an outcome, not an exception.
 */
export async function solveEvent(event: Event, options: SolveOptions): Promise<SolveOutcome> {
  const { keepPoints, engine = 'auto' } = options;
  if (keepPoints !== undefined && !(keepPoints >= LEAST_KEPT && keepPoints <= 1))
    throw new RangeError(`keepPoints: expected a share from ${LEAST_KEPT} to 1, got ${keepPoints}`);
  if (asksForGroups(event)) {
    if (engine !== 'auto')
      throw new RangeError('engine: for one-to-ones alone, and some wishes are for a seat or an organisation');
    return (await import('./groups/solve-groups.js')).solveGroups(event, options);
  }
  const built = buildProblem(event);
  if (built.kind !== 'built') return impossibleFrom(built);
  const budget = new Budget(options);
  const solver = new Solver(built.problem, options, budget);
  const chosen = await solver.choose();
  if ('refused' in chosen) return chosen.refused;
  const placed = await solver.place(chosen, interpreterSlots(event));
  if (placed) return solver.result(chosen, placed);
  // The slots leave interpreters no rest: again with rests planned beforehand, under the bounds of the event as it is.
  const open = restedSlots(built.problem);
  const rested = new Solver(withInterpretersIn(built.problem, open), options, budget);
  const again = await rested.choose(chosen.agendas.slotOf);
  if ('refused' in again) return withoutRests(again.refused);
  const seated = await rested.place(again, open);
  return seated ? solver.result(solver.judged(again), seated) : NO_RESTS;
}

class Solver {
  private readonly random: Random;
  private readonly reporter: Reporter;
  private readonly chooser: MeetingChooser;
  private readonly targets: AgendaTargets;

  constructor(
    private readonly problem: Problem,
    private readonly options: SolveOptions,
    private readonly budget: Budget,
  ) {
    this.random = new Random(options.seed);
    this.reporter = new Reporter(problem, options.onProgress);
    this.chooser = new MeetingChooser(problem, budget, this.random, this.reporter, options.engine);
    this.targets = new AgendaTargets(problem, this.chooser);
  }

  /** Which meetings take place, and when. @param earlier a schedule to go on from, as far as it fits the limits */
  async choose(earlier?: Int32Array): Promise<Chosen | { readonly refused: SolveOutcome }> {
    const { problem, chooser, budget, random, reporter, options } = this;
    const targetOf = (slotOf: Int32Array) => this.targets.of(slotOf);
    const smooth = (slotOf: Int32Array): Promise<Agendas> =>
      smoothAgendas(problem, slotOf, targetOf, budget, random, reporter);
    const chosen = await chooser.choose(earlier && fittingPart(problem, earlier));
    let agendas = chosen.every((t, e) => t >= 0 || problem.must[e] === 0) ? await smooth(chosen) : undefined;
    if (!agendas?.keepsRules) {
      const musts = await keepMusts(problem, agendas?.slotOf ?? chosen, budget);
      if (musts.kind === 'refused') return { refused: musts.outcome };
      agendas = await smooth(await chooser.choose(musts.slotOf));
      if (!agendas.keepsRules) agendas = await smooth(musts.slotOf);
    }
    if (options.keepPoints === undefined || !agendas.keepsRules) return { agendas };
    return payPoints(problem, agendas, options.keepPoints, targetOf, budget, random, reporter);
  }

  /** In which rooms, and with which interpreters; `undefined` where these find no rest. */
  async place({ agendas }: Chosen, open: Int32Array): Promise<Placed | undefined> {
    const { problem, budget, random } = this;
    const held = heldIn(agendas.slotOf);
    const activities = activitiesOfPairs(
      problem,
      held,
      held.map(e => agendas.slotOf[e]),
    );
    const interpreterOf = await assignInterpreters(problem, activities, open);
    if (!interpreterOf) return undefined;
    return { activities, interpreterOf, rooms: await new RoomPlanner(problem, activities, random).plan(budget) };
  }

  /** What was chosen for a problem with tighter limits, under the bounds of this one. */
  judged({ agendas, priceList }: Chosen): Chosen {
    return { agendas: { ...agendas, bounds: sumOf(this.targets.of(agendas.slotOf).least) }, priceList };
  }

  result(chosen: Chosen, placed: Placed): SolveOutcome {
    return toSolution(
      this.problem,
      this.chooser,
      chosen,
      heldIn(chosen.agendas.slotOf),
      placed,
      this.targets,
      this.budget.stop,
    );
  }
}

function heldIn(slotOf: Int32Array): Int32Array {
  return Int32Array.from(slotOf.keys()).filter(e => slotOf[e] >= 0);
}

const NO_RESTS: SolveOutcome = {
  kind: 'not-found',
  explanation: 'no schedule was found that keeps every must and lock and gives the interpreters their rests',
};

function withoutRests(refused: SolveOutcome): SolveOutcome {
  return refused.kind === 'impossible' ? NO_RESTS : refused;
}
