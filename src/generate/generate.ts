/** A synthetic event as the texts of its tables. */
import { slotsCsv } from './calendar.js';
import { Dice, type RandomSource } from './dice.js';
import { type GenerateOptions, refuseImpossible } from './options.js';
import { eventYaml, participantsCsv, roomsCsv } from './tables.js';
import { prefsCsv } from './wishes.js';

/** Paths of the tables, in the order of `generateTables`. */
export const TABLE_PATHS = ['event.yaml', 'participants.csv', 'slots.csv', 'rooms.csv', 'prefs.csv'] as const;

/** One file of a synthetic event. */
export interface GeneratedTable {
  readonly path: (typeof TABLE_PATHS)[number];
  readonly text: string;
}

/**
 * Tables that the readers take as they are. The same options and random numbers give the same texts.
 * Expected O(people × slots + wishes).
 * @param next whole numbers, uniform in 0 … 2^32 − 1
 * @throws UsageError if there is no such event
 */
export function generateTables(options: GenerateOptions, next: RandomSource): GeneratedTable[] {
  refuseImpossible(options);
  const dice = new Dice(next);
  const make: Record<GeneratedTable['path'], () => string> = {
    'event.yaml': () => eventYaml(options),
    'participants.csv': () => participantsCsv(options, dice),
    'slots.csv': () => slotsCsv(options),
    'rooms.csv': () => roomsCsv(options),
    'prefs.csv': () => prefsCsv(options, dice),
  };
  return TABLE_PATHS.map(path => ({ path, text: make[path]() }));
}
