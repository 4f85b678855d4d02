import type { ErrorCode } from '../errors.js';
import type { MinuteSpan, Slot } from '../model/event.js';
import type { Context } from './context.js';
import type { SlotTable } from './slots.js';
import type { Row } from './table.js';
import { idKey, quote, splitList } from './text.js';
import { type DatedSpan, type DateOrder, looksLikeSpan, parseClock, parseDate, parseSpan } from './time.js';

type Column = 'available' | 'unavailable';

/** A table with the two columns. */
interface CellTable {
  readonly context: Context;
  readonly dateOrder: DateOrder;
  fault(line: number, column: Column, code: ErrorCode, cause: string, action?: string): void;
}

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
    const key = `${column} ${cell.text}`;
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const faults = table.context.faults.count;
    const ids = this.resolve(cell, column, table);
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

  private resolve(cell: PendingCell, column: Column, table: CellTable): readonly string[] {
    const { slots } = this.slots;
    const meant = new Uint8Array(slots.length);
    const spans: DatedSpan[] = [];
    for (const token of splitList(cell.text)) {
      const found = this.slotsOf(token, table);
      const span = found === undefined ? parseSpan(token, table.dateOrder) : undefined;
      if (found !== undefined) for (const i of found) meant[i] = 1;
      else if (span === undefined) this.unknown(token, cell, column, table);
      else if (!this.slots.timed) {
        table.fault(cell.line, column, 'E306', `${quote(token)} is a time, and the slots have none`);
      } else if (span.date !== '' && !slots.some(slot => slot.date === span.date)) {
        table.fault(cell.line, column, 'E305', `no slot on ${span.date}`);
      } else spans.push(span);
    }
    if (spans.length > 0) markSpans(slots, spans, column, meant);
    return slots.flatMap((slot, i) => (meant[i] ? [slot.id] : []));
  }

  /** Indexes that a token names as slot, date, session or range; `undefined` if it names none. */
  private slotsOf(token: string, table: CellTable): readonly number[] | undefined {
    const single = this.place.get(idKey(token));
    if (single !== undefined) return [single];
    const date = parseDate(token, table.dateOrder);
    const ofDate = date === undefined ? [] : this.where(slot => slot.date === date);
    if (ofDate.length > 0) return ofDate;
    const session = this.slots.sessions.find(token);
    return session === undefined ? this.range(token) : this.where(slot => slot.session === session);
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

  private unknown(token: string, cell: PendingCell, column: Column, table: CellTable): void {
    const tell = (cause: string, action?: string) => table.fault(cell.line, column, 'E305', cause, action);
    if (looksLikeSpan(token)) {
      const cause = `expected a span such as 09:00-12:00, got ${quote(token)}`;
      tell(cause, 'write 09:00-12:00 or 2021-05-18 09:00-12:00');
      return;
    }
    const { suggester } = table.context;
    const end = this.rangeEnd(token);
    if (end === '') tell(`the range ${quote(token)} runs backwards`, 'write the earlier slot first');
    else if (end !== undefined) {
      const action = suggester.action(end, this.slots.register.ids, 'use slots of the event');
      tell(`no slot ${quote(end)} for the range ${quote(token)}`, action);
    } else {
      const names = [...this.slots.register.ids, ...this.slots.sessions.all];
      const action = suggester.action(token, names, 'use slot ids, 1-8, sessions or 09:00-12:00');
      tell(`no slot or session ${quote(token)}`, action);
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
function markSpans(slots: readonly Slot[], spans: readonly DatedSpan[], column: Column, meant: Uint8Array): void {
  slots.forEach((slot, i) => {
    const [from, to] = [parseClock(slot.start)!, parseClock(slot.end)!];
    const ofDay = spans.filter(span => span.date === '' || span.date === slot.date);
    const hit =
      column === 'unavailable'
        ? ofDay.some(span => from < span.to && span.from < to)
        : joined(ofDay).some(span => span.from <= from && to <= span.to);
    if (hit) meant[i] = 1;
  });
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
