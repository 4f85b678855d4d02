/** Small random events for fast-check: a counterexample prints the options and the seed that make it. */
import fc from 'fast-check';
import type { Event } from '../../src/model/event.js';
import { type GenerateOptions, generate } from './generate.js';

/** Largest sizes of an arbitrary event. */
export interface Sizes {
  readonly people: number;
  readonly wishes: number;
  readonly slots: number;
  readonly rooms: number;
}

/** Options of events at most this large, every feature of the one-to-one now and then. */
export function arbOptions(sizes: Sizes, fixed: Partial<GenerateOptions> = {}): fc.Arbitrary<GenerateOptions> {
  const sometimes = (percent: number) => fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.constant(percent));
  const drawn: { [Key in keyof GenerateOptions]: fc.Arbitrary<GenerateOptions[Key]> } = {
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    people: fc.integer({ min: 2, max: sizes.people }),
    wishes: fc.integer({ min: 1, max: sizes.wishes }),
    slots: fc.integer({ min: 1, max: sizes.slots }),
    rooms: fc.option(fc.integer({ min: 1, max: sizes.rooms }), { nil: undefined, freq: 4 }),
    sides: fc.constantFrom(1, 2),
    availability: fc.constantFrom(100, 85, 60),
    windows: sometimes(50),
    skew: fc.constantFrom(0, 2),
    values: fc.constantFrom('ranks', 'scores', 'none'),
    mutual: fc.constantFrom(0, 40),
    mutualBonus: fc.constantFrom(0, 2, 0.25),
    weights: sometimes(50),
    musts: fc.constantFrom(0, 0, 2),
    nevers: fc.constantFrom(0, 2),
    locks: fc.constantFrom(0, 0, 2),
    wild: fc.constant(false),
    allWishes: fc.constant(false),
    days: fc.constantFrom(1, 1, 2),
    sessions: sometimes(30),
    parallel: sometimes(40),
    minMeetings: fc.constantFrom(1, 1, 0, 2),
    maxima: sometimes(40),
    maxBreaks: fc.constantFrom(undefined, undefined, 0, 1, 2),
    slotLimits: sometimes(40),
    oddRooms: sometimes(40),
    ownRooms: sometimes(20),
    orders: fc.constantFrom(0, 0, 3),
    maxConsecutive: fc.constantFrom(undefined, undefined, 1, 2),
    // Most engines and oracles are asked about one-to-ones of people who understand each other.
    interpreters: fc.constant(0),
    organisations: fc.constantFrom(0, 0, 50),
  };
  const constants = Object.fromEntries(Object.entries(fixed).map(([key, value]) => [key, fc.constant(value)]));
  return fc.record({ ...drawn, ...constants }) as fc.Arbitrary<GenerateOptions>;
}

/** Events instead of options. */
export function arbEvent(sizes: Sizes, fixed: Partial<GenerateOptions> = {}): fc.Arbitrary<Event> {
  return arbOptions(sizes, fixed).map(options => generate(options));
}
