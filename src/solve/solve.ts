/** The recipe. Read it and you know the algorithm; each step is a file beside this one. */
import { buildProblem } from '../model/build.js';
import type { Event } from '../model/event.js';
import { type Engine, LEAST_KEPT, type Progress, type SolveOutcome } from '../model/outcome.js';
import { type Agendas, smoothAgendas } from './breaks/agendas.js';
import { payPoints } from './breaks/price-list.js';
import { Budget, type BudgetOptions } from './budget.js';
import { impossibleFrom, keepMusts } from './contradictions.js';
import { MeetingChooser } from './meetings.js';
import { Random } from './random.js';
import { Reporter } from './reporter.js';
import { AgendaTargets, toSolution } from './result.js';
import { RoomPlanner } from './rooms.js';

export interface SolveOptions extends BudgetOptions {
  /** Any integer; the same seed, effort and event give the same schedule on every machine. */
  readonly seed: number;
  /** `auto` where none is given. `lp` is meant for up to some thousand meetings: its tableau is dense. */
  readonly engine?: Engine | undefined;
  /**
   * Gives points up for fewer breaks: the share of the best points to keep, from 0.5 to 1; a RangeError beyond. Promises are
   * never given up. Not set: neither are points.
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
  const { keepPoints } = options;
  if (keepPoints !== undefined && !(keepPoints >= LEAST_KEPT && keepPoints <= 1))
    throw new RangeError(`keepPoints: expected a share from ${LEAST_KEPT} to 1, got ${keepPoints}`);
  const built = buildProblem(event);
  if (built.kind !== 'built') return impossibleFrom(built);
  const { problem } = built;
  const budget = new Budget(options);
  const random = new Random(options.seed);
  const reporter = new Reporter(problem, options.onProgress);

  const chooser = new MeetingChooser(problem, budget, random, reporter, options.engine);
  const targets = new AgendaTargets(problem, chooser);
  const targetOf = (slotOf: Int32Array) => targets.of(slotOf);
  const smooth = (slotOf: Int32Array): Promise<Agendas> =>
    smoothAgendas(problem, slotOf, targetOf, budget, random, reporter);
  const chosen = await chooser.choose();
  let agendas = chosen.every((t, e) => t >= 0 || problem.must[e] === 0) ? await smooth(chosen) : undefined;
  if (!agendas?.keepsRules) {
    const musts = await keepMusts(problem, budget);
    if (musts.kind === 'refused') return musts.outcome;
    agendas = await smooth(await chooser.choose(musts.slotOf));
    if (!agendas.keepsRules) agendas = await smooth(musts.slotOf);
  }
  const paid =
    keepPoints !== undefined && agendas.keepsRules
      ? await payPoints(problem, agendas, keepPoints, targetOf, budget, random, reporter)
      : { agendas, priceList: undefined };

  const placed = paid.agendas.slotOf;
  const held = Int32Array.from(problem.points.keys()).filter(e => placed[e] >= 0);
  const slotOf = held.map(e => placed[e]);
  const rooms = await new RoomPlanner(problem, held, slotOf, random).plan(budget);
  return toSolution(problem, chooser, paid, { held, slotOf, rooms }, budget.stop);
}
