/** What no schedule can give, in words: too few places, tables and slots; and what will surely stay unmet. */
import type { Capacity, ImpossibleWish, Inspection, Obstacle, PersonLoad } from '../inspect/report.js';
import { cut, type Section, type Telling, table } from './sections.js';
import { count } from './words.js';

/** Why a wish can never be met. */
const OBSTACLES: Readonly<Record<Obstacle, string>> = {
  never: 'they must never meet',
  'same-side': 'not on two different sides',
  'same-organisation': 'both of one organisation',
  'no-meeting-allowed': 'one of them may have no meeting',
  topic: 'a topic, which is nobody and meets in its group sessions only',
  'no-group': 'no group session that could take place',
  'no-common-slot': 'no slot in common',
  'no-room': 'no room that both may use',
  'no-interpreter': 'no interpreter between them',
};

/** Who has more wishes than places. */
export function demandWords({ popular, capacity }: Inspection, telling: Telling): Section {
  const full = popular.filter(({ unmet }) => unmet > 0).sort((x, y) => y.unmet - x.unmet);
  if (full.length === 0) return { title: 'In demand', lines: mostWished(popular[0]) };
  const columns: readonly (readonly [string, (load: PersonLoad) => number])[] = [
    ['wished by', ({ received }) => received],
    ['wishes', ({ made }) => made],
    ['needs meetings', ({ needed }) => needed],
    ['has places', ({ places }) => places],
    ...(capacity.seats.wished > 0 ? [['offers seats', ({ seats }: PersonLoad) => seats] as const] : []),
    ['surely unmet', ({ unmet }) => unmet],
  ];
  const rows = (shown: readonly PersonLoad[]) => [
    [...columns.map(([head]) => head), ''],
    ...shown.map(load => [
      ...columns.map(([head, figure]) => `${figure(load)}`.padStart(head.length)),
      named(load.name, load.id),
    ]),
  ];
  const title = `In demand: ${count(full.length, 'participant')} with more wishes than places`;
  return { title, lines: cut(full, shown => table(rows(shown)), telling) };
}

function mostWished(first: PersonLoad | undefined): string[] {
  if (first === undefined) return [];
  return [`nobody has more wishes than places; ${named(first.name, first.id)} is wished most, by ${first.received}`];
}

/** Who will have no meeting. */
export function isolatedWords({ isolated }: Inspection, telling: Telling): Section {
  const why = {
    unwished: 'neither wishes nor is wished',
    impossible: 'none of its wishes, or those for it, can be met',
  };
  const rows = (shown: typeof isolated) => shown.map(({ id, name, why: cause }) => `${named(name, id)}: ${why[cause]}`);
  const title = `Without a meeting: ${count(isolated.length, 'participant')}`;
  return { title, lines: cut(isolated, rows, telling) };
}

/** How many meetings there can be, and how many are wished. */
export function capacityWords({ capacity }: Inspection, telling: Telling): Section {
  const { paint, all } = telling;
  const { mostMeetings, meetingsWished, bySlot, seats } = capacity;
  const most = bySlot.reduce((found, { meetings }) => Math.max(found, meetings), 0);
  const enough = mostMeetings >= meetingsWished ? (text: string) => text : paint.yellow;
  const rows = [
    [
      'meetings',
      enough(`at most ${mostMeetings}; to meet every wish that can be met takes ${meetingsWished} at least`),
    ],
    ['tables', tableWords(capacity)],
    ['people', `${capacity.personSlots} places in all slots; in one slot at most ${count(most, 'wished meeting')}`],
    ['to meet all', neededWords(capacity)],
    ...(seats.hosts > 0 && seats.wished > 0 ? [['seats', seatWords(capacity)]] : []),
  ];
  return { title: 'Capacity', lines: [...table(rows), ...(all ? slotLines(capacity) : [])] };
}

function tableWords({ tables, rooms, slots, bySlot }: Capacity): string {
  if (tables === null) return rooms === null ? 'as many rooms as needed' : 'no limit';
  const each = bySlot.map(slot => slot.tables ?? 0);
  const [least, most] = [each.reduce((x, y) => Math.min(x, y)), each.reduce((x, y) => Math.max(x, y))];
  const inEach = least === most ? `${most} in each` : `${least} to ${most} in each`;
  return `${tables} in ${count(slots, 'slot')}, ${inEach}${rooms === null ? '' : ` (${count(rooms, 'room')})`}`;
}

function neededWords({ needed, slots }: Capacity): string {
  if (needed.busiest === null) return 'nothing is needed';
  const withTables = needed.slotsWithTables === null ? '' : `, ${needed.slotsWithTables} with these tables`;
  const tables = `${count(needed.tables, 'table')} in each of ${count(slots, 'slot')}`;
  return `at least ${count(needed.slots, 'slot')} (${needed.busiest} alone)${withTables}; and at least ${tables}`;
}

function seatWords({ seats }: Capacity): string {
  return `${seats.wished} wished, at most ${seats.offered} offered by ${count(seats.hosts, 'host')}`;
}

function slotLines({ bySlot }: Capacity): string[] {
  const head = ['slot', 'tables', 'places', 'meetings at most'];
  const rows = bySlot.map(({ slot, tables, places, meetings }) => [
    slot,
    `${tables ?? 'any'}`.padStart(head[1].length),
    `${places}`.padStart(head[2].length),
    `${meetings}`,
  ]);
  return table([head, ...rows]);
}

/** Promises that cannot be kept. */
export function promiseWords({ brokenPromises }: Inspection, telling: Telling): Section {
  const rows = (shown: typeof brokenPromises) =>
    shown.map(
      ({ id, name, promised, possible, partners, places }) =>
        `${named(name, id)}: promised ${promised}, at most ${possible} (${partners === 0 ? 'nobody to meet' : `${count(partners, 'meeting')} possible, ${count(places, 'place')}`})`,
    );
  const title = `Promises that cannot be kept: ${brokenPromises.length}`;
  return { title, lines: cut(brokenPromises, rows, telling) };
}

/** What will surely stay unmet, and why. */
export function unmetWords({ unmet, wishes, capacity }: Inspection, telling: Telling): Section {
  const { atLeast, impossible, forPlaces, forTables } = unmet;
  if (atLeast === 0) return { title: 'Surely unmet', lines: ['nothing that can be told before scheduling'] };
  const { paint } = telling;
  const lines = [paint.yellow(`at least ${atLeast} of ${count(wishes.total, 'wish', 'wishes')}`)];
  if (impossible.length > 0) lines.push(`${impossible.length} can never be met: ${obstacleWords(unmet.byObstacle)}`);
  lines.push(...cut(impossible, shown => shown.map(wish => `  ${impossibleWords(wish)}`), telling));
  const musts = impossible.filter(({ must }) => must).length;
  if (musts > 0) lines.push(paint.yellow(`${musts} of them must be met: no schedule keeps the rules`));
  const more = impossible.length > 0 ? 'more ' : '';
  if (forTables > 0)
    lines.push(`at least ${forTables} ${more}since there are at most ${capacity.mostMeetings} meetings`);
  if (forPlaces > 0) lines.push(`at least ${forPlaces} ${more}since people in demand have no more places`);
  if (forTables > 0 && forPlaces > 0) lines.push(paint.dim('(the same wishes may be among both)'));
  return { title: 'Surely unmet', lines };
}

function obstacleWords(byObstacle: Inspection['unmet']['byObstacle']): string {
  return Object.entries(byObstacle)
    .filter(([, wishes]) => wishes > 0)
    .sort(([, x], [, y]) => y - x)
    .map(([obstacle, wishes]) => `${wishes} ${obstacle}`)
    .join(', ');
}

function impossibleWords({ line, from, to, obstacle, must }: ImpossibleWish): string {
  return `line ${line}: ${from} → ${to}: ${OBSTACLES[obstacle]}${must ? ' (must be met)' : ''}`;
}

/** `Anna Rossi (P12)`, or the id alone. */
function named(name: string, id: string): string {
  return name === '' || name === id ? id : `${name} (${id})`;
}
