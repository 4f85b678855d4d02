/** Every option once, with meaning, unit and default: the same word means the same in every verb. */
import { Option } from '@commander-js/extra-typings';
import {
  parseByTable,
  parseDelimiter,
  parseEffort,
  parseEngine,
  parseFormats,
  parseMap,
  parsePath,
  parsePercent,
  parseSeconds,
  parseSeed,
} from './parsers.js';

const file = <const Flags extends string>(flags: Flags, text: string) => new Option(flags, text).argParser(parsePath);

/** Which tables are read, and how; shared by all verbs that read an event. */
export const tables = {
  participants: file('--participants <file>', 'table of participants (default: participants.csv beside the wishes)'),
  slots: file('--slots <file|number>', 'table of slots, or how many there are (default: slots.csv beside the wishes)'),
  rooms: file('--rooms <file|number>', 'table of rooms, or how many there are (default: rooms.csv beside the wishes)'),
  interpreters: file('--interpreters <file>', 'table of interpreters (default: interpreters.csv beside the wishes)'),
  locks: file(
    '--locks <file>',
    'meetings that stay where they are: locks.csv, or a schedule.csv with its column "locked" (default: locks.csv beside the wishes)',
  ),
  order: file('--order <file>', 'which meeting comes before which (default: order.csv beside the wishes)'),
  availability: file(
    '--availability <file>',
    'poll of who can meet when: one participant a row, one slot or time a column (default: availability.csv beside the wishes)',
  ),
  event: file('--event <file>', 'event file with rules, slots and time zone (default: event.yaml beside the wishes)'),
  discover: new Option(
    '--no-discover',
    'do not use files beside the wishes that are not named (default: they are used)',
  ),
  layout: new Option('--layout <name>', 'shape of the wishes (default: told by the header)').choices([
    'long',
    'ranked',
    'matrix',
    'list',
  ] as const),
  accepted: new Option(
    '--accepted <kind>',
    'what a request with the status "accepted" is: a wish, or a must, a meeting that has to take place (default: wish)',
  ).choices(['wish', 'must'] as const),
  delimiter: new Option(
    '--delimiter <sign>',
    'what stands between cells: "," ";" or tab (default: told by the header)',
  ).argParser(parseDelimiter),
  encoding: new Option(
    '--encoding <[table=]name>',
    'encoding of the tables, e.g. windows-1252 or shift_jis, or of one: participants=shift_jis; may be repeated (default: told by the bytes)',
  ).argParser(parseByTable),
  sheet: new Option(
    '--sheet <[table=]name|number>',
    'sheet of Excel workbooks, or of one: participants=Companies; may be repeated (default: the first)',
  ).argParser(parseByTable),
  map: new Option(
    '--map <column=header>',
    'bind a column by hand, e.g. from="Requested by"; may be repeated (default: none)',
  ).argParser(parseMap),
};

/** How hard the solver works. */
export const work = {
  effort: new Option('--effort <level>', 'how much work: quick, standard or thorough; the same result on any machine')
    .argParser(parseEffort)
    .default('standard' as const),
  engine: new Option(
    '--engine <name>',
    'what chooses the meetings: flow, lp (javascript-lp-solver), mip (the whole program to HiGHS) or auto, the fitting one',
  )
    .argParser(parseEngine)
    .default('auto' as const),
  keepPoints: new Option(
    '--keep-points <percent>',
    'give points up for fewer breaks, but keep so many: a percentage from 50% to 100% such as 99%; promises are always kept (default: no point is given up)',
  ).argParser(parsePercent),
  timeLimit: new Option(
    '--time-limit <time>',
    'stop after this time (30s, 2m, or seconds) with the best schedule so far (default: no limit)',
  ).argParser(parseSeconds),
  seed: new Option(
    '--seed <number>',
    'start of the random choices: a whole number from 0; the same seed gives the same result',
  )
    .argParser(parseSeed)
    .default(1),
};

/** Where and how results are written. */
export const output = {
  out: file('--out <folder>', 'folder for the results').default('schedule'),
  force: new Option('--force', 'replace files of an earlier run; other files stay (default: never)'),
  dryRun: new Option('--dry-run', 'do everything but write (default: write)'),
  format: new Option(
    '--format <list>',
    'formats to write, joined with commas; this version writes csv (default: those of the event file, or csv)',
  ).argParser(parseFormats),
  excel: new Option(
    '--excel',
    'CSV files start with a byte order mark, which Excel needs for letters beyond ASCII (default: as the event file says, or no)',
  ),
  noExcel: new Option('--no-excel', 'CSV files start without it, whatever the event file says (default: see --excel)'),
  certificate: file(
    '--certificate <file>',
    'also write the prices that prove the bounds, for "ejrc check --certificate" (default: not written)',
  ),
  strict: new Option('--strict', 'exit with 1 if a promised number of meetings is not reached (default: exit with 0)'),
};

/** What an event begins from. */
export const beginning = {
  from: file(
    '--from <prefs.csv>',
    'wishes from which participants, sessions and the number of slots are filled in (default: empty tables)',
  ),
  excel: new Option(
    '--excel',
    'CSV files start with a byte order mark, which Excel needs for letters beyond ASCII (default: no)',
  ),
};

/** What is judged beside the schedule. */
export const judged = {
  certificate: file(
    '--certificate <file>',
    'the prices that "ejrc schedule --certificate" wrote: judge what they prove (default: bounds are not judged)',
  ),
};

/** How much is told. */
export const told = {
  all: new Option('--all', 'show every list to its end (default: the first lines of each)'),
};

/** How the command speaks. */
export const speech = {
  json: new Option('--json', 'data as JSON on standard output (default: words)'),
  quiet: new Option('--quiet', 'say nothing on standard error but errors (default: progress and a summary)'),
  debug: new Option('--debug', 'show where in the program an unknown error arose (default: no)'),
};
