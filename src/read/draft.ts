/** What can be known of an event from its wishes alone: the beginning of its other tables. */
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import type { Participant, TableName } from '../model/event.js';
import { busiestBySession, slotsNeeded } from './assume.js';
import { loadTables } from './bytes.js';
import { Context } from './context.js';
import { NO_EVENT_FILE } from './event-values.js';
import type { ReadOptions } from './folder.js';
import { LONG_PREFS, PARTICIPANTS } from './headers.js';
import { defaultParticipants, readParticipants } from './participants.js';
import { People } from './people.js';
import { readPrefs } from './prefs.js';
import { findEventFile, findSources } from './sources.js';
import { Labels } from './text.js';
import { WishBook } from './wishes.js';

/** Columns that other programs fill in, and halves of others. */
const NOT_BY_HAND = ['status', 'first_name', 'last_name'];

const byHand = (columns: object) => Object.keys(columns).filter(column => !NOT_BY_HAND.includes(column));

/** Columns of the tables that an organiser fills in. */
export const TEMPLATE_COLUMNS = { prefs: byHand(LONG_PREFS), participants: byHand(PARTICIPANTS) } as const;

/** Wishes, and how to read them. */
export type DraftOptions = Pick<ReadOptions, 'prefs' | 'layout' | 'delimiter' | 'encoding' | 'sheet' | 'map'>;

/** A session that wishes name. */
export interface DraftSession {
  readonly label: string;
  /** Slots in which its busiest person can meet everyone, at least 1. */
  readonly slots: number;
}

export interface EventDraft {
  /** Folder of the wishes. */
  readonly folder: string;
  /** The wishes and the tables found beside them: base names, and what reads their bytes anew. An event file is none of them. */
  readonly tables: readonly { readonly table: TableName; readonly name: string; bytes(): Uint8Array }[];
  /** Everyone named; what is not known has its default. */
  readonly people: readonly Participant[];
  /** As many slots as the wishes ask for, and why. */
  readonly slots: number;
  readonly why: string;
  /** In order of first appearance. */
  readonly sessions: readonly DraftSession[];
  /** Path of an event file beside them, which is not read: a new one is begun. */
  readonly eventFile: string | undefined;
  readonly notices: readonly string[];
}

/** Sessions of slots that are still to be made: whatever a wish names. */
class LearntLabels extends Labels {
  override find(label: string): string {
    return this.learn(label);
  }
}

/** Reads wishes, and the participants beside them. Throws `InputRejected` with every fault, and `UsageError` for standard input. O(bytes). */
export async function draftEvent(options: DraftOptions): Promise<EventDraft> {
  const { prefs, layout } = options;
  if (prefs === '-') throw new UsageError('--from: expected a file, got standard input');
  const context = new Context(options);
  const sources = findSources({ prefs, discover: true }, NO_EVENT_FILE, context);
  await loadTables(sources.values(), context);
  const source = sources.get('participants');
  const known = source && readParticipants(source, context);
  const people = new People(
    known,
    known === undefined && source !== undefined && !context.passedOver.has('participants'),
  );
  const labels = new LearntLabels();
  const book = new WishBook(people, labels);
  readPrefs(sources.get('prefs')!, context, layout, book);
  context.faults.throwIfAny();
  const { count, why } = slotsNeeded(book);
  const busiest = busiestBySession(book);
  const drafts = known?.drafts ?? defaultParticipants(people.all).drafts;
  return {
    folder: dirname(prefs),
    tables: [...sources.values()].map(({ table, path }) => ({
      table,
      name: basename(path),
      bytes: () => readFileSync(path),
    })),
    people: drafts.map(({ person }) => person),
    slots: count,
    why,
    sessions: labels.all.map(label => ({ label, slots: Math.max(1, busiest.get(label) ?? 0) })),
    eventFile: findEventFile({ prefs, discover: true })?.path,
    notices: context.notices,
  };
}

/** Whether two paths are of one folder. */
export function isSameFolder(a: string, b: string): boolean {
  return resolve(a) === resolve(b);
}
