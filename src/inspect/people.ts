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
  /** Number of its side and organisation; -1 for none. */
  readonly side: Int32Array;
  readonly organisation: Int32Array;
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
    side: numbered(participants.map(({ side }) => side)),
    organisation: numbered(participants.map(({ organisation }) => organisation)),
    topic: Uint8Array.from(participants, ({ role }) => (role === 'topic' ? 1 : 0)),
  };
}

/** Equal labels get equal numbers; an empty one -1. O(labels). */
export function numbered(labels: readonly string[]): Int32Array {
  const numbers = new Map<string, number>([['', -1]]);
  return Int32Array.from(labels, label => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size - 1);
    return numbers.size - 2;
  });
}
