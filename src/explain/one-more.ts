/** What one more interpreter would add to a schedule that stays as it is. */

import type { Participant } from '../model/event.js';
import { groupTermsOf } from '../model/ways-to-meet.js';
import { breaksWith } from './breaks.js';
import { neverLine, peopleOf } from './fixed.js';
import type { Lack } from './lacks.js';
import { has } from './masks.js';
import { findsRoom, peopleIn, smallest, spent } from './places.js';
import { seatsOf } from './rooms.js';
import { tiredSlots } from './sequence.js';
import type { Situation } from './situation.js';
import { covers } from './speech.js';

/** One meeting that the interpreter would take. */
export interface Addition {
  /** Index. */
  readonly slot: number;
  readonly kind: 'pair' | 'group';
  /** Ids of those who come: the two of a one-to-one; host and guests of a new session; the guests who join one. */
  readonly people: readonly string[];
  /** Index of the session that they join. */
  readonly session: number | undefined;
  /** Wished one-to-ones or seats in it. */
  readonly count: number;
}

interface Proposal extends Addition {
  readonly points: number;
  /** Indexes of those whose agendas grow. */
  readonly booked: readonly number[];
  /** Those whose wishes are met. */
  readonly served: readonly Lack[];
  /** The host of a new session. */
  readonly host: number | undefined;
}

/**
 * Slot by slot the meeting that serves most wishes (then most points), every rule kept and nothing moved. The interpreter
 * knows these languages, is there in every slot and needs no rest. Pairs that order.csv names are left out. Greedy: a
 * lower estimate. O(slots · (lacks + people in sessions) · slots).
 */
export function oneMore(
  situation: Situation,
  languages: readonly string[],
  lacks: readonly Lack[],
  pointsOf: (lack: Lack) => number,
): Addition[] {
  const ordered = orderedPairs(situation);
  const usable = lacks.filter(
    ({ way: { couple } }) => !ordered.has(couple.key) && covers({ languages }, peopleOf(situation, couple)),
  );
  const day = new Day(situation, languages, usable, pointsOf);
  return situation.event.slots.flatMap((_, slot) => {
    const best = day.best(slot);
    if (best) day.book(best);
    return best ?? [];
  });
}

function orderedPairs(situation: Situation): Set<number> {
  const { order } = situation.event;
  return new Set(order.flatMap(({ before, after }) => [situation.keyOf(...before), situation.keyOf(...after)]));
}

/** The schedule with what was added so far. In a slot there is at most one addition. */
class Day {
  /** A participant: slots that were added to its agenda. */
  private readonly more = new Map<number, number[]>();
  /** Keys of the pairs that were added, and the wishes that were met so. */
  private readonly joined = new Set<number>();
  private readonly met = new Set<number>();
  /** A host: sessions that were added. */
  private readonly opened = new Map<number, number>();

  constructor(
    private readonly situation: Situation,
    private readonly languages: readonly string[],
    private readonly lacks: readonly Lack[],
    private readonly pointsOf: (lack: Lack) => number,
  ) {}

  best(slot: number): Proposal | undefined {
    const here = this.lacks.filter(
      ({ slots, wish, way }) => has(slots, slot) && !this.joined.has(way.couple.key) && !this.met.has(wish),
    );
    const byHost = new Map<number, Lack[]>();
    let best: Proposal | undefined;
    const offer = (next: Proposal | undefined) => {
      if (!next || next.count === 0) return;
      if (!best || next.count > best.count || (next.count === best.count && next.points > best.points)) best = next;
    };
    for (const lack of here) {
      const { seat } = lack.way;
      if (!seat) {
        offer(this.pair(lack, slot));
        continue;
      }
      const own = byHost.get(seat.host);
      if (own) own.push(lack);
      else byHost.set(seat.host, [lack]);
    }
    for (const [host, own] of byHost) offer(this.session(host, own, slot));
    return best;
  }

  book({ slot, booked, served, host }: Proposal): void {
    for (const person of booked) this.more.set(person, [...(this.more.get(person) ?? []), slot]);
    for (const { wish, way } of served) {
      this.met.add(wish);
      this.joined.add(way.couple.key);
    }
    if (host !== undefined) this.opened.set(host, (this.opened.get(host) ?? 0) + 1);
  }

  private pair(lack: Lack, slot: number): Proposal | undefined {
    const { couple } = lack.way;
    const people = peopleOf(this.situation, couple);
    const booked = [couple.from, couple.to];
    if (!this.understands(people) || !booked.every(person => this.fits(person, slot))) return undefined;
    const points = this.pointsOf(lack);
    const ids = people.map(({ id }) => id);
    return {
      slot,
      kind: 'pair',
      people: ids,
      session: undefined,
      count: 1,
      points,
      booked,
      served: [lack],
      host: undefined,
    };
  }

  /** As many guests as fit, those with most points first: into the session that is held, or into one more. */
  private session(host: number, lacks: readonly Lack[], slot: number): Proposal | undefined {
    const { situation } = this;
    const session = situation.sessions.of(host).get(slot);
    const isNew = session === undefined;
    if (isNew && !this.mayOpen(host, slot)) return undefined;
    const row = situation.event.participants[host];
    const terms = groupTermsOf(row);
    const people = isNew ? [row] : peopleIn(situation, session);
    const already = people.length;
    const served: Lack[] = [];
    const guests: number[] = [];
    for (const lack of [...lacks].sort((a, b) => this.pointsOf(b) - this.pointsOf(a) || a.wish - b.wish)) {
      const { way } = lack;
      if (!way.seat || people.length > terms.max || isServed(lack, served)) continue;
      const { guest } = way.seat;
      const next = [...people, situation.event.participants[guest]];
      if (!this.fits(guest, slot) || !this.understands(next) || this.clashes(people, guest)) continue;
      if (!(isNew ? this.roomForNew(lack, next, slot) : findsRoom(situation, next, session, slot))) continue;
      people.push(situation.event.participants[guest]);
      guests.push(guest);
      served.push(lack);
    }
    if (isNew && guests.length < terms.min) return undefined;
    const ids = people.slice(isNew ? 0 : already).map(({ id }) => id);
    const points = served.reduce((sum, lack) => sum + this.pointsOf(lack), 0);
    const booked = isNew ? [host, ...guests] : guests;
    const [count, opened] = [guests.length, isNew ? host : undefined];
    return { slot, kind: 'group', people: ids, session, count, points, booked, served, host: opened };
  }

  private mayOpen(host: number, slot: number): boolean {
    const { sessions: most = Number.POSITIVE_INFINITY } = groupTermsOf(this.situation.event.participants[host]);
    if (spent(this.situation, host)) return false;
    const held = this.situation.sessions.of(host).size + (this.opened.get(host) ?? 0);
    return held < most && this.fits(host, slot);
  }

  private roomForNew(lack: Lack, people: readonly Participant[], slot: number): boolean {
    const least = lack.way.seat ? smallest(this.situation, lack.way.seat).seats : 0;
    const seats = Math.max(least, seatsOf(people));
    return has(this.situation.rooms.group.vacant.slotsFor(people, seats), slot);
  }

  private understands(people: readonly Participant[]): boolean {
    return covers({ languages: this.languages }, people);
  }

  /** Whether somebody of a session may not sit with a guest; the host, its first, is judged by the wish. */
  private clashes(people: readonly Participant[], guest: number): boolean {
    const { situation } = this;
    return people.slice(1).some(({ id }) => neverLine(situation, situation.people.get(id)!, guest) !== undefined);
  }

  /** Whether a participant, free in the slot, may have one more meeting there beside those that were added. */
  private fits(person: number, slot: number): boolean {
    const { event, agendas, masks, slotOf } = this.situation;
    const { maxMeetings, maxConsecutive, maxBreaks } = event.participants[person];
    const more = this.more.get(person) ?? [];
    const held = agendas.of(person);
    if (held.length + more.length >= (maxMeetings ?? Number.POSITIVE_INFINITY)) return false;
    const busy = [...held.map(meeting => slotOf[meeting]), ...more];
    if (has(tiredSlots(event, masks, busy, maxConsecutive), slot)) return false;
    return maxBreaks === undefined || breaksWith(this.situation, person, [...more, slot]) <= maxBreaks;
  }
}

/** Whether the wish or the pair of a lack is served already. */
function isServed({ wish, way }: Lack, served: readonly Lack[]): boolean {
  return served.some(other => other.wish === wish || other.way.couple.key === way.couple.key);
}
