/** When two people understand each other: always, or when an interpreter for them is there. */
import type { Event } from '../model/event.js';
import { join, meet } from './masks.js';
import type { People } from './people.js';

/** Without a table of interpreters everybody understands everybody. */
export class Speech {
  /** Number of each person's list of languages; equal lists are one. */
  private readonly tongue: Int32Array;
  private readonly tongues: string[][] = [];
  /** By the tongues of two: slots in which an interpreter for them is there; `undefined`: none is needed. */
  private readonly known = new Map<number, Int32Array | undefined>();
  private readonly needed: boolean;

  /** O(people). */
  constructor(
    private readonly event: Event,
    private readonly people: People,
  ) {
    this.needed = event.interpreters.length > 0;
    this.tongue = numbered(event.participants.map(({ languages }) => languages.join(';')));
    event.participants.forEach(({ languages }, person) => {
      if (this.tongue[person] >= 0) this.tongues[this.tongue[person]] ??= [...languages];
    });
  }

  /**
   * Takes from `mask` the slots in which the two do not understand each other; whether any is left. A topic, being nobody,
   * understands everybody. O(words) once two lists of languages were seen together.
   */
  understood(mask: Int32Array, x: number, y: number): boolean {
    if (!this.needed || this.people.topic[x] === 1 || this.people.topic[y] === 1) return true;
    const [first, second] = [this.tongue[x], this.tongue[y]];
    if (first < 0 || second < 0 || first === second) return true;
    const key = first * this.event.participants.length + second;
    if (!this.known.has(key)) this.known.set(key, this.interpreted(this.tongues[first], this.tongues[second]));
    const slots = this.known.get(key);
    return slots === undefined || meet(mask, slots, 0);
  }

  private interpreted(first: readonly string[], second: readonly string[]): Int32Array | undefined {
    if (first.some(language => second.includes(language))) return undefined;
    const slots = new Int32Array(this.people.words);
    const knowsOneOf = (known: readonly string[], some: readonly string[]) => known.some(one => some.includes(one));
    for (const interpreter of this.event.interpreters) {
      const { languages } = interpreter;
      if (!knowsOneOf(languages, first) || !knowsOneOf(languages, second)) continue;
      const open = new Int32Array(this.people.words);
      this.people.calendar.write(open, 0, interpreter);
      join(slots, 0, open);
    }
    return slots;
  }
}

/** Equal labels get equal numbers; an empty one -1. O(labels). */
function numbered(labels: readonly string[]): Int32Array {
  const numbers = new Map<string, number>([['', -1]]);
  return Int32Array.from(labels, label => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size - 1);
    return numbers.size - 2;
  });
}
