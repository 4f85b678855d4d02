/** The exhaustive optimum of tiny events: every meeting in every slot or not at all. */
import type { Event } from '../../src/model/event.js';
import { isOpen } from './bed.js';
import { type Candidate, candidatesOf, UNITS } from './candidates.js';
import { type Held, sequenceFaults } from './sequence.js';

/** The lexicographic optimum of the first tiers. */
export interface Optimum {
  readonly promises: number;
  readonly points: number;
  /** Fewest breaks, then idle slots, among the schedules with these promises and points. */
  readonly breaks: number;
  readonly idle: number;
}

/**
 * For at most 8 candidate meetings and 4 slots or so: O(slots + 1 to the power of the meetings), cut by what is left.
 * @returns `undefined` if no schedule keeps every rule
 */
export function bruteForce(event: Event): Optimum | undefined {
  return new Search(event).run();
}

class Search {
  private readonly candidates: readonly Candidate[];
  /** A slot: its meetings so far. */
  private readonly placed: Candidate[][];
  private best: readonly [promises: number, units: number, breaks: number, idle: number] | undefined;

  constructor(private readonly event: Event) {
    this.candidates = candidatesOf(event);
    this.placed = event.slots.map(() => []);
  }

  run(): Optimum | undefined {
    this.decide(0, 0);
    if (!this.best) return undefined;
    const [promises, units, breaks, idle] = this.best;
    return { promises, points: units / UNITS, breaks, idle };
  }

  private decide(next: number, units: number): void {
    if (this.best && this.cannotWin(next, units)) return;
    if (next === this.candidates.length) {
      this.finish(units);
      return;
    }
    const candidate = this.candidates[next];
    for (const slot of candidate.slots) {
      this.placed[slot].push(candidate);
      if (this.fits(slot, candidate)) this.decide(next + 1, units + candidate.units);
      this.placed[slot].pop();
    }
    if (!candidate.compulsory) this.decide(next + 1, units);
  }

  private cannotWin(next: number, units: number): boolean {
    const rest = this.candidates.slice(next);
    const promises = this.promises([...this.placed.flat(), ...rest]);
    const reach = units + rest.reduce((sum, candidate) => sum + candidate.units, 0);
    return promises < this.best![0] || (promises === this.best![0] && reach < this.best![1]);
  }

  private promises(meetings: readonly Candidate[]): number {
    const held = (id: string) => meetings.filter(({ people }) => people.some(person => person.id === id)).length;
    return this.event.participants.reduce((sum, { id, minMeetings }) => sum + Math.min(held(id), minMeetings), 0);
  }

  /** Whether the slot still keeps the rules after its last meeting. */
  private fits(slot: number, added: Candidate): boolean {
    const here = this.placed[slot];
    const most = this.event.slots[slot].meetings;
    const count = (id: string, meetings: readonly Candidate[]) =>
      meetings.filter(({ people }) => people.some(person => person.id === id)).length;
    const bookings = added.people.every(
      ({ id, parallel, maxMeetings = Number.POSITIVE_INFINITY }) =>
        count(id, here) <= parallel && count(id, this.placed.flat()) <= maxMeetings,
    );
    return (
      bookings &&
      (most === undefined || here.length <= most) &&
      this.roomsFit(slot, here, []) &&
      sequenceFaults(this.event, heldIn(this.placed)).length === 0
    );
  }

  /** Whether the meetings from `taken.length` on find tables beside those taken. */
  private roomsFit(slot: number, here: readonly Candidate[], taken: readonly string[]): boolean {
    const { rooms, slots } = this.event;
    if (!rooms || taken.length === here.length) return true;
    const allowed = here[taken.length].rooms!;
    return rooms
      .filter(room => allowed.includes(room.id) && isOpen(room, slots[slot]))
      .filter(({ id, tables }) => taken.filter(room => room === id).length < tables)
      .some(({ id }) => this.roomsFit(slot, here, [...taken, id]));
  }

  private finish(units: number): void {
    let [breaks, idle] = [0, 0];
    for (const person of this.event.participants) {
      const runs = this.runs(person.id);
      if (person.maxBreaks !== undefined && runs.length > person.maxBreaks) return;
      breaks += runs.length;
      idle += runs.reduce((sum, length) => sum + length, 0);
    }
    const found = [this.promises(this.placed.flat()), units, breaks, idle] as const;
    if (!this.best || isBetter(found, this.best)) this.best = found;
  }

  /** Lengths of one person's breaks. */
  private runs(id: string): number[] {
    const days = new Map<string, string>();
    this.event.slots.forEach(({ date }, slot) => {
      const busy = this.placed[slot].some(({ people }) => people.some(person => person.id === id));
      days.set(date, (days.get(date) ?? '') + (busy ? 'x' : '.'));
    });
    return [...days.values()].flatMap(day => (day.match(/(?<=x)\.+(?=x)/g) ?? []).map(run => run.length));
  }
}

/** Meetings by ids. `placed`: of each slot. */
export function heldIn(placed: readonly (readonly Candidate[])[]): Held[] {
  return placed.flatMap((list, slot) => list.map(({ people }) => ({ people: people.map(({ id }) => id), slot })));
}

type Value = readonly [promises: number, units: number, breaks: number, idle: number];

function isBetter(a: Value, b: Value): boolean {
  const difference = [a[0] - b[0], a[1] - b[1], b[2] - a[2], b[3] - a[3]].find(one => one !== 0);
  return difference !== undefined && difference > 0;
}
