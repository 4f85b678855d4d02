import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Document } from 'yaml';
import { TABLES, type TableName } from '../model/event.js';
import { loadText } from './bytes.js';
import { type CalendarBlock, calendarSlots, parseBreak } from './calendar.js';
import type { Context, Source } from './context.js';
import { dateReading } from './date-order.js';
import { Judge } from './event-judge.js';
import type { BlockSettings, EventSettings } from './event-schema.js';
import { type EventFile, NO_EVENT_FILE, type OutputSettings, rulesOf } from './event-values.js';
import { idKey, quote } from './text.js';
import { endAfter, parseClock, parseDate } from './time.js';
import { refuseOutput } from './unsupported.js';
import { zoneAction, zoneNamed } from './zones.js';

/**
 * Reads event.yaml; faults (E301 to E303, E402, E406, E601 to E603, E910) are collected. `formats`: whether those
 * of the file count. Loads `yaml` and `zod` only here. O(bytes + slots).
 */
export async function readEventFile(source: Source, context: Context, formats = true): Promise<EventFile> {
  const loaded = await loadText(source, context);
  if (loaded === undefined) return NO_EVENT_FILE;
  const { encoding, sha256 } = loaded;
  context.inputs.push({ table: 'event', name: basename(source.path), sha256, encoding, delimiter: '', rows: 0 });
  if (loaded.notes.length > 0) context.notice(`${source.path}: ${loaded.notes.join(', ')}`);
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(loaded.bytes.toString('utf8'), { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    context.faults.add('E601', { file: source.path, line, column: col }, `this is no YAML: ${error.message}`);
  }
  if (document.errors.length > 0) return NO_EVENT_FILE;
  const judge = new Judge(source.path, document, lines, context);
  const settings = await judge.settings(plain(document, source, context));
  return settings === undefined ? NO_EVENT_FILE : toEventFile(settings, judge, formats);
}

function plain(document: Document, source: Source, context: Context): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    context.faults.add('E601', { file: source.path }, `this is no YAML: ${String(error)}`);
    return {};
  }
}

function toEventFile(settings: EventSettings, judge: Judge, formats: boolean): EventFile {
  const rules = rulesOf(settings);
  const { minMeetings, maxMeetings } = rules;
  if (settings.rules?.min_meetings != null && maxMeetings !== undefined && minMeetings > maxMeetings) {
    const cause = `expected at most max_meetings (${maxMeetings}), got ${minMeetings}`;
    judge.tell('E402', ['rules', 'min_meetings'], cause);
  }
  return {
    name: settings.name ?? '',
    timezone: zoneOf(settings, judge),
    files: filesOf(settings, judge),
    rules,
    acrossOrganisations: settings.rules?.across_organisations ?? undefined,
    mutualBonus: settings.values?.mutual_bonus ?? 0,
    slots: slotsOf(settings, judge),
    rooms: settings.rooms ?? undefined,
    output: outputOf(settings, judge, formats),
    file: judge.file,
  };
}

function zoneOf({ timezone }: EventSettings, judge: Judge): string | undefined {
  const text = idKey(timezone ?? '');
  if (text === '') return undefined;
  const zone = zoneNamed(text);
  if (zone === undefined) {
    const action = zoneAction(text, judge.context.suggester);
    judge.tell('E406', ['timezone'], `no time zone ${quote(text)}`, action);
  }
  return zone;
}

/** Paths in the file are meant from its own folder. E603 for a table that is given here in another way too. */
function filesOf({ files, slots, rooms }: EventSettings, judge: Judge): Map<TableName, string> {
  const folder = judge.file === '-' ? '.' : dirname(judge.file);
  const found = new Map<TableName, string>();
  for (const key of TABLES) {
    const path = files?.[key];
    if (path == null) continue;
    const other = key === 'slots' ? slots : key === 'rooms' ? rooms : undefined;
    if (other != null) judge.tell('E603', ['files', key], `"${key}" stands in this file and names another`, 'keep one');
    found.set(key, isAbsolute(path) ? path : join(folder, path));
  }
  return found;
}

function slotsOf({ slots }: EventSettings, judge: Judge): EventFile['slots'] {
  if (slots == null || typeof slots === 'number') return slots ?? undefined;
  const isList = Array.isArray(slots);
  const blocks = (isList ? slots : [slots]) as readonly BlockSettings[];
  const faults = judge.context.faults.count;
  // A date that only makes sense with the month first was refused before.
  const { note } = dateReading(blocks.flatMap(({ date }) => listOf(date)).join('\n'));
  if (note !== undefined) judge.context.notice(`${judge.file}: ${note}`);
  const table = calendarSlots(blocks.map(toBlock), (block, key, code, cause, action) => {
    const above = isList ? ['slots', block] : ['slots'];
    judge.tell(code, [...above, key], cause, action);
  });
  return judge.context.faults.count > faults ? 'unread' : table;
}

function toBlock({ date, from, to, length, gap, breaks, session }: BlockSettings): CalendarBlock {
  const dates = listOf(date).flatMap(text => parseDate(text) ?? []);
  return {
    dates: [...new Set(dates)],
    from: parseClock(from)!,
    to: endAfter(parseClock(from)!, parseClock(to)!),
    length,
    gap: gap ?? 0,
    breaks: listOf(breaks).flatMap(text => parseBreak(text) ?? []),
    session: (session ?? '').trim(),
  };
}

function listOf<T extends string>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value == null) return [];
  return typeof value === 'string' ? [value] : value;
}

function outputOf({ output }: EventSettings, judge: Judge, formats: boolean): OutputSettings {
  const named = [...new Set(listOf(output?.formats))];
  const asked = { language: output?.language ?? 'en', formats: formats ? named : [] };
  refuseOutput(asked, (code, key, cause, action) => judge.tell(code, ['output', key], cause, action));
  return { formats: output?.formats == null ? undefined : named, excel: output?.excel ?? undefined };
}
