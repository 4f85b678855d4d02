/** From indexes back to the organiser's words. */
import { type Figures, statusOf, type Tier, toObjective } from '../model/objective.js';
import type { PriceList, SolveOutcome, Stop } from '../model/outcome.js';
import { inOrganisersPoints, type Problem } from '../model/problem.js';
import type { Meeting } from '../model/schedule.js';
import type { Activities } from './activities.js';
import type { Agendas } from './breaks/agendas.js';
import { bothFacts, leastOfEach, sharedFacts } from './breaks/bound.js';
import { leastMoves } from './breaks/least-moves.js';
import type { AgendaTarget } from './breaks/proof.js';
import { certifier } from './certificate.js';
import { withRests } from './interpreter-rests.js';
import type { MeetingBounds } from './meeting-bounds.js';
import type { MeetingChooser } from './meetings.js';
import { countMoves, type RoomPlan } from './rooms.js';

/** Meetings and their slots, with the price list if one was asked for. */
export interface Chosen {
  readonly agendas: Agendas;
  readonly priceList?: PriceList | undefined;
  /** Slots of the schedules that its lines tell of. */
  readonly told?: readonly Int32Array[] | undefined;
}

/** All that is written of what takes place. */
export interface Placed {
  readonly activities: Activities;
  readonly rooms: RoomPlan;
  /** Interpreter of each activity, -1 for none. */
  readonly interpreterOf: Int32Array;
}

/** Promises and points of the meetings that are held. O(people + meetings). */
function countPromisesAndPoints(problem: Problem, held: Int32Array): { promises: number; points: number } {
  const degree = new Int32Array(problem.participants);
  let points = 0;
  for (const e of held) {
    degree[problem.a[e]]++;
    degree[problem.b[e]]++;
    points += problem.points[e];
  }
  let promises = 0;
  for (let p = 0; p < degree.length; p++) promises += Math.min(degree[p], problem.minMeetings[p]);
  return { promises, points };
}

/** What schedules as good as the one given in the tiers before have in common. */
export class AgendaTargets {
  private last: AgendaTarget | undefined;
  private rested: BoundsIfAny | undefined;

  constructor(
    private readonly problem: Problem,
    private readonly chooser: Pick<MeetingChooser, 'boundsFor'>,
  ) {}

  /** Heeds what is proved of the event with rests of interpreters. */
  heed(rested: BoundsIfAny): void {
    this.rested = rested;
    this.last = undefined;
  }

  /** Remembers its last answer, as the schedule seldom changes in these tiers. O(meetings · slots) a new one. */
  async of(slotOf: Int32Array): Promise<AgendaTarget> {
    const { problem, last } = this;
    const held = Int32Array.from(slotOf.keys()).filter(e => slotOf[e] >= 0);
    const { promises, points } = countPromisesAndPoints(problem, held);
    const { terms, duals, fineDuals } = await this.chooser.boundsFor(promises);
    if (last && last.worth.points === points && last.worth.duals === duals) return last;
    const rested = await this.rested?.boundsFor(promises);
    const facts = [...new Set([duals, fineDuals, rested?.duals ?? duals])]
      .map(prices => sharedFacts(problem, terms, prices, points))
      .reduce(bothFacts);
    this.last = { worth: { problem, terms, duals, points, facts }, least: leastOfEach(problem, facts) };
    return this.last;
  }
}

/** Who may prove something of schedules that keep as many promises. */
interface BoundsIfAny {
  boundsFor(promises: number): Promise<MeetingBounds | undefined>;
}

/** Who else proves something, where interpreters need rests. */
export interface RestedBounds {
  /** Of the event. */
  readonly rested?: BoundsIfAny | undefined;
  /** Of the event in which interpreters rest in given slots, if the meetings were chosen there. */
  readonly planned?: Pick<MeetingChooser, 'boundsFor'> | undefined;
}

export async function toSolution(
  problem: Problem,
  chooser: MeetingChooser,
  { agendas, priceList }: Chosen,
  held: Int32Array,
  placed: Placed,
  targets: AgendaTargets,
  stopped: Stop,
  { rested, planned }: RestedBounds = {},
): Promise<SolveOutcome> {
  const { promises, points } = countPromisesAndPoints(problem, held);
  const proved = withRests(
    problem,
    await chooser.boundsFor(promises),
    await rested?.boundsFor(promises),
    await planned?.boundsFor(promises),
  );
  const values: Figures = {
    promises,
    points: inOrganisersPoints(problem, points),
    breaks: agendas.breaks,
    idle: agendas.idle,
    moves: countMoves(problem, placed.activities, placed.rooms.roomOf),
  };
  const bounds: Record<Tier, number | null> = {
    promises: proved.promises,
    points: Number.isFinite(proved.points) ? inOrganisersPoints(problem, proved.points) : null,
    breaks: agendas.bounds.breaks,
    idle: agendas.bounds.idle,
    moves: leastMoves((await targets.of(agendas.slotOf)).worth, agendas.breaks),
  };
  const objective = toObjective(values, bounds);
  const meetings = toMeetings(problem, placed);
  const certify = certifier(problem, proved);
  return {
    kind: 'solved',
    schedule: { meetings },
    objective,
    status: statusOf(objective),
    stopped,
    ...(priceList ? { priceList } : {}),
    get certificate() {
      return certify();
    },
  };
}

/** Ids of all rooms in use: the event's, then `Room 1`, `Room 2` … for those made as needed. */
function roomNames(problem: Problem, rooms: RoomPlan): string[] {
  const names = problem.rooms.map(room => room.id);
  const taken = new Set(names);
  const width = String(rooms.rooms).length;
  for (let k = 1; names.length < rooms.rooms; k++) {
    const name = `Room ${String(k).padStart(width, '0')}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}

/** Sorted by slot, then room, then table; ids in that order. O(people in activities + activities log activities). */
export function toMeetings(problem: Problem, { activities, rooms, interpreterOf }: Placed): Meeting[] {
  const { event } = problem;
  const { slotOf, start, people, isGroup, isLocked } = activities;
  const order = Array.from(slotOf.keys()).sort(
    (x, y) => slotOf[x] - slotOf[y] || rooms.roomOf[x] - rooms.roomOf[y] || x - y,
  );
  const width = Math.max(3, String(order.length).length);
  const names = roomNames(problem, rooms);
  const idOf = (place: number): string => event.participants[people[place]].id;
  // A list of two at once takes a fifth less than one that grows, and there may be hundreds of thousands.
  const namesOf = (i: number): string[] =>
    start[i + 1] - start[i] === 2
      ? [idOf(start[i]), idOf(start[i] + 1)]
      : Array.from(people.subarray(start[i], start[i + 1]), p => event.participants[p].id);
  return order.map((i, position) => ({
    id: `M${String(position + 1).padStart(width, '0')}`,
    participants: namesOf(i),
    slot: event.slots[slotOf[i]].id,
    room: names[rooms.roomOf[i]],
    kind: isGroup[i] === 1 ? 'group' : 'pair',
    locked: isLocked[i] === 1,
    interpreter: event.interpreters[interpreterOf[i]]?.id ?? '',
    line: 0,
  }));
}
