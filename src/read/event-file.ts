import { basename } from 'node:path';
import type { Document, LineCounter } from 'yaml';
import type { ErrorCode } from '../errors.js';
import type { Rules } from '../model/event.js';
import { loadText } from './bytes.js';
import type { Context, Source } from './context.js';
import { type EventSettings, eventSchema, KNOWN_KEYS } from './event-schema.js';
import { quote } from './text.js';
import { UNREAD_KEYS } from './unsupported.js';

/** What an event file says, with the defaults. */
export interface EventFile {
  readonly name: string;
  readonly rules: Rules;
  /** What it says of `across_organisations`; the rules have it off where it says nothing. */
  readonly acrossOrganisations: boolean | undefined;
  readonly mutualBonus: number;
  /** Counts instead of tables. */
  readonly slots: number | undefined;
  readonly rooms: number | undefined;
  /** Path as given; empty without a file. */
  readonly file: string;
}

type Path = readonly PropertyKey[];

/** An event without an event file. */
export const NO_EVENT_FILE: EventFile = toEventFile({}, '');

/** Reads event.yaml; faults (E402, E601 to E603, E910) are collected. Loads `yaml` and `zod` only here. */
export async function readEventFile(source: Source, context: Context): Promise<EventFile> {
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
  return new Judge(source.path, document, lines, context).judge(plain(document, source, context));
}

function plain(document: Document, source: Source, context: Context): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    context.faults.add('E601', { file: source.path }, `this is no YAML: ${String(error)}`);
    return {};
  }
}

/** Holds what the file says against what may stand in it. */
class Judge {
  constructor(
    private readonly file: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly context: Context,
  ) {}

  async judge(value: unknown): Promise<EventFile> {
    const result = (await eventSchema()).safeParse(value);
    if (!result.success) {
      for (const issue of result.error.issues) {
        if (issue.code === 'unrecognized_keys') for (const key of issue.keys) this.unknownKey([...issue.path, key]);
        else this.wrongValue(issue.path, issue.message, value);
      }
      return NO_EVENT_FILE;
    }
    for (const [key, action] of Object.entries(UNREAD_KEYS)) {
      if (Object.hasOwn(value as object, key)) this.tell('E910', [key], `"${key}" is not read yet`, action);
    }
    if (typeof result.data.slots === 'object' && result.data.slots !== null) {
      this.tell('E910', ['slots'], 'a calendar of slots is not read yet', 'write slots.csv, or a number of slots');
    }
    const event = toEventFile(result.data, this.file);
    const { minMeetings, maxMeetings } = event.rules;
    if (result.data.rules?.min_meetings != null && maxMeetings !== undefined && minMeetings > maxMeetings) {
      this.tell(
        'E402',
        ['rules', 'min_meetings'],
        `expected at most max_meetings (${maxMeetings}), got ${minMeetings}`,
      );
    }
    return event;
  }

  private unknownKey(path: Path): void {
    const parent = path.slice(0, -1).join('.');
    const known = KNOWN_KEYS[parent] ?? [];
    const action = this.context.suggester.action(String(path.at(-1)), known, `known are ${known.join(', ')}`);
    this.tell('E602', path, `no key ${quote(path.join('.'))}`, action);
  }

  private wrongValue(path: Path, expected: string, value: unknown): void {
    const got = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
    this.tell(
      'E603',
      path,
      `expected ${expected}, got ${quote(typeof got === 'string' ? got : String(JSON.stringify(got)))}`,
    );
  }

  private tell(code: ErrorCode, path: Path, cause: string, action?: string): void {
    const { line, column } = this.place(path);
    this.context.faults.add(code, { file: this.file, line, column, columnName: path.join('.') }, cause, action);
  }

  /** Line and column (of characters) of the key, or of its nearest parent in the file. */
  private place(path: Path): { line: number; column: number } {
    let node: unknown = this.document.contents;
    let offset = 0;
    for (const key of path) {
      const items = (node as { items?: { key?: { value?: unknown; range?: number[] }; value?: unknown }[] })?.items;
      const pair = items?.find(item => item.key?.value === key);
      if (pair === undefined) break;
      offset = pair.key?.range?.[0] ?? offset;
      node = pair.value;
    }
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }
}

function toEventFile(settings: EventSettings, file: string): EventFile {
  const { rules, values } = settings;
  return {
    name: settings.name ?? '',
    rules: {
      acrossSides: rules?.across_sides ?? false,
      acrossOrganisations: rules?.across_organisations ?? false,
      minMeetings: rules?.min_meetings ?? Math.min(1, rules?.max_meetings ?? 1),
      maxMeetings: rules?.max_meetings ?? undefined,
      maxConsecutive: rules?.max_consecutive ?? undefined,
      maxBreaks: rules?.max_breaks ?? undefined,
      allWishes: rules?.all_wishes ?? false,
    },
    acrossOrganisations: rules?.across_organisations ?? undefined,
    mutualBonus: values?.mutual_bonus ?? 0,
    slots: typeof settings.slots === 'number' ? settings.slots : undefined,
    rooms: settings.rooms ?? undefined,
    file,
  };
}
