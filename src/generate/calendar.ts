/** slots.csv, and who can meet when. */
import type { Dice } from './dice.js';
import { Lines } from './lines.js';
import type { GenerateOptions } from './options.js';

const DAY_STARTS = 8 * 60;
const DAY_ENDS = 24 * 60 - 1;
const LONGEST_SLOT = 20;
/** Time zones of hard events; the two sides share the middle one. */
const ZONES = 3;

/** Slots of one day: indexes `first` to `last`. */
interface Day {
  readonly first: number;
  readonly last: number;
}

/** Slots `1`, `2` … over the days, the first days one longer where it does not divide. O(days). */
function daysOf({ slots, days }: GenerateOptions): Day[] {
  const first = (day: number) => Math.ceil((day * slots) / days);
  return Array.from({ length: days }, (_, day) => ({ first: first(day), last: first(day + 1) - 1 }));
}

/** Slots of at most 20 minutes one after the other from 08:00, shorter where a day would not end by midnight. O(slots). */
export function slotsCsv(options: GenerateOptions): string {
  const lines = new Lines('slot,date,start,end');
  daysOf(options).forEach(({ first, last }, day) => {
    const length = Math.min(LONGEST_SLOT, Math.floor((DAY_ENDS - DAY_STARTS) / (last - first + 1)));
    const date = new Date(Date.UTC(2027, 4, 18 + day)).toISOString().slice(0, 10);
    for (let slot = first; slot <= last; slot++) {
      const start = DAY_STARTS + (slot - first) * length;
      lines.add(`${slot + 1},${date},${clock(start)},${clock(start + length)}`);
    }
  });
  return lines.text();
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':');
}

/** Draws the cells `available` and `unavailable` of one person after the other. */
export class Availability {
  private readonly days: readonly Day[];
  private readonly open: Uint8Array;
  private readonly taken: Uint8Array;

  constructor(
    private readonly options: GenerateOptions,
    private readonly dice: Dice,
  ) {
    this.days = daysOf(options);
    this.open = new Uint8Array(options.slots).fill(1);
    this.taken = new Uint8Array(options.slots);
  }

  /** Two cells; `side` is 0 or 1. O(slots). */
  cells(side: number): string {
    if (this.options.hard) this.openWindow(side);
    const available = this.options.hard ? runs(this.open) : '';
    this.takeAway();
    return `${available},${runs(this.taken)}`;
  }

  /** Three fifths of each day, early, midway or late, give or take a slot. */
  private openWindow(side: number): void {
    const zone = this.options.sides === 2 ? side + this.dice.below(ZONES - 1) : this.dice.below(ZONES);
    const shift = this.dice.below(3) - 1;
    this.open.fill(0);
    for (const { first, last } of this.days) {
      const slots = last - first + 1;
      const length = Math.ceil((slots * 3) / 5);
      const from = Math.floor((zone * (slots - length)) / (ZONES - 1)) + shift;
      const start = first + Math.max(0, Math.min(slots - length, from));
      this.open.fill(1, start, start + length);
    }
  }

  private takeAway(): void {
    const { slots, availability } = this.options;
    let left = 0;
    let open = 0;
    for (let slot = 0; slot < slots; slot++) {
      this.taken[slot] = this.open[slot] && !this.dice.chance(availability) ? 1 : 0;
      open += this.open[slot];
      left += this.open[slot] - this.taken[slot];
    }
    if (left > 0) return;
    let kept = this.dice.below(open);
    for (let slot = 0; slot < slots; slot++) if (this.open[slot] && kept-- === 0) this.taken[slot] = 0;
  }
}

/** Slots with a 1, neighbours joined: `1-8;12`. O(slots). */
function runs(marked: Uint8Array): string {
  const found: string[] = [];
  for (let slot = 0; slot < marked.length; slot++) {
    if (!marked[slot]) continue;
    const first = slot;
    while (marked[slot + 1]) slot++;
    found.push(first === slot ? `${slot + 1}` : `${first + 1}-${slot + 1}`);
  }
  return found.join(';');
}
