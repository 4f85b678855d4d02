/** Notes of changes, three whole numbers each, to take them back from the last to the first. */
export class Journal {
  /** Numbers noted so far. */
  length = 0;
  entries = new Int32Array(1024);

  note(kind: number, of: number, before: number): void {
    if (this.length + 3 > this.entries.length) {
      const longer = new Int32Array(2 * this.entries.length);
      longer.set(this.entries);
      this.entries = longer;
    }
    this.entries[this.length++] = kind;
    this.entries[this.length++] = of;
    this.entries[this.length++] = before;
  }
}
