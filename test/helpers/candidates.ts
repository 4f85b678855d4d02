/** The meetings that an event allows at all, for the two oracles. Plain and slow, straight from FORMATS. */
import type { Event, Participant, Wish } from '../../src/model/event.js';
import { admits, isOpen, isPairSlot } from './bed.js';
import { areColleagues } from './speech.js';

/** A ten-thousandth of a point: three decimals of a score times one of a weight. */
export const UNITS = 10_000;

export interface Candidate {
  readonly people: readonly [Participant, Participant];
  /** Units of the meeting: its wishes and the mutual bonus. Whole. */
  readonly units: number;
  /** Indexes of the slots in which it may take place. */
  readonly slots: readonly number[];
  /** Ids of the rooms it may use when they are open; `undefined`: any. */
  readonly rooms: readonly string[] | undefined;
  /** It must take place. */
  readonly compulsory: boolean;
}

/** All pairs that are wished or locked and may meet; a compulsory one is there even without a slot. */
export function candidatesOf(event: Event): Candidate[] {
  const counted = [...event.wishes].filter(({ kind }) => kind !== 'never');
  const pairs = [...counted.map(({ from, to }) => [from, to]), ...event.locks.map(({ participants }) => participants)];
  const different = new Map(pairs.map(([a, b]) => [[a, b].sort().join(';'), [a, b] as const]));
  return [...different.values()]
    .map(([a, b]) => candidateOf(event, a, b))
    .filter(({ slots, compulsory }) => compulsory || slots.length > 0);
}

function candidateOf(event: Event, a: string, b: string): Candidate {
  const person = (id: string) => event.participants.find(participant => participant.id === id)!;
  const people = [person(a), person(b)] as const;
  const isPair = (ids: readonly string[]) => ids.includes(a) && ids.includes(b);
  const locks = event.locks.filter(({ participants }) => isPair(participants));
  const wishes = [...event.wishes].filter(({ from, to }) => isPair([from, to]));
  const allowed = mayMeet(event, people) && wishes.every(({ kind }) => kind !== 'never');
  const slots = event.slots
    .map((_, index) => index)
    .filter(slot => allowed && people.every(one => isOpen(one, event.slots[slot])))
    .filter(slot => isPairSlot(event, event.slots[slot], a, b))
    .filter(slot => locks.every(lock => lock.slot === event.slots[slot].id));
  const rooms = event.rooms
    ?.filter(room => admits(room, people) && locks.every(lock => lock.room === undefined || lock.room === room.id))
    .map(({ id }) => id);
  const hard = wishes.some(({ kind }) => kind === 'must' || (event.rules.allWishes && kind === 'wish'));
  return { people, units: unitsOf(event, wishes), slots, rooms, compulsory: hard || locks.length > 0 };
}

function mayMeet(event: Event, [first, second]: readonly [Participant, Participant]): boolean {
  if (areColleagues(event, first, second)) return false;
  const { rules } = event;
  return !rules.acrossSides || (first.side !== '' && second.side !== '' && first.side !== second.side);
}

function unitsOf(event: Event, wishes: readonly Wish[]): number {
  const counted = wishes.filter(({ kind }) => kind !== 'never');
  const ranks = [...event.wishes].filter(({ kind }) => kind !== 'never').map(({ rank }) => rank ?? 0);
  const largest = Math.max(0, ...ranks);
  const mutual = new Set(counted.map(({ from }) => from)).size === 2;
  const units = counted.map(({ from, rank, score }) => {
    const weight = event.participants.find(({ id }) => id === from)!.weight;
    const points = rank !== undefined ? largest + 1 - rank : (score ?? 1);
    return Math.round(points * 1000) * Math.round(weight * 10);
  });
  return units.reduce((sum, one) => sum + one, mutual ? Math.round(event.mutualBonus * UNITS) : 0);
}
