/** Random events from a seed: the same options give the same event. */
import type { Event } from '../../src/model/event.js';
import type { Schedule } from '../../src/model/schedule.js';
import { makeEvent } from './event.js';
import { addSequence } from './generate-sequence.js';
import { makePeople, makeRooms, makeSlots } from './generate-tables.js';
import { makeWishes } from './generate-wishes.js';
import { plant } from './plant.js';
import { Dice } from './random.js';
import { addSpeech } from './speech.js';

/** All numbers are whole. Percentages are of people, slots or wishes, as named. */
export interface GenerateOptions {
  readonly seed: number;
  readonly people: number;
  /** Rows of kind `wish` and `must`; fewer where the people have no more pairs. */
  readonly wishes: number;
  readonly slots: number;
  /** `undefined`: as many as needed. */
  readonly rooms: number | undefined;
  /** With 2, `across_sides` holds and one wish in twenty is within a side all the same. */
  readonly sides: 1 | 2;
  /** Percent of slots in which a person is available. */
  readonly availability: number;
  /** Percent of people who are available only in one window of neighbouring slots. */
  readonly windows: number;
  /** 0: all are equally popular; 3: few are very popular. */
  readonly skew: number;
  readonly values: 'ranks' | 'scores' | 'none';
  /** Percent of wishes that are answered by the other. */
  readonly mutual: number;
  readonly mutualBonus: number;
  /** Percent of people whose wishes weigh 0.1 to 3. */
  readonly weights: number;
  readonly musts: number;
  readonly nevers: number;
  readonly locks: number;
  /** Musts and locks as the dice fall, so that there may be no schedule; otherwise there always is one. */
  readonly wild: boolean;
  readonly allWishes: boolean;
  readonly days: number;
  /** Percent of wishes for one session (the morning or afternoon of a day). */
  readonly sessions: number;
  /** Percent of people who hold two or three meetings at once. */
  readonly parallel: number;
  readonly minMeetings: number;
  /** Percent of people with a maximum of 1 to 4 meetings. */
  readonly maxima: number;
  readonly maxBreaks: number | undefined;
  /** Percent of slots with a bound on meetings. */
  readonly slotLimits: number;
  /** Percent of rooms that are reserved, have two tables, or are closed in some slots. */
  readonly oddRooms: number;
  /** Percent of people with a room of their own. */
  readonly ownRooms: number;
  /** Rows of order.csv, most of them of wished pairs. */
  readonly orders: number;
  /** For everybody; every third person has its own, one more. */
  readonly maxConsecutive: number | undefined;
  /** With any, most people have one or two languages. */
  readonly interpreters: number;
  /** Percent of people of one of two organisations, whose people do not meet. */
  readonly organisations: number;
}

const PLAIN: GenerateOptions = {
  seed: 1,
  people: 10,
  wishes: 20,
  slots: 6,
  rooms: 3,
  sides: 2,
  availability: 90,
  windows: 0,
  skew: 0,
  values: 'ranks',
  mutual: 10,
  mutualBonus: 0,
  weights: 0,
  musts: 0,
  nevers: 0,
  locks: 0,
  wild: false,
  allWishes: false,
  days: 1,
  sessions: 0,
  parallel: 0,
  minMeetings: 1,
  maxima: 0,
  maxBreaks: undefined,
  slotLimits: 0,
  oddRooms: 0,
  ownRooms: 0,
  orders: 0,
  maxConsecutive: undefined,
  interpreters: 0,
  organisations: 0,
};

/**
 * An event and a schedule of its musts and locks; unless `wild` that schedule keeps every rule.
 * O(people × slots + wishes × slots × rooms).
 */
export function generateWithSchedule(options: Partial<GenerateOptions>): { event: Event; planted: Schedule } {
  const all = { ...PLAIN, ...options };
  const dice = new Dice(all.seed);
  const slots = makeSlots(all, dice);
  const rooms = makeRooms(all, dice);
  const participants = makePeople(all, dice, rooms);
  const { minMeetings, maxBreaks, allWishes, mutualBonus } = all;
  const event = makeEvent({
    participants,
    wishes: makeWishes(all, dice, participants),
    slots,
    rooms,
    mutualBonus,
    rules: { acrossSides: all.sides === 2, minMeetings, maxBreaks, allWishes },
  });
  return plant(addSpeech(addSequence(event, all), all), all, dice);
}

/** The event alone. */
export function generate(options: Partial<GenerateOptions> = {}): Event {
  return generateWithSchedule(options).event;
}
