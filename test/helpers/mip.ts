/** The full time-indexed model of small events: an oracle for promises, then points, with no code of the solver. */
import type { Event, Participant, Room } from '../../src/model/event.js';
import { isOpen } from './bed.js';
import { type Candidate, candidatesOf, UNITS } from './candidates.js';
import { type LinearModel, maximise, type Row } from './linear.js';

/** One binary variable: a meeting in a slot and in a room of one class. */
interface Choice {
  readonly candidate: number;
  readonly slot: number;
  readonly roomClass: number;
}

/** Rooms that are open in the same slots for the same meetings. */
interface RoomClass {
  readonly tables: number;
  readonly slots: ReadonlySet<number>;
  readonly candidates: ReadonlySet<number>;
}

/**
 * Every hard rule but `max_breaks`.
 * @returns `undefined` if no schedule keeps these rules
 */
export async function mipOptimum(event: Event): Promise<{ promises: number; points: number } | undefined> {
  const candidates = candidatesOf(event);
  const classes = roomClasses(event, candidates);
  const choices = choicesOf(candidates, classes);
  const model = modelOf(event, candidates, classes, choices);
  const people = event.participants.length;
  const promiseCost = [...choices.map(() => 0), ...event.participants.map(() => 1)];
  const promises = await maximise(model, promiseCost);
  if (promises === undefined) return undefined;
  const kept: Row = {
    lower: promises,
    upper: people * 1e6,
    columns: promiseCost.flatMap((one, column) => (one ? [column] : [])),
  };
  const divisor = candidates.reduce((sum, { units }) => gcd(sum, units), 0) || 1;
  const pointCost = [
    ...choices.map(({ candidate }) => candidates[candidate].units / divisor),
    ...event.participants.map(() => 0),
  ];
  const units = await maximise({ ...model, rows: [...model.rows, kept] }, pointCost);
  if (units === undefined) throw new Error('expected the promises to be kept again, got an infeasible model');
  return { promises, points: (units * divisor) / UNITS };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function roomClasses(event: Event, candidates: readonly Candidate[]): RoomClass[] {
  const all = new Set(candidates.keys());
  const everySlot = new Set(event.slots.keys());
  if (!event.rooms) return [{ tables: Number.POSITIVE_INFINITY, slots: everySlot, candidates: all }];
  const groups = new Map<string, RoomClass>();
  for (const room of event.rooms) {
    const one = classOf(event, candidates, room);
    const key = JSON.stringify([[...one.slots], [...one.candidates]]);
    groups.set(key, { ...one, tables: one.tables + (groups.get(key)?.tables ?? 0) });
  }
  return [...groups.values()];
}

function classOf(event: Event, candidates: readonly Candidate[], room: Room): RoomClass {
  const slots = [...event.slots.keys()].filter(slot => isOpen(room, event.slots[slot]));
  const users = [...candidates.keys()].filter(candidate => candidates[candidate].rooms!.includes(room.id));
  return { tables: room.tables, slots: new Set(slots), candidates: new Set(users) };
}

function choicesOf(candidates: readonly Candidate[], classes: readonly RoomClass[]): Choice[] {
  return candidates.flatMap(({ slots }, candidate) =>
    slots.flatMap(slot =>
      [...classes.keys()]
        .filter(index => classes[index].slots.has(slot) && classes[index].candidates.has(candidate))
        .map(roomClass => ({ candidate, slot, roomClass })),
    ),
  );
}

function modelOf(
  event: Event,
  candidates: readonly Candidate[],
  classes: readonly RoomClass[],
  choices: readonly Choice[],
): LinearModel {
  const where = (test: (choice: Choice) => boolean) => [...choices.keys()].filter(column => test(choices[column]));
  const has = ({ candidate }: Choice, id: string) => candidates[candidate].people.some(person => person.id === id);
  const slots = [...event.slots.keys()];
  const atMost = (upper: number, columns: readonly number[]): Row[] =>
    columns.length > upper ? [{ lower: 0, upper, columns }] : [];
  const rows: Row[] = [
    ...orderRows(event, candidates, where),
    ...event.participants.flatMap(person =>
      restRows(event, person, slot => where(choice => choice.slot === slot && has(choice, person.id))),
    ),
    ...candidates.map(({ compulsory }, index) => ({
      lower: compulsory ? 1 : 0,
      upper: 1,
      columns: where(({ candidate }) => candidate === index),
    })),
    ...event.participants.flatMap((person, index): Row[] => {
      const own = where(choice => has(choice, person.id));
      const promise = choices.length + index;
      return [
        ...slots.flatMap(slot =>
          atMost(
            person.parallel,
            own.filter(column => choices[column].slot === slot),
          ),
        ),
        ...atMost(person.maxMeetings ?? own.length, own),
        { lower: 0, upper: own.length, columns: [...own, promise], values: [...own.map(() => 1), -1] },
      ];
    }),
    ...slots.flatMap(slot => {
      const here = where(choice => choice.slot === slot);
      return [
        ...atMost(event.slots[slot].meetings ?? here.length, here),
        ...classes.flatMap(({ tables }, index) =>
          atMost(
            tables,
            here.filter(column => choices[column].roomClass === index),
          ),
        ),
      ];
    }),
  ];
  return { upper: [...choices.map(() => 1), ...event.participants.map(({ minMeetings }) => minMeetings)], rows };
}

/** Of two ordered meetings in these slots one does not take place. */
function orderRows(
  { order, slots }: Event,
  candidates: readonly Candidate[],
  where: (test: (choice: Choice) => boolean) => number[],
): Row[] {
  const candidateOf = (pair: readonly string[]) =>
    candidates.findIndex(({ people }) => people.every(({ id }) => pair.includes(id)));
  const places = (pair: readonly string[], slot: number) =>
    where(choice => choice.candidate === candidateOf(pair) && choice.slot === slot);
  const all = [...slots.keys()];
  return order
    .flatMap(({ before, after }) =>
      all.flatMap(late => all.slice(0, late + 1).map(early => [...places(before, late), ...places(after, early)])),
    )
    .map(columns => ({ lower: 0, upper: 1, columns }));
}

/** Of so many neighbouring slots of a session and one, not all have a meeting: a row for each choice of one in each. */
function restRows({ slots }: Event, { maxConsecutive: most }: Participant, inSlot: (slot: number) => number[]): Row[] {
  if (most === undefined) return [];
  return [...slots.keys()].flatMap(first => {
    const run = slots.slice(first, first + most + 1);
    if (run.length <= most || run.some(({ session }) => session !== slots[first].session)) return [];
    const choices = run.map((_, at) => inSlot(first + at));
    const combined = choices.reduce<number[][]>(
      (found, columns) => found.flatMap(one => columns.map(column => [...one, column])),
      [[]],
    );
    return combined.map(columns => ({ lower: 0, upper: most, columns }));
  });
}
