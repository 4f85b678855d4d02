/**
 * Which rows leave a demanded meeting without a slot. Each row that may be to blame is taken back, one after the other, as if it
 * said nothing: if the meeting still has no slot it is innocent and stays away, else it is needed. What is left is a smallest set:
 * without any one of its rows the meeting has a slot (a deletion filter, Chinneck & Dravnieks 1991, doi:10.1287/ijoc.3.2.157).
 */
import type { Event, Participant, Rows, Wish } from '../model/event.js';
import type { ConflictRow } from '../model/outcome.js';
import type { Contradiction } from '../model/problem.js';

/** Rows of one table up to which they are looked at one by one: the event is read into integers for each. */
const MOST_SINGLY = 100;

/** A row, and the event as it would be if the row said nothing. */
interface Suspect {
  readonly row: ConflictRow;
  without(event: Event): Event;
}

/**
 * The demand and the rows by which nothing can come of it. O(rows that may be to blame · reading the event into integers).
 * @param contradictionsOf those of an event
 */
export function neededRows(
  event: Event,
  { rows, people }: Contradiction,
  contradictionsOf: (event: Event) => readonly Contradiction[],
): readonly ConflictRow[] {
  if (!people) return rows;
  const [demand, ...others] = rows;
  const isImpossible = (changed: Event): boolean =>
    contradictionsOf(changed).some(({ rows: [{ table, line }] }) => table === demand.table && line === demand.line);
  const needed = [demand];
  let rest = event;
  for (const suspects of suspectsOf(event, others, people)) {
    const withoutAll = suspects.reduce((changed, one) => one.without(changed), rest);
    if (isImpossible(withoutAll)) {
      rest = withoutAll;
      continue;
    }
    for (const one of suspects) {
      const without = one.without(rest);
      if (suspects.length <= MOST_SINGLY && isImpossible(without)) rest = without;
      else needed.push(one.row);
    }
  }
  return needed;
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
