/** Makes some wishes musts and locks some meetings, so that a schedule which keeps them all is known. */
import type { Event, Lock, Wish } from '../../src/model/event.js';
import type { Meeting, Schedule } from '../../src/model/schedule.js';
import { Bed } from './bed.js';
import type { GenerateOptions } from './generate.js';
import type { Dice } from './random.js';

/**
 * @returns the event with its musts and locks, and a schedule of exactly these, which keeps every rule unless `wild`.
 *   With `allWishes` the wishes that found no place in that schedule are left out. O(wishes × slots × rooms).
 */
export function plant(event: Event, options: GenerateOptions, dice: Dice): { event: Event; planted: Schedule } {
  const meetings = grow(event, options, dice);
  const locked = meetings.slice(0, options.locks);
  const wanted = meetings.slice(options.locks).map(({ participants: [a, b] }) => unordered(a, b));
  const drawn = dice.shuffled([...event.wishes]).slice(0, options.musts);
  const musts = new Set(options.wild ? drawn.map(({ from, to }) => unordered(from, to)) : wanted);
  const held = new Set(meetings.map(({ participants: [a, b] }) => unordered(a, b)));
  const wishes = [...event.wishes]
    .filter(wish => options.wild || !options.allWishes || wish.kind === 'never' || held.has(keyOf(wish)))
    .map(wish => (wish.kind === 'wish' && musts.has(keyOf(wish)) ? { ...wish, kind: 'must' as const } : wish));
  const locks = options.wild
    ? wildLocks(event, options.locks, dice)
    : locked.map((meeting, at) => toLock(meeting, at, dice));
  return { event: { ...event, wishes, locks }, planted: { meetings } };
}

function grow(event: Event, options: GenerateOptions, dice: Dice): readonly Meeting[] {
  const most = options.allWishes ? event.wishes.length : options.musts + options.locks;
  const bed = new Bed(event);
  for (const wish of most > 0 ? dice.shuffled([...event.wishes]) : []) {
    if (bed.meetings.length >= most) break;
    if (wish.kind === 'wish') bed.tryMeeting(wish.from, wish.to, dice);
  }
  return bed.meetings;
}

function unordered(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function keyOf({ from, to }: Wish): string {
  return unordered(from, to);
}

/** Half of the locks name the room too. */
function toLock({ participants, slot, room }: Meeting, index: number, dice: Dice): Lock {
  return { participants, slot, room: dice.chance(50) && room ? room : undefined, line: index + 2 };
}

/** Locks of wished pairs anywhere, each pair once. */
function wildLocks(event: Event, count: number, dice: Dice): Lock[] {
  const pairs = new Map([...event.wishes].map(wish => [keyOf(wish), wish]));
  return dice
    .shuffled([...pairs.values()])
    .slice(0, count)
    .map(({ from, to }, index) => {
      const room = event.rooms && event.rooms.length > 0 && dice.chance(50) ? dice.pick(event.rooms).id : undefined;
      return { participants: [from, to], slot: dice.pick(event.slots).id, room, line: index + 2 };
    });
}
