/**
 * Which contradiction is told, where an event has several: the one of fewest rows among the one that was found first, those that were
 * found with it, those of all that is demanded of one participant or locked in one slot, and, where little is demanded, those
 * that are left without one of its rows. That there is none of fewer rows is not proved.
 */
import { type CitedRow, isSameRow, lockRow, orderRow, wishRow } from '../model/cited-rows.js';
import type { Event } from '../model/event.js';
import { demandsMeeting } from '../model/impossible.js';
import type { Contradiction } from '../model/problem.js';
import { asksForGroups } from '../model/ways-to-meet.js';
import type { Budget } from './budget.js';
import { demanding, entriesOf, type NeededRows, neededRows, peopleOf } from './needed-rows.js';
import type { Judge, Refusal } from './refusal.js';

/** Rows of contradictions of which no smaller ones are looked for: a demand, and what is against it. */
const FEW = 2;
/** Where so many are demanded, one of as many demands is not looked into. */
const MANY = 5;
/** Entries of all events looked at, and contradictions that are looked into. */
const MOST_ENTRIES = 60_000;
const MOST_NAMED = 6;
/** Of an entry that is looked at, what it takes to leave a wish out. */
const PASSED_OVER = 1 / 16;
/** Participants of whom all that is demanded is looked at by search, where counting is not enough. */
const MOST_SEARCHED = 16;
/** Demands of an event that are looked at all together, but one of the contradiction that is known. */
const MOST_TOGETHER = 60;

/** The rows of a contradiction, how many of them demand something, and why they are one. */
interface Named extends NeededRows {
  readonly demands: number;
  readonly explanation: string;
}

type Found = Extract<Refusal, { readonly kind: 'impossible' }>;

/**
 * All rows of a contradiction that was found, or of one of fewer rows among those that are looked at beside it.
 * @param budget once it is over, or after some work, no more are looked at
 */
export async function fewestRows(
  event: Event,
  found: Found,
  judge: Judge,
  budget: Pick<Budget, 'breathe'>,
): Promise<Named> {
  const named = async (within: Event, contradiction: Contradiction): Promise<Named> => {
    const rows = await neededRows(within, contradiction, judge, budget);
    return { ...rows, demands: contradiction.demands.length, explanation: contradiction.explanation };
  };
  let best = await named(event, found);
  if (entriesOf(event) > MOST_ENTRIES) return best;
  let [left, unnamed] = [MOST_ENTRIES, MOST_NAMED];
  const goesOn = async (): Promise<boolean> =>
    best.conflict.length > FEW && left > 0 && unnamed > 0 && (await budget.breathe());
  const compare = async (within: Event, contradiction: Contradiction): Promise<void> => {
    if (contradiction.demands.length >= (best.demands < MANY ? best.conflict.length : best.demands)) return;
    const other = await named(within, contradiction);
    if (other.caveat === undefined && other.conflict.length < best.conflict.length) best = other;
  };
  /**
   * Looks whether these rows contradict each other, or what else the event says.
   * @param counts whether counting is enough to see it
   */
  const look = async (demands: readonly CitedRow[], counts = false): Promise<void> => {
    if (!(await goesOn())) return;
    const { rest } = demanding(event, demands, [], new Set(), peopleOf(event, demands));
    left -= entriesOf(rest) + event.wishes.length * PASSED_OVER;
    if (counts ? !judge.isOverfull(rest) : (await judge.isPossible(rest)) !== false) return;
    unnamed--;
    const refusal = await judge.refuse(rest);
    if (refusal?.kind === 'impossible') await compare(rest, refusal);
  };
  const { beside } = found;
  for (const one of beside?.slice(0, MOST_NAMED) ?? []) if (await goesOn()) await compare(event, one);
  // Each of these would be found again wherever it is looked for others.
  const alone = beside ? [found, ...beside].flatMap(({ demands }) => demands) : [];
  const all = demandsOf(event).filter(row => !alone.some(isSameRow(row)));
  const counts = !hasMoreThanPlaces(event);
  for (const [place, demands] of ofPeople(event, all).entries()) await look(demands, counts || place >= MOST_SEARCHED);
  for (const demands of ofSlots(event, all)) await look(demands);
  const ordered = [...all, ...Array.from(event.order.keys(), index => orderRow(event, index))];
  for (const { table, line } of ordered.length > MOST_TOGETHER ? [] : best.conflict) {
    const others = ordered.filter(row => row.table !== table || row.line !== line);
    if (others.length < ordered.length) await look(others);
  }
  return best;
}

/** Whether more can stand in the way of a participant's meetings than that there are not enough places for them. */
function hasMoreThanPlaces(event: Event): boolean {
  const { participants, interpreters, order } = event;
  const isLimited = participants.some(one => one.maxBreaks !== undefined || one.maxConsecutive !== undefined);
  return isLimited || interpreters.length > 0 || order.length > 0 || asksForGroups(event);
}

/** Every row that demands a meeting, by table. O(locks + wishes). */
function demandsOf(event: Event): CitedRow[] {
  const demands = Array.from(event.locks, (_, index) => lockRow(event, index));
  event.wishes.forEach((wish, index) => {
    if (demandsMeeting(wish, event.rules)) demands.push(wishRow(event, index, ''));
  });
  return demands;
}

/**
 * What is demanded of each participant of whom more is than one meeting, with the order of its meetings; those first who have the
 * least time beside them. O(rows).
 */
function ofPeople(event: Event, demands: readonly CitedRow[]): CitedRow[][] {
  const lists = grouped(demands, row => peopleOf(event, [row]));
  const tight = event.participants.flatMap(({ id, available, unavailable }) => {
    const rows = lists.get(id) ?? [];
    const spare = (available ?? event.slots).length - unavailable.length - rows.length;
    return rows.length < 2 ? [] : [{ id, rows, spare }];
  });
  tight.sort((x, y) => x.spare - y.spare);
  return tight.map(({ id, rows }) => {
    const orders = [...event.order.keys()].filter(
      index => event.order[index].before.includes(id) && event.order[index].after.includes(id),
    );
    return [...rows, ...orders.map(index => orderRow(event, index))];
  });
}

/** What is locked in each slot that has several locks. O(locks). */
function ofSlots({ locks }: Event, demands: readonly CitedRow[]): CitedRow[][] {
  const lists = grouped(demands, ({ table, index }) => (table === 'locks' ? [locks[index].slot] : []));
  return [...lists.values()].filter(rows => rows.length > 1);
}

/** The rows of each key; a row may have several. O(rows · keys). */
function grouped(rows: readonly CitedRow[], keysOf: (row: CitedRow) => Iterable<string>): Map<string, CitedRow[]> {
  const lists = new Map<string, CitedRow[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const list = lists.get(key);
      if (list) list.push(row);
      else lists.set(key, [row]);
    }
  }
  return lists;
}
