import type { ErrorCode } from '../errors.js';
import { foldKey, idKey, quote } from './text.js';

/** What is wrong with an id. */
export interface IdFault {
  readonly code: ErrorCode;
  readonly cause: string;
}

/** What a formula that fails leaves in a cell. */
const ERROR_VALUE = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/;
const FORBIDDEN = /[;\p{Cc}]/u;

/** `undefined` for a good id (trimmed text). O(length). */
export function checkId(id: string): IdFault | undefined {
  if (id === '') return { code: 'E110', cause: 'expected an id, got an empty cell' };
  if (ERROR_VALUE.test(id))
    return { code: 'E110', cause: `expected an id, got the error ${quote(id)} of a spreadsheet` };
  if (FORBIDDEN.test(id) || id.includes('；')) {
    return { code: 'E113', cause: `expected an id without ";" and control characters, got ${quote(id)}` };
  }
  if (id.length > 200 && [...id].length > 200) {
    return { code: 'E114', cause: `expected at most 200 characters, got ${[...id].length}: ${quote(id)}` };
  }
  return undefined;
}

/** Ids in order of definition; finds them by any spelling that is equal after NFKC. */
export class IdRegister {
  /** Spelled as where they were first seen. */
  readonly ids: string[] = [];
  /** Physical line of each definition. */
  readonly lines: number[] = [];
  private readonly bySpelling = new Map<string, number>();
  private readonly byKey = new Map<string, number>();
  private readonly byFold = new Map<string, number>();
  /** What was found last: the wishes of one participant stand together. */
  private readonly last = { text: '', index: -1 };

  /** Index of the id, -1 if unknown. O(1) expected. */
  find(text: string): number {
    if (text === this.last.text) return this.last.index;
    const known = this.bySpelling.get(text);
    if (known !== undefined) {
      this.last.text = text;
      this.last.index = known;
      return known;
    }
    const index = this.byKey.get(idKey(text)) ?? -1;
    if (index >= 0) this.bySpelling.set(text, index);
    return index;
  }

  /** Defines an id (trimmed). A faulty or second definition is told and, if it is new at all, still learnt. */
  define(id: string, line: number): IdFault | undefined {
    const fault = checkId(id);
    if (id === '') return fault;
    const same = this.byKey.get(idKey(id));
    if (same !== undefined) return fault ?? this.twice(id, same);
    const folded = foldKey(id);
    const alike = this.byFold.get(folded);
    this.learn(id, line);
    if (alike === undefined) this.byFold.set(folded, this.ids.length - 1);
    return fault ?? (alike === undefined ? undefined : this.alike(id, alike));
  }

  private learn(id: string, line: number): void {
    this.bySpelling.set(id, this.ids.length);
    this.byKey.set(idKey(id), this.ids.length);
    this.ids.push(id);
    this.lines.push(line);
  }

  private twice(id: string, first: number): IdFault {
    if (this.ids[first] !== id) return this.alike(id, first);
    return { code: 'E111', cause: `${quote(id)} stands in line ${this.lines[first]} already` };
  }

  private alike(id: string, first: number): IdFault {
    const other = `${quote(this.ids[first]!)} in line ${this.lines[first]}`;
    return { code: 'E112', cause: `${quote(id)} differs from ${other} only by case or width` };
  }
}
