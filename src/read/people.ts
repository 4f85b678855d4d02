import { checkId, IdRegister } from './ids.js';
import type { ParticipantTable } from './participants.js';
import type { Row } from './table.js';
import { looseKey, quote } from './text.js';
import { refuseOrganisation } from './unsupported.js';

/** Finds the participants that other tables name; learns them where there is no table of participants. */
export class People {
  private readonly register: IdRegister;
  private byName: Map<string, string | undefined> | undefined;

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

  /** Index of a participant named in prefs.csv; -1 for a fault, which is told. */
  wished<C extends string>(row: Row<C>, ordinal: number, columnName: string, text: string): number {
    const index = this.register.find(text);
    if (index >= 0) return index;
    if (this.known !== undefined) {
      const refused = refuseOrganisation(row, ordinal, columnName, text, this.known);
      return refused ? -1 : this.unknown(row, ordinal, columnName, text);
    }
    const fault = this.register.define(text, row.line);
    if (fault === undefined) return this.register.ids.length - 1;
    if (!this.unread || fault.code !== 'E112') {
      row.table.faultAt(row.line, ordinal, columnName, fault.code, fault.cause);
    }
    return -1;
  }

  /** Index of a participant named in any other table, where nobody is learnt. */
  named<C extends string>(row: Row<C>, column: C, text: string): number {
    const index = this.register.find(text);
    if (index >= 0 || this.unread) return index;
    return this.unknown(row, row.table.index(column) + 1, column, text);
  }

  private unknown<C extends string>(row: Row<C>, ordinal: number, columnName: string, text: string): number {
    const fault = checkId(text);
    if (fault !== undefined) {
      row.table.faultAt(row.line, ordinal, columnName, fault.code, fault.cause);
      return -1;
    }
    const where = this.known?.table?.file ?? 'prefs.csv';
    const otherwise = `correct it, or add it to ${where}`;
    const namesake = this.namesake(text);
    const action =
      namesake === undefined
        ? row.table.context.suggester.action(text, this.register.ids, otherwise)
        : `did you mean the id ${quote(namesake)}?`;
    row.table.faultAt(row.line, ordinal, columnName, 'E204', `no participant ${quote(text)}`, action);
    return -1;
  }

  /** The id of the only participant with that name or e-mail address. O(1) after the first call. */
  private namesake(text: string): string | undefined {
    if (this.byName === undefined) {
      this.byName = new Map();
      for (const { person } of this.known?.drafts ?? []) {
        for (const key of new Set([looseKey(person.name), looseKey(person.email)])) {
          this.byName.set(key, this.byName.has(key) ? undefined : person.id);
        }
      }
    }
    return this.byName.get(looseKey(text));
  }
}
