/** Good schedules with one defect, and the events in which they are one. */
import type { Event, Interpreter, Participant, Room, Slot, Wish } from '../../src/model/event.js';
import type { RuleId } from '../../src/model/rules.js';
import type { Meeting } from '../../src/model/schedule.js';

/** One defect in a good schedule. */
export interface Defect {
  readonly rule: RuleId;
  readonly name: string;
  /** Changes of the schedule: of a row by its id, or a new row. */
  readonly row?: Partial<Meeting> & Pick<Meeting, 'id'>;
  readonly event?: (event: Event) => Event;
  /** What the violation says and where. */
  readonly line: number;
  readonly meetings: readonly string[];
  readonly says: readonly string[];
}

type Change = (event: Event) => Event;

function oneOf<T extends { readonly id: string }>(list: readonly T[], id: string, change: Partial<T>): T[] {
  return list.map(one => (one.id === id ? { ...one, ...change } : one));
}

export const person =
  (id: string, change: Partial<Participant>): Change =>
  event => ({ ...event, participants: oneOf(event.participants, id, change) });

export const room =
  (id: string, change: Partial<Room>): Change =>
  event => ({ ...event, rooms: oneOf(event.rooms!, id, change) });

export const slot =
  (id: string, change: Partial<Slot>): Change =>
  event => ({ ...event, slots: oneOf(event.slots, id, change) });

export const interpreter =
  (id: string, change: Partial<Interpreter>): Change =>
  event => ({ ...event, interpreters: oneOf(event.interpreters, id, change) });

export const wish =
  (from: string, to: string, change: Partial<Wish>): Change =>
  event => ({
    ...event,
    wishes: [...event.wishes].map(one => (one.from === from && one.to === to ? { ...one, ...change } : one)),
  });

export const noWish =
  (from: string, to: string): Change =>
  event => ({ ...event, wishes: [...event.wishes].filter(one => one.from !== from || one.to !== to) });

export const moreWishes =
  (...wishes: (Partial<Wish> & Pick<Wish, 'from' | 'to'>)[]): Change =>
  event => {
    const none = { anyOf: undefined, score: undefined, session: undefined, note: '' };
    const blank = { ...none, kind: 'wish', as: 'pair', rank: 1, line: 99 } as const;
    return { ...event, wishes: [...event.wishes, ...wishes.map(one => ({ ...blank, ...one }))] };
  };

/** All of them, the first one first. */
export const both =
  (...changes: Change[]): Change =>
  event =>
    changes.reduce((so, change) => change(so), event);

/** The rows with one changed, or a new one behind them. */
export function changed(meetings: readonly Meeting[], row: Defect['row']): readonly Meeting[] {
  if (!row) return meetings;
  if (!meetings.some(({ id }) => id === row.id)) return [...meetings, { ...meetings[0], ...row }];
  return meetings.map(meeting => (meeting.id === row.id ? { ...meeting, ...row } : meeting));
}
