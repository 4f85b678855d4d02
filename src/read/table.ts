import type { ErrorCode } from '../errors.js';
import { type Binding, bindHeader } from './bind.js';
import type { Context } from './context.js';
import { holdsOpenDate } from './date-order.js';
import type { Columns } from './headers.js';
import type { OpenTable } from './open-table.js';
import { few, headerKey, quote } from './text.js';
import type { DateOrder } from './time.js';

/** A table whose headers are bound to columns. */
export class Table<C extends string> {
  constructor(
    private readonly open: OpenTable,
    private readonly binding: Binding<string>,
    readonly context: Context,
    /** Indexes of headers with a meaning of their own, empty ones too. */
    private readonly known: ReadonlySet<number>,
  ) {}

  get file(): string {
    return this.open.file;
  }

  get delimiter(): string {
    return this.open.delimiter;
  }

  get headerLine(): number {
    return this.open.headerLine;
  }

  /**
   * Whether dates such as 03/04/2021 name the day or the month first. Looks at the whole table, and lets the run say what
   * was found, only once `text` holds such a date.
   */
  dateOrder(text: string): DateOrder {
    return holdsOpenDate(text) ? this.open.dates().order : 'dmy';
  }

  has(column: C): boolean {
    return this.binding.index.has(column);
  }

  /** Index of the column's header from 0, -1 without one. */
  index(column: C): number {
    return this.binding.index.get(column) ?? -1;
  }

  /** Collects a fault of the row in that line; `''` for a fault of the row as a whole. */
  fault(line: number, column: C | '', code: ErrorCode, cause: string, action?: string): void {
    const at = column === '' ? 0 : this.index(column) + 1;
    this.faultAt(line, at, column, code, cause, action);
  }

  /** The same for a cell that is no single column (a choice): `ordinal` from 1. */
  faultAt(line: number, ordinal: number, columnName: string, code: ErrorCode, cause: string, action?: string): void {
    this.context.faults.add(code, { file: this.file, line, column: ordinal, columnName }, cause, action);
  }

  /** Gives every good row; blank rows are skipped, faulty ones (E011, E013, E020) told and left out. O(bytes). */
  forEachRow(use: (row: Row<C>) => void): void {
    const { reader } = this.open;
    const { limits } = this.context;
    const nameless = new Nameless(this.open, new Set([...this.known, ...this.binding.index.values()]));
    let rows = 0;
    reader.read((cells, line) => {
      if (isBlank(cells)) return true;
      rows++;
      if (rows > limits.rows) {
        this.fault(line, '', 'E011', `expected at most ${limits.rows.toLocaleString('en')} rows`);
        return false;
      }
      if (!this.cellsFit(cells, line)) return true;
      if (nameless.fits(cells, line)) use(new Row(this, cells, line));
      else {
        const { length } = this.open.header;
        const action =
          cells.length < length ? 'fill in the row to its end; empty cells need a delimiter too' : undefined;
        this.fault(line, '', 'E020', `expected ${length} cells, got ${cells.length}`, action);
      }
      return true;
    });
    nameless.notice(this.context);
    this.open.finish(rows);
  }

  private cellsFit(cells: readonly string[], line: number): boolean {
    const most = this.context.limits.cellBytes;
    const large = cells.findIndex(cell => cell.length * 3 > most && Buffer.byteLength(cell) > most);
    if (large < 0) return true;
    const cause = `expected at most ${most.toLocaleString('en')} bytes in a cell (64 KiB), got ${Buffer.byteLength(cells[large]!).toLocaleString('en')}`;
    this.faultAt(line, large + 1, this.open.header[large] ?? '', 'E013', cause);
    return false;
  }
}

/** Columns without a header: blank ones (a delimiter too many) are nothing, the run says where others hold something. */
class Nameless {
  private readonly columns: readonly number[];
  private seen: { readonly column: number; readonly line: number } | undefined;

  constructor(
    private readonly open: OpenTable,
    known: ReadonlySet<number>,
  ) {
    const { header, width } = open;
    this.columns = Array.from({ length: width }, (_, i) => i).filter(i => (header[i] ?? '') === '' && !known.has(i));
  }

  /** Whether the row has a cell for each header, and nothing behind the width of the header line. */
  fits(cells: readonly string[], line: number): boolean {
    const { header, width } = this.open;
    if (this.columns.length > 0 && this.seen === undefined) {
      const column = this.columns.find(i => (cells[i] ?? '').trim() !== '');
      if (column !== undefined) this.seen = { column: column + 1, line };
    }
    if (cells.length === header.length) return true;
    return cells.length > header.length && isBlank(cells.slice(width));
  }

  notice(context: Context): void {
    if (this.seen === undefined) return;
    const { column, line } = this.seen;
    context.notice(
      `${this.open.file}: column ${column} has no header; what stands in it (first in line ${line}) is kept out`,
    );
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** One row; lives only while it is used. */
export class Row<C extends string> {
  constructor(
    readonly table: Table<C>,
    readonly cells: readonly string[],
    /** First physical line. */
    readonly line: number,
  ) {}

  /** The trimmed cell; empty if the table has no such column. */
  text(column: C): string {
    const cell = this.cells[this.table.index(column)];
    return cell === undefined ? '' : cell.trim();
  }

  fault(column: C | '', code: ErrorCode, cause: string, action?: string): void {
    this.table.fault(this.line, column, code, cause, action);
  }
}

/** Binds the columns; tells of missing and repeated headers (E101, E102), then the answer is `undefined`. */
export function bindTable<C extends string>(
  open: OpenTable,
  columns: Columns<C>,
  required: readonly C[],
  context: Context,
  /** Headers with a meaning of their own, by index from 0. */
  known: ReadonlySet<number> = new Set(),
): Table<C> | undefined {
  const binding = bindHeader(open.header, columns, required, context.options.map ?? {});
  for (const column of binding.byHand) context.mapUsed.add(headerKey(column));
  const table = new Table(open, binding, context, known);
  for (const { column, index } of binding.repeated) {
    const cause = `column ${binding.index.get(column)! + 1} has the header ${quote(open.header[index]!)} too`;
    table.faultAt(open.headerLine, index + 1, column, 'E102', cause);
  }
  const missing = required.filter(column => !table.has(column));
  for (const column of missing) {
    const cause = `no column "${column}" among ${few(open.header.map(quote), 12)}`;
    const other = open.otherSheets[0];
    const elsewhere =
      other === undefined ? '' : `, or read another sheet, such as --sheet ${open.table}=${quote(other)}`;
    const action = `add it, or bind one by hand: --map ${column}="…"${elsewhere}`;
    context.faults.add('E101', { file: open.file, line: open.headerLine, columnName: column }, cause, action);
  }
  noticeUnknown(open, binding.unknown, known, context);
  if (missing.length === 0 && binding.repeated.length === 0) return table;
  open.finish(0);
  return undefined;
}

function noticeUnknown(
  open: OpenTable,
  unknown: readonly number[],
  known: ReadonlySet<number>,
  context: Context,
): void {
  const names = unknown.filter(i => !known.has(i) && open.header[i] !== '').map(i => quote(open.header[i]!));
  if (names.length === 0) return;
  context.notice(`${open.file}: unknown ${names.length === 1 ? 'column' : 'columns'} ${few(names, 10)} kept out`);
}
