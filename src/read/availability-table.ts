/** availability.csv: who can meet when, as polls give it. One participant a row, one slot, day or time a column. */
import type { ErrorCode } from '../errors.js';
import type { Attended, Slot } from '../model/event.js';
import { type Answer, parseAnswer } from './answers.js';
import { type AvailabilityReader, overlaps } from './availability.js';
import type { Context, Source } from './context.js';
import { IDENTITY } from './header-columns.js';
import { ATTENDANCE, type Columns } from './headers.js';
import { type OpenTable, openTable } from './open-table.js';
import type { People } from './people.js';
import { bindTable, type Row, type Table } from './table.js';
import { counted, few, headerKey, quote } from './text.js';
import { parseClock } from './time.js';
import { isOnDay, parseWhen, type When } from './when.js';

type Column = keyof typeof ATTENDANCE;

const NONE: readonly string[] = [];

/** What the poll takes away. Participants who gave the same answers share one list. */
export class Attendance {
  private readonly joined = new Map<readonly string[], Map<readonly string[], readonly string[]>>();

  constructor(
    /** Participant (index) → slots in which it cannot meet, in slot order. */
    private readonly away: ReadonlyMap<number, readonly string[]>,
    /** Participant (index) → line of its answers. */
    private readonly lines: ReadonlyMap<number, number>,
    private readonly slots: readonly Slot[],
  ) {}

  /** What the poll alone takes away from a participant. O(1). */
  of(index: number, others: readonly string[]): Attended | undefined {
    const unavailable = this.away.get(index) ?? NONE;
    return unavailable.length === 0 ? undefined : { line: this.lines.get(index)!, unavailable, others };
  }

  /** The slots that a participant's own columns or the poll take away. O(1) but for a new combination. */
  without(index: number, unavailable: readonly string[]): readonly string[] {
    const away = this.away.get(index) ?? NONE;
    if (away.length === 0) return unavailable;
    if (unavailable.length === 0) return away;
    const known = this.joined.get(away) ?? new Map<readonly string[], readonly string[]>();
    this.joined.set(away, known);
    const ids = new Set([...away, ...unavailable]);
    const both = known.get(unavailable) ?? this.slots.map(slot => slot.id).filter(id => ids.has(id));
    known.set(unavailable, both);
    return both;
  }
}

/** Reads availability.csv. Codes: E101, E102, E111, E204, E305, E306, E405. O(rows × columns + columns × slots). */
export function readAttendance(
  source: Source,
  context: Context,
  people: People,
  reader: AvailabilityReader,
): Attendance | undefined {
  const open = openTable(source, context);
  const all = new Set(open?.header.keys());
  const table = open && bindTable<Column>(open, headersOf(open, reader), ['participant'], context, all);
  if (open === undefined || table === undefined) return undefined;
  const columns = columnsOf(open, table, reader, context);
  const poll = new Poll(table, columns, reader.all, people);
  table.forEachRow(row => poll.read(row));
  poll.tell(context);
  return new Attendance(poll.away, poll.lines, reader.all);
}

/** The first column is the participants', whatever its header, unless that is a slot, day or time. */
function headersOf({ header }: OpenTable, reader: AvailabilityReader): Columns<Column> {
  const first = header[0]!;
  const isAnswers = reader.slotsOf(first, 'dmy') !== undefined || parseWhen(first) !== undefined;
  return isAnswers ? ATTENDANCE : { participant: [...ATTENDANCE.participant, first] };
}

/** A column of answers, and the slots (by index) that a "no" in it takes away. */
interface AnswerColumn {
  /** Index of its header. */
  readonly at: number;
  readonly name: string;
  readonly slots: readonly number[];
}

/** Columns of participants.csv that a poll may have too, and what polls add. */
const IGNORED = new Set([...IDENTITY, 'comment', 'comments', 'timestamp', 'note', 'notes']);

function columnsOf(
  open: OpenTable,
  table: Table<Column>,
  reader: AvailabilityReader,
  context: Context,
): readonly AnswerColumn[] {
  const columns: { at: number; name: string; slots: readonly number[] }[] = [];
  const starts: { at: number; name: string; when: When }[] = [];
  const ignored: string[] = [];
  open.header.forEach((name, at) => {
    if (at === table.index('participant')) return;
    const tell = (code: ErrorCode, cause: string, action?: string) =>
      table.faultAt(open.headerLine, at + 1, name, code, cause, action);
    const order = table.dateOrder(name);
    const slots = reader.slotsOf(name, order);
    const when = slots === undefined ? reader.when(name, order, tell) : undefined;
    if (slots !== undefined) columns.push({ at, name, slots });
    else if (name === '' || IGNORED.has(headerKey(name))) ignored.push(name === '' ? `number ${at + 1}` : quote(name));
    else if (when === undefined) reader.unknown(name, context.suggester, tell);
    else if (when === 'told') return;
    else if (when.from !== undefined && when.to === undefined) starts.push({ at, name, when });
    else columns.push({ at, name, slots: touched(reader.all, when) });
  });
  for (const { at, name, when } of withEnds(starts, reader.all)) {
    columns.push({ at, name, slots: touched(reader.all, when) });
  }
  if (ignored.length > 0) {
    const noun = ignored.length === 1 ? 'column' : 'columns';
    context.notice(`${open.file}: ${noun} ${few(ignored, 10)} kept out`);
  }
  return columns;
}

/** A column that names a start alone lasts until the next of its day begins, the last as long as the shortest before it. */
function withEnds<T extends { readonly when: When }>(columns: readonly T[], slots: readonly Slot[]): T[] {
  const byDay = new Map<string, number[]>();
  for (const { when } of columns) byDay.set(when.day, [...(byDay.get(when.day) ?? []), when.from!]);
  for (const times of byDay.values()) times.sort((a, b) => a - b);
  return columns.map(column => {
    const { day, from } = column.when;
    const times = byDay.get(day)!;
    const steps = times
      .slice(1)
      .map((time, i) => time - times[i]!)
      .filter(step => step > 0);
    const next =
      times.find(time => time > from!) ??
      from! + Math.min(...steps, steps.length > 0 ? 1440 : ownLength(column.when, slots));
    return { ...column, when: { day, from, to: next } };
  });
}

/** Of the only column of a day: as long as the slot that starts then, or an hour. */
function ownLength({ day, from }: When, slots: readonly Slot[]): number {
  const slot = slots.find(({ date, start }) => isOnDay(day, date) && parseClock(start) === from);
  return slot === undefined ? 60 : parseClock(slot.end)! - from!;
}

function touched(slots: readonly Slot[], when: When): number[] {
  return slots.flatMap((slot, i) => (isOnDay(when.day, slot.date) && overlaps(slot, [when]) ? [i] : []));
}

/** Gathers the answers row by row. */
class Poll {
  readonly away = new Map<number, readonly string[]>();
  readonly lines = new Map<number, number>();
  private readonly lists = new Map<string, readonly string[]>();
  private readonly answers = new Map<string, Answer | undefined>();
  private ifNeedBe = 0;
  private silent = 0;

  constructor(
    private readonly table: Table<Column>,
    private readonly columns: readonly AnswerColumn[],
    private readonly slots: readonly Slot[],
    private readonly people: People,
  ) {}

  read(row: Row<Column>): void {
    const text = row.text('participant');
    const person = this.people.named(row, 'participant', text);
    const first = this.lines.get(person);
    if (person >= 0 && first !== undefined) {
      row.fault('participant', 'E111', `${quote(text)} stands in line ${first} already`);
    }
    this.lines.set(person, row.line);
    const given = this.columns.some(({ at }) => row.cells[at]?.trim());
    if (!given) this.silent++;
    else if (person >= 0) this.away.set(person, this.refused(row));
    else this.refused(row);
  }

  /** What the run took answers for. */
  tell(context: Context): void {
    const { file } = this.table;
    if (this.ifNeedBe > 0) {
      context.notice(`${file}: ${counted(this.ifNeedBe, 'answer')} "if need be" taken for yes`);
    }
    if (this.silent > 0) {
      context.notice(`${file}: ${counted(this.silent, 'row')} without an answer: nothing is taken away`);
    }
    const asked = new Set(this.columns.flatMap(column => column.slots));
    const others = this.slots.filter((_, i) => !asked.has(i)).map(slot => slot.id);
    if (others.length > 0 && others.length < this.slots.length) {
      context.notice(
        `${file}: no column is of ${others.length === 1 ? 'slot' : 'slots'} ${few(others, 10)}: nothing is taken away there`,
      );
    }
    const idle = this.columns.filter(column => column.slots.length === 0).map(column => quote(column.name));
    if (idle.length > 0) {
      context.notice(`${file}: no slot lies in ${idle.length === 1 ? 'column' : 'columns'} ${few(idle, 10)}`);
    }
  }

  /** Slots that a "no" touches. O(columns + slots) but for a new pattern of answers. */
  private refused(row: Row<Column>): readonly string[] {
    const away = new Uint8Array(this.slots.length);
    for (const { at, name, slots } of this.columns) {
      const text = row.cells[at] ?? '';
      const answer = this.answer(text);
      if (answer === undefined) {
        const cause = `${quote(text)} is neither yes, no nor "if need be"`;
        row.table.faultAt(row.line, at + 1, name, 'E405', cause, 'write yes, no or if need be');
      } else if (answer === 'no') for (const slot of slots) away[slot] = 1;
      else if (answer === 'if need be') this.ifNeedBe++;
    }
    const key = away.join('');
    const known = this.lists.get(key) ?? this.slots.flatMap((slot, i) => (away[i] ? [slot.id] : []));
    this.lists.set(key, known);
    return known;
  }

  private answer(text: string): Answer | undefined {
    if (!this.answers.has(text)) this.answers.set(text, parseAnswer(text));
    return this.answers.get(text);
  }
}
