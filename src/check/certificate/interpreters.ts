/** Which interpreters a one-to-one could have, and when one of them is there. */
import type { Event, Participant } from '../../model/event.js';
import { openSlots } from '../rules/slots.js';

/** The interpreters of whom some meetings need one. */
export interface InterpreterChoice {
  /** Ids; `undefined`: none is needed. */
  readonly interpreters: ReadonlySet<string> | undefined;
  /** A slot: 1 if one of them is available, or none is needed. */
  readonly open: Uint8Array;
}

/** Tells the choice of each meeting; equal choices are one object. O(1) a meeting, O(interpreters × slots) a new choice. */
export class InterpreterChoices {
  readonly ids: ReadonlySet<string>;
  private readonly choices = new Map<string, InterpreterChoice>();
  private readonly openOf = new Map<string, Uint8Array>();
  private readonly none: InterpreterChoice;

  constructor(private readonly event: Event) {
    const { interpreters, slots } = event;
    this.ids = new Set(interpreters.map(({ id }) => id));
    const open = openSlots(interpreters, slots);
    for (const [index, { id }] of interpreters.entries())
      this.openOf.set(id, open.subarray(index * slots.length, (index + 1) * slots.length));
    this.none = { interpreters: undefined, open: new Uint8Array(slots.length).fill(1) };
  }

  of([a, b]: readonly [Participant, Participant]): InterpreterChoice {
    if (this.ids.size === 0 || a.languages.length === 0 || b.languages.length === 0) return this.none;
    if (a.languages.some(language => b.languages.includes(language))) return this.none;
    const key = JSON.stringify([a.languages, b.languages]);
    const known = this.choices.get(key) ?? this.choose(a.languages, b.languages);
    this.choices.set(key, known);
    return known;
  }

  /** Whether an interpreter is available in a slot (index). */
  isOpen(id: string, slot: number): boolean {
    return this.openOf.get(id)?.[slot] === 1;
  }

  private choose(one: readonly string[], other: readonly string[]): InterpreterChoice {
    const able = this.event.interpreters
      .filter(({ languages }) => [one, other].every(list => list.some(language => languages.includes(language))))
      .map(({ id }) => id);
    const open = Uint8Array.from(this.event.slots, (_, t) => (able.some(id => this.isOpen(id, t)) ? 1 : 0));
    return { interpreters: new Set(able), open };
  }
}
