import type { InputFile, TableName } from '../model/event.js';
import { Faults } from './faults.js';
import { LIMITS, type Limits } from './limits.js';
import type { Loaded } from './loaded.js';
import { Suggester } from './suggest.js';

/** One value for all tables, or values by table; the key `''` is for all others. */
export type PerTable = string | Readonly<Partial<Record<TableName | '', string>>>;

/** The value for one table, if there is any. */
export function optionOf(option: PerTable | undefined, table: TableName): string | undefined {
  return typeof option === 'object' ? (option[table] ?? option['']) : option;
}

/** How tables are read; see `ReadOptions`. */
export interface TableOptions {
  readonly delimiter?: string | undefined;
  /** Column name → header, bound by hand. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** Encoding of tables; default: told apart. */
  readonly encoding?: PerTable | undefined;
  /** Name or number of the sheet of workbooks; default: the first. */
  readonly sheet?: PerTable | undefined;
  /** What a request that was accepted is; default: a wish. */
  readonly accepted?: 'wish' | 'must' | undefined;
  /** Gives all bytes of standard input. */
  readonly stdin?: (() => Uint8Array) | undefined;
}

/** What the readers of one run share. */
export class Context {
  readonly faults: Faults;
  readonly suggester = new Suggester();
  /** Sentences for the user, in the order of reading. */
  readonly notices: string[] = [];
  readonly inputs: InputFile[] = [];
  /** Tables that were found beside prefs.csv and have no rows. */
  readonly passedOver = new Set<TableName>();
  /** Layout of prefs.csv, once it is told apart. */
  prefsLayout: string | undefined;
  /** Accepted requests that were made musts. */
  promised = 0;
  /** Tables that wait to be opened: decoders are loaded before, because tables are read in one go. */
  readonly loaded = new Map<TableName, Loaded>();
  /** Keys of `options.map` that some table used. */
  readonly mapUsed = new Set<string>();

  constructor(
    readonly options: TableOptions = {},
    readonly limits: Limits = LIMITS,
  ) {
    this.faults = new Faults(limits.faults);
  }

  notice(sentence: string): void {
    this.notices.push(sentence);
  }

  /**
   * A table without rows: a fault (E005) if it was named. One that was only found is taken for a form not filled in yet;
   * the run says so.
   */
  noRows(source: Source, cause: string): void {
    if (!source.found) this.faults.add('E005', { file: source.path }, cause);
    else {
      this.passedOver.add(source.table);
      this.notice(`${source.path}: ${cause} yet, so it is passed over`);
    }
  }
}

/** One file to read. `path` is as the user gave it, `-` for standard input. */
export interface Source {
  readonly table: TableName;
  readonly path: string;
  /** It was found beside prefs.csv, and not named. */
  readonly found?: boolean;
}
