/** In which ways each wish can be met: by which one-to-ones, and by which seats. */
import type { Event, Lock, Participant, Wish } from './event.js';
import type { PairChoice } from './wished-pairs.js';

/** One way in which a wish can be met; participants by index. */
export type WayToMeet =
  | { readonly kind: 'pair'; readonly asker: number; readonly asked: number }
  | { readonly kind: 'seat'; readonly host: number; readonly guest: number };

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

/** Those who hold group sessions. */
export function isHost({ role }: Participant): boolean {
  return role !== 'participant';
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
      ways.push(wish.kind === 'never' ? [] : this.waysOf(wish));
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
      if (this.isPair(lock)) return differs({ kind: 'pair', asker: people[0], asked: people[1] });
      return people.some(host => people.some(guest => differs({ kind: 'seat', host, guest })));
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

  private waysOf({ from, to, as, anyOf }: Wish): WayToMeet[] {
    const asker = this.indexOf.get(from)!;
    return (anyOf ?? [to]).flatMap(id => {
      const asked = this.indexOf.get(id)!;
      const ways: WayToMeet[] = [];
      const { participants } = this.event;
      const topics = [asker, asked].filter(p => participants[p].role === 'topic').length;
      if (as !== 'seat' && topics === 0) ways.push({ kind: 'pair', asker, asked });
      if (as !== 'pair') ways.push(...this.seat(asker, asked));
      return ways;
    });
  }

  /** A seat with the one who is wished, if it holds sessions; else with the one who wishes. A topic sits nowhere. */
  private seat(asker: number, asked: number): WayToMeet[] {
    const { participants } = this.event;
    const canSit = (p: number): boolean => participants[p].role !== 'topic';
    if (isHost(participants[asked]) && canSit(asker)) return [{ kind: 'seat', host: asked, guest: asker }];
    if (isHost(participants[asker]) && canSit(asked)) return [{ kind: 'seat', host: asker, guest: asked }];
    return [];
  }
}
