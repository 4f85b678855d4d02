import { basename } from 'node:path';
import { UsageError } from '../errors.js';
import type { TableName } from '../model/event.js';
import { takeTable } from './bytes.js';
import type { Context, Source } from './context.js';
import { CsvReader, type QuoteFault } from './csv.js';
import { type DateReading, dateReading } from './date-order.js';
import { DELIMITERS, delimiterName, separatorLine, sniffDelimiter } from './delimiter.js';
import { findHeader, firstLines, knownHeaders, type Line } from './header-line.js';
import type { LoadedSheet, LoadedText } from './loaded.js';
import { type RecordReader, SheetReader } from './records.js';
import { quote } from './text.js';

/** A table of which the header is read and the rows are still to come. */
export interface OpenTable {
  readonly table: TableName;
  /** As the user gave it, for messages. */
  readonly file: string;
  /** `,` `;` or tab; empty for a sheet of a workbook. */
  readonly delimiter: string;
  /** Trimmed, without empty headers at the end. */
  readonly header: readonly string[];
  /** Cells of the header line, those at the end without a header included. */
  readonly width: number;
  readonly headerLine: number;
  /** Of the same workbook. */
  readonly otherSheets: readonly string[];
  /** Stands behind the header. */
  readonly reader: RecordReader;
  /** How its dates are read. O(bytes) at the first call. */
  dates(): DateReading;
  /** Tells of the file in `context.inputs` once its rows are counted. */
  finish(rows: number): void;
}

/** The form of a table: how its records come out of the file. */
interface Form {
  readonly delimiter: string;
  /** Words on it for the run to say. */
  readonly notes: readonly string[];
  /** The first records, those with a quote fault left out. */
  readonly lines: readonly Line[];
  /** Of the header among `lines`. */
  readonly index: number;
  /** Whether the header was recognised. */
  readonly sure: boolean;
  /** From the first record on. */
  start(tell: QuoteFault): RecordReader;
}

/** Opens a table that was loaded; faults of the file and its header line are collected, then the answer is `undefined`. */
export function openTable(source: Source, context: Context): OpenTable | undefined {
  const loaded = takeTable(source, context);
  if (loaded === undefined) return undefined;
  const { table, path: file } = source;
  const form = loaded.kind === 'sheet' ? sheetForm(loaded, table, context) : textForm(loaded, table, context);
  const { delimiter, lines, index, sure } = form;
  const notes = [...loaded.notes, ...form.notes];
  if (notes.length > 0) context.notice(`${file}: ${notes.join(', ')}`);
  const headerLine = lines[index]?.line ?? 0;
  const faultsBefore = context.faults.count;
  let title = index > 0;
  const reader = form.start((line, column, cause) => {
    // Quotes in a title are no fault.
    if (sure && line < headerLine) title = true;
    else context.faults.add('E021', { file, line, column }, cause);
  });
  const cells = headerCells(reader, headerLine);
  if (context.faults.count > faultsBefore || !goodHeader(cells, source, headerLine, context)) return undefined;
  if (title) noticeTitle(file, lines, index, context);
  const width = cells.length;
  const header = cells.slice(0, cells.findLastIndex(cell => cell !== '') + 1);
  const { encoding, sha256 } = loaded;
  const finish = (rows: number) => {
    const layout = table === 'prefs' ? context.prefsLayout : undefined;
    context.inputs.push({ table, name: nameOf(file), sha256, encoding, delimiter, rows, layout });
  };
  const otherSheets = loaded.kind === 'sheet' ? loaded.otherSheets : [];
  const dates = datesOf(loaded, file, context);
  return { table, file, delimiter, header, width, headerLine, otherSheets, reader, dates, finish };
}

function sheetForm({ rows }: LoadedSheet, table: TableName, context: Context): Form {
  const lines = firstLines(new SheetReader(rows));
  const found = findHeader(lines, knownHeaders(table, context.options.map));
  return {
    delimiter: '',
    notes: [],
    lines,
    ...found,
    start: () => new SheetReader(rows, lines[found.index]?.cells.length),
  };
}

/** The delimiter asked for, of a separator line, or sniffed; another one only where it shows a header and the sniffed one none. */
function textForm({ bytes }: LoadedText, table: TableName, context: Context): Form {
  const separator = separatorLine(bytes.toString('utf8', 0, 64));
  const from = separator ? separator.bytes : 0;
  const given = chosenDelimiter(context) ?? separator?.delimiter;
  const sniffed = given ?? sniffDelimiter(bytes.toString('utf8', from, from + 1e6));
  const known = knownHeaders(table, context.options.map);
  const tries = (given === undefined ? [sniffed, ...DELIMITERS.filter(sign => sign !== sniffed)] : [given]).map(
    delimiter => () => {
      const lines = firstLines(new CsvReader(bytes, delimiter, () => {}, from));
      return { delimiter, lines, ...findHeader(lines, known) };
    },
  );
  const first = tries[0]!();
  const { delimiter, lines, index, sure } = first.sure ? first : (firstSure(tries.slice(1)) ?? first);
  const notes =
    delimiter === ',' ? [] : [`cells separated by ${delimiter === '\t' ? 'tabs' : delimiterName(delimiter)}`];
  return { delimiter, notes, lines, index, sure, start: tell => new CsvReader(bytes, delimiter, tell, from) };
}

function firstSure<T extends { readonly sure: boolean }>(tries: readonly (() => T)[]): T | undefined {
  for (const attempt of tries) {
    const result = attempt();
    if (result.sure) return result;
  }
  return undefined;
}

/** The cells of the header line; the reader then stands behind it. */
function headerCells(reader: RecordReader, headerLine: number): string[] {
  let header: string[] = [];
  reader.read((cells, line) => {
    header = cells.map(cell => cell.trim());
    return line < headerLine;
  });
  return header;
}

function nameOf(path: string): string {
  return path === '-' ? path : basename(path);
}

function goodHeader(header: readonly string[], source: Source, line: number, { faults, limits }: Context): boolean {
  if (header.every(cell => cell === '')) {
    faults.add('E002', { file: source.path }, 'there is no header line');
    return false;
  }
  if (header.length <= limits.columns) return true;
  const [most, got] = [limits.columns, header.length].map(n => n.toLocaleString('en'));
  faults.add('E012', { file: source.path, line }, `expected at most ${most} columns, got ${got}`);
  return false;
}

function noticeTitle(file: string, lines: readonly Line[], index: number, context: Context): void {
  const title = index > 0 ? lines[0]!.cells.find(cell => cell.trim() !== '') : undefined;
  const what = `what stands above it${title === undefined ? '' : ` (${quote(title)}${index > 1 ? ' …' : ''})`}`;
  context.notice(`${file}: the header is in line ${lines[index]!.line}; ${what} is taken as a title and kept out`);
}

function chosenDelimiter(context: Context): string | undefined {
  const { delimiter } = context.options;
  if (delimiter === undefined) return undefined;
  const given = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  if ((DELIMITERS as readonly string[]).includes(given)) return given;
  throw new UsageError(`expected a delimiter "," ";" or "tab", got ${quote(delimiter)}`);
}

/** Looks at the dates of the table when it is first asked, and says once what they were taken for. */
function datesOf(loaded: LoadedText | LoadedSheet, file: string, context: Context): () => DateReading {
  let reading: DateReading | undefined;
  return () => {
    if (reading !== undefined) return reading;
    const text =
      loaded.kind === 'text'
        ? loaded.bytes.toString('utf8')
        : loaded.rows.map(({ cells }) => cells.join('\t')).join('\n');
    reading = dateReading(text);
    if (reading.note !== undefined) context.notice(`${file}: ${reading.note}`);
    return reading;
  };
}
