/** What meetings are worth, from the wishes they meet. */
import type { Event, Participant, Wish } from '../model/event.js';
import type { Plan } from '../model/outcome.js';
import type { Meeting } from '../model/schedule.js';
import { tidy } from './csv.js';
import { byId } from './indexes.js';

/** Of a meeting by its index in the schedule. */
export interface Worth {
  /** Mutual bonus included, once for each guest of a group who is wished and wishes; in the organiser's units. */
  points(meeting: number): number;
  /** Wished from both sides; of a group, by its host and one guest at least. */
  mutual(meeting: number): boolean;
}

/** Who of two asked: bits. */
const [FIRST, OTHER] = [1, 2];
const BOTH = FIRST | OTHER;

/** O(wishes + people in meetings + meetings of those whose wishes more than one meeting could meet). */
export function worthOf(event: Event, { schedule, wishes }: Pick<Plan, 'schedule' | 'wishes'>): Worth {
  const { meetings } = schedule;
  const points = new Float64Array(meetings.length);
  const askers = new Askers(event, meetings);
  const indexOf = byId(meetings);
  for (const outcome of wishes) {
    const index = outcome.met ? indexOf(outcome.meeting) : undefined;
    if (index === undefined) continue;
    points[index]! += outcome.points;
    const wish = event.wishes.at(outcome.wish)!;
    if (wish.anyOf || wish.as === 'either') askers.noteAll(wish, index);
    else askers.note(wish, wish.to, index);
  }
  return {
    mutual: index => askers.mutual(index) > 0,
    points: index => tidy(points[index]! + askers.mutual(index) * event.mutualBonus),
  };
}

/** Who of the two of a one-to-one, or of host and guest, asked for it. */
class Askers {
  private readonly pairs: Uint8Array;
  /** A group session: bits of each guest. */
  private readonly groups = new Map<number, Map<string, number>>();
  private readonly sessionOf: ReadonlyMap<string, string>;
  private readonly roleOf: ReadonlyMap<string, Participant['role']>;
  /** Made for the first wish that more than one meeting could meet. */
  private agendas: ReadonlyMap<string, number[]> | undefined;

  constructor(
    event: Event,
    private readonly meetings: readonly Meeting[],
  ) {
    this.pairs = new Uint8Array(meetings.length);
    this.sessionOf = new Map(event.slots.map(({ id, session }) => [id, session]));
    this.roleOf = new Map(event.participants.map(({ id, role }) => [id, role]));
  }

  /** A wish for one person speaks for the meeting with that one. */
  note({ from }: Wish, to: string, index: number): void {
    const { kind, participants } = this.meetings[index]!;
    const bit = from === participants[0] ? FIRST : OTHER;
    if (kind === 'pair') {
      this.pairs[index]! |= bit;
      return;
    }
    const guests = this.groups.get(index) ?? new Map<string, number>();
    this.groups.set(index, guests);
    const guest = bit === FIRST ? to : from;
    guests.set(guest, (guests.get(guest) ?? 0) | bit);
  }

  /** A wish that any of several meetings could meet speaks for all of them; `met`: the one that meets it. */
  noteAll(wish: Wish, met: number): void {
    const { from, to, anyOf = [to], as, session } = wish;
    const asked = new Set(anyOf);
    this.agendas ??= agendasOf(this.meetings);
    for (const index of this.agendas.get(from) ?? []) {
      const { kind, slot, participants } = this.meetings[index]!;
      if (as === (kind === 'pair' ? 'seat' : 'pair')) continue;
      if (index !== met && session !== undefined && this.sessionOf.get(slot) !== session) continue;
      const [first, ...others] = participants;
      const hasPlace = (id: string): boolean => kind === 'pair' || this.isGuest(id, from);
      if (first === from) for (const id of others) if (asked.has(id) && hasPlace(id)) this.note(wish, id, index);
      if (asked.has(first!)) this.note(wish, first!, index);
    }
  }

  /** Whether a wish of one who holds sessions for another is for a seat in its own: not where the other holds some to sit in. */
  private isGuest(asked: string, asker: string): boolean {
    return this.roleOf.get(asked) === 'participant' || this.roleOf.get(asker) === 'topic';
  }

  /** How many of the meeting's pairs asked from both sides. O(guests). */
  mutual(index: number): number {
    if (this.pairs[index] === BOTH) return 1;
    return [...(this.groups.get(index)?.values() ?? [])].filter(bits => bits === BOTH).length;
  }
}

function agendasOf(meetings: readonly Meeting[]): ReadonlyMap<string, number[]> {
  const agendas = new Map<string, number[]>();
  for (const [index, { participants }] of meetings.entries()) {
    for (const id of participants) {
      const own = agendas.get(id);
      if (own) own.push(index);
      else agendas.set(id, [index]);
    }
  }
  return agendas;
}
