/** participants.csv, rooms.csv and event.yaml. */
import { Availability } from './calendar.js';
import type { Dice } from './dice.js';
import { idOf, Lines } from './lines.js';
import type { GenerateOptions } from './options.js';

const SIDES = ['Europe', 'Japan'] as const;
const EUROPE =
  'Austria,Belgium,Denmark,Finland,France,Germany,Hungary,Italy,Poland,Portugal,Slovakia,Spain,Sweden'.split(',');
const EVERYWHERE = [...EUROPE, 'Japan', 'Japan', 'Japan'];

/** The first people are hosts. */
export function isHost(person: number, { hosts }: Pick<GenerateOptions, 'hosts'>): boolean {
  return person < hosts;
}

/** By turns of the two sides, where there are two; 0 otherwise. */
export function sideOf(person: number, { sides }: Pick<GenerateOptions, 'sides'>): number {
  return sides === 2 ? person % 2 : 0;
}

/** O(people × slots). */
export function participantsCsv(options: GenerateOptions, dice: Dice): string {
  const { people, sides, hosts, sessions } = options;
  const availability = new Availability(options, dice);
  const lines = new Lines(`id,country,side,available,unavailable${hosts > 0 ? ',role,sessions' : ''}`);
  for (let person = 0; person < people; person++) {
    const side = sideOf(person, options);
    const countries = sides === 1 ? EVERYWHERE : side === 0 ? EUROPE : ['Japan'];
    const label = sides === 2 ? SIDES[side] : '';
    const role = hosts === 0 ? '' : isHost(person, options) ? `,host,${sessions}` : ',,';
    lines.add(`${idOf('P', person, people)},${dice.pick(countries)},${label},${availability.cells(side)}${role}`);
  }
  return lines.text();
}

/** One meeting a room and slot. O(rooms). */
export function roomsCsv({ rooms }: GenerateOptions): string {
  const lines = new Lines('room,name');
  for (let room = 0; room < rooms; room++) lines.add(`${idOf('R', room, rooms)},Room ${room + 1}`);
  return lines.text();
}

/** Name and rules. */
export function eventYaml({ name, sides }: GenerateOptions): string {
  return [
    '# A synthetic event, made by "ejrc generate".',
    `name: ${JSON.stringify(name)}`,
    `rules: {across_sides: ${sides === 2 ? 'yes' : 'no'}, min_meetings: 1}`,
    '',
  ].join('\n');
}
