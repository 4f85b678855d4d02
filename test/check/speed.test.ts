import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { explainWishes } from '../../src/explain/reasons.js';
import type { Event } from '../../src/model/event.js';
import type { Schedule } from '../../src/model/schedule.js';
import { makeEvent, makeSchedule } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';

/** 1 for the full size: `SPEED=1` in the environment; a tenth otherwise, which something quadratic would feel too. */
const SHARE = Number(process.env.SPEED ?? 0.1);
const PEOPLE = 50_000 * SHARE;
const WISHES = 1_000_000 * SHARE;
const ROOMS = 6_000 * SHARE;
const SLOTS = 60;

/** Many wishes, of which the schedule meets as many as find a place slot by slot. */
function large(): { event: Event; schedule: Schedule } {
  const dice = new Dice(5);
  const id = (index: number) => `P${index}`;
  const pairs = Array.from({ length: WISHES }, (_, index) => {
    const from = index % PEOPLE;
    const to = (from + 1 + Math.floor(index / PEOPLE) * (PEOPLE / 20) + dice.below(PEOPLE / 50)) % PEOPLE;
    return { from, to, rank: 1 + Math.floor(index / PEOPLE) };
  });
  const event = makeEvent({
    participants: Array.from({ length: PEOPLE }, (_, index) => ({ id: id(index), maxBreaks: 30 })),
    wishes: pairs.map(({ from, to, rank }) => ({ from: id(from), to: id(to), rank })),
    slots: SLOTS,
    rooms: ROOMS,
  });
  return { event, schedule: makeSchedule(fill(pairs, id)) };
}

function fill(pairs: readonly { from: number; to: number }[], id: (index: number) => string) {
  const rows: [string, number, string][] = [];
  const met = new Set<number>();
  let next = 0;
  for (let slot = 1; slot <= SLOTS; slot++) {
    const busy = new Uint8Array(PEOPLE);
    for (let room = 1; room <= ROOMS; ) {
      const { from, to } = pairs[next++ % pairs.length];
      const key = Math.min(from, to) * PEOPLE + Math.max(from, to);
      if (busy[from] || busy[to] || met.has(key)) continue;
      met.add(key);
      busy[from] = busy[to] = 1;
      rows.push([`${id(from)};${id(to)}`, slot, `R${room++}`]);
    }
  }
  return rows;
}

describe('a million wishes and 360,000 meetings', () => {
  it('are checked and explained in seconds', () => {
    const { event, schedule } = large();
    expect(schedule.meetings).toHaveLength(SLOTS * ROOMS);
    const before = process.cpuUsage();
    expect(check(event, schedule).violations).toEqual([]);
    const checked = process.cpuUsage(before).user / 1e6;
    expect(explainWishes(event, schedule)).toHaveLength(WISHES);
    const explained = process.cpuUsage(before).user / 1e6 - checked;
    expect(checked, 'CPU seconds of check').toBeLessThan(40 * SHARE);
    expect(explained, 'CPU seconds of explainWishes').toBeLessThan(80 * SHARE);
  });
});
