import type { ErrorCode } from '../errors.js';
import type { MinuteSpan, Slot } from '../model/event.js';
import type { Context } from './context.js';
import type { SlotTable } from './slots.js';
import type { Suggester } from './suggest.js';
import type { Row } from './table.js';
import { idKey, quote, splitList } from './text.js';
import { type DateOrder, looksLikeSpan, parseClock, parseDate } from './time.js';
import { isDate, isOnDay, parseWhen, type When } from './when.js';

type Column = 'available' | 'unavailable';

/** A table with the two columns. */
interface CellTable {
  readonly context: Context;
  dateOrder(text: string): DateOrder;
  fault(line: number, column: Column, code: ErrorCode, cause: string, action?: string): void;
}

/** Tells a fault of one text. */
type Tell = (code: ErrorCode, cause: string, action?: string) => void;

/** A cell that waits until the slots are known. */
export interface PendingCell {
  readonly text: string;
  readonly line: number;
}

/** Keeps what `row` says in a column for later. */
export function pendingCell<C extends string>(row: Row<C>, column: C): PendingCell {
  return { text: row.text(column), line: row.line };
}

const NONE: readonly string[] = [];

/** Turns cells of `available` and `unavailable` into slot ids; equal texts share one array. */
export class AvailabilityReader {
  private readonly cache = new Map<string, readonly string[] | undefined>();
  private readonly place = new Map<string, number>();

  constructor(private readonly slots: SlotTable) {
    slots.slots.forEach((slot, i) => void this.place.set(idKey(slot.id), i));
  }

  /** Slot ids in slot order; an empty cell is `undefined`. Codes: E305, E306. O(tokens · slots) for a new text. */
  read(cell: PendingCell, column: Column, table: CellTable): readonly string[] | undefined {
    if (cell.text === '') return undefined;
    const order = table.dateOrder(cell.text);
    const key = `${column} ${order} ${cell.text}`;
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const faults = table.context.faults.count;
    const ids = this.resolve(cell, column, table, order);
    if (table.context.faults.count === faults) this.cache.set(key, ids);
    return ids;
  }

  /** The same, with the defaults of the two columns: all slots, no slots. */
  pair(available: PendingCell, unavailable: PendingCell, table: CellTable) {
    return {
      available: this.read(available, 'available', table),
      unavailable: this.read(unavailable, 'unavailable', table) ?? NONE,
    };
  }

  /** What a text means beyond slots: days and times; told if it cannot be compared with the slots. */
  when(text: string, order: DateOrder, tell: Tell): When | 'told' | undefined {
    const when = parseWhen(text, order);
    if (when === undefined) return undefined;
    const { slots, timed } = this.slots;
    if (when.from !== undefined && !timed) {
      tell('E306', `${quote(text)} is a time, and the slots have none`);
    } else if (when.day !== '' && !slots.some(slot => slot.date !== '')) {
      const cause = `${quote(text)} is a day, and the slots have no dates`;
      tell('E306', cause, 'give every slot a date, or name slots instead');
    } else if (!slots.some(slot => isOnDay(when.day, slot.date))) {
      const day = isDate(when.day) ? `on ${when.day}` : `on the weekday of ${quote(text)}`;
      tell('E305', `no slot ${day}`);
    } else return when;
    return 'told';
  }

  /** Indexes that a text names as slot, date, session or range; `undefined` if it names none. O(slots). */
  slotsOf(token: string, order: DateOrder): readonly number[] | undefined {
    const single = this.place.get(idKey(token));
    if (single !== undefined) return [single];
    // Before sessions: one that bears a date as its label is what is left of that day.
    const date = parseDate(token, order);
    const ofDate = date === undefined ? [] : this.where(slot => slot.date === date);
    if (ofDate.length > 0) return ofDate;
    const session = this.slots.sessions.find(token);
    return session === undefined ? this.range(token) : this.where(slot => slot.session === session);
  }

  /** Slots in order. */
  get all(): readonly Slot[] {
    return this.slots.slots;
  }

  private resolve(cell: PendingCell, column: Column, table: CellTable, order: DateOrder): readonly string[] {
    const { slots } = this.slots;
    const meant = new Uint8Array(slots.length);
    const spans: When[] = [];
    const tell: Tell = (code, cause, action) => table.fault(cell.line, column, code, cause, action);
    for (const token of splitList(cell.text)) {
      const found = this.slotsOf(token, order);
      if (found !== undefined) {
        for (const i of found) meant[i] = 1;
        continue;
      }
      const when = this.when(token, order, tell);
      if (when === 'told') continue;
      // A start alone says nothing of how long somebody is there.
      if (when === undefined || (when.from !== undefined && when.to === undefined)) {
        this.unknown(token, table.context.suggester, tell);
      } else spans.push(when);
    }
    if (spans.length > 0) markSpans(slots, spans, column, meant);
    return slots.flatMap((slot, i) => (meant[i] ? [slot.id] : []));
  }

  private where(holds: (slot: Slot) => boolean): number[] {
    return this.slots.slots.flatMap((slot, i) => (holds(slot) ? [i] : []));
  }

  /** `1-8`, by the order of slots; ids may hold `-` themselves. */
  private range(token: string): number[] | undefined {
    const text = idKey(token).replace(/[–—]/g, '-');
    for (let at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
      const from = this.place.get(text.slice(0, at).trim());
      const to = this.place.get(text.slice(at + 1).trim());
      if (from !== undefined && to !== undefined && from <= to) {
        return Array.from({ length: to - from + 1 }, (_, i) => from + i);
      }
    }
    return undefined;
  }

  /** Tells of a text that is no slot, session, day or time (E305). */
  unknown(token: string, suggester: Suggester, tell: Tell): void {
    if (looksLikeSpan(token)) {
      const cause = `expected a span such as 09:00-12:00, got ${quote(token)}`;
      tell('E305', cause, 'write 09:00-12:00 or 2021-05-18 09:00-12:00');
      return;
    }
    const end = this.rangeEnd(token);
    if (end === '') tell('E305', `the range ${quote(token)} runs backwards`, 'write the earlier slot first');
    else if (end !== undefined) {
      const action = suggester.action(end, this.slots.register.ids, 'use slots of the event');
      tell('E305', `no slot ${quote(end)} for the range ${quote(token)}`, action);
    } else {
      const names = [...this.slots.register.ids, ...this.slots.sessions.all];
      const action = token.includes(',')
        ? 'join several with ";"'
        : suggester.action(token, names, 'use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00');
      tell('E305', `no slot or session ${quote(token)}`, action);
    }
  }

  /** The unknown end of what means to be a range of slots, empty if it runs backwards; `undefined` if neither end is a slot. */
  private rangeEnd(token: string): string | undefined {
    const text = idKey(token).replace(/[–—]/g, '-');
    for (let at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
      const ends = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
      const unknown = ends.filter(end => !this.place.has(end));
      if (unknown.length === 0) return '';
      if (unknown.length === 1 && unknown[0] !== '') return unknown[0];
    }
    return undefined;
  }
}

/** `available` means slots that lie inside the spans joined together, `unavailable` those that overlap one. */
function markSpans(slots: readonly Slot[], spans: readonly When[], column: Column, meant: Uint8Array): void {
  const hits = column === 'unavailable' ? overlaps : liesInside;
  slots.forEach((slot, i) => {
    if (
      hits(
        slot,
        spans.filter(span => isOnDay(span.day, slot.date)),
      )
    )
      meant[i] = 1;
  });
}

/** Whether a slot and one of several spans have time in common, whatever their days. O(spans). */
export function overlaps(slot: Slot, spans: readonly When[]): boolean {
  const { from, to } = spanOf(slot);
  return spans.some(span => from < (span.to ?? 1440) && (span.from ?? 0) < to);
}

function liesInside(slot: Slot, spans: readonly When[]): boolean {
  const { from, to } = spanOf(slot);
  const whole = spans.map(span => ({ from: span.from ?? 0, to: span.to ?? 1440 }));
  return joined(whole).some(span => span.from <= from && to <= span.to);
}

/** A slot without times is its whole day. */
function spanOf({ start, end }: Slot): MinuteSpan {
  return { from: parseClock(start) ?? 0, to: parseClock(end) ?? 1440 };
}

/** Spans that touch or overlap become one. O(n log n). */
function joined(spans: readonly MinuteSpan[]): MinuteSpan[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}
