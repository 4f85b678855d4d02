/** Who may meet when, as bit masks and numbers. */
import { Calendar } from '../model/calendar.js';
import type { Event } from '../model/event.js';

/** Participants by index. Masks are rows of `words` 32-bit words; slot t is bit (t & 31) of word (t >> 5). */
export interface People {
  readonly calendar: Calendar;
  readonly words: number;
  readonly indexOf: ReadonlyMap<string, number>;
  /** Slots in which each is available: people × words. */
  readonly open: Int32Array;
  /** 1 for topics, which are nobody. */
  readonly topic: Uint8Array;
}

/** O(people × slots). */
export function readPeople(event: Event): People {
  const calendar = new Calendar(event);
  const { participants } = event;
  const open = new Int32Array(participants.length * calendar.words);
  participants.forEach((person, index) => {
    calendar.write(open, index * calendar.words, person);
  });
  return {
    calendar,
    words: calendar.words,
    indexOf: new Map(participants.map(({ id }, index) => [id, index])),
    open,
    topic: Uint8Array.from(participants, ({ role }) => (role === 'topic' ? 1 : 0)),
  };
}
