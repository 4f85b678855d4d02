/** The prices behind the bounds, from indexes back to the organiser's words: a proof to be checked without the solver. */
import type { BoundCertificate, Certificate, OddSetPrice, ParticipantPrices, SlotPrice } from '../model/certificate.js';
import type { Event } from '../model/event.js';
import type { Unions } from '../model/limits.js';
import { inOrganisersPoints, type Problem } from '../model/problem.js';
import { boundInPoints, type Duals, type OddPrices, type PromiseTerms } from './duals.js';
import { evaluateWithRests } from './interpreter-rests.js';
import type { MeetingBounds } from './meeting-bounds.js';
import { priceAlone } from './rests.js';

/** What the words need of the problem: the rest of it need not be kept for them. */
interface Words {
  readonly event: Event;
  readonly problem: Pick<Problem, 'slots' | 'maxConsecutive'>;
  readonly limitSets: Unions;
  readonly roomIds: readonly string[];
}

/** A certificate for later: it is large, and few ask for it. Each call makes it anew. O((people + limits) · slots). */
export function certifier(problem: Problem, proved: MeetingBounds): () => Certificate {
  const words: Words = {
    event: problem.event,
    problem: { slots: problem.slots, maxConsecutive: problem.maxConsecutive },
    limitSets: problem.limitSets,
    roomIds: problem.rooms.map(({ id }) => id),
  };
  const heads = [...promisesHead(problem, proved), ...pointsHead(problem, proved)];
  return () => ({
    certificate: 1,
    bounds: heads.map(({ duals, ...head }) => ({ ...head, ...pricesInWords(words, duals) })),
  });
}

type PriceLists = 'participants' | 'rooms' | 'meetings' | 'interpreters' | 'odd';

/** All of a bound but its lists of prices. */
interface Head extends Omit<BoundCertificate, PriceLists> {
  readonly duals: Duals;
}

/** None where every promise that could be kept alone is within the bound: that needs no proof. */
function promisesHead(problem: Problem, { promises, terms, promisePrices }: MeetingBounds): Head[] {
  if (!promisePrices || promises >= terms.total) return [];
  const { duals } = promisePrices;
  const pointless = { ...problem, points: new Float64Array(problem.meetings) };
  const bound = provedAlone(pointless, promisePrices.bound, duals, { ...terms, target: 0 });
  const unit = { points: 1, parts: duals.unit };
  return [
    { tier: 'promises', claimed: promises, provedBy: provedBy(bound, promises), promises: 0, unit, promise: 0, duals },
  ];
}

function pointsHead(problem: Problem, { points, pricedPoints, terms, duals }: MeetingBounds): Head[] {
  if (!Number.isFinite(points)) return [];
  return [
    {
      tier: 'points',
      claimed: inOrganisersPoints(problem, points),
      provedBy: provedBy(provedAlone(problem, pricedPoints, duals, terms), points),
      promises: terms.target,
      unit: { points: problem.pointStep, parts: problem.pointScale * duals.unit },
      promise: duals.sigma,
      duals,
    },
  ];
}

/** What the prices prove where no slot is taken away for the order of meetings: the judge takes none. */
function provedAlone(problem: Problem, priced: number, duals: Duals, terms: PromiseTerms): number {
  if (problem.domain === problem.unorderedDomain) return priced;
  const exact = evaluateWithRests({ ...problem, domain: problem.unorderedDomain }, duals, terms);
  return exact === undefined ? Number.POSITIVE_INFINITY : boundInPoints(exact, duals.unit);
}

function provedBy(priced: number, claimed: number): BoundCertificate['provedBy'] {
  return priced <= claimed ? 'prices' : 'branch and bound';
}

function pricesInWords(words: Words, duals: Duals): Pick<BoundCertificate, PriceLists> {
  const { event, problem, roomIds, limitSets } = words;
  const places = priceAlone(problem, duals);
  const priced = duals.rho.some(price => price > 0);
  const rooms = priced ? limitSets.rooms : [];
  const isLimited = priced && event.slots.some(({ meetings }) => meetings !== undefined);
  const first = rooms.length + (isLimited ? 1 : 0);
  const interpreters = (priced ? limitSets.interpreters : [])
    .map((set, k) => ({
      interpreters: set.map(i => event.interpreters[i].id),
      slots: slotPrices(event, duals.rho, first + k),
    }))
    .filter(hasPrices);
  return {
    participants: event.participants
      .map((_, p) => participantPrices(event, places, duals, p))
      .filter(({ slots, rests, maximum, promise }) => slots ?? rests ?? maximum ?? promise),
    rooms: rooms
      .map((set, limit) => ({ rooms: set.map(room => roomIds[room]), slots: slotPrices(event, duals.rho, limit) }))
      .filter(hasPrices),
    meetings: isLimited ? slotPrices(event, duals.rho, rooms.length) : [],
    ...(interpreters.length > 0 ? { interpreters } : {}),
    ...(duals.odd ? { odd: oddPrices(event, duals.odd) } : {}),
  };
}

function hasPrices({ slots }: { readonly slots: readonly SlotPrice[] }): boolean {
  return slots.length > 0;
}

function oddPrices({ participants, slots }: Event, { sets, prices }: OddPrices): OddSetPrice[] {
  return sets
    .map(({ people, slot }, i) => ({
      people: people.map(p => participants[p].id),
      slot: slots[slot].id,
      price: prices[i],
    }))
    .filter(({ price }) => price > 0);
}

/** Zero prices are left out. */
function participantPrices(
  event: Event,
  places: Float64Array,
  { rests: windows, mu, theta }: Duals,
  p: number,
): ParticipantPrices {
  const slots = slotPrices(event, places, p);
  const rests = windows ? slotPrices(event, windows, p) : [];
  return {
    participant: event.participants[p].id,
    ...(slots.length > 0 ? { slots } : {}),
    ...(rests.length > 0 ? { rests } : {}),
    ...(mu[p] > 0 ? { maximum: mu[p] } : {}),
    ...(theta[p] > 0 ? { promise: theta[p] } : {}),
  };
}

/** The prices above 0 of one row of a table by slot; none beyond its end. */
function slotPrices({ slots }: Event, prices: Float64Array, row: number): SlotPrice[] {
  return slots
    .map(({ id }, t): SlotPrice => [id, prices[row * slots.length + t] ?? 0])
    .filter(([, price]) => price > 0);
}
