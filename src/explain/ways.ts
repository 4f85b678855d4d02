/** The ways in which one wish could be met: by a seat or by a one-to-one, with any of an organisation's people. */
import type { Wish } from '../model/event.js';
import type { UnmetReason } from '../model/outcome.js';
import type { Couple, Verdict } from './fixed.js';
import type { Seat } from './places.js';
import { seatVerdictOf } from './seat-verdict.js';
import { holdsSessions } from './sessions.js';
import { type Situation, targets } from './situation.js';
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

/** One way to meet a wish. */
export type Way =
  | { readonly form: 'pair'; readonly couple: Couple }
  | { readonly form: 'seat'; readonly couple: Couple; readonly seat: Seat };

/** Every way, in the order of the people asked for; those unknown to the event are left out. O(people asked for). */
export function waysOf(situation: Situation, wish: Wish): Way[] {
  const from = situation.people.get(wish.from);
  if (from === undefined) return [];
  const asked = wish.session === undefined ? undefined : situation.sessionSlots(wish.session);
  return targets(wish).flatMap((id): Way[] => {
    const to = situation.people.get(id);
    if (to === undefined) return [];
    const couple = { from, to, key: situation.keyOfIndexes(from, to), asked };
    const seats = wish.as === 'pair' ? [] : seatsOfCouple(situation, couple);
    const ways = seats.map((seat): Way => ({ form: 'seat', couple, seat }));
    return wish.as === 'seat' ? ways : [...ways, { form: 'pair', couple }];
  });
}

/** Those of the two who hold sessions, each with the other as guest; who was asked first. */
function seatsOfCouple({ event }: Situation, couple: Couple): Seat[] {
  const { from, to } = couple;
  return [
    { couple, host: to, guest: from },
    { couple, host: from, guest: to },
  ].filter(({ host }) => holdsSessions(event.participants[host]));
}

/** Why no way was taken. O(ways · slots). */
export function verdictOfWish(situation: Situation, wish: Wish): Verdict {
  const unknown = [wish.from, ...(wish.anyOf ? [] : [wish.to])].find(id => !situation.people.has(id));
  if (unknown !== undefined)
    return { reason: 'no-common-slot', detail: `"${unknown}" is no participant of the event.` };
  const ways = waysOf(situation, wish);
  if (ways.length === 0) return { reason: 'no-common-slot', detail: noWay(situation, wish) };
  const judged = ways.map(way => ({
    way,
    verdict: way.form === 'seat' ? seatVerdictOf(situation, way.seat) : verdictOf(situation, way.couple),
  }));
  const [nearest, ...others] = judged
    .map((one, place) => ({ ...one, place, rank: NEARER.indexOf(one.verdict.reason) }))
    .sort((a, b) => b.rank - a.rank || a.place - b.place);
  if (others.length === 0) return nearest.verdict;
  const { reason, detail } = nearest.verdict;
  if (!wish.anyOf) {
    const rest = others.map(({ way, verdict }) => `${formOf(way)}: ${verdict.detail}`);
    return { reason, detail: `${[`${formOf(nearest.way)}: ${detail}`, ...rest].join(' ')}` };
  }
  const name = ({ couple, form }: Way) => `${who(situation.event.participants[couple.to])}${formName(wish, form)}`;
  const rest = others.map(({ way, verdict }) => `${name(way)} ${verdict.reason}`);
  return { reason, detail: `${name(nearest.way)}: ${detail} Else: ${listed(rest)}.` };
}

function formOf({ form }: Way): string {
  return form === 'seat' ? 'A seat' : 'A one-to-one';
}

function formName({ as }: Wish, form: Way['form']): string {
  if (as !== 'either') return '';
  return form === 'seat' ? ' (a seat)' : ' (a one-to-one)';
}

function noWay({ event, people }: Situation, { from, to, anyOf }: Wish): string {
  if (anyOf?.length === 0) return `Nobody of ${to} takes part.`;
  const name = (id: string) => who(event.participants[people.get(id)!]);
  if (anyOf) return `Nobody of ${to} holds group sessions, nor does ${name(from)}.`;
  return `Neither ${name(from)} nor ${name(to)} holds group sessions.`;
}
