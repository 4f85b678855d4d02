/** What the tables allow at all: which one-to-ones, in which slots, for how much, and how many promises. */
import type { Event, Participant } from '../../model/event.js';
import { type PointScale, pointScale } from '../points.js';
import { worksIn } from '../rules/people.js';
import { openSlots } from '../rules/slots.js';
import { surveyWishes } from '../wishes.js';
import { type WishedPair, wishedPairs } from './pairs.js';
import { type RoomChoice, RoomChoices } from './rooms.js';

/** A one-to-one that some slot has room for. */
export interface Candidate extends Pick<WishedPair, 'a' | 'b' | 'units' | 'compulsory'> {
  readonly choice: RoomChoice;
  /** A slot: 1 where sessions and locks allow it; `undefined`: everywhere. */
  readonly allowed: Uint8Array | undefined;
}

export interface Ground {
  readonly event: Event;
  readonly peopleIndex: ReadonlyMap<string, number>;
  readonly slotIndex: ReadonlyMap<string, number>;
  readonly scale: PointScale;
  readonly rooms: RoomChoices;
  /** People × slots: 1 where the person is available. */
  readonly open: Uint8Array;
  readonly candidates: readonly Candidate[];
  /** Most promises of each participant that can be kept. */
  readonly possible: Float64Array;
}

/** O(people × slots + wishes × slots + rooms × slots for each different choice of rooms). */
export function survey(event: Event): Ground {
  const indexOf = (items: readonly { readonly id: string }[]) => new Map(items.map(({ id }, index) => [id, index]));
  const peopleIndex = indexOf(event.participants);
  const slotIndex = indexOf(event.slots);
  const scale = pointScale(event, surveyWishes(event, peopleIndex, new Map()));
  const rooms = new RoomChoices(event);
  const ground = { event, peopleIndex, slotIndex, scale, rooms, open: openings(event) };
  const candidates = wishedPairs(event, peopleIndex, scale)
    .filter(({ a, b }) => mayMeet(event, event.participants[a], event.participants[b]))
    .map((pair): Candidate => {
      const lockedIn = pair.locks?.flatMap(({ room }) => (room === undefined ? [] : [room])) ?? [];
      const choice = rooms.of([event.participants[pair.a], event.participants[pair.b]], lockedIn);
      const { a, b, units, compulsory } = pair;
      return { a, b, units, compulsory, choice, allowed: allowedSlots(event, pair) };
    })
    .filter(candidate => event.slots.some((_, t) => fits(ground.open, candidate, t, event.slots.length)));
  return { ...ground, candidates, possible: possiblePromises(event, candidates, ground.open) };
}

/** Whether a meeting may take place in a slot. O(1). */
export function fits(open: Uint8Array, { a, b, choice, allowed }: Candidate, t: number, slots: number): boolean {
  return (
    open[a * slots + t] === 1 &&
    open[b * slots + t] === 1 &&
    choice.open[t] === 1 &&
    (allowed === undefined || allowed[t] === 1)
  );
}

function openings({ participants, slots, timezone }: Event): Uint8Array {
  const openOf = openSlots(slots);
  const open = new Uint8Array(participants.length * slots.length);
  participants.forEach((person, p) => {
    const ids = openOf(person);
    slots.forEach((slot, t) => {
      if (ids.has(slot.id) && worksIn(person, slot, timezone)) open[p * slots.length + t] = 1;
    });
  });
  return open;
}

function mayMeet({ rules }: Event, a: Participant, b: Participant): boolean {
  return !rules.acrossSides || (a.side !== '' && b.side !== '' && a.side !== b.side);
}

function allowedSlots({ slots }: Event, { sessions = [], locks = [] }: WishedPair): Uint8Array | undefined {
  if (sessions.length === 0 && locks.length === 0) return undefined;
  return Uint8Array.from(slots, ({ id, session }) =>
    sessions.every(label => label === session) && locks.every(lock => lock.slot === id) ? 1 : 0,
  );
}

/** min(min_meetings, its candidates, its places, max_meetings) of each participant. */
function possiblePromises(event: Event, candidates: readonly Candidate[], open: Uint8Array): Float64Array {
  const meetings = new Float64Array(event.participants.length);
  for (const { a, b } of candidates) for (const p of [a, b]) meetings[p]++;
  const T = event.slots.length;
  return meetings.map((count, p) => {
    const { minMeetings, maxMeetings = count, parallel } = event.participants[p];
    const slots = open.subarray(p * T, (p + 1) * T).reduce((sum, one) => sum + one, 0);
    return Math.min(minMeetings, count, slots * parallel, maxMeetings);
  });
}
