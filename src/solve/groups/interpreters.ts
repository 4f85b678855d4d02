/**
 * Which interpreter serves which meeting: in each slot a matching, kept up to date by augmenting paths (Kuhn 1955,
 * doi:10.1002/nav.3800020109). With `max_consecutive` an interpreter who would work too long counts as not there, which is
 * safe: what is served is served by the rules.
 */
import type { GroupProblem, Speech } from '../../model/group-problem.js';
import { UNBOUNDED } from '../../model/problem.js';

/** Notes what an entry of `serves` was before it changed. */
export type Note = (place: number, before: number) => void;

export class Interpreters {
  /** Meeting that interpreter j serves in slot t, -1 for none: at j * slots + t. Meetings are one-to-ones e, or pairs + session. */
  readonly serves: Int32Array;
  /** Ways open to all people of each meeting: meetings × ways. */
  private readonly waysOf: Int32Array;
  private readonly slots: number;
  private readonly words: number;
  private readonly tried: Uint8Array;
  /** Ways of the meeting that is asked for. */
  private readonly asked: Int32Array;
  /** Bits of languages, by word of a set of ways. */
  private readonly languageBits: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  constructor(
    private readonly speech: Speech,
    { pairs, hosts }: GroupProblem,
    private readonly note: Note,
  ) {
    const { languages, interpreters, ways } = speech;
    this.slots = pairs.slots;
    this.words = pairs.words;
    this.serves = new Int32Array(interpreters * pairs.slots).fill(-1);
    this.waysOf = new Int32Array((pairs.meetings + hosts * pairs.slots) * ways);
    this.waysOf.set(speech.ofItem.subarray(0, pairs.meetings * ways));
    this.tried = new Uint8Array(interpreters);
    this.asked = new Int32Array(ways);
    this.languageBits = new Int32Array(ways);
    for (let bit = 0; bit < languages; bit++) this.languageBits[bit >> 5] |= 1 << (bit & 31);
    this.from = Int32Array.from(pairs.stretch, one => pairs.stretch.indexOf(one));
    this.to = Int32Array.from(pairs.stretch, one => pairs.stretch.lastIndexOf(one) + 1);
  }

  /** Interpreter of a meeting in slot t, -1 for none. O(interpreters). */
  of(meeting: number, t: number): number {
    for (let j = 0; j < this.speech.interpreters; j++) if (this.serves[j * this.slots + t] === meeting) return j;
    return -1;
  }

  /** Whether a meeting can take this item in, in slot t, beside all others. Nothing changes. */
  canServe(meeting: number, item: number, t: number, isNew: boolean): boolean {
    const { ways: width, ofItem } = this.speech;
    const { asked } = this;
    for (let k = 0; k < width; k++)
      asked[k] = ofItem[item * width + k] & (isNew ? -1 : this.waysOf[meeting * width + k]);
    if (this.understand(asked, 0)) return true;
    const before = this.of(meeting, t);
    if (before >= 0 && this.isWay(asked, 0, before)) return true;
    if (before >= 0) this.serves[before * this.slots + t] = -1;
    this.tried.fill(0);
    const found = this.augment(meeting, asked, 0, t, false);
    if (before >= 0) this.serves[before * this.slots + t] = meeting;
    return found;
  }

  /** Serves a meeting that can be served, or lets its interpreter go where it needs none any more. */
  serve(meeting: number, t: number): void {
    const offset = meeting * this.speech.ways;
    const before = this.of(meeting, t);
    const needsNone = this.understand(this.waysOf, offset);
    if (before >= 0 && !needsNone && this.isWay(this.waysOf, offset, before)) return;
    if (before >= 0) this.set(before, t, -1);
    if (needsNone) return;
    this.tried.fill(0);
    this.augment(meeting, this.waysOf, offset, t, true);
  }

  /** The meeting is no more. */
  release(meeting: number, t: number): void {
    const before = this.of(meeting, t);
    if (before >= 0) this.set(before, t, -1);
  }

  /** The meeting now has exactly these items. O(items). */
  setItems(meeting: number, items: Int32Array): void {
    const { ways: width, ofItem } = this.speech;
    for (let k = 0; k < width; k++) {
      let ways = -1;
      for (let i = 0; i < items.length; i++) ways &= ofItem[items[i] * width + k];
      this.waysOf[meeting * width + k] = ways;
    }
  }

  /** Whether people with these ways to understand each other need nobody. */
  private understand(ways: Int32Array, offset: number): boolean {
    for (let k = 0; k < this.speech.ways; k++) if ((ways[offset + k] & this.languageBits[k]) !== 0) return true;
    return false;
  }

  private set(j: number, t: number, meeting: number): void {
    const place = j * this.slots + t;
    this.note(place, this.serves[place]);
    this.serves[place] = meeting;
  }

  private isWay(ways: Int32Array, offset: number, j: number): boolean {
    const bit = this.speech.languages + j;
    return (ways[offset + (bit >> 5)] & (1 << (bit & 31))) !== 0;
  }

  /** Finds an interpreter, moving others where that helps; changes things only if `apply`. O(interpreters · meetings). */
  private augment(meeting: number, ways: Int32Array, offset: number, t: number, apply: boolean): boolean {
    const { interpreters, available, ways: width } = this.speech;
    for (let j = 0; j < interpreters; j++) {
      if (this.tried[j] === 1 || !this.isWay(ways, offset, j)) continue;
      if ((available[j * this.words + (t >> 5)] & (1 << (t & 31))) === 0) continue;
      const other = this.serves[j * this.slots + t];
      if (other < 0 && !this.isRested(j, t)) continue;
      this.tried[j] = 1;
      if (other >= 0 && !this.augment(other, this.waysOf, other * width, t, apply)) continue;
      if (apply) this.set(j, t, meeting);
      return true;
    }
    return false;
  }

  /** Whether interpreter j, idle in slot t, may work in it. O(max_consecutive). */
  private isRested(j: number, t: number): boolean {
    const most = this.speech.maxConsecutive[j];
    if (most >= UNBOUNDED) return true;
    const place = j * this.slots;
    let run = 1;
    for (let x = t - 1; x >= this.from[t] && this.serves[place + x] >= 0; x--) run++;
    for (let x = t + 1; x < this.to[t] && this.serves[place + x] >= 0; x++) run++;
    return run <= most;
  }
}
