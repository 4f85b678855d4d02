import type { InputFile, TableName } from '../model/event.js';
import { Faults } from './faults.js';
import { LIMITS, type Limits } from './limits.js';
import { Suggester } from './suggest.js';

/** How tables are read; see `ReadOptions`. */
export interface TableOptions {
  readonly delimiter?: string | undefined;
  /** Column name → header, bound by hand. */
  readonly map?: Readonly<Record<string, string>> | undefined;
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
