/**
 * Meetings that are several items, their *parts*, of which at most one takes place. Some are worth more in some sessions of
 * slots than in others: a wish with a choice asks for them in one session, and another wish whenever. Some are held for
 * one of several wishes that others could meet instead: that one is the *reason* of the part.
 */
import type { CitedRow } from './cited-rows.js';

/** One of the items of a meeting; two of them have slots in common only where their reasons differ. */
export interface Part {
  /** From 0. */
  readonly number: number;
  /** Sessions of the parts before this one, where it has all other slots; else none. */
  readonly outside: readonly string[];
  /** Index of the wish that is its reason, of several that could be; -1: it needs none, or has one only. */
  readonly reason: number;
}

/** The only part of a meeting that is one item. */
export const WHOLE: Part = { number: 0, outside: [], reason: -1 };

const ONLY_WHOLE: readonly Part[] = [WHOLE];

/** What is asked for of a meeting that some wish with a choice asks for in a session. */
interface Asked {
  readonly sessions: string[];
  /** Whether something else asks for it in no session. */
  whenever: boolean;
  /** Locks, and wishes that name the two: where they say that the meeting is, it is. */
  readonly fixed: { readonly session: string; readonly row: () => CitedRow }[];
}

/** Meetings by a key that is whatever number the caller likes. First come all `ask`, then what else asks for the same. */
export class Parts {
  private readonly asked = new Map<number, Asked>();

  /** Whether no meeting is asked for in a session by a wish with a choice. */
  get areNone(): boolean {
    return this.asked.size === 0;
  }

  /** A wish with a choice asks for the meeting in a session. O(sessions of the meeting). */
  ask(key: number, session: string): void {
    const known = this.asked.get(key);
    if (!known) this.asked.set(key, { sessions: [session], whenever: false, fixed: [] });
    else if (!known.sessions.includes(session)) known.sessions.push(session);
  }

  /** Something asks for the meeting in no session. O(1). */
  askWhenever(key: number): void {
    const known = this.asked.get(key);
    if (known) known.whenever = true;
  }

  /** The meeting takes place in that session or not at all, as the row says. O(1). */
  fix(key: number, session: string, row: () => CitedRow): void {
    this.asked.get(key)?.fixed.push({ session, row });
  }

  /** All parts of a meeting. O(sessions of the meeting). */
  of(key: number): readonly Part[] {
    const known = this.asked.get(key);
    if (!known || !isSplit(known)) return ONLY_WHOLE;
    const { sessions, whenever } = known;
    const parts: Part[] = sessions.map((_, number) => ({ number, outside: [], reason: -1 }));
    if (whenever) parts.push({ number: sessions.length, outside: sessions, reason: -1 });
    return parts;
  }

  /** The parts that meet a wish with a choice. O(sessions of the meeting). */
  meeting(key: number, session: string | undefined): readonly Part[] {
    const known = this.asked.get(key);
    if (!known || session === undefined) return this.of(key);
    if (known.fixed.some(other => other.session !== session)) return [];
    return isSplit(known) ? [this.of(key)[known.sessions.indexOf(session)]] : ONLY_WHOLE;
  }

  /** Rows that keep the meeting in other sessions than this one. O(fixed). */
  against(key: number, session: string | undefined): CitedRow[] {
    if (session === undefined) return [];
    const others = this.asked.get(key)?.fixed.filter(other => other.session !== session) ?? [];
    return others.map(({ row }) => row());
  }
}

function isSplit({ sessions, whenever, fixed }: Asked): boolean {
  return fixed.length === 0 && (whenever || sessions.length > 1);
}

/**
 * Meetings that only wishes with a choice ask for, more than one of them: each part stands once for each wish that could be its
 * reason, as no wish is the reason of two meetings.
 */
export class Reasons {
  private readonly wishes = new Map<number, number[]>();
  /** A meeting: what each of its parts became. */
  private readonly parts = new Map<number, readonly (readonly Part[])[]>();

  /** `size`: more than any key of a meeting. */
  constructor(private readonly size: number) {}

  /** Whether no part has more than one wish that could be its reason. */
  get areNone(): boolean {
    return this.parts.size === 0;
  }

  /** A wish with a choice could be the reason. O(1). */
  add(key: number, { number }: Part, wish: number): void {
    const place = key + number * this.size;
    const known = this.wishes.get(place);
    if (known) known.push(wish);
    else this.wishes.set(place, [wish]);
  }

  /** The part needs none: one item will do. O(1). */
  free(key: number, { number }: Part): void {
    this.wishes.delete(key + number * this.size);
  }

  /** Makes parts for the reasons, once all are known. `partsOf`: of a meeting, before. O(wishes). */
  split(partsOf: (key: number) => readonly Part[]): void {
    for (const [place, wishes] of this.wishes) {
      const key = place % this.size;
      if (wishes.length < 2 || this.parts.has(key)) continue;
      let number = 0;
      const parts = partsOf(key).map(part => {
        const reasons = this.wishes.get(key + part.number * this.size) ?? [];
        const each = reasons.length < 2 ? [part.reason] : reasons;
        return each.map(reason => ({ ...part, reason, number: number++ }));
      });
      this.parts.set(key, parts);
    }
  }

  /** What a part of a meeting became. O(1) expected. */
  of(key: number, part: Part): readonly Part[] {
    return this.parts.get(key)?.[part.number] ?? [part];
  }
}
