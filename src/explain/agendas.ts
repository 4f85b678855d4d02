/** Who holds which meetings, as indexes in typed arrays: there may be hundreds of thousands. */
import type { WishAs } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import type { Meeting } from '../model/schedule.js';

export class Agendas {
  /** Meetings of participant p: held[start[p] .. start[p + 1]). */
  private readonly start: Int32Array;
  private readonly held: Int32Array;

  /** `order`: indexes of the meetings that count. O(people in meetings). */
  constructor(meetings: readonly Meeting[], order: readonly number[], people: ReadonlyMap<string, number>) {
    this.start = new Int32Array(people.size + 1);
    for (const index of order) {
      for (const person of peopleOf(meetings[index], people)) this.start[person + 1]++;
    }
    for (let person = 0; person < people.size; person++) this.start[person + 1] += this.start[person];
    const next = this.start.slice();
    this.held = new Int32Array(this.start[people.size]);
    for (const index of order) {
      for (const person of peopleOf(meetings[index], people)) this.held[next[person]++] = index;
    }
  }

  /** Indexes of a participant's meetings, in the given order. O(its meetings). */
  of(person: number): number[] {
    const meetings: number[] = [];
    for (let at = this.start[person]; at < this.start[person + 1]; at++) meetings.push(this.held[at]);
    return meetings;
  }
}

/** Which meeting joins two people: one-to-ones, and the host of a group with each of its guests. */
export class PairMeetings {
  private readonly table: PairTable;
  /** The first one-to-one of each pair of the table, and its first group session; -1: none. */
  private readonly pairs: number[] = [];
  private readonly seats: number[] = [];

  /** O(people in meetings). */
  constructor(
    meetings: readonly Meeting[],
    private readonly people: ReadonlyMap<string, number>,
  ) {
    this.table = new PairTable(meetings.length);
    for (const [index, { participants, kind }] of meetings.entries()) {
      const host = people.get(participants[0]);
      for (const other of participants.slice(1)) {
        const guest = people.get(other);
        if (host === undefined || guest === undefined) continue;
        let known = this.table.add(Math.min(host, guest), Math.max(host, guest));
        if (known < 0) known = this.pairs.push(-1) - 1;
        if (this.seats.length < this.pairs.length) this.seats.push(-1);
        const first = kind === 'group' ? this.seats : this.pairs;
        if (first[known] < 0) first[known] = index;
      }
    }
  }

  /** Index of the first meeting that joins the two in this way, -1 if none does. O(1) expected. */
  of(one: string, other: string, as: WishAs = 'either'): number {
    const [a, b] = [this.people.get(one) ?? -1, this.people.get(other) ?? -1];
    const known = this.table.find(Math.min(a, b), Math.max(a, b));
    if (known < 0) return -1;
    const [pair, seat] = [this.pairs[known], this.seats[known]];
    if (as !== 'either') return as === 'pair' ? pair : seat;
    return pair < 0 || (seat >= 0 && seat < pair) ? seat : pair;
  }
}

/** The known, different people of a meeting. */
function peopleOf({ participants }: Meeting, people: ReadonlyMap<string, number>): Iterable<number> {
  return new Set(participants.map(id => people.get(id)).filter(person => person !== undefined));
}
