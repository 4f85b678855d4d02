/**
 * Which rows take part in a contradiction beside those that demand something. Rows that may are taken back as if they said nothing:
 * if what is demanded still contradicts itself they are innocent and stay away, else one at least is needed. What is left is a
 * smallest set: without any one of its rows the contradiction ends (a deletion filter, Chinneck & Dravnieks 1991,
 * doi:10.1287/ijoc.3.2.157).
 */
import { type CitedRow, plainRow } from '../model/cited-rows.js';
import type { Event, Wish } from '../model/event.js';
import { demandsMeeting } from '../model/impossible.js';
import type { ConflictRow } from '../model/outcome.js';
import type { Contradiction } from '../model/problem.js';
import { asksForGroups } from '../model/ways-to-meet.js';
import type { Budget } from './budget.js';
import type { Judge } from './refusal.js';
import { type Judged, type Suspect, suspectsOf, takenBack, unrestricted } from './suspects.js';

/** How often it may not be seen whether an event has a schedule. */
const MOST_UNSEEN = 4;
/** Entries of all events looked at. */
const MOST_ENTRIES = 60_000;
/** Entries of the largest event in which what others say is looked at too. */
const MOST_OF_ALL = 6000;
/** From so many locks on, a solver is asked which of them it needs before they are taken back by halves. */
const MANY_LOCKS = 8;

export interface NeededRows {
  readonly conflict: readonly ConflictRow[];
  /** What is not known of these rows. */
  readonly caveat?: string;
}

const MAY_HAVE_SPARE = 'some of the rows that restrict it may not be needed';
const MAY_LACK = 'other rows may take part in it';

/**
 * What is demanded, and the rows by which nothing can come of it. Rows are taken back by halves, of several tables by tables, so that
 * one to blame among n is found by looking at O(log n) events; where all are, at 2 n. Of many locks a solver names some first.
 * @param budget once it is over, or after some work, or too often nothing was seen, rows that were not looked at are named too
 */
export async function neededRows(
  event: Event,
  contradiction: Contradiction,
  asked: Pick<Judge, 'isPossible' | 'innocentLocks'>,
  budget: Pick<Budget, 'breathe'>,
): Promise<NeededRows> {
  const isPossible: Look = changed => asked.isPossible(changed);
  const { demands, others, spared } = await withoutTheDemand(event, contradiction, isPossible);
  const cited = [...demands, ...others];
  const start = await judgedFrom(event, demands, others, spared, isPossible);
  if (!start) return { conflict: cited.map(plainRow), caveat: MAY_LACK };
  const { from, people, isOfAll } = start;
  const suspects = suspectsOf(event, from, people, demands, others);
  // What forbids the meeting is all there is to it, unless what is demanded could not be under any rules.
  if (contradiction.isForbidden && (await isPossible(takenBack(suspects, from.rest))) !== false)
    return { conflict: cited.map(plainRow) };
  const keptIn = new Set(others.map(({ table, line }) => `${table} ${line}`));
  let [unseen, left] = [0, MOST_ENTRIES];
  let caveat: string | undefined;
  const needed: ConflictRow[] = [];
  /** Whether there is a schedule without what these say. */
  const look = async (some: readonly Pick<Suspect, 'changes'>[], within: Event) => {
    const goesOn = unseen < MOST_UNSEEN && left > 0 && (await budget.breathe());
    const without = goesOn ? takenBack(some, within) : within;
    left -= entriesOf(without);
    const verdict = goesOn ? await isPossible(without) : undefined;
    if (verdict === undefined) unseen++;
    return { goesOn, without, verdict };
  };
  const judge = async (suspects: readonly Suspect[], within: Event): Promise<Event> => {
    if (suspects.length === 0) return within;
    const { goesOn, without, verdict } = await look(suspects, within);
    if (verdict === false) return without;
    if (!goesOn || suspects.length === 1) {
      if (!verdict) caveat = isOfAll ? MAY_LACK : MAY_HAVE_SPARE;
      const rows = suspects.map(({ row }) => row);
      needed.push(...(isOfAll && !verdict ? rows.filter(({ table, line }) => keptIn.has(`${table} ${line}`)) : rows));
      return within;
    }
    const middle = middleOf(suspects);
    return judge(suspects.slice(middle), await judge(suspects.slice(0, middle), within));
  };
  // What holds for all comes first, as it is soon seen; of two rows either of which is enough the earlier one is named.
  const rules = suspects.filter(({ row }) => row.table === 'event');
  let open: readonly Suspect[] = [...rules, ...suspects.slice(rules.length).reverse()];
  let rest = from.rest;
  const innocent = (await budget.breathe()) ? await innocentOf(suspects, rest, asked) : new Set<Suspect>();
  const seen = innocent.size > 0 ? await look([...innocent], rest) : undefined;
  if (seen?.verdict === false) {
    rest = seen.without;
    open = open.filter(suspect => !innocent.has(suspect));
  }
  rest = await judge(open, rest);
  const named = new Set(needed);
  const restricting: ConflictRow[] = [];
  for (const { row, columns } of suspects.filter(({ row }) => named.has(row))) {
    if (!columns) {
      restricting.push(row);
      continue;
    }
    const names: string[] = [];
    for (const { name, changes } of columns) {
      // The only one is what the row says.
      const seen = columns.length > 1 ? await look([{ changes }], rest) : undefined;
      if (seen?.verdict === false) rest = seen.without;
      else names.push(name);
    }
    // A row without any was named only as it had not been looked at.
    if (names.length > 0) restricting.push({ ...row, text: `${row.text}: ${names.join(', ')}` });
  }
  return { conflict: [...demands.map(plainRow), ...restricting], ...(caveat === undefined ? {} : { caveat }) };
}

/** Where to part suspects: between two tables, as near to the half as may be; by halves where all are of one. */
function middleOf(suspects: readonly Suspect[]): number {
  const half = suspects.length >> 1;
  const between = [...suspects.keys()].filter(i => i > 0 && suspects[i].row.table !== suspects[i - 1].row.table);
  return between.reduce((best, i) => (Math.abs(i - half) < Math.abs(best - half) ? i : best), between[0] ?? half);
}

/** Of many locks, those that a solver's contradiction does without. */
async function innocentOf(
  suspects: readonly Suspect[],
  event: Event,
  judge: Pick<Judge, 'innocentLocks'>,
): Promise<ReadonlySet<Suspect>> {
  const ofLocks = suspects.filter(({ changes }) => changes.locks !== undefined);
  if (ofLocks.length < MANY_LOCKS) return new Set();
  const locks = ofLocks.map(({ changes }) => changes.locks!);
  const innocent = new Set(await judge.innocentLocks(takenBack(ofLocks, event), locks));
  return new Set(ofLocks.filter(({ changes }) => innocent.has(changes.locks!)));
}

/** Whether an event has a schedule; `undefined` where that is not seen before long. */
type Look = (event: Event) => Promise<boolean | undefined>;

/** How large an event is, where many are looked at. */
export function entriesOf({ participants, wishes, rooms = [], slots }: Event): number {
  return participants.length + wishes.length + rooms.length + slots.length;
}

/** Where to begin. */
interface Start {
  readonly from: Judged;
  /** Ids of those whose rows may be to blame. */
  readonly people: ReadonlySet<string>;
  /** Whether it is the whole event, in which it is known that it contradicts, but may not be seen again. */
  readonly isOfAll: boolean;
}

/** The smallest event that is seen to contradict; `undefined` where something else stands in the way. */
async function judgedFrom(
  event: Event,
  demands: readonly CitedRow[],
  others: readonly CitedRow[],
  spared: ReadonlySet<number>,
  isPossible: Look,
): Promise<Start | undefined> {
  const people = peopleOf(event, [...demands, ...others]);
  const near = demanding(event, demands, others, spared, people);
  if ((await isPossible(near.rest)) === false) return { from: near, people, isOfAll: false };
  // Rooms that others have to themselves are open to all in it, which is not always as if they had none.
  const isThere = new Set(near.rest.participants.map(({ id }) => id));
  const withRooms = new Set(people);
  for (const { id, room } of event.participants) if (room !== undefined && isThere.has(id)) withRooms.add(id);
  if (withRooms.size > people.size) {
    const from = demanding(event, demands, others, spared, withRooms);
    if ((await isPossible(from.rest)) === false) return { from, people: withRooms, isOfAll: false };
  }
  if (entriesOf(event) > MOST_OF_ALL) return undefined;
  const all = new Set(event.participants.map(({ id }) => id));
  const from = demanding(event, demands, others, spared);
  if (!(await isPossible(from.rest))) return { from, people: all, isOfAll: true };
  // What is locked elsewhere may have been a help there.
  const rest = { ...from.rest, locks: event.locks };
  return (await isPossible(rest)) ? undefined : { from: { ...from, rest }, people: all, isOfAll: true };
}

/**
 * Of a demand and a row that keeps its meeting in a session: this one alone, where it demands the meeting too and that is enough. With
 * the places of wishes that are spared.
 */
async function withoutTheDemand(
  event: Event,
  { demands, others }: Contradiction,
  isPossible: Look,
): Promise<Pick<Contradiction, 'demands' | 'others'> & { readonly spared: ReadonlySet<number> }> {
  const cited = [...demands, ...others];
  for (const other of demands.length > 1 ? [] : others) {
    if (other.table !== 'prefs' || !demandsMeeting(event.wishes.at(other.index)!, event.rules)) continue;
    const rest = cited.filter(row => row !== other && row.table === 'prefs');
    const spared = new Set(rest.map(({ index }) => index));
    const alone = demanding(event, [other], [], spared, peopleOf(event, [other]));
    if ((await isPossible(alone.rest)) === false) return { demands: [other], others: [], spared };
  }
  return { demands, others, spared: new Set() };
}

/** Ids of those whom the rows name. */
export function peopleOf({ wishes, locks, order }: Event, rows: readonly CitedRow[]): Set<string> {
  return new Set(
    rows.flatMap(({ table, index }) => {
      if (table === 'locks') return locks[index].participants;
      if (table === 'order') return [...order[index].before, ...order[index].after];
      if (table !== 'prefs') return [];
      const { from, to, anyOf = [to] } = wishes.at(index)!;
      return [from, ...anyOf];
    }),
  );
}

/**
 * The event in which nothing else is demanded, and what can be no help is not wished; with its wishes by their places in the event.
 * O(wishes).
 * @param spared places of wishes that are not needed
 * @param people whose wishes are enough, where others have nothing to say for themselves; by default all are kept, as others have
 */
export function demanding(
  event: Event,
  demands: readonly CitedRow[],
  others: readonly CitedRow[],
  spared: ReadonlySet<number>,
  people?: ReadonlySet<string>,
): Judged {
  const cited = [...demands, ...others];
  const placesIn = (table: string, rows: readonly CitedRow[]) =>
    new Set(rows.flatMap(row => (row.table === table ? [row.index] : [])));
  const [musts, kept] = [placesIn('prefs', demands), placesIn('prefs', cited)];
  // Guests make a session large enough, and meetings fill breaks.
  const mayHelp = asksForGroups(event) || event.participants.some(({ maxBreaks }) => maxBreaks !== undefined);
  const isNear = ({ from, to, anyOf = [to] }: Wish) => !people || people.has(from) || anyOf.some(id => people.has(id));
  const wishes = new Map<number, Wish>();
  event.wishes.forEach((wish, index) => {
    if (spared.has(index) || !(kept.has(index) || (mayHelp && isNear(wish)))) return;
    const kind = wish.kind === 'must' ? 'wish' : wish.kind;
    wishes.set(index, { ...wish, kind: musts.has(index) ? 'must' : kind });
  });
  const [locks, order] = [placesIn('locks', cited), placesIn('order', cited)];
  const only = {
    ...event,
    rules: { ...event.rules, allWishes: false },
    wishes: [...wishes.values()],
    locks: event.locks.filter((_, index) => locks.has(index)),
    order: event.order.filter((_, index) => order.has(index)),
  };
  if (!people) return { rest: only, wishes };
  const named = new Set([...people, ...only.wishes.flatMap(({ from, to, anyOf = [to] }) => [from, ...anyOf])]);
  const participants = event.participants
    .filter(({ id }) => named.has(id))
    .map(one => (people.has(one.id) ? one : unrestricted(one, named.size)));
  return { rest: { ...only, participants }, wishes };
}
