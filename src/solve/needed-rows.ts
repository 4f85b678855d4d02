/**
 * Which rows leave a demanded meeting without a slot. Rows that may be to blame are taken back as if they said nothing: if the
 * meeting still has no slot they are innocent and stay away, else one at least is needed. What is left is a smallest set: without
 * any one of its rows the meeting has a slot (a deletion filter, Chinneck & Dravnieks 1991, doi:10.1287/ijoc.3.2.157).
 */
import type { Event, Participant, Rows, Wish } from '../model/event.js';
import type { ConflictRow } from '../model/outcome.js';
import type { Contradiction } from '../model/problem.js';
import type { Budget } from './budget.js';

/** A row, and the event as it would be if the row said nothing. */
interface Suspect {
  readonly row: ConflictRow;
  without(event: Event): Event;
}

/**
 * The demand and the rows by which nothing can come of it. Rows of one table are taken back by halves, so that one to blame among
 * n is found in O(log n) readings of the event into integers; where all are, it takes 2 n.
 * @param contradictionsOf those of an event
 * @param budget once it is over, the rows not looked at are named too
 */
export async function neededRows(
  event: Event,
  { rows, people }: Contradiction,
  contradictionsOf: (event: Event) => readonly Contradiction[],
  budget: Pick<Budget, 'breathe'>,
): Promise<readonly ConflictRow[]> {
  if (!people) return rows;
  const [demand, ...others] = rows;
  // One row may demand several meetings: the words say which of them it is about.
  const isTheDemand = ({ table, line, text }: ConflictRow): boolean =>
    table === demand.table && line === demand.line && text === demand.text;
  const isImpossible = (changed: Event): boolean =>
    contradictionsOf(changed).some(({ rows: [row] }) => isTheDemand(row));
  const alone = withoutOthers(event, people);
  let rest = isImpossible(alone) ? alone : event;
  const needed = [demand];
  const judge = async (suspects: readonly Suspect[]): Promise<void> => {
    if (suspects.length === 0) return;
    const without = suspects.reduce((changed, one) => one.without(changed), rest);
    const goesOn = await budget.breathe();
    if (goesOn && isImpossible(without)) rest = without;
    else if (!goesOn || suspects.length === 1) needed.push(...suspects.map(({ row }) => row));
    else {
      const half = suspects.length >> 1;
      await judge(suspects.slice(0, half));
      await judge(suspects.slice(half));
    }
  };
  for (const suspects of suspectsOf(event, others, people)) await judge(suspects);
  return needed;
}

/** The event without what has nothing to say of these people; rooms that others have to themselves are open to all that may use them. */
function withoutOthers(event: Event, people: readonly string[]): Event {
  const isTheirs = (ids: readonly string[]): boolean => ids.every(id => people.includes(id));
  const participants = event.participants.map(one => (people.includes(one.id) ? one : { ...one, room: undefined }));
  // Whether a session has enough guests is about others too.
  const isOfPairs = event.participants.every(({ role }) => role === 'participant');
  if (!isOfPairs || [...event.wishes].some(({ anyOf }) => anyOf)) return { ...event, participants };
  return {
    ...event,
    participants: participants.filter(({ id }) => people.includes(id)),
    wishes: [...event.wishes].filter(({ from, to }) => isTheirs([from, to])),
    locks: event.locks.filter(lock => isTheirs(lock.participants)),
    order: [],
  };
}

/** By table. Rows that restrict nothing are none. */
function suspectsOf(event: Event, wishes: readonly ConflictRow[], people: readonly string[]): Suspect[][] {
  const open = { available: undefined, unavailable: [] };
  const isClosed = (one: {
    readonly available: readonly string[] | undefined;
    readonly unavailable: readonly string[];
  }) => one.available !== undefined || one.unavailable.length > 0;
  return [
    event.participants
      .filter(({ id, line }) => line > 0 && people.includes(id))
      .map(({ id, line }) => ({
        row: { table: 'participants', line, text: `what ${id} allows` },
        without: changed => ({
          ...changed,
          participants: changed.participants.map(one => (one.id === id ? anytime(one) : one)),
        }),
      })),
    wishes.map(row => ({
      row,
      without: changed => ({ ...changed, wishes: withoutSession(changed.wishes, row.line) }),
    })),
    event.slots
      .filter(({ meetings, line }) => meetings === 0 && line > 0)
      .map(({ id, line }) => ({
        row: { table: 'slots', line, text: `slot ${id} takes no meetings` },
        without: changed => ({
          ...changed,
          slots: changed.slots.map(one => (one.id === id ? { ...one, meetings: undefined } : one)),
        }),
      })),
    event.interpreters
      .filter(one => isClosed(one) && one.line > 0)
      .map(({ id, line }) => ({
        row: { table: 'interpreters', line, text: `when ${id} is there` },
        without: changed => ({
          ...changed,
          interpreters: changed.interpreters.map(one => (one.id === id ? { ...one, ...open } : one)),
        }),
      })),
    (event.rooms ?? [])
      .filter(one => (isClosed(one) || one.seats !== undefined || one.only.length > 0) && one.line > 0)
      .map(({ id, line }) => ({
        row: { table: 'rooms', line, text: `when ${id} is open, how many it seats, and who may use it` },
        without: changed => ({
          ...changed,
          rooms: changed.rooms?.map(one => (one.id === id ? { ...one, ...open, seats: undefined, only: [] } : one)),
        }),
      })),
  ];
}

/** Who could meet in any slot and room, in any language, and if need be in the smallest session. */
function anytime(person: Participant): Participant {
  return {
    ...person,
    available: undefined,
    unavailable: [],
    workingHours: undefined,
    languages: [],
    room: undefined,
    group: person.group && { ...person.group, min: 1 },
  };
}

function withoutSession(wishes: Rows<Wish>, line: number): Rows<Wish> {
  return Array.from(wishes, wish => (wish.line === line ? { ...wish, session: undefined } : wish));
}
