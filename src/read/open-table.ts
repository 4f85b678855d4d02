import { basename } from 'node:path';
import { UsageError } from '../errors.js';
import type { TableName } from '../model/event.js';
import { loadFile } from './bytes.js';
import type { Context, Source } from './context.js';
import { CsvReader } from './csv.js';
import { DELIMITERS, delimiterName, separatorLine, sniffDelimiter } from './delimiter.js';
import { quote } from './text.js';

/** A table of which the header is read and the rows are still to come. */
export interface OpenTable {
  readonly table: TableName;
  /** As the user gave it, for messages. */
  readonly file: string;
  readonly delimiter: string;
  /** Trimmed. */
  readonly header: readonly string[];
  readonly headerLine: number;
  /** Stands behind the header. */
  readonly reader: CsvReader;
  /** Tells of the file in `context.inputs` once its rows are counted. `layout`: of prefs.csv. */
  finish(rows: number, layout?: string): void;
}

/** Opens a table; faults of the file and its header line are collected, then the answer is `undefined`. */
export function openTable(source: Source, context: Context): OpenTable | undefined {
  const loaded = loadFile(source, context);
  if (loaded === undefined) return undefined;
  const file = source.path;
  const { bytes, encoding, sha256 } = loaded;
  const separator = separatorLine(bytes.toString('utf8', 0, 64));
  const start = separator ? separator.bytes : 0;
  const delimiter =
    chosenDelimiter(context) ?? separator?.delimiter ?? sniffDelimiter(bytes.toString('utf8', start, start + 1e6));
  const tellQuote = (line: number, column: number, cause: string) =>
    context.faults.add('E021', { file, line, column }, cause);
  const reader = new CsvReader(bytes, delimiter, tellQuote, start);
  noticeForm(file, encoding, delimiter, context);
  const faultsBefore = context.faults.count;
  const { header, headerLine } = readHeader(reader);
  if (context.faults.count > faultsBefore || !goodHeader(header, source, headerLine, context)) return undefined;
  const { table } = source;
  const finish = (rows: number, layout?: string) =>
    void context.inputs.push({ table, name: nameOf(file), sha256, encoding, delimiter, rows, layout });
  return { table, file, delimiter, header, headerLine, reader, finish };
}

function readHeader(reader: CsvReader): { header: string[] | undefined; headerLine: number } {
  let header: string[] | undefined;
  let headerLine = 0;
  reader.read((cells, line) => {
    header = cells.map(cell => cell.trim());
    headerLine = line;
    return false;
  });
  return { header, headerLine };
}

function nameOf(path: string): string {
  return path === '-' ? path : basename(path);
}

function goodHeader(
  header: readonly string[] | undefined,
  source: Source,
  line: number,
  { faults, limits }: Context,
): header is readonly string[] {
  if (header === undefined || header.every(cell => cell === '')) {
    faults.add('E002', { file: source.path }, 'there is no header line');
    return false;
  }
  if (header.length <= limits.columns) return true;
  const [most, got] = [limits.columns, header.length].map(n => n.toLocaleString('en'));
  faults.add('E012', { file: source.path, line }, `expected at most ${most} columns, got ${got}`);
  return false;
}

function chosenDelimiter(context: Context): string | undefined {
  const { delimiter } = context.options;
  if (delimiter === undefined) return undefined;
  const given = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  if ((DELIMITERS as readonly string[]).includes(given)) return given;
  throw new UsageError(`expected a delimiter "," ";" or "tab", got ${quote(delimiter)}`);
}

function noticeForm(file: string, encoding: string, delimiter: string, context: Context): void {
  const parts = [
    ...(encoding === 'utf-8' ? [] : ['UTF-8 with a byte order mark']),
    ...(delimiter === ',' ? [] : [`cells separated by ${delimiter === '\t' ? 'tabs' : delimiterName(delimiter)}`]),
  ];
  if (parts.length > 0) context.notice(`${file}: ${parts.join(', ')}`);
}
