/** What a table of wishes is, told by its header. */
import { bindHeader } from './bind.js';
import { type ChoiceColumn, choiceColumns, numberedAlike } from './choice-columns.js';
import type { Context } from './context.js';
import {
  type AcrossColumn,
  asksForOrder,
  type Form,
  formOf,
  gridColumns,
  rankedGrid,
  repeatedQuestion,
  whoAnswers,
  wishQuestion,
} from './forms.js';
import { CHOICES, LONG_PREFS, PARTICIPANTS } from './headers.js';
import type { OpenTable } from './open-table.js';
import type { People } from './people.js';
import { headerKey, quote } from './text.js';

export type PrefsLayout = 'long' | 'ranked' | 'matrix' | 'list';

/** How a table of wishes is to be read. Columns are indexes of headers, from 0. */
export interface PrefsShape {
  readonly layout: PrefsLayout;
  /** Who wishes, the surest first; empty where no header says it. */
  readonly from: readonly number[];
  /** Of the layout `ranked`. */
  readonly choices: readonly ChoiceColumn[];
  /** Of the layout `matrix`. */
  readonly across: readonly AcrossColumn[];
  /** Of the layout `list`; -1 where no header says it. */
  readonly list: number;
  /** Whether the values of a list stand in order of preference. */
  readonly ordered: boolean;
  /** Whether commas join the values of a list. */
  readonly commas: boolean;
  /** Ranked or a matrix: the first cell decides. */
  readonly undecided: boolean;
  /** Columns without a meaning for wishes that everybody knows: no warning names them. */
  readonly aside: ReadonlySet<number>;
  /** For the notice; empty where the header says it in plain words. */
  readonly says: string;
}

const NOTHING = {
  from: [],
  choices: [],
  across: [],
  list: -1,
  ordered: true,
  commas: false,
  undecided: false,
  aside: new Set<number>(),
  says: '',
} as const;

/** O(headers). `wanted`: what `--layout` says. */
export function shapeOf(
  open: OpenTable,
  context: Context,
  people: People,
  wanted: PrefsLayout | undefined,
): PrefsShape {
  const columns = new HeaderColumns(open.header, context.options.map ?? {}, people);
  const form = formOf(open.header);
  return form === undefined ? plainShape(columns, wanted) : formShape(columns, form, wanted);
}

const IDENTITY = new Set(
  Object.entries(PARTICIPANTS).flatMap(([column, aliases]) => [column, ...aliases].map(headerKey)),
);

/** The headers of a table of wishes, seen in several ways. */
class HeaderColumns {
  private readonly bound;
  private readonly keys: readonly string[];

  constructor(
    readonly header: readonly string[],
    readonly map: Readonly<Record<string, string>>,
    readonly people: People,
  ) {
    this.bound = bindHeader<keyof typeof LONG_PREFS>(header, LONG_PREFS, [], map);
    this.keys = header.map(headerKey);
  }

  /** Index of the column's header, -1 without one. */
  at(column: keyof typeof LONG_PREFS): number {
    return this.bound.index.get(column) ?? -1;
  }

  /** Columns other than `from` that a long table has. */
  get others(): number {
    return this.bound.index.size - (this.at('from') < 0 ? 0 : 1);
  }

  /** Headers that no column of a long table claims. */
  get unknown(): readonly number[] {
    return this.bound.unknown;
  }

  /** The header that is bound by hand to a column, -1 without one. */
  byHand(column: string): number {
    const entry = Object.entries(this.map).find(([wanted]) => headerKey(wanted) === headerKey(column));
    return entry === undefined ? -1 : this.keys.indexOf(headerKey(entry[1]));
  }

  /** The one header of a list: by hand, or one of its words. */
  get list(): number {
    const byHand = this.byHand('choices');
    if (byHand >= 0) return byHand;
    const word = CHOICES.find(choice => this.keys.includes(headerKey(choice)));
    return word === undefined ? -1 : this.keys.indexOf(headerKey(word));
  }

  /** Headers but those of `skip` and of what participants are known by, unless they name a participant. */
  questions(skip: ReadonlySet<number>): number[] {
    return this.keys.flatMap((key, i) => (skip.has(i) || (IDENTITY.has(key) && !this.isKnown(i)) ? [] : [i]));
  }

  /** Whether more than half of the headers name participants that are known. */
  mostlyKnown(indexes: readonly number[]): boolean {
    return indexes.filter(index => this.isKnown(index)).length * 2 > indexes.length;
  }

  /** Headers as participants: `Gifu`, or the `Gifu` of `How much … [Gifu]`. */
  acrossOf(indexes: readonly number[]): AcrossColumn[] {
    const grid = gridColumns(this.header, indexes);
    return grid.length === indexes.length ? grid : indexes.map(index => ({ index, name: this.header[index]! }));
  }

  named(indexes: readonly number[]): string {
    const shown = indexes.slice(0, 3).map(index => quote(this.header[index]!));
    return shown.join(', ') + (indexes.length > 3 ? ' …' : '');
  }

  private isKnown(index: number): boolean {
    return this.people.has(this.header[index]!);
  }
}

function plainShape(columns: HeaderColumns, wanted: PrefsLayout | undefined): PrefsShape {
  const { header, map } = columns;
  const choices = choiceColumns(header, map);
  const from = columns.at('from') < 0 ? [] : [columns.at('from')];
  if (wanted === undefined) {
    if (columns.at('to') >= 0) return { ...NOTHING, layout: 'long' };
    if (choices.length > 0) return { ...NOTHING, layout: 'ranked', from, choices };
    if (header.length >= 2 && columns.list >= 0) return listShape(columns, from, wanted);
    return acrossShape(columns) ?? { ...NOTHING, layout: 'long' };
  }
  if (wanted === 'long') return { ...NOTHING, layout: 'long' };
  if (wanted === 'list') return listShape(columns, from, wanted);
  const first = from.length > 0 ? from : [0];
  const free = columns.unknown.filter(index => !first.includes(index));
  if (wanted === 'matrix') return { ...NOTHING, layout: 'matrix', from: first, across: columns.acrossOf(free) };
  if (choices.length > 0) return { ...NOTHING, layout: 'ranked', from, choices };
  const alike = numberedAlike(header, free);
  const ranked = alike.length > 0 ? alike : free.map((index, i) => ({ index, rank: i + 1 }));
  return { ...NOTHING, layout: 'ranked', from: ranked.length > 0 ? first : from, choices: ranked };
}

function listShape(columns: HeaderColumns, from: readonly number[], wanted: PrefsLayout | undefined): PrefsShape {
  const rest = columns.questions(new Set(from));
  const list =
    columns.list >= 0 ? columns.list : columns.at('to') >= 0 ? columns.at('to') : wishQuestion(columns.header, rest);
  const says =
    wanted === undefined
      ? `read as a list: the cells of ${columns.named([list])} name several, the most wanted first`
      : '';
  return { ...NOTHING, layout: 'list', from, list, says };
}

/** Participants across, or names under numbered headers that are no choices by name (`Name, Prof1, Prof2`). */
function acrossShape(columns: HeaderColumns): PrefsShape | undefined {
  const { header } = columns;
  const bound = columns.at('from');
  const from = Math.max(bound, 0);
  const rest = columns.questions(new Set([from])).filter(index => columns.unknown.includes(index));
  const alike = numberedAlike(header, rest);
  const known = rest.length > 0 && columns.mostlyKnown(rest);
  if (bound < 0 && (alike.length === 0 || !columns.unknown.includes(0)) && header[0] !== '' && !known) return undefined;
  const across = columns.acrossOf(rest);
  const matrixSays = `read as a matrix: who wishes in the first column, whom in the headers ${columns.named(rest)}, how much in the cells`;
  const matrix: PrefsShape = { ...NOTHING, layout: 'matrix', from: [from], across, says: matrixSays };
  if (known) return matrix;
  if (alike.length > 0) {
    const says = `read as ranked: the cells of ${columns.named(alike.map(column => column.index))} name whom ${quote(header[from]!)} wishes, the most wanted first`;
    const ranked: PrefsShape = { ...NOTHING, layout: 'ranked', from: [from], choices: alike, says };
    const undecided = columns.people.known === undefined && alike.length === rest.length && columns.others === 0;
    return undecided ? { ...ranked, undecided, across } : ranked;
  }
  return from === 0 && columns.others === 0 && rest.length >= 2 ? matrix : undefined;
}

/** The matrix that an undecided table turns out to be. */
export function asMatrix(shape: PrefsShape): PrefsShape {
  const says = shape.says.replace(
    /^read as ranked: the cells of (.*) name whom .*$/su,
    'read as a matrix: who wishes in the first column, whom in the headers $1, how much in the cells',
  );
  return { ...shape, layout: 'matrix', undecided: false, says };
}

function formShape(columns: HeaderColumns, form: Form, wanted: PrefsLayout | undefined): PrefsShape {
  const { header, map } = columns;
  const { aside } = form;
  const byHand = columns.byHand('from');
  const from = byHand >= 0 ? [byHand] : whoAnswers(header, aside);
  const rest = columns.questions(new Set([...aside, ...from]));
  const skip = new Set([...aside, ...from]);
  const base = { ...NOTHING, from, aside: skip, commas: form.name === 'Google Forms' };
  const isLong = columns.at('to') >= 0 && (['rank', 'score', 'kind', 'status'] as const).some(c => columns.at(c) >= 0);
  if (wanted === 'long' || (wanted === undefined && isLong)) return { ...NOTHING, layout: 'long', aside };
  const said = (whom: string) =>
    `taken for answers of ${form.name}: who answers in ${columns.named(from) || 'no column'}, whom they wish in ${whom}`;
  const grid = gridColumns(header, rest);
  const steps = [choiceColumns(header, map, skip), rankedGrid(grid)];
  const ranked = steps.find(step => step.length > 0) ?? [];
  const repeated = grid.length > 0 && wanted !== 'ranked' ? [] : repeatedQuestion(header, rest);
  const choices = ranked.length > 0 ? ranked : repeated;
  if (wanted === 'ranked' || (wanted === undefined && choices.length > 0 && columns.byHand('choices') < 0)) {
    const says = said(`${columns.named(choices.map(column => column.index))}, the most wanted first`);
    return { ...base, layout: 'ranked', choices, says };
  }
  if (wanted === 'matrix' || (wanted === undefined && grid.length > 0)) {
    const across = grid.length > 0 ? grid : columns.acrossOf(rest);
    const says = said(`the headers ${columns.named(across.map(column => column.index))}`);
    return { ...base, layout: 'matrix', across, says };
  }
  const list = columns.list >= 0 ? columns.list : columns.at('to') >= 0 ? columns.at('to') : wishQuestion(header, rest);
  const ordered = wanted === 'list' || (list >= 0 && asksForOrder(header[list]!));
  const order = ordered ? 'the most wanted first' : 'all equally wanted (--layout list: the most wanted first)';
  return {
    ...base,
    layout: 'list',
    list,
    ordered,
    says: said(`${list < 0 ? 'no column' : columns.named([list])}, ${order}`),
  };
}
