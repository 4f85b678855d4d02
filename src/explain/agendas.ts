/** Who holds which meetings, as indexes in typed arrays: there may be hundreds of thousands. */
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

/** The known, different people of a meeting. */
function peopleOf({ participants }: Meeting, people: ReadonlyMap<string, number>): Iterable<number> {
  return new Set(participants.map(id => people.get(id)).filter(person => person !== undefined));
}
