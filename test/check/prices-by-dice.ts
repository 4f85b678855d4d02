/** Certificates without a solver: plain ones, and random prices that are valid but seldom good. */
import type { BoundCertificate, SlotPrice } from '../../src/model/certificate.js';
import type { Event } from '../../src/model/event.js';
import type { Dice } from '../helpers/random.js';

/** A bound on points without prices, changed as told. */
export function priceTag(changes: Partial<BoundCertificate> = {}): BoundCertificate {
  return {
    tier: 'points',
    claimed: 0,
    provedBy: 'prices',
    promises: 0,
    unit: { points: 1, parts: 1 },
    promise: 0,
    participants: [],
    rooms: [],
    meetings: [],
    ...changes,
  };
}

/** Prices of everything that can have one, for any set of rooms; it claims nothing. */
export function randomBound(event: Event, dice: Dice): BoundCertificate {
  const unit = { points: dice.pick([1, 1, 3]), parts: dice.pick([1, 4, 64]) };
  const percent = dice.pick([10, 30, 80]);
  const most = (dice.pick([2, 12, 60]) * unit.parts) / unit.points;
  const price = () => (dice.chance(percent) ? dice.below(Math.ceil(most)) : 0);
  const tier = dice.pick(['points', 'points', 'promises'] as const);
  const promise = tier === 'points' ? price() : 0;
  const reward = tier === 'points' ? promise : Math.floor(unit.parts / unit.points);
  const slots = (): SlotPrice[] => event.slots.map(({ id }) => [id, price()]);
  return priceTag({
    tier,
    claimed: Number.MAX_SAFE_INTEGER,
    promises: tier === 'points' ? dice.below(6) : 0,
    unit,
    promise,
    participants: event.participants.map(({ id, maxMeetings, maxConsecutive }) => ({
      participant: id,
      slots: slots(),
      ...(maxConsecutive === undefined ? {} : { rests: slots().filter((_, t) => begins(event, t, maxConsecutive)) }),
      ...(maxMeetings === undefined ? {} : { maximum: price() }),
      promise: Math.min(reward, price()),
    })),
    rooms: [1, 2, 3].map(() => ({ rooms: roomNames(event).filter(() => dice.chance(70)), slots: slots() })),
    meetings: event.slots.filter(({ meetings }) => meetings !== undefined).map(({ id }) => [id, price()]),
  });
}

/** Whether a slot is the first of `most` + 1 neighbouring ones of its session. */
function begins({ slots }: Event, first: number, most: number): boolean {
  const window = slots.slice(first, first + most + 1);
  return window.length === most + 1 && new Set(window.map(({ session }) => session)).size === 1;
}

/** Those of the table; without one, those that people or locks name. */
function roomNames({ rooms, participants, locks }: Event): string[] {
  if (rooms) return rooms.map(({ id }) => id);
  return [...new Set([...participants, ...locks].flatMap(({ room }) => (room === undefined ? [] : [room])))];
}
