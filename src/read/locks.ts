import type { ErrorCode } from '../errors.js';
import type { Lock } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import { wordCell, yesNoCell } from './cells.js';
import type { Context, Source } from './context.js';
import { LOCKS, SCHEDULE } from './headers.js';
import { type OpenTable, openTable } from './open-table.js';
import type { People } from './people.js';
import type { RoomFinder } from './room-finder.js';
import { bare, peopleOf } from './schedule.js';
import type { SeatWishes } from './seats.js';
import type { SlotTable } from './slots.js';
import { bindTable, type Row } from './table.js';
import { headerKey, quote } from './text.js';

/** What locks refer to; `undefined` slots: they could not be read, any is taken. */
export interface LockSurroundings {
  readonly people: People;
  readonly slots: SlotTable | undefined;
  readonly rooms: RoomFinder;
  readonly seats: SeatWishes;
}

type Kind = 'pair' | 'group';
const KINDS: readonly Kind[] = ['pair', 'group'];

/**
 * Reads locks.csv (`a,b,slot,room,kind`) or the locked rows of a schedule.csv.
 * Codes: E113, E114, E204, E208, E216, E217, E307, E311, E405, E501, E502, E504.
 */
export function readLocks(source: Source, context: Context, around: LockSurroundings): Lock[] {
  const open = openTable(source, context);
  if (open === undefined) return [];
  const keys = open.header.map(headerKey);
  const isSchedule = keys.includes('participants') && !(keys.includes('a') && keys.includes('b'));
  return isSchedule ? fromSchedule(open, context, around) : fromLocks(open, context, around);
}

function fromLocks(open: OpenTable, context: Context, around: LockSurroundings): Lock[] {
  const table = bindTable<keyof typeof LOCKS>(open, LOCKS, ['a', 'b', 'slot'], context);
  const book = new LockBook(around);
  table?.forEachRow(row => {
    const [a, b] = (['a', 'b'] as const).map(column => around.people.named(row, column, row.text(column)));
    book.add(row, 'b', [a!, b!], wordCell(row, 'kind', KINDS, 'E208'));
  });
  return book.locks;
}

function fromSchedule(open: OpenTable, context: Context, around: LockSurroundings): Lock[] {
  const table = bindTable<keyof typeof SCHEDULE>(open, SCHEDULE, ['participants', 'slot', 'locked'], context);
  const book = new LockBook(around);
  let isAnyLocked = false;
  table?.forEachRow(row => {
    if (!yesNoCell(row, 'locked')) return;
    isAnyLocked = true;
    const people = peopleOf(row.text('participants')).map(id => around.people.named(row, 'participants', id));
    book.add(row, 'participants', people, wordCell(row, 'kind', KINDS, 'E208'));
  });
  if (table && !isAnyLocked) context.notice(`${table.file}: no row says "yes" in "locked": nothing stays where it is`);
  return book.locks;
}

interface Fault {
  readonly code: ErrorCode;
  readonly cause: string;
}

/** Two people who are locked, and the line that says so. */
class Seen {
  readonly table = new PairTable();
  readonly lines: number[] = [];
}

/** Gathers locks; a faulty one is told and left out. */
class LockBook {
  readonly locks: Lock[] = [];
  private readonly seen = { pair: new Seen(), group: new Seen() };

  constructor(private readonly around: LockSurroundings) {}

  /** Adds a lock of participants (indexes, -1 for unknown ones). `said`: what the row says it is. O(people). */
  add<C extends string>(
    row: Row<C | 'slot' | 'room'>,
    column: C,
    people: readonly number[],
    said: Kind | undefined,
  ): void {
    const slot = this.slot(row);
    const room = this.room(row);
    if (people.includes(-1)) return;
    const kind = said ?? this.kindOf(people);
    const ordered = kind === 'group' ? this.hostFirst(people) : people;
    const fault = this.fault(kind, people) ?? this.repeated(kind, ordered, row.line);
    if (fault) row.fault(column, fault.code, fault.cause);
    else if (slot !== undefined) {
      const participants = ordered.map(index => this.around.people.ids[index]!);
      this.locks.push({ participants, ...(kind === 'group' ? { kind } : {}), slot, room, line: row.line });
    }
  }

  /** More than two are a group; so are two of whom one wished a seat with the other, or one is a topic. */
  private kindOf([a = -1, b = -1, ...others]: readonly number[]): Kind {
    const { people, seats } = this.around;
    if (others.length > 0) return 'group';
    if (a < 0 || b < 0 || (people.role(a) === 'participant' && people.role(b) === 'participant')) return 'pair';
    if (people.role(a) === 'topic' || people.role(b) === 'topic') return 'group';
    return seats.has(a, b) ? 'group' : 'pair';
  }

  /** The host in front: the first, if it can be, else the only one who can. */
  private hostFirst(people: readonly number[]): readonly number[] {
    const [host] = this.hostsOf(people);
    return host === undefined ? people : [host, ...people.filter(index => index !== host)];
  }

  /**
   * Who could hold the session; of two the topic, as it sits nowhere, or the one whom the other alone wished with a seat; else the
   * first of the row alone if it can.
   */
  private hostsOf(people: readonly number[]): readonly number[] {
    const { people: all, seats } = this.around;
    const hosts = people.filter(index => all.role(index) !== 'participant');
    const [one = -1, other = -1, ...more] = people;
    if (hosts.length === 2 && more.length === 0) {
      const isTopic = [one, other].map(index => all.role(index) === 'topic');
      if (isTopic[0] !== isTopic[1]) return [isTopic[0] ? one : other];
      const isWished = [seats.wished(other, one), seats.wished(one, other)];
      if (isWished[0] !== isWished[1]) return [isWished[0] ? one : other];
    }
    return hosts[0] === people[0] ? hosts.slice(0, 1) : hosts;
  }

  private fault(kind: Kind, people: readonly number[]): Fault | undefined {
    const got = `got ${this.listed(people) || 'none'}`;
    const isOnce = new Set(people).size === people.length;
    if (kind === 'pair') {
      if (people.length !== 2 || !isOnce) return { code: 'E501', cause: `expected two participants, ${got}` };
      const topic = people.find(index => this.around.people.role(index) === 'topic');
      return topic === undefined
        ? undefined
        : { code: 'E216', cause: `a one-to-one with the topic ${this.listed([topic])}` };
    }
    if (people.length < 2 || !isOnce)
      return { code: 'E501', cause: `expected a host and its guests, each once, ${got}` };
    if (this.around.people.unread) return undefined;
    const hosts = this.hostsOf(people);
    if (hosts.length === 0) return { code: 'E504', cause: `none of ${this.listed(people)} is a host or a topic` };
    if (hosts.length > 1) return { code: 'E504', cause: `${this.listed(hosts)} could each be the host` };
    const topic = people.find(index => index !== hosts[0] && this.around.people.role(index) === 'topic');
    return topic === undefined ? undefined : { code: 'E217', cause: `the topic ${this.listed([topic])} is a guest` };
  }

  /** E502: two of them are locked to meet in that way in another row. Takes note of them. */
  private repeated(kind: Kind, [first, ...others]: readonly number[], line: number): Fault | undefined {
    const { table, lines } = this.seen[kind];
    let fault: Fault | undefined;
    for (const other of others) {
      const before =
        kind === 'pair' ? table.add(Math.min(first!, other), Math.max(first!, other)) : table.add(first!, other);
      if (before < 0) lines.push(line);
      else
        fault ??= {
          code: 'E502',
          cause: `${this.listed([first!, other])} are locked in line ${lines[before]} already`,
        };
    }
    return fault;
  }

  private listed(people: readonly number[]): string {
    const names = people.map(index => quote(this.around.people.ids[index]!));
    return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  }

  private slot(row: Row<'slot'>): string | undefined {
    const { slots } = this.around;
    const text = bare(row.text('slot'));
    if (slots === undefined) return text;
    const index = slots.register.find(text);
    if (index >= 0) return slots.register.ids[index];
    const action = row.table.context.suggester.action(text, slots.register.ids, 'use a slot of the event');
    row.fault('slot', 'E307', `no slot ${quote(text)}`, action);
    return undefined;
  }

  private room(row: Row<'room'>): string | undefined {
    const text = bare(row.text('room'));
    return text === '' ? undefined : this.around.rooms.find(text, row.line, row.table);
  }
}
