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
import { type Judged, type Suspect, suspectsOf, unrestricted } from './suspects.js';

/** How often it may not be seen whether an event has a schedule. */
const MOST_UNSEEN = 2;
/** Wishes of the largest event in which what others say is looked at too. */
const MOST_WISHES = 5000;

export interface NeededRows {
  readonly conflict: readonly ConflictRow[];
  /** Whether the contradiction is not seen to end without each of the rows that restrict something. */
  readonly mayHaveSpare: boolean;
}

/**
 * What is demanded, and the rows by which nothing can come of it. Rows are taken back by halves, so that one to blame among n is
 * found by looking at O(log n) events; where all are, at 2 n.
 * @param isPossible whether an event has a schedule; `undefined` where that is not seen before long
 * @param budget once it is over, or too often nothing is seen, rows not looked at are named too, but those of others
 */
export async function neededRows(
  event: Event,
  contradiction: Contradiction,
  isPossible: (event: Event) => Promise<boolean | undefined>,
  budget: Pick<Budget, 'breathe'>,
): Promise<NeededRows> {
  const { isForbidden } = contradiction;
  const { demands, others } = await withoutTheDemand(event, contradiction, isPossible);
  const cited = [...demands, ...others];
  const asCited = { conflict: cited.map(plainRow), mayHaveSpare: false };
  let people = peopleOf(event, cited);
  let from = demanding(event, demands, others, people);
  const isNear = (await isPossible(from.rest)) === false;
  if (!isNear) {
    from = demanding(event, demands, others);
    people = new Set(event.participants.map(({ id }) => id));
    // What else stands in the way is no row. Where it is not seen before long, it is proved all the same.
    if (event.wishes.length > MOST_WISHES || (await isPossible(from.rest))) return asCited;
  }
  const suspects = suspectsOf(event, from, people, others);
  // What forbids the meeting is all there is to it, unless what is demanded could not be under any rules.
  if (isForbidden && (await isPossible(takenBack(suspects, from.rest))) !== false) return asCited;
  let unseen = 0;
  let mayHaveSpare = false;
  const needed: ConflictRow[] = [];
  const judge = async (suspects: readonly Suspect[], within: Event): Promise<Event> => {
    if (suspects.length === 0) return within;
    const without = takenBack(suspects, within);
    const goesOn = unseen < MOST_UNSEEN && (await budget.breathe());
    const verdict = goesOn ? await isPossible(without) : undefined;
    if (verdict === false) return without;
    if (verdict === undefined) unseen++;
    if (!goesOn || suspects.length === 1) {
      if (!isNear && !verdict) return within;
      mayHaveSpare ||= !verdict;
      needed.push(...suspects.map(({ row }) => row));
      return within;
    }
    const half = suspects.length >> 1;
    return judge(suspects.slice(half), await judge(suspects.slice(0, half), within));
  };
  // What holds for all comes first, as it is soon seen; of two rows either of which is enough the earlier one is named.
  const rules = suspects.filter(({ row }) => row.table === 'event');
  await judge([...rules, ...suspects.slice(rules.length).reverse()], from.rest);
  const place = new Map(suspects.map(({ row }, k) => [row, k]));
  needed.sort((x, y) => place.get(x)! - place.get(y)!);
  return { conflict: [...demands.map(plainRow), ...needed], mayHaveSpare };
}

function takenBack(suspects: readonly Suspect[], event: Event): Event {
  return suspects.reduce((changed, one) => one.without(changed), event);
}

/** Of a demand and a row that keeps its meeting in a session: this one alone, where it demands the meeting too and that is enough. */
async function withoutTheDemand(
  event: Event,
  { demands, others }: Contradiction,
  isPossible: (event: Event) => Promise<boolean | undefined>,
): Promise<Pick<Contradiction, 'demands' | 'others'>> {
  if (demands.length > 1) return { demands, others };
  for (const other of others) {
    if (other.table !== 'prefs' || !demandsMeeting(event, other.index)) continue;
    const { rest, wishes } = demanding(event, [other], [], peopleOf(event, [other]));
    const cited = new Set(
      [...demands, ...others].flatMap(row => (row !== other && row.table === 'prefs' ? [row.index] : [])),
    );
    const alone = { ...rest, wishes: [...wishes].flatMap(([index, wish]) => (cited.has(index) ? [] : [wish])) };
    if ((await isPossible(alone)) === false) return { demands: [other], others: [] };
  }
  return { demands, others };
}

/** Ids of those whom the rows name. */
function peopleOf({ wishes, locks, order }: Event, rows: readonly CitedRow[]): Set<string> {
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
 * @param people whose wishes are enough, where others have nothing to say for themselves; by default all are kept, as others have
 */
function demanding(
  event: Event,
  demands: readonly CitedRow[],
  others: readonly CitedRow[],
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
    if (!kept.has(index) && !(mayHelp && isNear(wish))) return;
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
