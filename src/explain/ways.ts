/** Why one wish is not met: the reason of the nearest of the ways in which it could have been. */
import type { Wish } from '../model/event.js';
import type { UnmetReason } from '../model/outcome.js';
import type { Couple, Verdict } from './fixed.js';
import type { Seat } from './places.js';
import { seatVerdictOf } from './seat-verdict.js';
import type { Situation } from './situation.js';
import { verdictOf } from './verdict.js';
import { listed, who } from './words.js';

/** From what no schedule can change to what nearly came true: of several ways, the reason of the nearest is given. */
const NEARER: readonly UnmetReason[] = [
  'never',
  'same-side',
  'no-common-slot',
  'from-full',
  'to-full',
  'rooms-full',
  'interpreters-full',
  'order',
  'outbid',
];

/** A meeting that would meet a wish. */
export interface Prospect {
  readonly couple: Couple;
  /** `undefined`: a one-to-one. */
  readonly seat: Seat | undefined;
}

/** All that would meet a wish, in the order of the people asked for. O(people asked for). */
export function prospectsOf(situation: Situation, wish: Wish): Prospect[] {
  const asked = wish.session === undefined ? undefined : situation.sessionSlots(wish.session);
  return situation.waysOf(wish).map(({ from, to, host }) => {
    const couple = { from, to, key: situation.keyOfIndexes(from, to), asked };
    const seat = host === undefined ? undefined : { couple, host, guest: host === from ? to : from };
    return { couple, seat };
  });
}

/** Why nothing of that is held. O(people asked for · slots). */
export function verdictOfWish(situation: Situation, wish: Wish): Verdict {
  const unknown = [wish.from, ...(wish.anyOf ? [] : [wish.to])].find(id => !situation.people.has(id));
  if (unknown !== undefined)
    return { reason: 'no-common-slot', detail: `"${unknown}" is no participant of the event.` };
  const judged = prospectsOf(situation, wish).map((prospect, place) => {
    const { couple, seat } = prospect;
    const verdict = seat ? seatVerdictOf(situation, seat) : verdictOf(situation, couple);
    return { prospect, place, verdict, rank: NEARER.indexOf(verdict.reason) };
  });
  if (judged.length === 0) return { reason: 'no-common-slot', detail: noWay(situation, wish) };
  const [nearest, ...others] = judged.sort((a, b) => b.rank - a.rank || a.place - b.place);
  const { reason, detail } = nearest.verdict;
  if (others.length === 0) return wish.anyOf ? named(situation, wish, nearest) : nearest.verdict;
  if (!wish.anyOf) {
    const all = [nearest, ...others].map(({ prospect, verdict }) => `${formOf(prospect)}: ${verdict.detail}`);
    return { reason, detail: all.join(' ') };
  }
  const rest = others.map(({ prospect, verdict }) => `${nameOf(situation, wish, prospect)} ${verdict.reason}`);
  return { reason, detail: `${nameOf(situation, wish, nearest.prospect)}: ${detail} Else: ${listed(rest)}.` };
}

function named(situation: Situation, wish: Wish, { prospect, verdict }: { prospect: Prospect; verdict: Verdict }) {
  return { reason: verdict.reason, detail: `${nameOf(situation, wish, prospect)}: ${verdict.detail}` };
}

function formOf({ seat }: Prospect): string {
  return seat ? 'A seat' : 'A one-to-one';
}

/** The one of the organisation, and what was asked of it where that is not clear. */
function nameOf({ event }: Situation, { as }: Wish, { couple, seat }: Prospect): string {
  const name = who(event.participants[couple.to]);
  return as === 'either' ? `${name} (${seat ? 'a seat' : 'a one-to-one'})` : name;
}

function noWay({ event, people }: Situation, { from, to, anyOf, as }: Wish): string {
  if (anyOf?.length === 0) return `Nobody of ${to} takes part.`;
  const name = (id: string) => who(event.participants[people.get(id)!]);
  if (as === 'pair') return `A topic has no one-to-ones.`;
  if (anyOf) return `Nobody of ${to} holds group sessions, nor does ${name(from)}.`;
  return `Neither ${name(from)} nor ${name(to)} holds group sessions that the other could sit in.`;
}
