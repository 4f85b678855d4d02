/** Who sits in which session: items by cell (host · slots + slot), in no order. Every change in O(1). */
export class Guests {
  /** Guests of each session; 0: there is none. */
  readonly size: Int32Array;
  /** Cells × most. */
  private readonly table: Int32Array;
  /** Where each seat stands among those of its cell. */
  private readonly at: Int32Array;

  /**
   * @param most above the guests of any session
   * @param pairs number of the first seat among the items
   */
  constructor(
    cells: number,
    private readonly most: number,
    seats: number,
    private readonly pairs: number,
  ) {
    this.size = new Int32Array(cells);
    this.table = new Int32Array(cells * most);
    this.at = new Int32Array(seats);
  }

  /** Good until the next change. */
  of(cell: number): Int32Array {
    const start = cell * this.most;
    return this.table.subarray(start, start + this.size[cell]);
  }

  /** Item k of a session, 0 ≤ k < its size. */
  guest(cell: number, k: number): number {
    return this.table[cell * this.most + k];
  }

  add(i: number, cell: number): void {
    const size = this.size[cell]++;
    this.at[i - this.pairs] = size;
    this.table[cell * this.most + size] = i;
  }

  drop(i: number, cell: number): void {
    const size = --this.size[cell];
    const last = this.table[cell * this.most + size];
    this.table[cell * this.most + this.at[i - this.pairs]] = last;
    this.at[last - this.pairs] = this.at[i - this.pairs];
  }
}
