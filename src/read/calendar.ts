/** Slots made from the calendar in event.yaml. */
import type { ErrorCode } from '../errors.js';
import type { MinuteSpan, Slot } from '../model/event.js';
import { IdRegister } from './ids.js';
import { MOST_COUNTED } from './limits.js';
import type { SlotTable } from './slots.js';
import { idKey, Labels, quote } from './text.js';
import { formatClock, looksLikeSpan, parseDate, parseSpan } from './time.js';

/** One stretch of slots on one or more days, every value readable. */
export interface CalendarBlock {
  /** `YYYY-MM-DD`; none: times without a date. */
  readonly dates: readonly string[];
  /** Minutes from midnight; slots lie within. */
  readonly from: number;
  readonly to: number;
  /** Minutes, ≥ 1. */
  readonly length: number;
  /** Minutes between one slot and the next, ≥ 0. */
  readonly gap: number;
  /** No slot touches one of these. */
  readonly breaks: readonly MinuteSpan[];
  /** Label; empty: one session per date. */
  readonly session: string;
}

/** Tells a fault at a key of a block (index from 0). */
export type TellBlock = (block: number, key: string, code: ErrorCode, cause: string, action?: string) => void;

/** Characters of a span: `午前10時30分から午後12時30分まで` has 20. */
const LONGEST_SPAN = 48;

/**
 * A break: any span that `parseSpan` reads without a date, with or without a name before or behind it; `undefined` for
 * anything else, a second span or a date beside it included. O(length · spans).
 */
export function parseBreak(text: string): MinuteSpan | undefined {
  const plain = idKey(text);
  for (let length = Math.min(plain.length, LONGEST_SPAN); length > 0; length--) {
    for (let at = 0; at + length <= plain.length; at++) {
      if (!isEdge(plain, at) || !isEdge(plain, at + length)) continue;
      const span = parseSpan(plain.slice(at, at + length));
      if (span === undefined || span.date !== '') continue;
      return isName(`${plain.slice(0, at)} ${plain.slice(at + length)}`) ? { from: span.from, to: span.to } : undefined;
    }
  }
  return undefined;
}

/** Whether a time may begin or end there: not within a word or a number. */
function isEdge(text: string, at: number): boolean {
  return !/^(?:[\d:]{2}|\d[h時]|[a-z]{2})$/i.test(text.slice(Math.max(0, at - 1), at + 1));
}

function isName(text: string): boolean {
  const hasDate = text.split(/\s/).some(word => parseDate(word) !== undefined);
  return !hasDate && !/\d:\d|\d{4}|\d ?[ap]\.?m/i.test(text) && !looksLikeSpan(text) && parseBreak(text) === undefined;
}

/** Slots `1` to n in the order of their times, over all blocks. Codes: E301 to E303, E603. O(slots log slots). */
export function calendarSlots(blocks: readonly CalendarBlock[], tell: TellBlock): SlotTable {
  const sessions = new Labels();
  const made: MadeSlot[] = [];
  blocks.forEach((block, index) => {
    const starts = startsIn(block, index, tell);
    const count = made.length + starts.length * Math.max(1, block.dates.length);
    if (count <= MOST_COUNTED) made.push(...slotsAt(starts, block, index, sessions));
    else tell(index, 'length', 'E603', `expected at most 100,000 slots, got ${count.toLocaleString('en')}`);
  });
  made.sort((a, b) => compare(a.slot.date, b.slot.date) || compare(a.slot.start, b.slot.start) || a.block - b.block);
  const register = new IdRegister();
  const slots = made.map(({ slot }, i) => {
    const id = String(i + 1);
    register.define(id, 0);
    return { ...slot, id };
  });
  checkDates(blocks, tell);
  checkOverlaps(slots, made, tell);
  const blockOf = new Map(slots.map((slot, i) => [slot.id, made[i]!.block]));
  return {
    slots,
    register,
    sessions,
    timed: true,
    fault: (slot, column, code, cause, action) =>
      tell(blockOf.get(slot.id) ?? 0, column === 'start' ? 'from' : 'to', code, cause, action),
  };
}

interface MadeSlot {
  readonly slot: Slot;
  /** Index of its block. */
  readonly block: number;
}

/** When the slots of a block start, and what is wrong with it. */
function startsIn(block: CalendarBlock, index: number, tell: TellBlock): number[] {
  const { from, to } = block;
  if (from >= to) {
    tell(index, 'to', 'E302', `expected an end after ${formatClock(from)}, got ${quote(formatClock(to))}`);
    return [];
  }
  for (const pause of block.breaks) {
    if (pause.from >= from && pause.to <= to) continue;
    const cause = `expected breaks between ${formatClock(from)} and ${formatClock(to)}, got ${spanWords(pause)}`;
    tell(index, 'breaks', 'E603', cause, 'correct the break, or leave it out');
  }
  const starts = startsOf(block);
  if (starts.length === 0) {
    const cause = `no slot of ${block.length} minutes fits between ${formatClock(from)} and ${formatClock(to)} beside the breaks`;
    tell(index, 'length', 'E603', cause, 'make the slots shorter or the day longer');
  }
  return starts;
}

function slotsAt(starts: readonly number[], block: CalendarBlock, index: number, sessions: Labels): MadeSlot[] {
  const dates = block.dates.length > 0 ? block.dates : [''];
  return dates.flatMap(date => {
    const label = block.session || date;
    const session = label === '' ? '' : sessions.learn(label);
    return starts.map(start => {
      const times = { start: formatClock(start), end: formatClock(start + block.length) };
      return { block: index, slot: { id: '', date, ...times, session, meetings: undefined, line: 0 } };
    });
  });
}

/** A slot that would touch a break begins when the break is over. O(slots · breaks). */
function startsOf({ from, to, length, gap, breaks }: CalendarBlock): number[] {
  const starts: number[] = [];
  let at = from;
  while (at + length <= to) {
    const pause = breaks.find(span => span.from < at + length && at < span.to);
    if (pause === undefined) starts.push(at);
    at = pause === undefined ? at + length + gap : pause.to;
  }
  return starts;
}

/** E301: blocks have dates, or none of them has. */
function checkDates(blocks: readonly CalendarBlock[], tell: TellBlock): void {
  const dated = blocks.filter(block => block.dates.length > 0).length;
  const bare = blocks.findIndex(block => block.dates.length === 0);
  if (dated > 0 && bare >= 0) {
    tell(bare, 'from', 'E301', `${dated} of ${blocks.length} blocks of slots have a date, this one has none`);
  }
}

/** E303, once for each pair of blocks that are neighbours in time. */
function checkOverlaps(slots: readonly Slot[], made: readonly MadeSlot[], tell: TellBlock): void {
  const told = new Set<string>();
  slots.forEach((slot, i) => {
    const [before, block] = [slots[i - 1], made[i]!.block];
    if (before === undefined || before.date !== slot.date || before.end <= slot.start) return;
    const pair = [made[i - 1]!.block, block];
    const key = pair.sort((a, b) => a - b).join(' ');
    if (told.has(key)) return;
    told.add(key);
    const day = slot.date === '' ? '' : `${slot.date} `;
    const cause = `a slot ${day}${slot.start}-${slot.end} overlaps one of ${before.start}-${before.end}`;
    tell(
      Math.max(block, made[i - 1]!.block),
      'from',
      'E303',
      cause,
      'let one block of slots end before the next begins',
    );
  });
}

function spanWords({ from, to }: MinuteSpan): string {
  return quote(`${formatClock(from)}-${formatClock(to)}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
