/** The rows of a schedule by index: who, when, and which pairs meet. In typed arrays, as there may be hundreds of thousands. */
import type { Meeting } from '../model/schedule.js';
import { PairList, pairKey } from './pairs.js';

/** One meeting of the schedule, resolved against the event. */
export interface Row {
  readonly index: number;
  readonly meeting: Meeting;
  /** Indexes of the known, different people, in the order of the row. */
  readonly people: readonly number[];
  /** Index of the slot, -1 if the event has none of that name. */
  readonly slot: number;
  /** Numbers of the pairs that meet: one for a one-to-one, the host's with each attendee for a group. */
  readonly pairs: readonly number[];
}

/** Built in O(people in meetings · log pairs). */
export class Resolved {
  readonly slotOf: Int32Array;
  readonly pairs: PairList;
  /** A pair: 1 if one of its rows is a one-to-one. */
  readonly oneToOne: Uint8Array;
  /** A pair: 1 if one of its rows has a slot. */
  readonly held: Uint8Array;
  /** People of row r: people[start[r] .. start[r + 1]). */
  private readonly start: Int32Array;
  private readonly people: Int32Array;
  /** Beside each of the people the number of the pair with the row's first; -1 for the first itself. */
  private readonly pairOf: Int32Array;
  /** Rows of pair k: pairRows[pairStart[k] .. pairStart[k + 1]). */
  private readonly pairStart: Int32Array;
  private readonly pairRows: Int32Array;

  constructor(
    private readonly meetings: readonly Meeting[],
    peopleIndex: ReadonlyMap<string, number>,
    slotIndex: ReadonlyMap<string, number>,
  ) {
    this.slotOf = Int32Array.from(meetings, ({ slot }) => slotIndex.get(slot) ?? -1);
    this.start = new Int32Array(meetings.length + 1);
    this.people = new Int32Array(meetings.reduce((sum, { participants }) => sum + participants.length, 0));
    const keys = new Float64Array(this.people.length);
    let pairs = 0;
    for (const [row, { participants }] of meetings.entries()) {
      let end = this.start[row];
      for (const person of differentPeople(participants, peopleIndex)) {
        if (end > this.start[row]) keys[pairs++] = pairKey(this.people[this.start[row]], person, peopleIndex.size);
        this.people[end++] = person;
      }
      this.start[row + 1] = end;
    }
    this.pairs = new PairList(keys.subarray(0, pairs));
    this.oneToOne = new Uint8Array(this.pairs.count);
    this.held = new Uint8Array(this.pairs.count);
    this.pairOf = this.numberPairs(keys);
    this.pairStart = new Int32Array(this.pairs.count + 1);
    this.pairRows = this.listPairs(pairs);
  }

  row(index: number): Row {
    const [start, end] = [this.start[index], this.start[index + 1]];
    return {
      index,
      meeting: this.meetings[index],
      people: copied(this.people, start, end),
      slot: this.slotOf[index],
      pairs: copied(this.pairOf, start + 1, end),
    };
  }

  /** Gives each known, different person of a row in turn. */
  forEachPerson(row: number, use: (person: number) => void): void {
    for (let at = this.start[row]; at < this.start[row + 1]; at++) use(this.people[at]);
  }

  rowsOf(pair: number): readonly number[] {
    return copied(this.pairRows, this.pairStart[pair], this.pairStart[pair + 1]);
  }

  /** `keys`: in the order of rows. */
  private numberPairs(keys: Float64Array): Int32Array {
    const pairOf = new Int32Array(this.people.length).fill(-1);
    let next = 0;
    this.meetings.forEach(({ kind }, row) => {
      for (let at = this.start[row] + 1; at < this.start[row + 1]; at++) {
        const pair = this.pairs.find(keys[next++]);
        pairOf[at] = pair;
        if (kind === 'pair') this.oneToOne[pair] = 1;
        if (this.slotOf[row] >= 0) this.held[pair] = 1;
      }
    });
    return pairOf;
  }

  private listPairs(entries: number): Int32Array {
    for (const pair of this.pairOf) if (pair >= 0) this.pairStart[pair + 1]++;
    for (let pair = 0; pair < this.pairs.count; pair++) this.pairStart[pair + 1] += this.pairStart[pair];
    const next = this.pairStart.slice();
    const rows = new Int32Array(entries);
    for (let row = 0; row < this.meetings.length; row++) {
      for (let at = this.start[row] + 1; at < this.start[row + 1]; at++) rows[next[this.pairOf[at]]++] = row;
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
