/** The rows of a schedule by index: who, when, and which contacts they are. In typed arrays, as there may be hundreds of thousands. */
import type { Meeting } from '../model/schedule.js';
import { PairList, pairKey, seatKey } from './pairs.js';

/** One meeting of the schedule, resolved against the event. */
export interface Row {
  readonly index: number;
  readonly meeting: Meeting;
  /** Indexes of the known, different people, in the order of the row. */
  readonly people: readonly number[];
  /** Index of the slot, -1 if the event has none of that name. */
  readonly slot: number;
  /**
   * Numbers of its contacts, of the first of `people` with each of the others in turn: one for a one-to-one, a seat each
   * for the guests of a group. None where the host of a group is unknown.
   */
  readonly contacts: readonly number[];
}

/** Built in O(people in meetings · log contacts). */
export class Resolved {
  readonly slotOf: Int32Array;
  readonly contacts: PairList;
  /** A contact: 1 if one of its rows has a slot. */
  readonly held: Uint8Array;
  /** People of row r: people[start[r] .. start[r + 1]). */
  private readonly start: Int32Array;
  private readonly people: Int32Array;
  /** Beside each of the people the number of the contact with the row's first; -1 for the first itself. */
  private readonly contactOf: Int32Array;
  /** Rows of contact k: contactRows[contactStart[k] .. contactStart[k + 1]). */
  private readonly contactStart: Int32Array;
  private readonly contactRows: Int32Array;

  constructor(
    private readonly meetings: readonly Meeting[],
    peopleIndex: ReadonlyMap<string, number>,
    slotIndex: ReadonlyMap<string, number>,
  ) {
    this.slotOf = Int32Array.from(meetings, ({ slot }) => slotIndex.get(slot) ?? -1);
    this.start = new Int32Array(meetings.length + 1);
    this.people = new Int32Array(meetings.reduce((sum, { participants }) => sum + participants.length, 0));
    const keys = this.keysOf(peopleIndex);
    this.contacts = new PairList(keys.filter(key => key >= 0));
    this.held = new Uint8Array(this.contacts.count);
    this.contactOf = Int32Array.from(keys, key => (key < 0 ? -1 : this.contacts.find(key)));
    this.contactStart = new Int32Array(this.contacts.count + 1);
    this.contactRows = this.listContacts();
  }

  row(index: number): Row {
    const [start, end] = [this.start[index], this.start[index + 1]];
    return {
      index,
      meeting: this.meetings[index],
      people: copied(this.people, start, end),
      slot: this.slotOf[index],
      contacts: this.contactOf[start + 1] < 0 ? [] : copied(this.contactOf, start + 1, end),
    };
  }

  /** Gives each known, different person of a row in turn. */
  forEachPerson(row: number, use: (person: number) => void): void {
    for (let at = this.start[row]; at < this.start[row + 1]; at++) use(this.people[at]);
  }

  rowsOf(contact: number): readonly number[] {
    return copied(this.contactRows, this.contactStart[contact], this.contactStart[contact + 1]);
  }

  /** Fills in the people; returns beside each of them the key of the contact with the row's first, -1 for none. */
  private keysOf(peopleIndex: ReadonlyMap<string, number>): Float64Array {
    const keys = new Float64Array(this.people.length).fill(-1);
    for (const [row, { participants, kind }] of this.meetings.entries()) {
      const start = this.start[row];
      const keyOf = kind === 'group' ? seatKey : pairKey;
      const isHeld = kind === 'pair' || peopleIndex.has(participants[0]);
      let end = start;
      for (const person of differentPeople(participants, peopleIndex)) {
        if (end > start && isHeld) keys[end] = keyOf(this.people[start], person, peopleIndex.size);
        this.people[end++] = person;
      }
      this.start[row + 1] = end;
    }
    return keys;
  }

  private listContacts(): Int32Array {
    const { contactStart, contactOf, start } = this;
    let entries = 0;
    for (const contact of contactOf) {
      if (contact < 0) continue;
      contactStart[contact + 1]++;
      entries++;
    }
    for (let contact = 0; contact < this.contacts.count; contact++) contactStart[contact + 1] += contactStart[contact];
    const next = contactStart.slice();
    const rows = new Int32Array(entries);
    for (let row = 0; row < this.meetings.length; row++) {
      for (let at = start[row] + 1; at < start[row + 1]; at++) {
        const contact = contactOf[at];
        if (contact < 0) continue;
        rows[next[contact]++] = row;
        if (this.slotOf[row] >= 0) this.held[contact] = 1;
      }
    }
    return rows;
  }
}

/** For a few numbers quicker than a `subarray`. */
function copied(list: Int32Array, start: number, end: number): number[] {
  const numbers: number[] = [];
  for (let at = start; at < end; at++) numbers.push(list[at]);
  return numbers;
}

function differentPeople(ids: readonly string[], peopleIndex: ReadonlyMap<string, number>): Iterable<number> {
  return new Set(ids.map(id => peopleIndex.get(id)).filter(person => person !== undefined));
}
