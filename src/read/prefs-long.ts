import type { WishAs, WishKind } from '../model/event.js';
import { type Appetite, AppetiteCells, parseAppetite, parseKind } from './appetite.js';
import { bindHeader } from './bind.js';
import { wholeCell, wordCell } from './cells.js';
import type { Context } from './context.js';
import { type Columns, LONG_PREFS } from './headers.js';
import type { OpenTable } from './open-table.js';
import type { PrefsShape } from './prefs-layout.js';
import { parseStatus, STATUS_WORDS, type Status } from './status.js';
import { bindTable, type Row, type Table } from './table.js';
import { headerKey, quote } from './text.js';
import type { WishBook, WishTerms } from './wishes.js';

type Column = keyof typeof LONG_PREFS;

const AS: readonly WishAs[] = ['seat', 'pair', 'either'];

/** One wish a row: `from,to` and what is said of it. Whether its rows were read. Codes: E202 to E211, E213, E214. O(rows). */
export function readLongPrefs(open: OpenTable, shape: PrefsShape, context: Context, book: WishBook): boolean {
  const note = frenchNote(open, context);
  const table = bindTable<Column>(open, note ? MARKED : LONG_PREFS, ['from', 'to'], context, shape.aside);
  if (table === undefined) return false;
  const cells = new LongCells(table, note);
  const ordinal = table.index('to') + 1;
  table.forEachRow(row => {
    const terms = cells.read(row);
    const ends = { from: row.text('from'), to: row.text('to'), ordinal, columnName: 'to' };
    if (terms === 'none') book.mention(row, ends);
    else book.add(row, ends, terms);
  });
  cells.report(context);
  return true;
}

/** In French a `note` is a mark: the alias of the score counts where the column of that name is left out. */
const MARKED = withoutNote({ ...LONG_PREFS, score: ['note', ...LONG_PREFS.score] });

function withoutNote({ note: _, ...others }: Columns<Column>): Columns<Column> {
  return others as Columns<Column>;
}

const FRENCH_ENDS = new Set(['de', 'demandeur', 'cible', 'souhaité', 'destinataire'].map(headerKey));

/** Whether the column `note` holds marks: the header is French and nothing else says how much. */
function frenchNote(open: OpenTable, context: Context): boolean {
  const { map = {} } = context.options;
  const { index } = bindHeader<Column>(open.header, LONG_PREFS, [], map);
  const isFrench = (['from', 'to'] as const).some(column =>
    FRENCH_ENDS.has(headerKey(open.header[index.get(column) ?? -1] ?? '')),
  );
  const byHand = Object.keys(map).some(column => headerKey(column) === 'note');
  return isFrench && !byHand && !index.has('rank') && !index.has('score') && index.has('note');
}

/** Reads what a row says of its wish. */
class LongCells {
  private readonly has: Readonly<Record<Column, boolean>>;
  private readonly values = new OneValue();
  private readonly cells: AppetiteCells;
  private readonly statuses: Record<Status, number> = { pending: 0, accepted: 0, declined: 0 };
  private marks = 0;

  constructor(
    private readonly table: Table<Column>,
    /** Whether scores come from a French `note`, in which words are notes. */
    private readonly note: boolean,
  ) {
    // There may be a million rows: columns that the table does not have are not asked for.
    this.has = columnsOf(table);
    this.cells = new AppetiteCells(table.delimiter !== ',');
  }

  /** `none`: the row says that there is no wish. Faulty cells are told and count as empty. */
  read(row: Row<Column>): WishTerms | 'none' {
    const { has } = this;
    if (has.rank && has.score) this.values.see(row);
    const score = has.score ? this.score(row) : undefined;
    const kind = has.kind ? this.kind(row) : undefined;
    const status = has.status ? this.status(row) : undefined;
    const said = kind?.kind ?? score?.kind ?? 'wish';
    if (said === 'none' && status !== 'declined') return 'none';
    return {
      kind: said === 'none' || status === 'declined' ? 'never' : this.promised(said, status),
      as: has.as ? wordCell(row, 'as', AS, 'E209') : undefined,
      rank: has.rank ? wholeCell(row, 'rank', 1, 'E206') : undefined,
      score: score?.score ?? (has.rank || has.score ? undefined : kind?.score),
      session: has.session ? row.text('session') || undefined : undefined,
      note: has.note ? row.text('note') : this.note && score === undefined ? row.text('score') : '',
    };
  }

  report(context: Context): void {
    const { table, statuses, marks } = this;
    this.cells.report(table.file, context);
    if (this.note) {
      const marked = `${marks.toLocaleString('en')} ${marks === 1 ? 'number is a score' : 'numbers are scores'}`;
      context.notice(`${table.file}: the column "note" is taken for marks: ${marked} (--map note=note: notes)`);
    }
    if (!this.has.status) return;
    const { promised } = context;
    const accepted = statuses.accepted - promised;
    const wishes = [...many(accepted, 'accepted'), ...many(statuses.pending, 'pending')];
    const one = accepted + statuses.pending === 1;
    const parts = [
      ...many(promised, 'accepted').map(some => `${some} must be met, as --accepted says`),
      ...(wishes.length > 0 ? [`${wishes.join(' and ')} ${one ? 'is a wish' : 'are wishes'}`] : []),
      ...many(statuses.declined, 'declined or cancelled').map(
        some => `${some} ${statuses.declined === 1 ? 'keeps' : 'keep'} the pair apart`,
      ),
    ];
    if (parts.length > 0) context.notice(`${table.file}: of the requests, ${parts.join(', ')}`);
  }

  /** An accepted request is a must where `--accepted` says so, unless its own kind keeps the pair apart. */
  private promised(said: WishKind, status: Status | undefined): WishKind {
    const { context } = this.table;
    if (status !== 'accepted' || said === 'never' || context.options.accepted !== 'must') return said;
    context.promised++;
    return 'must';
  }

  private score(row: Row<Column>): Appetite | undefined {
    const text = row.text('score');
    if (text === '') return undefined;
    if (this.note && parseAppetite(text, this.table.delimiter !== ',') === undefined) return undefined;
    if (this.note) this.marks++;
    return this.cells.read(text, (code, cause, action) => row.fault('score', code, cause, action));
  }

  private kind(row: Row<Column>): Appetite | undefined {
    const text = row.text('kind');
    if (text === '') return undefined;
    const kind = parseKind(text);
    if (kind === undefined) {
      const { suggester } = row.table.context;
      const action = suggester.action(text, ['wish', 'never', 'must'], 'use one of these');
      row.fault('kind', 'E208', `expected wish, never or must, got ${quote(text)}`, action);
      return undefined;
    }
    return PLAIN_KINDS.has(text) ? kind : this.cells.note(text, kind);
  }

  private status(row: Row<Column>): Status | undefined {
    const text = row.text('status');
    const status = parseStatus(text);
    if (status !== undefined) this.statuses[status]++;
    else {
      const action = row.table.context.suggester.action(text, STATUS_WORDS, 'use one of these');
      row.fault('status', 'E214', `expected pending, accepted, declined or canceled, got ${quote(text)}`, action);
    }
    return status;
  }
}

function many(count: number, status: string): string[] {
  return count === 0 ? [] : [`${count.toLocaleString('en')} ${status}`];
}

/** Words that mean what they say and need no notice. */
const PLAIN_KINDS = new Set(['wish', 'never', 'must', 'Wish', 'Never', 'Must', 'WISH', 'NEVER', 'MUST']);

function columnsOf(table: Table<Column>): Record<Column, boolean> {
  const columns = Object.keys(LONG_PREFS) as Column[];
  return Object.fromEntries(columns.map(column => [column, table.has(column)])) as Record<Column, boolean>;
}

/** A file has ranks or scores: E202 once, at the first row that has the other. */
class OneValue {
  private first: { readonly column: 'rank' | 'score'; readonly line: number } | undefined;
  private told = false;

  see(row: Row<Column>): void {
    if (this.told) return;
    for (const column of ['rank', 'score'] as const) {
      if (row.text(column) === '') continue;
      this.first ??= { column, line: row.line };
      if (this.first.column === column) continue;
      const cause = `a ${column} ${quote(row.text(column))}, and line ${this.first.line} has a ${this.first.column}`;
      row.fault(column, 'E202', cause);
      this.told = true;
    }
  }
}
