/** The recipe for events with group sessions or wishes for organisations: choose items, smooth agendas, assign rooms. */
import { buildGroupProblem } from '../../model/build-groups.js';
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { type Unions, withUnions } from '../../model/limits.js';
import { compareFigures, type Figures, statusOf, toObjective, valuesOf } from '../../model/objective.js';
import type { PriceList, SolveOutcome } from '../../model/outcome.js';
import { inOrganisersPoints } from '../../model/problem.js';
import { allot } from '../allotment.js';
import type { AgendaBounds } from '../breaks/bound.js';
import { type Budget, TIME } from '../budget.js';
import { isOverfull } from '../overfull.js';
import { Random } from '../random.js';
import { NOT_ALL_SEEN, NOT_KEPT, type Refusal } from '../refusal.js';
import { Reporter } from '../reporter.js';
import { toMeetings } from '../result.js';
import { countMoves, RoomPlanner } from '../rooms.js';
import type { Attempt, Recipe } from '../row-generation.js';
import { countUnions, joinUnions, shortUnions } from '../short-unions.js';
import type { SolveOptions } from '../solve.js';
import { activitiesOfItems, type ItemActivities, interpretersOfItems } from './activities.js';
import { type GroupAgendas, smoothGroupAgendas } from './agendas.js';
import { GroupChooser } from './chooser.js';
import { canKeepGroupMusts, keepGroupMusts } from './contradictions.js';
import { spareNeedless, withoutNeedless } from './needless.js';
import { smoothPairAgendas } from './pair-agendas.js';
import { payGroupPoints } from './price-list.js';
import { keepRoomed, roomed } from './session-rooms.js';

/**
 * One-to-ones held up to which agendas are smoothed with sessions, and with the choice of who meets a wish: a fifth fewer breaks at
 * 130 people; at 400 the moves that take these along are too slow to be worth it, unless most of what is held are seats.
 */
const MOST_WITH_CHOICE = 600;

/** A schedule made under fewer limits, and who chose it: its bounds hold under more. */
interface Earlier {
  readonly slots: ItemSlots;
  readonly chooser: GroupChooser;
}

/** Events with groups, or with wishes for organisations. */
export const GROUPS: Recipe<GroupProblem, Earlier> = {
  build: buildGroupProblem,
  hasAllLimits: ({ pairs }) => pairs.hasAllLimits,
  withUnions: (problem, unions) => ({ ...problem, pairs: withUnions(problem.pairs, unions) }),
  canKeepMusts: canKeepGroupMusts,
  isOverfull: ({ pairs }) => isOverfull(pairs, false),
  keepMusts: keepGroupMusts,
  attempt: (problem, options, budget, earlier) => attempt(problem, options, budget, { earlier }),
};

const NOT_SEEN = { kind: 'not-found', explanation: NOT_ALL_SEEN } as const;

/** Whose bounds are told. */
interface Judge {
  readonly problem: GroupProblem;
  readonly chooser: GroupChooser;
}

/**
 * @param earlier what is mended, and whose bounds are told; else the schedule is made anew
 * @param others whose bounds are told in any case
 */
async function attempt(
  built: GroupProblem,
  options: SolveOptions,
  budget: Budget,
  { earlier, others }: { readonly earlier?: Earlier | undefined; readonly others?: Judge | undefined } = {},
): Promise<Attempt<Earlier> | { readonly refused: Refusal }> {
  // Who sits where is not looked at here: sessions take places too.
  const problem = { ...built, pairs: { ...built.pairs, uncounted: undefined } };
  const choice = await choose(problem, options, budget, earlier);
  const chooser = earlier?.chooser ?? choice.chooser;
  const judge = others ?? { problem, chooser };
  if ('refused' in choice) return withRoomsOfHosts(problem, judge, choice, options, budget);
  const isUnseated = 'unseated' in choice;
  const told = isUnseated ? [choice.unseated] : choice.told;
  const slots = isUnseated ? choice.unseated : choice.agendas.slots;
  // Interpreters are no part of its limits.
  const short = told.map(one => shortOf(problem, one)).reduce(joinUnions);
  const finish =
    isUnseated || countUnions(short) > 0
      ? undefined
      : async (inTime: Budget): Promise<SolveOutcome> =>
          (await place(problem, judge, others ? boundless(choice) : choice, inTime)) ??
          inFewerRooms(problem, judge, choice, options, inTime);
  return {
    // Items of the other problem have other numbers, and bounds of it are none for the event: nothing is mended from there.
    slots: others ? undefined : { slots, chooser },
    isMended: earlier !== undefined,
    short,
    finish,
    async settle(asked, inTime) {
      const allotted = allotItems(problem, slots, choice.random);
      const settled = await choose(allotted, asked, inTime);
      if ('refused' in settled || 'unseated' in settled) return undefined;
      const isSeated = settled.told.every(one => countUnions(shortOf(allotted, one)) === 0);
      return (
        (isSeated ? await place(allotted, judge, boundless(settled), inTime) : undefined) ??
        inFewerRooms(allotted, judge, settled, asked, inTime)
      );
    },
  };
}

/** What a schedule is short of; interpreters are no part of its limits. */
function shortOf(problem: GroupProblem, slots: ItemSlots): Unions {
  const activities = activitiesOfItems(problem, slots);
  if (problem.byHosts === undefined) return shortUnions(problem.pairs, activities, NOBODY);
  // Who is there says which rooms they are: of these, not all limits are known beforehand.
  const made = roomed(problem, activities);
  return shortUnions({ ...made.pairs, hasAllLimits: false }, made.activities, NOBODY);
}

/** Where no schedule was found: one whose sessions use what their hosts open, if that is another matter. */
async function withRoomsOfHosts(
  { byHosts }: GroupProblem,
  judge: Judge,
  { refused }: { readonly refused: Refusal },
  options: SolveOptions,
  budget: Budget,
): Promise<Attempt<Earlier> | { readonly refused: Refusal }> {
  if (refused.kind === 'impossible' || byHosts === undefined || byHosts === 'none') return { refused };
  return attempt(byHosts, { ...options, onProgress: undefined }, budget, { others: judge });
}

/** The bounds of its agendas hold for fewer schedules than there are. */
function boundless(choice: Choice): Choice {
  return { ...choice, agendas: { ...choice.agendas, bounds: { breaks: 0, idle: 0 } } };
}

/** The better of the schedule without what finds no room, and one whose sessions use what their hosts open. */
async function inFewerRooms(
  problem: GroupProblem,
  judge: Judge,
  choice: Choice,
  options: SolveOptions,
  budget: Budget,
): Promise<SolveOutcome> {
  // Every line of a price list is a schedule that exists.
  if (options.keepPoints !== undefined) return inRoomsOfHosts(problem, judge, options, budget);
  const agendas = keepRoomed(problem, choice.agendas);
  const activities = activitiesOfItems(problem, agendas.slots);
  const kept = agendas.keepsRules ? await place(problem, judge, { ...choice, agendas, activities }, budget) : undefined;
  const byHosts = await inRoomsOfHosts(problem, judge, options, budget);
  if (kept?.kind !== 'solved' || byHosts.kind !== 'solved') return kept ?? byHosts;
  return compareFigures(valuesOf(byHosts.objective), valuesOf(kept.objective)) < 0 ? byHosts : kept;
}

async function inRoomsOfHosts(
  { byHosts }: GroupProblem,
  judge: Judge,
  options: SolveOptions,
  budget: Budget,
): Promise<SolveOutcome> {
  if (byHosts === undefined || byHosts === 'none') return NOT_SEEN;
  const made = await attempt(byHosts, { ...options, onProgress: undefined }, budget, { others: judge });
  if ('refused' in made) return NOT_SEEN;
  return (await (made.finish?.(budget) ?? made.settle(options, budget))) ?? NOT_SEEN;
}

async function choose(
  problem: GroupProblem,
  options: SolveOptions,
  budget: Budget,
  earlier?: Earlier,
): Promise<Choice | ((Unseated | { readonly refused: Refusal }) & Pick<Choice, 'chooser' | 'random'>)> {
  const random = new Random(options.seed);
  const reporter = new Reporter(problem.pairs, options.onProgress);
  const { keepPoints } = options;
  const time = budget.part();
  const chooser = new GroupChooser(problem, time, random, reporter);
  const choosing = (from?: ItemSlots) =>
    time.within(TIME.toChoose, () => (earlier && !from ? chooser.mend(earlier.slots) : chooser.choose(from)));
  const judge = earlier?.chooser ?? chooser;
  const agendas = await agendasOf(
    problem,
    chooser,
    judge,
    choosing,
    budget,
    random,
    reporter,
    keepPoints !== undefined,
  );
  if ('refused' in agendas || 'unseated' in agendas) return { ...agendas, chooser, random };
  const proved = judge.boundsFor(agendas.promises);
  const chosen =
    keepPoints === undefined
      ? alone(spareNeedless(problem, agendas))
      : await payGroupPoints(problem, agendas, keepPoints, proved, budget, random, reporter);
  return { ...chosen, chooser, random, activities: activitiesOfItems(problem, chosen.agendas.slots) };
}

/** The problem in which rooms are allotted to one-to-ones and to hosts. A schedule of it is one of the problem; its bounds are not. */
function allotItems(problem: GroupProblem, slots: ItemSlots, random: Random): GroupProblem {
  const { pairs, hosts, sizes, sizeKind, lockedRooms } = problem;
  const ofHosts = Array.from({ length: hosts }, (_, h) => sizeKind.subarray(h * sizes, (h + 1) * sizes));
  const ofLocks = lockedRooms.map(({ kind }) => Int32Array.of(kind));
  const allotted = allot(pairs, slots.subarray(0, pairs.meetings), NOBODY, random, [...ofHosts, ...ofLocks]);
  return {
    ...problem,
    pairs: allotted.problem,
    sizeKind: Int32Array.from(allotted.beside.slice(0, hosts).flatMap(kinds => [...kinds])),
    lockedRooms: lockedRooms.map((one, i) => ({ ...one, kind: allotted.beside[hosts + i][0] })),
  };
}

const NOBODY = new Int32Array();

/**
 * @param judge whose bounds hold
 * @param choosing asks the chooser, within its time
 * @param isPaid whether points are paid afterwards, which takes time too
 */
async function agendasOf(
  problem: GroupProblem,
  chooser: GroupChooser,
  judge: GroupChooser,
  choosing: (from?: ItemSlots) => Promise<ItemSlots>,
  budget: Budget,
  random: Random,
  reporter: Reporter,
  isPaid: boolean,
): Promise<GroupAgendas | Unseated | { readonly refused: Refusal }> {
  const smooth = (chosen: ItemSlots, chosenServes?: Int32Array): Promise<GroupAgendas> => {
    const needed = withoutNeedless(problem, chosen, chosenServes, false);
    const [slots, serves] = needed ? [needed.slotOf, needed.interpreters?.serves] : [chosen, chosenServes];
    const known = { ...(serves && { serves }), proved: judge.boundsFor(chooser.promises) };
    const time = isPaid ? budget.part(TIME.toSmooth) : budget;
    const { ofPairs } = chooser;
    const held = slots.filter(t => t >= 0).length;
    const pairsHeld = slots.subarray(0, problem.pairs.meetings).filter(t => t >= 0).length;
    if (
      pairsHeld > Math.max(MOST_WITH_CHOICE, held / 2) &&
      ofPairs?.seats.every((t, s) => t === slots[problem.pairs.meetings + s])
    ) {
      return smoothPairAgendas(problem, ofPairs, slots, known.proved, time, random, reporter);
    }
    return smoothGroupAgendas(problem, slots, time, random, reporter, known);
  };
  const first = await choosing();
  // Agendas are smoothed once there are rooms.
  if (chooser.keepsMusts && !problem.pairs.hasAllLimits && countUnions(shortOf(problem, first)) > 0)
    return { unseated: first };
  const agendas = chooser.keepsMusts ? await smooth(first, chooser.bestServes) : undefined;
  if (agendas?.keepsRules) return agendas;
  const musts = await keepGroupMusts(problem, budget);
  if (musts.kind === 'refused') return { refused: musts.refusal };
  const again = await smooth(await choosing(musts.slots), chooser.bestServes);
  if (again.keepsRules) return again;
  const kept = await smooth(musts.slots);
  return kept.keepsRules ? kept : { refused: { kind: 'not-found', explanation: NOT_KEPT } };
}

function alone(agendas: GroupAgendas): Pick<Choice, 'agendas' | 'told'> {
  return { agendas, told: [agendas.slots] };
}

/** A choice that is short of rooms under limits that were not counted. */
interface Unseated {
  readonly unseated: ItemSlots;
}

/** What is held and when, with the price list if one was asked for, and who chose it. */
interface Choice {
  readonly agendas: GroupAgendas;
  readonly priceList?: PriceList | undefined;
  /** Slots of the schedules that are told of: its own, or those of all lines of the list. */
  readonly told: readonly ItemSlots[];
  readonly activities: ItemActivities;
  readonly chooser: GroupChooser;
  readonly random: Random;
}

/** `undefined` where sessions would need rooms that only other guests open. */
async function place(
  problem: GroupProblem,
  judge: Judge,
  { agendas, priceList, activities: chosen, random }: Choice,
  budget: Budget,
): Promise<SolveOutcome | undefined> {
  const { pairs, activities, roomless } = roomed(problem, chosen);
  if (roomless.length > 0) return undefined;
  const { promises, points, breaks, idle, bounds } = agendas;
  const interpreterOf = interpretersOfItems(problem, activities, agendas.serves);
  const rooms = await new RoomPlanner(pairs, activities, random).plan(budget);
  const values: Figures = {
    promises,
    points: inOrganisersPoints(pairs, points),
    breaks,
    idle,
    moves: countMoves(pairs, activities, rooms.roomOf),
  };
  const solution = solved(judge, values, bounds, toMeetings(pairs, { activities, interpreterOf, rooms }));
  return { ...solution, stopped: budget.stop, ...(priceList ? { priceList } : {}) };
}

function solved(
  { problem, chooser }: Judge,
  values: Figures,
  agendas: AgendaBounds,
  meetings: ReturnType<typeof toMeetings>,
): Omit<Extract<SolveOutcome, { kind: 'solved' }>, 'stopped'> {
  const proved = chooser.boundsFor(values.promises);
  const isProved = !problem.isNarrower;
  const points = isProved && Number.isFinite(proved.points) ? inOrganisersPoints(problem.pairs, proved.points) : null;
  const bounds = {
    promises: isProved ? proved.promises : null,
    points,
    ...(isProved ? agendas : { breaks: 0, idle: 0 }),
    moves: 0,
  };
  const objective = toObjective(values, bounds);
  return {
    kind: 'solved',
    schedule: { meetings },
    objective,
    status: statusOf(objective),
    certificate: { certificate: 1, bounds: [] },
  };
}
