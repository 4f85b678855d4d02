/** Wished meetings for which nothing is missing in some slot but an interpreter. */
import type { Participant, Wish } from '../model/event.js';
import { forbidden, peopleOf, roomySlots } from './fixed.js';
import { isEmpty, type Mask, minus } from './masks.js';
import { peopleIn, placesOf, smallest } from './places.js';
import { seatsOf } from './rooms.js';
import type { Situation } from './situation.js';
import { freeSlots } from './verdict.js';
import { type Way, waysOf } from './ways.js';

export interface Lack {
  readonly wish: number;
  readonly way: Way;
  /** Slots in which all but an interpreter is there; not empty. */
  readonly slots: Mask;
}

/** Of each way of an unmet wish. O(ways · slots). */
export function lacksOf(situation: Situation, wish: Wish, index: number): Lack[] {
  return waysOf(situation, wish).flatMap(way => {
    const slots = lackingSlots(situation, way);
    return isEmpty(slots) ? [] : [{ wish: index, way, slots }];
  });
}

function lackingSlots(situation: Situation, way: Way): Mask {
  const { couple } = way;
  const [from, to] = peopleOf(situation, couple);
  if (forbidden(situation, couple) || situation.joined.of(from.id, to.id) >= 0) return situation.masks.none();
  if (way.form === 'pair') {
    const common = roomySlots(situation, couple, { form: 'pair', seats: seatsOf([from, to]) });
    const { roomy, spoken } = freeSlots(situation, couple, common);
    return minus(roomy, spoken);
  }
  const common = roomySlots(situation, couple, { form: 'group', seats: smallest(situation, way.seat).seats });
  const { roomy, spoken } = placesOf(situation, way.seat, common);
  return minus(roomy, spoken);
}

/** Everyone in the meeting that a way would make of a slot: for a seat, the people of the session that is held there too. */
export function peopleOfWay(situation: Situation, way: Way, slot: number): Participant[] {
  const session = way.form === 'seat' ? situation.sessions.of(way.seat.host).get(slot) : undefined;
  if (way.form === 'pair' || session === undefined) return peopleOf(situation, way.couple);
  return [...peopleIn(situation, session), situation.event.participants[way.seat.guest]];
}
