/** Who understands whom: a language that all know, or an interpreter who knows a language of each. */
import { Calendar } from './calendar.js';
import type { Event, Participant } from './event.js';
import type { RoomSet } from './room-limits.js';

/** Languages and interpreters of an event as bits: languages first, then interpreters. */
export class Ways {
  readonly languages: number;
  readonly count: number;
  private readonly bitOf = new Map<string, number>();
  /** Ways open to one who speaks this list of languages, by the list. */
  private readonly known = new Map<string, Int32Array>();

  /** O(participants + interpreters). */
  constructor(private readonly event: Event) {
    for (const { languages } of event.participants)
      for (const language of languages) if (!this.bitOf.has(language)) this.bitOf.set(language, this.bitOf.size);
    this.languages = this.bitOf.size;
    this.count = this.languages + event.interpreters.length;
  }

  /** 32-bit words of a set of ways. */
  get words(): number {
    return Math.max(1, (this.count + 31) >> 5);
  }

  /** Every way for those who have no restriction, and for topics, which say nothing. O(1) once a list of languages is known. */
  of({ languages: own, role }: Participant): Int32Array {
    const languages = role === 'topic' ? [] : own;
    const key = languages.join(' ');
    let ways = this.known.get(key);
    if (!ways) {
      ways = this.compute(languages);
      this.known.set(key, ways);
    }
    return ways;
  }

  private compute(languages: readonly string[]): Int32Array {
    const ways = new Int32Array(this.words);
    if (languages.length === 0) return ways.fill(-1);
    const open = (way: number): void => {
      ways[way >> 5] |= 1 << (way & 31);
    };
    for (const language of languages) open(this.bitOf.get(language)!);
    this.event.interpreters.forEach((interpreter, i) => {
      if (interpreter.languages.some(language => languages.includes(language))) open(this.languages + i);
    });
    return ways;
  }

  /** The interpreters who would do for two people; empty: none is needed; `undefined`: nobody can. O(ways). */
  interpretersFor(a: Participant, b: Participant): RoomSet | undefined {
    if (a.languages.length === 0 || b.languages.length === 0) return [];
    const [first, second] = [this.of(a), this.of(b)];
    const isOpen = (way: number): boolean => (((first[way >> 5] & second[way >> 5]) >>> (way & 31)) & 1) === 1;
    for (let way = 0; way < this.languages; way++) if (isOpen(way)) return [];
    const able = this.event.interpreters.flatMap((_, i) => (isOpen(this.languages + i) ? [i] : []));
    return able.length === 0 ? undefined : able;
  }
}

/** Slots of each interpreter: interpreters × words of the slots. O(interpreters × slots). */
export function interpreterSlots(event: Event): Int32Array {
  const calendar = new Calendar(event);
  const open = new Int32Array(event.interpreters.length * calendar.words);
  event.interpreters.forEach((interpreter, i) => {
    calendar.write(open, i * calendar.words, interpreter);
  });
  return open;
}
