/**
 * Meetings that are worth more in some sessions of slots than in others: a wish for an organisation asks for them in one session,
 * and another wish whenever. Such a meeting is several items, its *parts*, of which at most one takes place.
 */
import type { CitedRow } from './cited-rows.js';

/** One of the items of a meeting; no two of them have a slot in common. */
export interface Part {
  /** From 0. */
  readonly number: number;
  /** Sessions of the parts before this one, where it has all other slots; else none. */
  readonly outside: readonly string[];
}

/** The only part of a meeting that is one item. */
export const WHOLE: Part = { number: 0, outside: [] };

const ONLY_WHOLE: readonly Part[] = [WHOLE];

/** What is asked for of a meeting that some wish for an organisation asks for in a session. */
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

  /** Whether no meeting is asked for in a session by a wish for an organisation. */
  get areNone(): boolean {
    return this.asked.size === 0;
  }

  /** A wish for an organisation asks for the meeting in a session. O(sessions of the meeting). */
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
    const parts: Part[] = sessions.map((_, number) => ({ number, outside: [] }));
    if (whenever) parts.push({ number: sessions.length, outside: sessions });
    return parts;
  }

  /** The parts that meet a wish for an organisation. O(sessions of the meeting). */
  meeting(key: number, session: string | undefined): readonly Part[] {
    const known = this.asked.get(key);
    if (!known || session === undefined) return this.of(key);
    if (known.fixed.some(other => other.session !== session)) return [];
    return isSplit(known) ? [{ number: known.sessions.indexOf(session), outside: [] }] : ONLY_WHOLE;
  }

  /** Number of the part in which slots of the session are. O(sessions of the meeting). */
  at(key: number, session: string): number {
    const known = this.asked.get(key);
    if (!known || !isSplit(known)) return WHOLE.number;
    const number = known.sessions.indexOf(session);
    return number < 0 ? known.sessions.length : number;
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
