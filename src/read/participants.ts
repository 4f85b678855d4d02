import type { MinuteSpan, Participant, Role } from '../model/event.js';
import { type PendingCell, pendingCell } from './availability.js';
import { decimalCell, wholeCell, wordCell } from './cells.js';
import type { Context, Source } from './context.js';
import { CountryCells } from './countries.js';
import { PARTICIPANTS } from './headers.js';
import { IdRegister } from './ids.js';
import { languageCode } from './languages.js';
import { fullName } from './names.js';
import { noticeNearDuplicates, noticeNearOrganisations } from './near-duplicates.js';
import { openTable } from './open-table.js';
import { bindTable, type Row, type Table } from './table.js';
import { Labels, quote, splitList } from './text.js';
import { parseSpan } from './time.js';
import { zoneAction, zoneNamed } from './zones.js';

type Column = keyof typeof PARTICIPANTS;

/** A participant as its row says, slots and room still text. */
export interface ParticipantDraft {
  /** Without slots, and with the defaults where the rules may say otherwise. */
  readonly person: Participant;
  readonly availableText: PendingCell;
  readonly unavailableText: PendingCell;
  /** As the column says. */
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** Everyone who takes part. */
export interface ParticipantTable {
  /** `undefined` where everyone named in prefs.csv takes part. */
  readonly table: Table<Column> | undefined;
  /** Same order as `register.ids`. */
  readonly drafts: readonly ParticipantDraft[];
  readonly register: IdRegister;
  readonly sides: Labels;
}

/** Reads participants.csv; `undefined` if its rows could not be read at all. Codes: E11x, E401 to E409, E005. */
export function readParticipants(source: Source, context: Context): ParticipantTable | undefined {
  const open = openTable(source, context);
  const table = open && bindTable<Column>(open, PARTICIPANTS, ['id'], context);
  if (table === undefined) return undefined;
  const register = new IdRegister();
  const labels: ReadLabels = { sides: new Labels(), countries: new CountryCells() };
  const drafts: ParticipantDraft[] = [];
  table.forEachRow(row => {
    const id = row.text('id');
    const fault = register.define(id, row.line);
    if (fault) row.fault('id', fault.code, fault.cause);
    const draft = readDraft(row, id, labels);
    if (register.ids.length > drafts.length) drafts.push(draft);
  });
  if (drafts.length === 0) {
    context.noRows(source, 'there is no participant');
    return undefined;
  }
  labels.countries.report(source.path, context);
  noticeAlike(source.path, drafts, context);
  return { table, drafts, register, sides: labels.sides };
}

/** One participant with the defaults for each id of the register. */
export function defaultParticipants(register: IdRegister): ParticipantTable {
  const none: PendingCell = { text: '', line: 0 };
  const drafts = register.ids.map(id => ({
    person: { ...DEFAULTS, id, name: id },
    availableText: none,
    unavailableText: none,
    min: undefined,
    max: undefined,
  }));
  return { table: undefined, drafts, register, sides: new Labels() };
}

const EMPTY: readonly string[] = [];

const DEFAULTS: Participant = {
  id: '',
  name: '',
  organisation: '',
  country: '',
  email: '',
  title: '',
  side: '',
  role: 'participant',
  available: undefined,
  unavailable: EMPTY,
  workingHours: undefined,
  timezone: undefined,
  languages: EMPTY,
  minMeetings: 1,
  maxMeetings: undefined,
  maxConsecutive: undefined,
  maxBreaks: undefined,
  weight: 1,
  parallel: 1,
  room: undefined,
  offers: EMPTY,
  seeks: EMPTY,
  sectors: EMPTY,
  group: undefined,
  line: 0,
};

/** What the rows of the table have in common. */
interface ReadLabels {
  readonly sides: Labels;
  readonly countries: CountryCells;
}

/** Warns of participants, and of organisations, that are probably one. O(participants). */
function noticeAlike(file: string, drafts: readonly ParticipantDraft[], context: Context): void {
  noticeNearDuplicates(
    file,
    drafts.map(({ person }) => person),
    context,
  );
  const first = new Labels();
  const labels = drafts.flatMap(({ person: { organisation, line } }) => {
    if (organisation === '' || first.find(organisation) !== undefined) return [];
    return [{ label: first.learn(organisation), line }];
  });
  noticeNearOrganisations(file, labels, context);
}

function readDraft(row: Row<Column>, id: string, labels: ReadLabels): ParticipantDraft {
  return {
    person: readPerson(row, id, labels),
    availableText: pendingCell(row, 'available'),
    unavailableText: pendingCell(row, 'unavailable'),
    ...readBounds(row),
  };
}

function readPerson(row: Row<Column>, id: string, { sides, countries }: ReadLabels): Participant {
  const role = wordCell(row, 'role', ['participant', 'host', 'topic'] as const, 'E404') ?? 'participant';
  const side = row.text('side');
  return {
    ...DEFAULTS,
    id,
    name: fullName(row.text('name'), row.text('first_name'), row.text('last_name')) || id,
    organisation: row.text('organisation'),
    country: countries.read(row.text('country'), row.line),
    email: row.text('email'),
    title: row.text('title'),
    side: side === '' ? '' : sides.learn(side),
    role,
    workingHours: readWorkingHours(row),
    timezone: readTimeZone(row),
    languages: readLanguages(row, 'languages'),
    maxConsecutive: wholeCell(row, 'max_consecutive', 1),
    maxBreaks: wholeCell(row, 'max_breaks', 0),
    weight: decimalCell(row, 'weight', { least: 0.1, most: 10, decimals: 1, code: 'E403' }) ?? 1,
    parallel: wholeCell(row, 'parallel', 1) ?? 1,
    room: row.text('room') || undefined,
    offers: listCell(row, 'offers'),
    seeks: listCell(row, 'seeks'),
    sectors: listCell(row, 'sectors'),
    group: readGroup(row, role),
    line: row.line,
  };
}

function listCell(row: Row<Column>, column: Column): readonly string[] {
  const text = row.text(column);
  return text === '' ? EMPTY : splitList(text);
}

function readBounds(row: Row<Column>): { min: number | undefined; max: number | undefined } {
  const min = wholeCell(row, 'min_meetings', 0);
  const max = wholeCell(row, 'max_meetings', 0);
  if (min !== undefined && max !== undefined && min > max) {
    row.fault('min_meetings', 'E402', `expected at most max_meetings (${max}), got ${min}`);
  }
  return { min, max };
}

function readGroup(row: Row<Column>, role: Role): Participant['group'] {
  const min = wholeCell(row, 'group_min', 1);
  const max = wholeCell(row, 'group_max', 1);
  const sessions = wholeCell(row, 'sessions', 0);
  if (min !== undefined && min > (max ?? Math.max(6, min))) {
    row.fault('group_min', 'E402', `expected at most group_max (${max}), got ${min}`);
  }
  if (role === 'participant') return undefined;
  return { min: min ?? 1, max: max ?? Math.max(6, min ?? 1), sessions };
}

function readWorkingHours(row: Row<Column>): MinuteSpan | undefined {
  const text = row.text('working_hours');
  if (text === '') return undefined;
  const span = parseSpan(text);
  if (span !== undefined && span.date === '') return { from: span.from, to: span.to };
  row.fault('working_hours', 'E407', `unreadable working hours ${quote(text)}`);
  return undefined;
}

function readTimeZone(row: Row<Column>): string | undefined {
  const text = row.text('timezone');
  if (text === '') return undefined;
  const zone = zoneNamed(text);
  if (zone !== undefined) return zone;
  const action = zoneAction(text, row.table.context.suggester);
  row.fault('timezone', 'E406', `no time zone ${quote(text)}`, action);
  return undefined;
}

/** Codes of languages, from codes or names; E409 for each unknown one. */
export function readLanguages<C extends string>(row: Row<C>, column: C): readonly string[] {
  const text = row.text(column);
  if (text === '') return EMPTY;
  return splitList(text).map(part => {
    const code = languageCode(part);
    const action = part.includes(',') ? 'join several with ";"' : undefined;
    if (code === undefined) row.fault(column, 'E409', `no language ${quote(part)}`, action);
    return code ?? part;
  });
}
