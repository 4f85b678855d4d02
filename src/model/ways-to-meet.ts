/** In which ways each wish can be met: by which one-to-ones, and by which seats. */
import type { Event, GroupTerms, Lock, Participant, Wish } from './event.js';
import type { PairChoice } from './wished-pairs.js';

/** Who wishes and who is wished; participants by index. */
interface Wished {
  readonly asker: number;
  readonly asked: number;
}

/** One way in which a wish can be met; of a seat, one of the two is the host and the other the guest. */
export type WayToMeet =
  | ({ readonly kind: 'pair' } & Wished)
  | ({ readonly kind: 'seat'; readonly host: number; readonly guest: number } & Wished);

/** Whether some wish or lock asks for more than a one-to-one of two people whom it names. O(wishes + locks). */
export function asksForGroups(event: Event): boolean {
  if (event.locks.some(isGroupLock)) return true;
  for (const { as, anyOf, kind } of event.wishes) if (kind !== 'never' && (as !== 'pair' || anyOf)) return true;
  return false;
}

/** Whether the lock is of a group session. */
export function isGroupLock({ participants, kind }: Lock): boolean {
  return participants.length > 2 || kind === 'group';
}

/** The terms of whoever holds sessions, as the reader fills them in where none are given. */
export function groupTermsOf({ group }: Participant): GroupTerms {
  return group ?? { min: 1, max: 6, sessions: undefined };
}

/** Those who hold group sessions. */
export function isHost({ role }: Participant): boolean {
  return role !== 'participant';
}

/**
 * Every way to meet a wish, in the order of the people asked for, a seat before a one-to-one, whatever the rules; unknown people
 * are left out. The seat is with the one who is wished, if that one holds sessions, else with the one who wishes. A topic has no
 * one-to-ones and sits nowhere. O(people asked for).
 */
export function waysOf({ participants }: Event, indexOf: ReadonlyMap<string, number>, wish: Wish): WayToMeet[] {
  const { from, to, as, anyOf = [to] } = wish;
  const ways: WayToMeet[] = [];
  const asker = indexOf.get(from);
  if (asker === undefined) return ways;
  const isTopic = (p: number): boolean => participants[p].role === 'topic';
  for (const id of anyOf) {
    const asked = indexOf.get(id);
    if (asked === undefined || asked === asker) continue;
    if (as !== 'pair') {
      if (isHost(participants[asked]) && !isTopic(asker))
        ways.push({ kind: 'seat', asker, asked, host: asked, guest: asker });
      else if (isHost(participants[asker]) && !isTopic(asked))
        ways.push({ kind: 'seat', asker, asked, host: asker, guest: asked });
    }
    if (as !== 'seat' && !isTopic(asker) && !isTopic(asked)) ways.push({ kind: 'pair', asker, asked });
  }
  return ways;
}

/** The ways of every wish, before any rule but that topics hold no one-to-ones and sit nowhere. */
export class WishWays implements PairChoice {
  private readonly ways: readonly (readonly WayToMeet[])[];

  /** O(wishes + people of organisations). */
  constructor(
    private readonly event: Event,
    private readonly indexOf: ReadonlyMap<string, number>,
  ) {
    const ways: WayToMeet[][] = [];
    event.wishes.forEach(wish => {
      ways.push(wish.kind === 'never' ? [] : waysOf(event, indexOf, wish));
    });
    this.ways = ways;
  }

  of(wish: number): readonly WayToMeet[] {
    return this.ways[wish];
  }

  partners(wish: number): readonly number[] {
    return this.ways[wish].flatMap(way => (way.kind === 'pair' ? [way.asked] : []));
  }

  isSingle(wish: number): boolean {
    return this.ways[wish].length === 1;
  }

  /** Whether it names the one whom it is for, and can be met in one way only: then it speaks for that meeting whatever else is held. */
  isDirect(wish: number): boolean {
    return this.isSingle(wish) && this.event.wishes.at(wish)!.anyOf === undefined;
  }

  isPair(lock: number): boolean {
    return !isGroupLock(this.event.locks[lock]);
  }

  /**
   * Whether a wish with a choice and a session keeps a meeting within the session that another wish or a lock asks for
   * otherwise: the problem then has fewer schedules than the event. O(wishes + people of organisations and locks).
   */
  isNarrower(): boolean {
    const sessions = new Map<number, string>();
    this.event.wishes.forEach(({ session }, wish) => {
      if (session === undefined || this.isDirect(wish)) return;
      for (const way of this.ways[wish]) sessions.set(this.keyOf(way), session);
    });
    if (sessions.size === 0) return false;
    const differs = (way: WayToMeet, session?: string): boolean =>
      (sessions.get(this.keyOf(way)) ?? session) !== session;
    let isNarrower = this.event.locks.some(({ participants }, lock) => {
      const people = participants.map(id => this.indexOf.get(id)!);
      const [asker, asked] = people;
      if (this.isPair(lock)) return differs({ kind: 'pair', asker, asked });
      return people.some(host =>
        people.some(guest => differs({ kind: 'seat', host, guest, asker: guest, asked: host })),
      );
    });
    this.event.wishes.forEach(({ session }, wish) => {
      isNarrower ||= this.ways[wish].some(way => differs(way, session));
    });
    return isNarrower;
  }

  /** The same for the same meeting. */
  private keyOf(way: WayToMeet): number {
    const [kind, x, y] =
      way.kind === 'seat'
        ? [1, way.host, way.guest]
        : [0, Math.min(way.asker, way.asked), Math.max(way.asker, way.asked)];
    return (x * this.event.participants.length + y) * 2 + kind;
  }
}
