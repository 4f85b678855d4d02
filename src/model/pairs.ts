/** A hash table of pairs of small integers, open addressing in typed arrays: 16 to 32 bytes a pair instead of 100. */
export class PairTable {
  private capacity: number;
  private slots: Int32Array<ArrayBuffer>;
  /** The pairs in the order of adding, and places for more. */
  first: Int32Array<ArrayBuffer>;
  second: Int32Array<ArrayBuffer>;
  size = 0;

  /** `expected`: pairs that fit before the table has to grow. */
  constructor(expected = 512) {
    this.capacity = 1024;
    while (this.capacity < expected * 2) this.capacity *= 2;
    this.slots = new Int32Array(this.capacity).fill(-1);
    this.first = new Int32Array(this.capacity / 2);
    this.second = new Int32Array(this.capacity / 2);
  }

  /** Ordinal of a pair, -1 if it was never added. O(1) expected. */
  find(a: number, b: number): number {
    return this.slots[this.probe(a, b)]!;
  }

  /** Ordinal (from 0, in the order of adding) of the equal pair that was added before, or -1 if this one is new. O(1) expected. */
  add(a: number, b: number): number {
    if (this.size * 2 >= this.capacity) this.grow();
    const found = this.probe(a, b);
    const ordinal = this.slots[found]!;
    if (ordinal >= 0) return ordinal;
    this.slots[found] = this.size;
    this.first[this.size] = a;
    this.second[this.size] = b;
    this.size++;
    return -1;
  }

  /** Where the pair stands or would stand. */
  private probe(a: number, b: number): number {
    const mask = this.capacity - 1;
    let at = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    for (;;) {
      const ordinal = this.slots[at]!;
      if (ordinal < 0 || (this.first[ordinal] === a && this.second[ordinal] === b)) return at;
      at = (at + 1) & mask;
    }
  }

  private grow(): void {
    this.capacity *= 2;
    this.first = extended(this.first);
    this.second = extended(this.second);
    this.slots = new Int32Array(this.capacity).fill(-1);
    for (let i = 0; i < this.size; i++) this.slots[this.probe(this.first[i]!, this.second[i]!)] = i;
  }
}

function extended(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
