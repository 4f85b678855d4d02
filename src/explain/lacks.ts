/** Wished meetings for which nothing is missing in some slot but an interpreter. */
import type { Participant, Wish } from '../model/event.js';
import { forbidden, peopleOf, roomySlots } from './fixed.js';
import { isEmpty, type Mask, minus } from './masks.js';
import { peopleIn, placesOf, smallest } from './places.js';
import { seatsOf } from './rooms.js';
import type { Situation } from './situation.js';
import { freeSlots } from './verdict.js';
import { type Prospect, prospectsOf } from './ways.js';

export interface Lack {
  readonly wish: number;
  readonly way: Prospect;
  /** Slots in which all but an interpreter is there; not empty. */
  readonly slots: Mask;
}

/** Of each way of an unmet wish. O(ways · slots). */
export function lacksOf(situation: Situation, wish: Wish, index: number): Lack[] {
  return prospectsOf(situation, wish).flatMap(way => {
    const slots = lackingSlots(situation, way);
    return isEmpty(slots) ? [] : [{ wish: index, way, slots }];
  });
}

function lackingSlots(situation: Situation, way: Prospect): Mask {
  const { couple } = way;
  const [from, to] = peopleOf(situation, couple);
  const held = situation.contacts.of({ from: couple.from, to: couple.to, host: way.seat?.host });
  if (held >= 0 || forbidden(situation, couple)) return situation.masks.none();
  if (!way.seat) {
    const common = roomySlots(situation, couple, { host: undefined, seats: seatsOf([from, to]) });
    const { roomy, spoken } = freeSlots(situation, couple, common);
    return minus(roomy, spoken);
  }
  const common = roomySlots(situation, couple, {
    host: way.seat.host,
    seats: smallest(situation, way.seat).seats,
  });
  const { roomy, spoken } = placesOf(situation, way.seat, common);
  return minus(roomy, spoken);
}

/** Everyone in the meeting that a way would make of a slot: for a seat, the people of the session that is held there too. */
export function peopleOfWay(situation: Situation, way: Prospect, slot: number): Participant[] {
  const session = way.seat && situation.sessions.of(way.seat.host).get(slot);
  if (!way.seat || session === undefined) return peopleOf(situation, way.couple);
  return [...peopleIn(situation, session), situation.event.participants[way.seat.guest]];
}
