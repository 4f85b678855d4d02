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
  /** Name of the column, whatever its header is; empty without one. */
  readonly columnName: string;
  /** What is wrong, with the offending value. */
  readonly cause: string;
  /** What to do about it. */
  readonly action: string;
}

/** What a code stands for. */
export interface CodeDescription {
  readonly title: string;
  readonly cure: string;
}

/** The stable codes, listed by `ejrc codes`. A code is never given a new meaning. */
export const CODES = {
  // Files and bytes
  E001: { title: 'a file cannot be read', cure: 'check the path and the permissions' },
  E002: { title: 'a table without a header', cure: 'write the names of the columns into the first line' },
  E003: {
    title: 'bytes that are no text in the encoding of the file',
    cure: 'save the table as "CSV UTF-8", or name its encoding with --encoding',
  },
  E004: { title: 'a file type that is not read', cure: 'save the table as .xlsx or as "CSV UTF-8"' },
  E005: { title: 'a table without rows', cure: 'add at least one row, or leave the table out' },
  E006: { title: 'a damaged workbook', cure: 'open it in Excel and save it anew' },
  E007: { title: 'an unknown sheet', cure: 'name one of its sheets with --sheet, or leave the option out' },
  E010: { title: 'a file above the size limit', cure: 'split the event into smaller ones' },
  E011: { title: 'a table with too many rows', cure: 'split the event into smaller ones' },
  E012: { title: 'a table with too many columns', cure: 'leave out the columns that are not needed' },
  E013: { title: 'a cell above the size limit', cure: 'shorten the cell; look for a quote that is never closed' },
  E020: { title: 'a row with more or fewer cells than the header', cure: 'quote cells that hold the delimiter' },
  E021: { title: 'a quote in the wrong place', cure: 'put the whole cell in quotes and double the quotes in it' },
  // Headers and ids
  E101: { title: 'a required column is missing', cure: 'add the column, or bind one by hand with --map' },
  E102: { title: 'two headers for one column', cure: 'rename or remove one of them' },
  E103: { title: '--map binds nothing', cure: 'write --map COLUMN="HEADER" with a column and a header that exist' },
  E110: { title: 'an empty id', cure: 'fill in the cell or remove the row' },
  E111: { title: 'the same id twice', cure: 'keep one of the two rows' },
  E112: { title: 'two ids that differ only by case or width', cure: 'write both in the same way' },
  E113: { title: 'an id with ";" or a control character', cure: 'write the id without it' },
  E114: { title: 'an id of more than 200 characters', cure: 'shorten the id' },
  // Wishes
  E202: { title: 'ranks and scores in one file', cure: 'keep one of the two columns' },
  E203: { title: 'the same wish twice', cure: 'keep one of the two rows' },
  E204: { title: 'an unknown participant', cure: 'correct the id, or add it to the participants' },
  E205: { title: 'a participant who wishes itself', cure: 'remove the row or name someone else' },
  E206: { title: 'a rank that is no whole number from 1', cure: 'write 1 for the most wanted, then 2, 3 …' },
  E207: {
    title: 'a score out of range or with more than 3 decimals',
    cure: 'round or correct the score',
  },
  E208: { title: 'an unknown kind', cure: 'write one of the kinds that are known' },
  E209: { title: 'an unknown word in "as"', cure: 'write seat, pair or either' },
  E210: { title: 'an unknown session', cure: 'use a session of the slots' },
  E211: { title: 'two sessions for one pair', cure: 'name the same session in both rows' },
  E212: { title: 'one participant in two rows of a ranked table', cure: 'join the two rows' },
  E213: { title: 'a name that several participants share', cure: 'write the id of the one that is meant' },
  E214: { title: 'an unknown status', cure: 'write pending, accepted, declined or canceled' },
  E215: {
    title: 'a wish for a seat where nobody holds group sessions',
    cure: 'write pair in "as", or give one of them a role',
  },
  E216: { title: 'a one-to-one with a topic', cure: 'write seat; a topic is a table with a theme and no person' },
  E217: { title: 'a topic as a guest', cure: 'name people as guests; a topic is a table with a theme and no person' },
  // Slots, times and rooms
  E301: {
    title: 'some slots have dates or times and others have none',
    cure: 'fill them in for every slot, or for none',
  },
  E302: { title: 'a slot that does not end after it starts', cure: 'correct start or end' },
  E303: { title: 'overlapping slots', cure: 'let a slot end before the next one starts' },
  E304: { title: 'an unreadable date or time', cure: 'write dates as 2021-05-18 and times as 09:00' },
  E305: {
    title: 'an unknown slot, session or time in a list',
    cure: 'use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00',
  },
  E306: {
    title: 'a time where the slots have none',
    cure: 'give every slot a start and an end, or name slots instead',
  },
  E307: { title: 'an unknown slot', cure: 'use a slot of the event' },
  E308: {
    title: 'working hours in another time zone that cannot be compared with the slots',
    cure: 'give the event a timezone, and every slot a date and times',
  },
  E309: {
    title: 'a time that the clock skips or shows twice on that day',
    cure: 'move the slot, or write all times in UTC',
  },
  E311: { title: 'an unknown room', cure: 'use a room of the event' },
  E312: { title: 'an unknown word in "only"', cure: 'use participants, sides, pair or group' },
  // Values
  E401: { title: 'not a whole number in range', cure: 'write a whole number of that range in digits' },
  E402: { title: 'a minimum above its maximum', cure: 'lower the minimum or raise the maximum' },
  E403: { title: 'a weight out of range', cure: 'write a number such as 1.5' },
  E404: { title: 'an unknown role', cure: 'write participant, host or topic' },
  E405: { title: 'neither yes nor no', cure: 'write yes or no' },
  E406: { title: 'an unknown time zone', cure: 'write an IANA name such as Europe/Brussels or Asia/Tokyo' },
  E407: { title: 'unreadable working hours', cure: 'write them as 08:00-19:00' },
  E408: { title: 'a participant without a side', cure: 'fill in "side", or remove the rule across_sides' },
  E409: { title: 'an unknown language', cure: 'use ISO 639-1 codes such as en, fr or ja' },
  E410: { title: 'an interpreter of fewer than two languages', cure: 'list every language that is interpreted' },
  // Locks and order
  E501: { title: 'a meeting of fewer than two people', cure: 'name two different participants' },
  E502: { title: 'one pair locked twice', cure: 'keep one of the two rows' },
  E503: { title: 'a meeting ordered before itself', cure: 'name two different meetings' },
  E504: {
    title: 'a locked group session without a host',
    cure: 'put the host or topic first, or write pair in "kind"',
  },
  // event.yaml
  E601: { title: 'an event file that is no YAML', cure: 'mend the line; values with ":" or "#" need quotes' },
  E602: { title: 'an unknown key in the event file', cure: 'use a known key' },
  E603: { title: 'a wrong value in the event file', cure: 'fill in or correct the value' },
  // Certificates
  E701: { title: 'a certificate that is no JSON', cure: 'name a file that "ejrc schedule --certificate" wrote' },
  E702: { title: 'a wrong value in a certificate', cure: 'name a file that "ejrc schedule --certificate" wrote' },
  // Understood, but not honoured by this version
  E910: {
    title: 'something in the event file that this version does not do yet',
    cure: 'remove it, or write what this version does',
  },
} as const satisfies Record<string, CodeDescription>;

/** A key of `CODES`. */
export type ErrorCode = keyof typeof CODES;

/** All faults of one run, in the order of files, lines and columns. */
export class InputRejected extends Error {
  constructor(
    readonly errors: readonly InputError[],
    /** Faults beyond those kept in `errors` (a reader keeps at most 100,000). */
    readonly more: number = 0,
  ) {
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
