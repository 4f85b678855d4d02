/** Everything that can be wrong with what we are given: code, cause and cure. Imports nothing. */

/** One fault of the input, with where it stands and how to mend it. */
export interface InputError {
  /** A key of `CODES`, e.g. `E204`. */
  readonly code: ErrorCode;
  readonly file: string;
  /** Physical line from 1; 0 where the fault is of the file as a whole. */
  readonly line: number;
  /** Column number from 1; 0 where the fault is of the row as a whole. */
  readonly column: number;
  /** Header of the column, as FORMATS names it; empty without one. */
  readonly columnName: string;
  /** What is wrong, with the offending value. */
  readonly cause: string;
  /** What to do about it. */
  readonly action: string;
}

export interface CodeDescription {
  readonly title: string;
  readonly cure: string;
}

/** The stable codes, listed by `ejrc codes`. A code is never given a new meaning. */
export const CODES = {
  E203: { title: 'the same wish twice', cure: 'keep one of the two rows' },
} as const satisfies Record<string, CodeDescription>;

export type ErrorCode = keyof typeof CODES;

/** All faults of one run. */
export class InputRejected extends Error {
  constructor(readonly errors: readonly InputError[]) {
    super(errors.map(formatInputError).join('\n'));
    this.name = 'InputRejected';
  }
}

/** `prefs.csv:14:3 E204 "to": no participant "Gifu-ken"; did you mean "Gifu"?` */
export function formatInputError(error: InputError): string {
  const place = [
    error.file,
    ...(error.line ? [error.line] : []),
    ...(error.line && error.column ? [error.column] : []),
  ].join(':');
  const column = error.columnName ? ` "${error.columnName}"` : '';
  return `${place} ${error.code}${column}: ${error.cause}; ${error.action}`;
}

/** The command line was used wrongly (exit 2). */
export class UsageError extends Error {}
