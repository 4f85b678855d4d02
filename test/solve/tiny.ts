/** Tiny problems, every schedule they have, and the checker for engines that give slots only. */
import type fc from 'fast-check';
import { check } from '../../src/check/check.js';
import { buildProblem } from '../../src/model/build.js';
import type { Event } from '../../src/model/event.js';
import type { CheckReport } from '../../src/model/outcome.js';
import { hasBit, type Problem } from '../../src/model/problem.js';
import type { Schedule } from '../../src/model/schedule.js';
import { activitiesOfPairs } from '../../src/solve/activities.js';
import { Budget } from '../../src/solve/budget.js';
import type { PromiseTerms } from '../../src/solve/duals.js';
import { promiseTerms } from '../../src/solve/promises.js';
import { Random } from '../../src/solve/random.js';
import { RoomPlanner } from '../../src/solve/rooms.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { isOpen } from '../helpers/bed.js';
import { heldIn } from '../helpers/brute-force.js';
import { mostBusyByTrying } from '../helpers/busy.js';
import { type Candidate, candidatesOf, UNITS } from '../helpers/candidates.js';
import type { GenerateOptions } from '../helpers/generate.js';
import { sequenceFaults } from '../helpers/sequence.js';

/** Every feature at most this large; some schedule keeps every rule. */
export const arbTiny = (fixed: Partial<GenerateOptions> = {}): fc.Arbitrary<Event> =>
  arbEvent({ people: 5, wishes: 6, slots: 3, rooms: 2 }, { ...fixed, wild: false });

/** Larger, for what is compared with a recount instead of a brute force. */
export const arbSmall = (fixed: Partial<GenerateOptions> = {}): fc.Arbitrary<Event> =>
  arbEvent({ people: 10, wishes: 25, slots: 6, rooms: 4 }, { ...fixed, wild: false });

/** The event in integers, which has to be possible. */
export function problemOf(event: Event): Problem {
  const outcome = buildProblem(event);
  if (outcome.kind !== 'built') throw new Error(`expected a problem, got ${outcome.kind}`);
  return outcome.problem;
}

export const freshBudget = (): Budget => new Budget({ effort: 'standard' });

/** Prices for schedules with some of the promises, or all of them. */
export function termsWith(problem: Problem, target?: number): PromiseTerms {
  const terms = promiseTerms(problem);
  return { ...terms, target: Math.min(target ?? terms.total, terms.total) };
}

/** One schedule that keeps every hard rule, caps on breaks perhaps excepted: nobody has more meetings than these leave room for. */
export interface Found {
  readonly promises: number;
  /** In the problem's integers. */
  readonly points: number;
  readonly breaks: number;
  readonly idle: number;
  /** Breaks beyond people's `max_breaks`. */
  readonly overCap: number;
  /** Slot of each meeting of the problem, -1 if not held. */
  readonly slotOf: Int32Array;
}

/** Every schedule of a tiny event, straight from the tables. O((slots + 1) to the power of the meetings). */
export function everySchedule(event: Event): Found[] {
  return new Everything(event).run();
}

class Everything {
  private readonly candidates: readonly Candidate[];
  private readonly placed: Candidate[][];
  private readonly found: Found[] = [];
  private readonly scale: number;
  private readonly problem: Problem;

  constructor(private readonly event: Event) {
    this.problem = problemOf(event);
    const { pointScale, pointStep } = this.problem;
    this.candidates = candidatesOf(event);
    this.placed = event.slots.map(() => []);
    this.scale = pointScale / pointStep / UNITS;
  }

  run(): Found[] {
    this.decide(0, 0);
    const most = this.event.participants.map((_, p) => this.mostMeetings(p));
    const { a, b } = this.problem;
    const meetingsOf = (slotOf: Int32Array, p: number): number =>
      slotOf.filter((t, e) => t >= 0 && (a[e] === p || b[e] === p)).length;
    return this.found.filter(({ slotOf }) => most.every((meetings, p) => meetingsOf(slotOf, p) <= meetings));
  }

  private mostMeetings(p: number): number {
    const { maxBreaks, maxConsecutive, parallel } = this.event.participants[p];
    if (maxBreaks === undefined) return Number.POSITIVE_INFINITY;
    const { available, words } = this.problem;
    const isOpen = this.event.slots.map((_, t) => hasBit(available, p * words, t));
    return parallel * mostBusyByTrying(this.event.slots, isOpen, maxBreaks, maxConsecutive);
  }

  private decide(next: number, units: number): void {
    if (next === this.candidates.length) {
      this.found.push(this.measure(units));
      return;
    }
    const candidate = this.candidates[next];
    for (const t of candidate.slots) {
      this.placed[t].push(candidate);
      if (this.fits(t, candidate)) this.decide(next + 1, units + candidate.units);
      this.placed[t].pop();
    }
    if (!candidate.compulsory) this.decide(next + 1, units);
  }

  private fits(t: number, added: Candidate): boolean {
    const { slots } = this.event;
    const here = this.placed[t];
    const all = this.placed.flat();
    const own = (id: string, list: readonly Candidate[]) => list.filter(({ people }) => people.some(p => p.id === id));
    return (
      here.length <= (slots[t].meetings ?? here.length) &&
      added.people.every(({ id, parallel }) => own(id, here).length <= parallel) &&
      added.people.every(({ id, maxMeetings }) => own(id, all).length <= (maxMeetings ?? all.length)) &&
      this.seats(t, here, []) &&
      sequenceFaults(this.event, heldIn(this.placed)).length === 0
    );
  }

  private seats(t: number, here: readonly Candidate[], taken: readonly string[]): boolean {
    const { rooms, slots } = this.event;
    if (!rooms || taken.length === here.length) return true;
    return rooms
      .filter(room => here[taken.length].rooms!.includes(room.id) && isOpen(room, slots[t]))
      .filter(({ id, tables }) => taken.filter(other => other === id).length < tables)
      .some(({ id }) => this.seats(t, here, [...taken, id]));
  }

  private measure(units: number): Found {
    let [promises, breaks, idle, overCap] = [0, 0, 0, 0];
    for (const { id, minMeetings, maxBreaks } of this.event.participants) {
      const agenda = this.placed.map(list => list.filter(({ people }) => people.some(p => p.id === id)).length);
      promises += Math.min(
        minMeetings,
        agenda.reduce((sum, one) => sum + one, 0),
      );
      const own = naiveAgenda(
        this.event.slots.map(({ date }) => date),
        agenda.map(count => count > 0),
      );
      breaks += own.breaks;
      idle += own.idle;
      overCap += Math.max(0, own.breaks - (maxBreaks ?? own.breaks));
    }
    return { promises, points: Math.round(units * this.scale), breaks, idle, overCap, slotOf: this.slots() };
  }

  private slots(): Int32Array {
    const { a, b } = this.problem;
    const { participants } = this.event;
    const slotOf = new Map<string, number>();
    this.placed.forEach((list, t) => {
      for (const { people } of list) slotOf.set(pairKey(people[0].id, people[1].id), t);
    });
    return a.map((p, e) => slotOf.get(pairKey(participants[p].id, participants[b[e]].id)) ?? -1);
  }
}

function pairKey(a: string, b: string): string {
  return [a, b].sort().join(';');
}

/** Breaks and idle slots of one agenda, read off a text. */
export function naiveAgenda(
  days: readonly (string | number)[],
  busy: readonly boolean[],
): { breaks: number; idle: number } {
  const texts = new Map<string | number, string>();
  days.forEach((day, t) => {
    texts.set(day, (texts.get(day) ?? '') + (busy[t] ? 'x' : '.'));
  });
  const gaps = [...texts.values()].flatMap(day => day.match(/(?<=x)\.+(?=x)/g) ?? []);
  return { breaks: gaps.length, idle: gaps.reduce((sum, { length }) => sum + length, 0) };
}

/** The most points among the schedules with at least so many promises; -Infinity if there is none. */
export function mostPoints(all: readonly Found[], promises: number): number {
  return all.reduce((most, one) => (one.promises >= promises ? Math.max(most, one.points) : most), -Infinity);
}

/** Judges slots with rooms planned for them. */
export async function checkSlots(problem: Problem, slotOf: Int32Array): Promise<CheckReport> {
  const held = Int32Array.from(slotOf.keys()).filter(e => slotOf[e] >= 0);
  const slots = held.map(e => slotOf[e]);
  const activities = activitiesOfPairs(problem, held, slots);
  const { roomOf } = await new RoomPlanner(problem, activities, new Random(1)).plan(freshBudget());
  return check(problem.event, scheduleOf(problem, held, slots, roomOf));
}

/** A schedule in the organiser's words. */
export function scheduleOf(problem: Problem, held: Int32Array, slotOf: Int32Array, roomOf: Int32Array): Schedule {
  const { event, a, b, rooms } = problem;
  const meetings = [...held].map((e, i) => ({
    id: `M${i + 1}`,
    participants: [event.participants[a[e]].id, event.participants[b[e]].id],
    slot: event.slots[slotOf[i]].id,
    room: rooms[roomOf[i]]?.id ?? `as needed ${roomOf[i]}`,
    kind: 'pair' as const,
    locked: false,
    interpreter: '',
    line: i + 2,
  }));
  return { meetings };
}
