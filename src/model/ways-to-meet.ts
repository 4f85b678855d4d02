/** In which ways each wish can be met: by which one-to-ones, and by which seats. */
import type { Event, Lock, Participant, Wish } from './event.js';
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
    indexOf: ReadonlyMap<string, number>,
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

  isPair(lock: number): boolean {
    return !isGroupLock(this.event.locks[lock]);
  }
}
