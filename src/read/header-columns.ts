import { bindHeader } from './bind.js';
import { type AcrossColumn, gridColumns, wishQuestion } from './forms.js';
import { CHOICES, LONG_PREFS, PARTICIPANTS } from './headers.js';
import type { People } from './people.js';
import { few, headerKey, quote } from './text.js';

/** Keys of headers that say who a participant is: neither wishes nor answers stand under them. */
export const IDENTITY = new Set(
  Object.entries(PARTICIPANTS).flatMap(([column, aliases]) => [column, ...aliases].map(headerKey)),
);

/** The headers of a table of wishes, seen in several ways. */
export class HeaderColumns {
  /** Headers that no column of a long table claims. */
  readonly unknown: ReadonlySet<number>;
  private readonly bound;
  private readonly keys: readonly string[];

  constructor(
    readonly header: readonly string[],
    readonly map: Readonly<Record<string, string>>,
    readonly people: People,
  ) {
    this.bound = bindHeader<keyof typeof LONG_PREFS>(header, LONG_PREFS, [], map);
    this.unknown = new Set(this.bound.unknown);
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

  /** The header that is bound by hand to a column, -1 without one. */
  byHand(column: string): number {
    const entry = Object.entries(this.map).find(([wanted]) => headerKey(wanted) === headerKey(column));
    return entry === undefined ? -1 : this.keys.indexOf(headerKey(entry[1]));
  }

  /** The one header of a list: by hand, or one of its words; -1 without one. */
  get list(): number {
    const byHand = this.byHand('choices');
    if (byHand >= 0) return byHand;
    const word = CHOICES.find(choice => this.keys.includes(headerKey(choice)));
    return word === undefined ? -1 : this.keys.indexOf(headerKey(word));
  }

  /** The same, else the one who is wished, else the only question that asks for it. */
  listAmong(questions: readonly number[]): number {
    if (this.list >= 0) return this.list;
    return this.at('to') >= 0 ? this.at('to') : wishQuestion(this.header, questions);
  }

  /** Headers but those of `skip` and of what participants are known by, unless they name a participant. */
  questions(skip: ReadonlySet<number>): number[] {
    return this.keys.flatMap((key, i) =>
      skip.has(i) || key === '' || (IDENTITY.has(key) && !this.isKnown(i)) ? [] : [i],
    );
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

  /** Headers for a notice. */
  named(indexes: readonly number[], between = ', '): string {
    return listed([...new Set(indexes.map(index => this.header[index]!))], between);
  }

  private isKnown(index: number): boolean {
    return this.people.has(this.header[index]!);
  }
}

/** The first three of several names, for a notice. */
export function listed(names: readonly string[], between = ', '): string {
  return few(names.map(quote), 3, between);
}
