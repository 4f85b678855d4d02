/** Which ordered pairs have been drawn, in 16 bytes a pair: a million of them are no burden. */
export class PairSet {
  /** Key + 1 of each place; 0 is empty. Open addressing with linear probing, at most half full. */
  private readonly places: Float64Array;
  private readonly mask: number;

  /** @param most pairs that will be added */
  constructor(
    private readonly people: number,
    most: number,
  ) {
    let size = 16;
    while (size < 2 * most) size *= 2;
    this.places = new Float64Array(size);
    this.mask = size - 1;
  }

  /** Expected O(1). */
  has(from: number, to: number): boolean {
    return this.places[this.placeOf(from, to)] !== 0;
  }

  /** Expected O(1). */
  add(from: number, to: number): void {
    this.places[this.placeOf(from, to)] = from * this.people + to + 1;
  }

  /** Where the pair is, or the empty place where it would go. */
  private placeOf(from: number, to: number): number {
    const key = from * this.people + to + 1;
    let mixed = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    let place = (mixed ^ (mixed >>> 13)) & this.mask;
    while (this.places[place] !== 0 && this.places[place] !== key) place = (place + 1) & this.mask;
    return place;
  }
}
