import type { UseRecord } from './csv.js';
import type { SheetRows } from './sheet.js';

/** Gives records in file order, from where it stands; blank ones may be left out. */
export interface RecordReader {
  /** Ends when `use` says so; reading may go on later. */
  read(use: UseRecord): void;
}

/** The rows of a sheet as records, filled up to `width` cells: the physical line is the row of the sheet. O(cells). */
export class SheetReader implements RecordReader {
  private at = 0;

  constructor(
    private readonly rows: SheetRows,
    private readonly width = 0,
  ) {}

  read(use: UseRecord): void {
    while (this.at < this.rows.length) {
      const { cells, line } = this.rows[this.at++]!;
      const whole = [...cells];
      while (whole.length < this.width) whole.push('');
      if (!use(whole, line)) return;
    }
  }
}
