/**
 * What each person has in each slot, as linked lists. End 2i is one-to-one i at its first person, end 2i + 1 item i at its
 * second; the session of a host is in none of them.
 */
export class Ends {
  /** First end of a place p * slots + t, -1 if none. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  private readonly previous: Int32Array;

  constructor(places: number, items: number) {
    this.head = new Int32Array(places).fill(-1);
    this.next = new Int32Array(2 * items);
    this.previous = new Int32Array(2 * items);
  }

  add(end: number, place: number): void {
    const first = this.head[place];
    this.next[end] = first;
    this.previous[end] = -1;
    if (first >= 0) this.previous[first] = end;
    this.head[place] = end;
  }

  drop(end: number, place: number): void {
    const next = this.next[end];
    const previous = this.previous[end];
    if (previous >= 0) this.next[previous] = next;
    else this.head[place] = next;
    if (next >= 0) this.previous[next] = previous;
  }
}
