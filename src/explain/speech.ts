/** Who understands whom, and which interpreters are free. */
import type { Event, Interpreter, Participant } from '../model/event.js';
import type { Meeting } from '../model/schedule.js';
import { add, and, isEmpty, type Mask, minus, or, type SlotMasks } from './masks.js';
import { tiredSlots } from './sequence.js';

type Speaker = Pick<Participant, 'languages'> & Partial<Pick<Participant, 'role'>>;

/** Those who are restricted to languages; a topic is nobody and says nothing. O(people). */
function bound<T extends Speaker>(people: readonly T[]): T[] {
  return people.filter(({ languages, role }) => role !== 'topic' && languages.length > 0);
}

/** Whether people share a language; those without languages in the table understand everybody. O(languages). */
function shareLanguage(people: readonly Speaker[]): boolean {
  const [first, ...others] = bound(people);
  return !first || first.languages.some(one => others.every(({ languages }) => languages.includes(one)));
}

/** Whether an interpreter knows a language of each. O(people · languages). */
export function covers(interpreter: Pick<Interpreter, 'languages'>, people: readonly Speaker[]): boolean {
  return bound(people).every(({ languages }) => languages.some(one => interpreter.languages.includes(one)));
}

/** Interpreters beside the schedule. Without a table of interpreters everybody understands everybody. */
export class Speech {
  private readonly everySlot: Mask;
  /** An interpreter: slots in which it can work; in which it has a meeting; in which it has to rest. */
  private readonly open: readonly Mask[];
  private readonly busy: readonly Mask[];
  private readonly tired: readonly Mask[];
  private readonly indexOf: ReadonlyMap<string, number>;

  /** `held`: indexes of the meetings that have a slot, by slot. O(interpreters × slots + meetings). */
  constructor(
    private readonly event: Event,
    private readonly masks: SlotMasks,
    meetings: readonly Meeting[],
    held: readonly number[],
    slotOf: Int32Array,
  ) {
    const { interpreters } = event;
    this.everySlot = masks.where(() => true);
    this.indexOf = new Map(interpreters.map(({ id }, index) => [id, index]));
    this.open = interpreters.map(one => masks.open(one));
    this.busy = interpreters.map(() => masks.none());
    const agendas: number[][] = interpreters.map(() => []);
    for (const meeting of held) {
      const interpreter = this.indexOf.get(meetings[meeting].interpreter);
      if (interpreter === undefined) continue;
      add(this.busy[interpreter], slotOf[meeting]);
      agendas[interpreter].push(slotOf[meeting]);
    }
    this.tired = interpreters.map(({ maxConsecutive }, at) => tiredSlots(event, masks, agendas[at], maxConsecutive));
  }

  /** Whether these people need an interpreter. O(languages). */
  needed(people: readonly Speaker[]): boolean {
    return this.event.interpreters.length > 0 && !shareLanguage(people);
  }

  /** Indexes of the interpreters who know a language of each. O(interpreters · people). */
  able(people: readonly Speaker[]): number[] {
    return [...this.event.interpreters.keys()].filter(at => covers(this.event.interpreters[at], people));
  }

  /** Slots in which these people would understand one another if there were no other meeting. */
  possible(people: readonly Speaker[]): Mask {
    if (!this.needed(people)) return this.everySlot;
    return this.able(people).reduce((sum, at) => or(sum, this.open[at]), this.masks.none());
  }

  /** Slots in which they understand one another beside the schedule: by themselves, or with an interpreter who is free. */
  spoken(people: readonly Speaker[]): Mask {
    if (!this.needed(people)) return this.everySlot;
    return this.able(people).reduce((sum, at) => or(sum, this.free(at)), this.masks.none());
  }

  /** Whether a session keeps a common way to understand with these people in it. `slot` is that of the session. */
  joins(people: readonly Speaker[], { interpreter }: Meeting, slot: Mask): boolean {
    const own = this.event.interpreters[this.indexOf.get(interpreter) ?? -1];
    if (own && covers(own, people)) return true;
    return !isEmpty(and(this.spoken(people), slot));
  }

  /** Slots in which an interpreter (index) can take one more meeting. O(words). */
  free(interpreter: number): Mask {
    return minus(this.willing(interpreter), this.busy[interpreter]);
  }

  /** Slots in which an interpreter is there at all. O(1). */
  there(interpreter: number): Mask {
    return this.open[interpreter];
  }

  /** Slots in which those who could interpret are there but have to rest. */
  resting(people: readonly Speaker[], slots: Mask): number[] {
    return this.able(people).filter(at => !isEmpty(and(and(this.open[at], this.tired[at]), slots)));
  }

  /** Ids of those who interpret these people's languages, to know a meeting in the way from another. */
  ids(people: readonly Speaker[]): ReadonlySet<string> {
    return new Set(this.able(people).map(at => this.event.interpreters[at].id));
  }

  private willing(interpreter: number): Mask {
    return minus(this.open[interpreter], this.tired[interpreter]);
  }
}

/** `Ann (A) speaks ja, Ben (B) speaks fr or de` */
export function tongues(people: readonly Participant[], nameOf: (person: Participant) => string): string {
  return bound(people)
    .map(person => `${nameOf(person)} speaks ${person.languages.join(' or ')}`)
    .join(', ');
}

/**
 * A smallest-looking set of languages such that everyone knows one of them, sorted: what an interpreter of these people
 * would have to know. Greedy: the language of most people first, then the one that stands first in someone's list, then
 * by name. O(people · languages²).
 */
export function languagesBetween(people: readonly Speaker[]): string[] {
  let left = bound(people).map(({ languages }) => languages);
  const chosen: string[] = [];
  while (left.length > 0) {
    const rank = new Map<string, { count: number; place: number }>();
    for (const languages of left) {
      for (const [place, language] of languages.entries()) {
        const known = rank.get(language);
        rank.set(language, { count: (known?.count ?? 0) + 1, place: Math.min(known?.place ?? place, place) });
      }
    }
    const [best] = [...rank].sort(([a, x], [b, y]) => y.count - x.count || x.place - y.place || (a < b ? -1 : 1))[0];
    chosen.push(best);
    left = left.filter(languages => !languages.includes(best));
  }
  return chosen.sort();
}
