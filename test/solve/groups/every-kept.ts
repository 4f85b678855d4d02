/** Whether some schedule of a tiny event keeps every demand, and how good the best is, by trying all: straight from FORMATS. */
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event, Lock, Order, Participant, Wish } from '../../../src/model/event.js';
import type { Objective } from '../../../src/model/objective.js';
import { integerPoints } from '../../../src/model/points.js';
import { everySchedule, type Gathering, type Held, isMet as isMetBetween } from '../../inspect/every-schedule.js';

/** Everything is asked for, and no wish is the reason of two meetings: one for each that neither a lock nor a wish without another way asks for. */
function isReasonable(event: Event, held: readonly Held[]): boolean {
  const wishes = [...event.wishes].filter(({ kind }) => kind !== 'never');
  const person = (id: string) => event.participants.find(one => one.id === id)!;
  const hasChoice = ({ from, to, anyOf, as }: Wish) =>
    anyOf !== undefined ||
    (as === 'either' && [from, to].some(id => person(id).group) && [from, to].every(id => person(id).role !== 'topic'));
  // What is asked for in another session only meets nobody's wish.
  const ownOf = (one: Held) => wishes.filter(wish => isMet(wish, event, [one]));
  const needing = held.filter(
    one => !event.locks.some(lock => isLocked(lock, one)) && ownOf(one).every(wish => hasChoice(wish)),
  );
  const canAllHave = ([one, ...others]: readonly Held[], taken: readonly Wish[]): boolean =>
    one === undefined || ownOf(one).some(wish => !taken.includes(wish) && canAllHave(others, [...taken, wish]));
  return canAllHave(needing, []);
}

function keepsApart(event: Event, meetings: readonly Gathering[]): boolean {
  return [...event.wishes].every(({ kind, from, to, anyOf = [to] }) => {
    const joins = ({ people }: Gathering) =>
      people.some(({ id }) => id === from) && people.some(({ id }) => anyOf.includes(id));
    return kind !== 'never' || !meetings.some(joins);
  });
}

/** Calls `use` with each schedule that keeps every demand. Locks here are of two people who are wished to meet in that way, and name no room. */
function everyKept(event: Event, use: (held: readonly Held[], meetings: readonly Gathering[]) => void): void {
  const musts = [...event.wishes].filter(({ kind }) => kind === 'must');
  everySchedule({ ...event, locks: [] }, (held, meetings) => {
    const isKept =
      musts.every(wish => isMet(wish, event, held)) &&
      event.locks.every(lock => held.some(one => isKeptBy(event, lock, one))) &&
      event.order.every(row => keepsOrder(row, held)) &&
      event.participants.every(one => breaksOf(event, one, meetings) <= (one.maxBreaks ?? Number.POSITIVE_INFINITY)) &&
      isReasonable(event, held) &&
      keepsApart(event, meetings);
    if (isKept) use(held, meetings);
  });
}

export function canBeKept(event: Event): boolean {
  const enough = new Error('there is one');
  try {
    everyKept(event, () => {
      throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
    return true;
  }
  return false;
}

export interface Best {
  readonly promises: number;
  readonly points: number;
}

/** The most promises, then points, of all schedules that keep every demand; `undefined` if none does. */
export function bestOf(event: Event): Best | undefined {
  const units = integerPoints(event);
  const wishes = [...event.wishes];
  let best: Best | undefined;
  everyKept(event, (held, meetings) => {
    const met = wishes.map(wish => wish.kind !== 'never' && isMet(wish, event, held));
    const degree = (id: string) => meetings.filter(({ people }) => people.some(one => one.id === id)).length;
    const promises = event.participants.reduce((sum, one) => sum + Math.min(one.minMeetings, degree(one.id)), 0);
    const points = met.reduce((sum, one, w) => sum + (one ? units.ofWish[w] : 0), 0) / units.scale;
    if (!best || promises > best.promises || (promises === best.promises && points > best.points))
      best = { promises, points };
  });
  return best;
}

/** What is wrong with the figures of a schedule, or claimed too early, beside the best there is. */
export function faultsBeside(best: Best, { promises, points }: Objective): string[] {
  const faults = [
    ...(promises.value > best.promises ? [`promises ${promises.value} above ${best.promises}`] : []),
    ...(promises.bound !== null && promises.bound < best.promises ? [`promises bound ${promises.bound}`] : []),
  ];
  if (promises.value !== best.promises) return faults;
  if (points.value > best.points) faults.push(`points ${points.value} above ${best.points}`);
  if (points.bound !== null && points.bound < best.points) faults.push(`points bound ${points.bound}`);
  return faults;
}

/** Whether guests say in which rooms sessions are: then the solver may find none though there is one. */
export function isNarrower(event: Event): boolean {
  const built = buildGroupProblem(event);
  return built.kind === 'built' && built.problem.byHosts !== undefined;
}

function isMet(wish: Wish, event: Event, held: readonly Held[]): boolean {
  return isMetBetween(
    wish,
    event,
    held.filter(one => isItsWay(wish, one)),
  );
}

/** Of two who could hold the session, the one who is wished does: the other sits, unless it is a topic. */
function isItsWay({ from, to, anyOf = [to], as }: Wish, { item }: Held): boolean {
  const [host, guest] = item.people;
  if (item.kind === 'pair' || !guest.group) return true;
  const isWished = from === guest.id && anyOf.includes(host.id);
  return as !== 'pair' && (isWished || (host.role === 'topic' && from === host.id && anyOf.includes(guest.id)));
}

function isLocked({ participants, kind = 'pair' }: Lock, { item }: Held): boolean {
  const isAlike = (kind === 'group') === (item.kind === 'seat');
  return (
    isAlike && item.people.every(({ id }, k) => (kind === 'group' ? participants[k] === id : participants.includes(id)))
  );
}

function isKeptBy(event: Event, lock: Lock, one: Held): boolean {
  return isLocked(lock, one) && event.slots[one.slot].id === lock.slot;
}

function keepsOrder({ before, after }: Order, held: readonly Held[]): boolean {
  const slotsOf = (pair: readonly string[]) =>
    held.filter(({ item }) => item.people.every(({ id }) => pair.includes(id))).map(({ slot }) => slot);
  return slotsOf(before).every(first => slotsOf(after).every(second => first < second));
}

function breaksOf(event: Event, person: Participant, meetings: readonly Gathering[]): number {
  const busy = event.slots.map((_, slot) => meetings.some(one => one.slot === slot && one.people.includes(person)));
  const ends = (slot: number) => busy[slot] && slot > 0 && !busy[slot - 1] && busy.slice(0, slot).includes(true);
  return busy.filter((_, slot) => ends(slot)).length;
}
