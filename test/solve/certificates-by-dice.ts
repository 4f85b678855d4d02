/** Certificates of a solve, damaged: so that the judge must refuse them, or so that they prove something else. */
import type { BoundCertificate, Certificate, CertificateReport, SlotPrice } from '../../src/model/certificate.js';
import type { Event } from '../../src/model/event.js';
import type { Dice } from '../helpers/random.js';

type Change = (bound: BoundCertificate) => BoundCertificate;

/** Wrong in a way that no judge may accept, with what was done to them. */
export function damaged(event: Event, certificate: Certificate, report: CertificateReport): [string, Certificate][] {
  const [first] = report.verdicts;
  const stranger = { participant: 'nobody', promise: 1 };
  const changes: [string, Change][] = [
    ['a tighter claim', bound => ({ ...bound, claimed: first.proved - 0.0001, provedBy: 'prices' })],
    ['a claim below the schedule', bound => ({ ...bound, claimed: first.value! - 1, provedBy: 'branch and bound' })],
    ['a price below 0', bound => withSlotPrices(bound, prices => [...prices, ['S1', -1]])],
    ['an unknown slot', bound => withSlotPrices(bound, prices => [...prices, ['S0', 1]])],
    ['an unknown participant', bound => ({ ...bound, participants: [...bound.participants, stranger] })],
    ['an unknown room', bound => ({ ...bound, rooms: [...bound.rooms, { rooms: ['no room'], slots: [] }] })],
    ['a reward above the price', bound => ({ ...bound, participants: rewarded(event, bound) })],
  ];
  return changes.map(([what, change]) => [what, changed(certificate, 0, change)]);
}

function rewarded(event: Event, { promise, unit }: BoundCertificate): BoundCertificate['participants'] {
  return [{ participant: event.participants[0].id, promise: promise + unit.parts + 1 }];
}

/** Prices of one bound left out: some of people, rooms or limits. */
export function dropped(certificate: Certificate, dice: Dice): Certificate {
  const some = <T>(list: readonly T[]) => list.filter(() => dice.chance(60));
  return changed(certificate, dice.below(certificate.bounds.length), bound => ({
    ...withSlotPrices(bound, some),
    participants: some(bound.participants),
    rooms: some(bound.rooms),
  }));
}

/** Prices of places and tables of one bound up or down by up to two of the organiser's points. */
export function shifted(certificate: Certificate, dice: Dice): Certificate {
  const shift = ([slot, price]: SlotPrice, parts: number): SlotPrice => [
    slot,
    dice.chance(40) ? Math.max(0, price + dice.below(4 * parts + 1) - 2 * parts) : price,
  ];
  return changed(certificate, dice.below(certificate.bounds.length), bound =>
    withSlotPrices(bound, prices => prices.map(price => shift(price, bound.unit.parts))),
  );
}

function changed({ certificate, bounds }: Certificate, which: number, change: Change): Certificate {
  return { certificate, bounds: bounds.map((bound, index) => (index === which ? change(bound) : bound)) };
}

function withSlotPrices(bound: BoundCertificate, change: (prices: readonly SlotPrice[]) => SlotPrice[]) {
  return {
    ...bound,
    participants: bound.participants.map(prices => ({ ...prices, slots: change(prices.slots ?? []) })),
    rooms: bound.rooms.map(prices => ({ ...prices, slots: change(prices.slots) })),
    meetings: change(bound.meetings),
  };
}
