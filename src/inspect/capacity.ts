/** How many meetings slots, tables and people hold, and how many the wishes need. */
import type { Event } from '../model/event.js';
import { hasBit } from '../model/problem.js';
import { POSSIBLE } from './chances.js';
import type { Doors } from './doors.js';
import { fewestWishes, type Loads } from './loads.js';
import { size } from './masks.js';
import { Pairing } from './pairing.js';
import type { Capacity, SlotCapacity } from './report.js';
import type { Found, Verdicts } from './verdicts.js';

/** O((people + rooms + links) × slots). */
export function readCapacity(event: Event, doors: Doors, found: Found, loads: Loads, verdicts: Verdicts): Capacity {
  const { people, hosts, survey } = found;
  const pairs = new Pairs(found);
  const bySlot = slotCapacities(event, doors.tables(), found, pairs);
  const ofSlots = bySlot.map(slot => slot.tables ?? Number.POSITIVE_INFINITY);
  const tables = ofSlots.reduce((sum, slot) => sum + slot, 0);
  const largest = ofSlots.reduce((most, slot) => Math.max(most, slot), 0);
  const meetingsWished = fewestMeetings(found, verdicts);
  const busiest = busiestPerson(event, loads);
  return {
    slots: event.slots.length,
    rooms: event.rooms === undefined ? null : event.rooms.length,
    tables: finite(tables),
    personSlots: event.participants.reduce(
      (sum, { parallel }, person) => sum + parallel * size(people.open, person, people.words),
      0,
    ),
    bySlot,
    mostMeetings: mostMeetings(event, bySlot, found, loads, pairs),
    meetingsWished,
    needed: {
      slots: busiest?.slots ?? 0,
      slotsWithTables: largest > 0 && finite(largest) ? Math.ceil(meetingsWished / largest) : null,
      busiest: busiest === undefined ? null : event.participants[busiest.person].id,
      tables: Math.ceil(meetingsWished / Math.max(1, event.slots.length)),
    },
    seats: {
      hosts: hosts.person.length,
      offered: loads.seats.reduce((sum, seats) => sum + seats, 0),
      wished: survey.needs - survey.pairNeeds,
    },
  };
}

/**
 * At least so many wishes that can be met stay unmet, since no schedule has more than `most` meetings: those are best
 * spent on sessions with many guests, then on anything else. O(needs of hosts).
 */
export function unmetForTables({ hosts, survey }: Found, most: number): number {
  const sessions: number[] = [];
  hosts.person.forEach((person, host) => {
    const seats = hosts.most[host];
    let left = Math.min(survey.hosted[person] + survey.flexible[person], hosts.sessions[host] * seats);
    for (; left > 0; left -= seats) sessions.push(Math.min(left, seats));
  });
  const held = sessions.sort((x, y) => y - x).slice(0, most);
  const met = held.reduce((sum, guests) => sum + guests, most - held.length);
  return fewestWishes(Math.max(0, survey.needs - met), survey.needs - survey.doubleNeeds);
}

function slotCapacities(event: Event, tables: Float64Array, found: Found, pairs: Pairs): SlotCapacity[] {
  const { people, survey, hosts } = found;
  const sides = sidesOf(event);
  return event.slots.map(({ id }, slot) => {
    const there = Int32Array.from(event.participants, ({ parallel }, person) =>
      hasBit(survey.useful, person * people.words, slot) ? parallel : 0,
    );
    const { total, meetings } = pairable(event, sides, there);
    const sessions = hosts.person.reduce((sum, person) => sum + there[person], 0);
    const inSlot = Math.min(tables[slot], meetings, survey.inSlot[slot]);
    return {
      slot: id,
      tables: finite(tables[slot]),
      places: total,
      meetings: Math.min(inSlot, sessions + pairs.most(there, inSlot, slot)),
    };
  });
}

function mostMeetings(event: Event, bySlot: readonly SlotCapacity[], found: Found, loads: Loads, pairs: Pairs): number {
  const { survey, hosts } = found;
  const held = loads.places.map((places, person) => Math.min(places, loads.partners[person]));
  const { meetings } = pairable(event, sidesOf(event), held);
  const inSlots = bySlot.reduce((sum, slot) => sum + slot.meetings, 0);
  const sessions = hosts.sessions.reduce((sum, most) => sum + most, 0);
  const most = Math.min(inSlots, meetings, survey.possible + sessions);
  return Math.min(most, sessions + pairs.most(loads.places, most));
}

/** With more links, slots are bounded by tables and people alone: pairing the people of each would take minutes. */
const MOST_LINKS_BY_SLOT = 200_000;

/** The one-to-ones that are possible, and how many of them people can hold. */
class Pairs {
  private readonly links: Int32Array;
  private readonly pairing: Pairing;

  constructor(private readonly found: Found) {
    const { links, survey } = found;
    const possible = new Int32Array(links.count);
    let count = 0;
    for (let link = 0; link < links.count; link++) if (survey.pair[link] === POSSIBLE) possible[count++] = link;
    this.links = possible.slice(0, count);
    const a = this.links.map(link => links.a[link]);
    const b = this.links.map(link => links.b[link]);
    this.pairing = new Pairing({ nodes: survey.partners.length, count, a, b, worth: undefined });
  }

  /** No schedule has more of them, in that slot or in all; at most `enough`. O(people + links). */
  most(places: Int32Array, enough: number, slot?: number): number {
    const { people, survey } = this.found;
    if (slot === undefined) return this.pairing.bound(places, enough);
    if (this.links.length * people.words > MOST_LINKS_BY_SLOT) return enough;
    return this.pairing.bound(places, enough, edge => hasBit(survey.pairSlots, this.links[edge] * people.words, slot));
  }
}

/** The side of each person where every meeting joins two, else `undefined`. */
function sidesOf({ participants, rules }: Event): ReadonlyMap<string, number> | undefined {
  if (!rules.acrossSides || participants.some(({ role }) => role === 'topic')) return undefined;
  const labels = [...new Set(participants.map(({ side }) => side))];
  return new Map(labels.map((label, index) => [label, index]));
}

/** Most meetings that so many places of each person make: two each, and of two sides where they have to be. */
function pairable(
  { participants }: Event,
  sides: ReadonlyMap<string, number> | undefined,
  placesOf: Int32Array,
): { total: number; meetings: number } {
  const ofSide = new Float64Array(sides?.size ?? 0);
  let total = 0;
  participants.forEach(({ side }, person) => {
    const places = placesOf[person];
    total += places;
    if (sides) ofSide[sides.get(side)!] += places;
  });
  const meetings = Math.floor(total / 2);
  return { total, meetings: sides ? Math.min(meetings, total - Math.max(0, ...ofSide)) : meetings };
}

/** Seats that either of two hosts could offer are left out: they may be free in the other's session. */
function fewestMeetings({ hosts, survey }: Found, verdicts: Verdicts): number {
  // One meeting may serve two wishes for organisations, one of each side.
  const alone = survey.pairNeeds + Math.ceil(verdicts.pairNeeds / 2);
  return hosts.person.reduce((sum, person, host) => {
    const seats = survey.hosted[person] + survey.flexible[person] - survey.shared[person];
    return sum + (seats > 0 ? Math.ceil(seats / hosts.most[host]) : 0);
  }, alone);
}

function busiestPerson({ participants }: Event, { needed }: Loads): { person: number; slots: number } | undefined {
  let best: { person: number; slots: number } | undefined;
  participants.forEach(({ parallel }, person) => {
    const slots = Math.ceil(needed[person] / parallel);
    if (slots > (best?.slots ?? 0)) best = { person, slots };
  });
  return best;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
