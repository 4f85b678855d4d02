import type { Event, TableName } from '../model/event.js';
import { assumeSlots } from './assume.js';
import { AvailabilityReader } from './availability.js';
import { loadTables } from './bytes.js';
import { Context, type PerTable, type Source } from './context.js';
import { checkPoints, checkSides, checkWorkingHours, organisationsApart, tellColleagues } from './cross-check.js';
import { type EventFile, NO_EVENT_FILE, type OutputSettings } from './event-values.js';
import { LIMITS, type Limits } from './limits.js';
import { defaultParticipants, type ParticipantTable, readParticipants } from './participants.js';
import { finishParticipants } from './participants-finish.js';
import { People } from './people.js';
import { type PrefsLayout, readPrefs } from './prefs.js';
import { RoomFinder } from './room-finder.js';
import { finishRooms, numberedRooms, type RoomTable, readRooms } from './rooms.js';
import { SeatWishes } from './seats.js';
import { numberedSlots, readSlots, type SlotTable } from './slots.js';
import { countOption, findEventFile, findSources, type Sources } from './sources.js';
import { headerKey, quote } from './text.js';
import { WishBook } from './wishes.js';
import { checkClocks, checkDaylight, localTimesOf } from './zones.js';

/** Where the tables of an event are and how to read them. Paths; `-` is standard input, for one table. */
export interface ReadOptions {
  readonly prefs: string;
  readonly participants?: string | undefined;
  /** A file, or a whole number of slots `1` to `N` without times. */
  readonly slots?: string | undefined;
  /** A file, or a whole number of rooms. */
  readonly rooms?: string | undefined;
  readonly interpreters?: string | undefined;
  /** A locks.csv, or a schedule.csv of which the locked rows count. */
  readonly locks?: string | undefined;
  readonly order?: string | undefined;
  /** Who can meet when, one participant a row and one slot or time a column. */
  readonly availability?: string | undefined;
  readonly event?: string | undefined;
  /** Whether tables with the usual names beside prefs.csv are used without being named. */
  readonly discover: boolean;
  /** Default: told apart by the header. */
  readonly layout?: PrefsLayout | undefined;
  /** What a request that was accepted is; default: a wish. */
  readonly accepted?: 'wish' | 'must' | undefined;
  /** The formats of the event file do not count: others were named, or nothing is written. */
  readonly ignoreFormats?: boolean | undefined;
  /** `,` `;` or `tab`; default: sniffed from each header. */
  readonly delimiter?: string | undefined;
  /** A name such as `windows-1252` or `shift_jis`; default: told apart by the bytes. */
  readonly encoding?: PerTable | undefined;
  /** Of Excel workbooks: the name or number of the sheet; default: the first. */
  readonly sheet?: PerTable | undefined;
  /** Column → header, bound by hand. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** Gives all bytes of standard input; default: file descriptor 0. */
  readonly stdin?: (() => Uint8Array) | undefined;
}

/** An event, and what was noticed while it was read. */
export interface ReadResult {
  readonly event: Event;
  /** Sentences for the user: what was found, assumed and kept out. */
  readonly notices: readonly string[];
  /** What the event file says of the files to be written. */
  readonly output: OutputSettings;
  /** Paths of the files that no result may replace: all that were read, but the locks, which an earlier schedule may hold. */
  readonly kept: readonly string[];
}

/**
 * Reads all tables of an event. Throws `InputRejected` with every fault of every table, `UsageError` for options that
 * make no sense. O(bytes + faults · suggestions).
 */
export async function readEvent(options: ReadOptions, limits: Limits = LIMITS): Promise<ReadResult> {
  const context = new Context(options, limits);
  const eventSource = findEventFile(options);
  const file = eventSource
    ? await (await import('./event-file.js')).readEventFile(eventSource, context, !options.ignoreFormats)
    : NO_EVENT_FILE;
  const sources = findSources(options, file, context);
  await loadTables(sources.values(), context);
  const { event, slots } = readTables(options, sources, file, context, await rareReaders(sources));
  if (slots) await checkDaylight(slots, file.timezone);
  checkMap(options, context);
  if (context.faults.count === 0) checkPoints(event, options.prefs, context);
  context.faults.throwIfAny();
  const localTimes = await localTimesOf(event);
  const read = [...(eventSource ? [eventSource] : []), ...sources.values()];
  const kept = read.filter(({ table, path }) => table !== 'locks' && path !== '-').map(({ path }) => path);
  return { event: { ...event, localTimes }, notices: context.notices, output: file.output, kept };
}

/** An event of which slots are not on other clocks yet. */
interface Draft {
  readonly event: Omit<Event, 'localTimes'>;
  /** `undefined`: they could not be read. */
  readonly slots: SlotTable | undefined;
}

/** What most events have no table for: loaded where there is one, before tables are read in one go. */
async function rareReaders(sources: Sources) {
  const of = async <T>(table: TableName, load: () => Promise<T>) => (sources.has(table) ? load() : undefined);
  return {
    ...(await of('availability', () => import('./availability-table.js'))),
    ...(await of('interpreters', () => import('./interpreters.js'))),
    ...(await of('locks', () => import('./locks.js'))),
    ...(await of('order', () => import('./order.js'))),
  };
}

type RareReaders = Awaited<ReturnType<typeof rareReaders>>;

function readTables(
  options: ReadOptions,
  sources: Sources,
  file: EventFile,
  context: Context,
  rare: RareReaders,
): Draft {
  const given = givenSlots(options, sources, file, context);
  const known = tableOf(sources, 'participants', context, readParticipants);
  const people = new People(known, known === undefined && isGiven(sources, 'participants', context));
  const book = new WishBook(people, given === 'unread' ? undefined : (given?.sessions ?? numberedSlots(0).sessions));
  const prefsRead = readPrefs(sources.get('prefs')!, context, options.layout, book);
  if (known === undefined && !prefsRead) people.unread = true;
  const slots = given ?? (prefsRead ? assumeSlots(book, context) : 'unread');
  const rooms = givenRooms(options, sources, file, context);
  const table = known ?? defaultParticipants(people.all);
  if (!people.unread && table.drafts.length === 0) {
    context.faults.add('E005', { file: options.prefs }, 'there is no wish, and nobody takes part');
  }
  const event = build({ table, people, book, slots, rooms, sources, file, context, rare });
  people.report(context);
  book.wishes.close();
  return event;
}

/** `undefined`: not given. `unread`: given, but its rows could not be read; what refers to it is no fault. */
type Maybe<T> = T | 'unread' | undefined;

interface Parts {
  readonly table: ParticipantTable;
  readonly people: People;
  readonly book: WishBook;
  readonly slots: SlotTable | 'unread';
  readonly rooms: Maybe<RoomTable>;
  readonly sources: Sources;
  readonly file: EventFile;
  readonly context: Context;
  readonly rare: RareReaders;
}

/** Puts the tables together and judges what needs several of them. */
function build({ table, people, book, slots, rooms, sources, file, context, rare }: Parts): Draft {
  const slotTable = slots === 'unread' ? undefined : slots;
  const roomTable = rooms === 'unread' ? undefined : rooms;
  const finder = new RoomFinder(rooms);
  const availability = slotTable && new AvailabilityReader(slotTable);
  const around = { people, slots: slotTable, rooms: finder, seats: new SeatWishes(people, book.wishes) };
  const [interpreters, locks, order, poll] = (['interpreters', 'locks', 'order', 'availability'] as const).map(table =>
    sources.get(table),
  );
  if (slotTable) checkWorkingHours(table, slotTable);
  if (!people.unread) checkSides(people.known, file, context);
  checkClocks(table, slotTable, file.timezone, context);
  const attendance = poll && availability && rare.readAttendance?.(poll, context, people, availability);
  const rules = { ...file.rules, acrossOrganisations: organisationsApart(table, file) };
  if (rules.acrossOrganisations) tellColleagues(table, file, book.wishes, context);
  const event = {
    name: file.name,
    timezone: file.timezone,
    participants: finishParticipants(table, { availability, attendance, rooms: finder, rules: file.rules }),
    wishes: book.wishes,
    slots: slotTable?.slots ?? [],
    rooms: roomTable && finishRooms(roomTable, availability, people.unread ? undefined : table),
    interpreters: (interpreters && rare.readInterpreters?.(interpreters, context, availability)) ?? [],
    locks: (locks && rare.readLocks?.(locks, context, around)) ?? [],
    order: (order && rare.readOrder?.(order, context, people)) ?? [],
    rules,
    mutualBonus: file.mutualBonus,
    inputs: context.inputs,
  };
  return { event, slots: slotTable };
}

/** Whether there is such a table, and it has rows or ought to. */
function isGiven(sources: Sources, table: TableName, context: Context): boolean {
  return sources.has(table) && !context.passedOver.has(table);
}

function tableOf<T>(
  sources: Sources,
  table: TableName,
  context: Context,
  read: (s: Source, c: Context) => T | undefined,
) {
  const source = sources.get(table);
  return source && read(source, context);
}

function givenSlots(options: ReadOptions, sources: Sources, file: EventFile, context: Context): Maybe<SlotTable> {
  const count = countOption('slots', options.slots);
  if (count !== undefined) return numberedSlots(count);
  if (options.slots === undefined && file.slots !== undefined) {
    return typeof file.slots === 'number' ? numberedSlots(file.slots) : file.slots;
  }
  const table = tableOf(sources, 'slots', context, readSlots);
  return table ?? (isGiven(sources, 'slots', context) ? 'unread' : undefined);
}

function givenRooms(options: ReadOptions, sources: Sources, file: EventFile, context: Context): Maybe<RoomTable> {
  const count = countOption('rooms', options.rooms) ?? (options.rooms === undefined ? file.rooms : undefined);
  if (count !== undefined) return numberedRooms(count);
  const table = tableOf(sources, 'rooms', context, readRooms);
  if (table !== undefined || isGiven(sources, 'rooms', context)) return table ?? 'unread';
  context.notice('no rooms given: there are as many as needed');
  return undefined;
}

/** E103: a binding by hand that no table had a use for. */
function checkMap({ map = {} }: ReadOptions, context: Context): void {
  if (context.faults.count > 0) return;
  for (const [column, header] of Object.entries(map)) {
    if (context.mapUsed.has(headerKey(column))) continue;
    const cause = `no table has a column ${quote(column)} and a header ${quote(header)}`;
    context.faults.add('E103', { file: '--map', columnName: column }, cause);
  }
}
