import type { Role } from '../model/event.js';
import type { Context } from './context.js';
import { checkId, type IdFault, IdRegister } from './ids.js';
import { type Found, type NamedBy, NameIndex, type Organisation } from './name-index.js';
import type { ParticipantTable } from './participants.js';
import type { Row } from './table.js';
import { few, quote, splitList } from './text.js';

/** Names that were no ids, listed in the notice. */
const MOST_EXAMPLES = 3;

/** Finds the participants that other tables name; learns them where there is no table of participants. */
export class People {
  private readonly register: IdRegister;
  private names: NameIndex | undefined;
  /** Names as they are written, for suggestions. */
  private spelled: string[] | undefined;
  /** File → texts that were no ids → what they were taken for. */
  private readonly taken = new Map<string, Map<string, { readonly by: NamedBy; readonly as: string }>>();

  /**
   * @param known the table of participants; `undefined`: everyone named in prefs.csv takes part.
   * @param unread the table that names everyone could not be read: unknown names are no fault.
   */
  constructor(
    readonly known: ParticipantTable | undefined,
    public unread: boolean,
  ) {
    this.register = known?.register ?? new IdRegister();
  }

  get ids(): readonly string[] {
    return this.register.ids;
  }

  get all(): IdRegister {
    return this.register;
  }

  /** Role of a participant, by index. O(1). */
  role(index: number): Role {
    return this.known?.drafts[index]?.person.role ?? 'participant';
  }

  /** Whether the text names a participant or an organisation that is known already. O(length). */
  has(text: string): boolean {
    return this.register.find(text) >= 0 || this.found(text) !== undefined;
  }

  /** Index of the one participant that the text names, -1 for none or several. Tells nothing. O(length). */
  find(text: string): number {
    const index = this.register.find(text);
    if (index >= 0) return index;
    const people = this.found(text)?.people ?? [];
    return people.length === 1 ? people[0]! : -1;
  }

  /** The organisation that a wish is for: `index` as from `wishedFor`, less the number of participants. */
  organisation(index: number): Organisation {
    return this.index().organisations[index]!;
  }

  /** Index of a participant named in prefs.csv; -1 for a fault, which is told. O(length). */
  wished<C extends string>(row: Row<C>, ordinal: number, columnName: string, text: string): number {
    const index = this.register.find(text);
    if (index >= 0) return index;
    if (this.known !== undefined) return this.only(row, ordinal, columnName, text);
    const fault = this.register.define(text, row.line);
    if (fault === undefined) return this.register.ids.length - 1;
    if (!this.unread || fault.code !== 'E112') {
      this.badId(row, ordinal, columnName, text, fault);
    }
    return -1;
  }

  /**
   * Index of whom participant `from` (-1: a faulty one) wishes to meet: a participant or, counted on from the last of
   * them, an organisation of which at least two others are. -1 for a fault, which is told. O(length).
   */
  wishedFor<C extends string>(row: Row<C>, ordinal: number, columnName: string, text: string, from: number): number {
    const index = this.register.find(text);
    if (index >= 0) return index;
    const found = this.found(text);
    if (found?.organisation === undefined) return this.wished(row, ordinal, columnName, text);
    const { label, members } = this.organisation(found.organisation);
    const others = members.filter(member => member !== from);
    if (others.length === 0) {
      const cause = `${quote(this.ids[from]!)} wishes its own organisation ${quote(label)}, where nobody else is`;
      row.table.faultAt(row.line, ordinal, columnName, 'E205', cause);
      return -1;
    }
    this.take(
      row,
      text,
      'organisation',
      others.length === 1 ? quote(this.ids[others[0]!]!) : `any of its ${others.length}`,
    );
    return others.length === 1 ? others[0]! : this.ids.length + found.organisation;
  }

  /** Index of a participant named in any other table, where nobody is learnt. O(length). */
  named<C extends string>(row: Row<C>, column: C, text: string): number {
    const index = this.register.find(text);
    if (index >= 0 || this.unread) return index;
    return this.only(row, row.table.index(column) + 1, column, text);
  }

  /** Says which names were taken for which participants, once a file. */
  report(context: Context): void {
    for (const [file, texts] of this.taken) {
      const byKind = [...new Set([...texts.values()].map(({ by }) => by))];
      const examples = [...texts].map(([text, { as }]) => `${quote(text)} is ${as}`);
      context.notice(`${file}: participants named by ${byKind.join(' and ')}: ${few(examples, MOST_EXAMPLES)}`);
    }
    this.taken.clear();
  }

  /** The one participant that the text names though it is no id; E213 for several, E204 for none. */
  private only<C extends string>(row: Row<C>, ordinal: number, columnName: string, text: string): number {
    const found = this.found(text);
    if (found === undefined) return this.unknown(row, ordinal, columnName, text);
    const { people, by } = found;
    if (people.length === 1) {
      this.take(row, text, by, quote(this.ids[people[0]!]!));
      return people[0]!;
    }
    const cause = `${quote(text)} is the ${by} of ${people.length} participants`;
    row.table.faultAt(row.line, ordinal, columnName, 'E213', cause, `write the id: ${this.listed(people)}`);
    return -1;
  }

  private listed(people: readonly number[]): string {
    const names = people.slice(0, 8).map(person => quote(this.ids[person]!));
    if (people.length > names.length) return `${names.join(', ')} …`;
    return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  }

  private take<C extends string>(row: Row<C>, text: string, by: NamedBy, as: string): void {
    const { file } = row.table;
    const texts = this.taken.get(file) ?? new Map<string, { by: NamedBy; as: string }>();
    if (texts.size === 0) this.taken.set(file, texts);
    if (!texts.has(text)) texts.set(text, { by, as });
  }

  private found(text: string): Found | undefined {
    return this.known === undefined || text === '' ? undefined : this.index().find(text);
  }

  private index(): NameIndex {
    this.names ??= new NameIndex(this.known?.drafts ?? []);
    return this.names;
  }

  private unknown<C extends string>(row: Row<C>, ordinal: number, columnName: string, text: string): number {
    const fault = checkId(text);
    if (fault !== undefined) {
      this.badId(row, ordinal, columnName, text, fault);
      return -1;
    }
    const action = this.suggestion(text, row.table.context);
    row.table.faultAt(row.line, ordinal, columnName, 'E204', `no participant ${quote(text)}`, action);
    return -1;
  }

  private badId<C extends string>(
    row: Row<C>,
    ordinal: number,
    columnName: string,
    text: string,
    fault: IdFault,
  ): void {
    const several = fault.code === 'E113' && columnName === 'to' && splitList(text).length > 1;
    const action = several ? 'write one wish a row, or say that cells name several: --layout list' : undefined;
    row.table.faultAt(row.line, ordinal, columnName, fault.code, fault.cause, action);
  }

  /** The nearest id, else the nearest name. */
  private suggestion(text: string, { suggester }: Context): string {
    const id = suggester.nearest(text, this.ids);
    if (id !== undefined) return `did you mean ${quote(id)}?`;
    const drafts = this.known?.drafts ?? [];
    this.spelled ??= drafts.map(({ person }) => person.name);
    const name = suggester.nearest(text, this.spelled);
    const person = name === undefined ? undefined : drafts.find(draft => draft.person.name === name)?.person;
    if (person !== undefined) return `did you mean ${quote(person.name)} (${quote(person.id)})?`;
    return `correct it, or add it to ${this.known?.table?.file ?? 'prefs.csv'}`;
  }
}
