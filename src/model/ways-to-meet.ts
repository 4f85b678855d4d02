/** In which ways each wish can be met: by which one-to-ones, and by which seats. */
import { type CitedRow, lockRow, wishRow } from './cited-rows.js';
import type { Event, GroupTerms, Lock, Participant, Wish } from './event.js';
import { type Part, Parts, Reasons, WHOLE } from './parts.js';
import type { PairChoice } from './wished-pairs.js';

/** Who wishes and who is wished; participants by index. */
interface Wished {
  readonly asker: number;
  readonly asked: number;
  /** Which item of the meeting. */
  readonly part: Part;
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
function isGroupLock({ participants, kind }: Lock): boolean {
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

/** Host and guests whom a lock of a session puts together; the host is named first, or is the one who can be. None of other locks. */
export function seatsOfLock(
  { participants, locks }: Event,
  indexOf: ReadonlyMap<string, number>,
  lock: number,
): readonly { readonly host: number; readonly guest: number }[] {
  if (!isGroupLock(locks[lock])) return [];
  const people = locks[lock].participants.map(id => indexOf.get(id)!);
  const host = people.find(p => isHost(participants[p]));
  return host === undefined ? [] : people.filter(p => p !== host).map(guest => ({ host, guest }));
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
        ways.push({ kind: 'seat', asker, asked, host: asked, guest: asker, part: WHOLE });
      else if (isHost(participants[asker]) && !isTopic(asked))
        ways.push({ kind: 'seat', asker, asked, host: asker, guest: asked, part: WHOLE });
    }
    if (as !== 'seat' && !isTopic(asker) && !isTopic(asked)) ways.push({ kind: 'pair', asker, asked, part: WHOLE });
  }
  return ways;
}

/** What a wish that can be met in one way, whatever the session, is a wish for; others are kept as they are. */
const FORM = { listed: 0, pair: 1, seatOfAsked: 2, seatOfAsker: 3 } as const;

/** A list of ways for each wish, empty at first: nine bytes for most instead of a hundred and more. */
class WayLists {
  private readonly form: Uint8Array;
  private readonly asker: Int32Array;
  private readonly asked: Int32Array;
  private readonly listed = new Map<number, readonly WayToMeet[]>();

  constructor(wishes: number) {
    this.form = new Uint8Array(wishes);
    this.asker = new Int32Array(wishes);
    this.asked = new Int32Array(wishes);
  }

  of(wish: number): readonly WayToMeet[] {
    const [asker, asked, form] = [this.asker[wish], this.asked[wish], this.form[wish]];
    if (form === FORM.listed) return this.listed.get(wish) ?? NO_WAYS;
    if (form === FORM.pair) return [{ kind: 'pair', asker, asked, part: WHOLE }];
    const [host, guest] = form === FORM.seatOfAsked ? [asked, asker] : [asker, asked];
    return [{ kind: 'seat', asker, asked, host, guest, part: WHOLE }];
  }

  set(wish: number, ways: readonly WayToMeet[]): void {
    this.form[wish] = FORM.listed;
    this.listed.delete(wish);
    const [way] = ways;
    if (ways.length !== 1 || way.part !== WHOLE) {
      if (ways.length > 0) this.listed.set(wish, ways);
      return;
    }
    this.asker[wish] = way.asker;
    this.asked[wish] = way.asked;
    const ofSeat = (host: number): number => (host === way.asked ? FORM.seatOfAsked : FORM.seatOfAsker);
    this.form[wish] = way.kind === 'pair' ? FORM.pair : ofSeat(way.host);
  }
}

const NO_WAYS: readonly WayToMeet[] = [];

/** The ways of every wish, before any rule but that topics hold no one-to-ones and sit nowhere. */
export class WishWays implements PairChoice {
  private readonly ways: WayLists;
  private readonly parts = new Parts();
  private readonly reasons: Reasons;
  /** 1 for wishes with one way to be met, whatever the sessions that are asked for. */
  private readonly hasOneWay: Uint8Array;
  /** 1 for wishes that leave a choice of meetings. */
  private readonly leavesChoice: Uint8Array;

  /** O(wishes + people of organisations and locks). */
  constructor(
    private readonly event: Event,
    private readonly indexOf: ReadonlyMap<string, number>,
  ) {
    this.ways = new WayLists(event.wishes.length);
    event.wishes.forEach((wish, index) => {
      if (wish.kind !== 'never') this.ways.set(index, waysOf(event, indexOf, wish));
    });
    this.hasOneWay = Uint8Array.from({ length: event.wishes.length }, (_, wish) =>
      this.of(wish).length === 1 ? 1 : 0,
    );
    event.wishes.forEach(({ session }, wish) => {
      if (session === undefined || this.isDirect(wish)) return;
      for (const way of this.of(wish)) this.parts.ask(this.keyOf(way), session);
    });
    if (!this.parts.areNone) this.split();
    this.leavesChoice = Uint8Array.from(this.hasOneWay, (one, wish) => {
      const ways = one === 1 ? [] : this.of(wish);
      return ways.some(way => this.keyOf(way) !== this.keyOf(ways[0])) ? 1 : 0;
    });
    this.reasons = new Reasons(2 * event.participants.length ** 2);
    this.findReasons();
  }

  /** Where a meeting is several items, each of them is a way; one that is kept in another session is none. */
  of(wish: number): readonly WayToMeet[] {
    return this.ways.of(wish);
  }

  pairs(wish: number): readonly WayToMeet[] {
    return this.of(wish).filter(({ kind }) => kind === 'pair');
  }

  isSingle(wish: number): boolean {
    return this.hasOneWay[wish] === 1 && this.of(wish).length === 1;
  }

  /** Whether it names the one whom it is for, and can be met in one way only: then its session is that meeting's. */
  isDirect(wish: number): boolean {
    return this.hasOneWay[wish] === 1 && this.event.wishes.at(wish)!.anyOf === undefined;
  }

  /** Whether several meetings could meet it: else it speaks for its only one whatever else is held. */
  hasChoice(wish: number): boolean {
    return this.leavesChoice[wish] === 1;
  }

  isPair(lock: number): boolean {
    return !isGroupLock(this.event.locks[lock]);
  }

  partsOfPair(x: number, y: number): readonly Part[] {
    return this.partsOf('pair', x, y);
  }

  /** The items of a one-to-one, or of a seat (host first). O(answer). */
  partsOf(kind: WayToMeet['kind'], x: number, y: number): readonly Part[] {
    const key = this.keyOfPeople(kind, x, y);
    const parts = this.parts.of(key);
    return this.reasons.areNone ? parts : parts.flatMap(part => this.reasons.of(key, part));
  }

  /** Rows that keep meetings in other sessions than the wish asks for, which they would meet but for that. O(ways). */
  against(wish: number): CitedRow[] {
    const { event, indexOf, parts } = this;
    if (parts.areNone) return [];
    const asked = event.wishes.at(wish)!;
    return waysOf(event, indexOf, asked).flatMap(way => parts.against(this.keyOf(way), asked.session));
  }

  /** Makes ways of the parts. */
  private split(): void {
    const { event, parts, ways } = this;
    event.wishes.forEach(({ session }, wish) => {
      for (const way of ways.of(wish)) {
        if (session === undefined) parts.askWhenever(this.keyOf(way));
        else if (this.isDirect(wish)) parts.fix(this.keyOf(way), session, () => this.rowOf(way, session, wish));
      }
    });
    event.locks.forEach((lock, index) => {
      const { session } = event.slots.find(({ id }) => id === lock.slot)!;
      for (const key of this.keysOfLock(index)) parts.fix(key, session, () => lockRow(event, index));
    });
    event.wishes.forEach(({ session }, wish) => {
      const own = ways.of(wish).flatMap(way => {
        const key = this.keyOf(way);
        return (this.isDirect(wish) ? parts.of(key) : parts.meeting(key, session)).map(part => ({ ...way, part }));
      });
      ways.set(wish, own);
    });
  }

  /** Makes a way for each wish that could be the reason of a meeting. */
  private findReasons(): void {
    const { event, reasons, ways } = this;
    if (!this.leavesChoice.includes(1)) return;
    this.leavesChoice.forEach((chooses, wish) => {
      if (chooses === 1) for (const way of ways.of(wish)) reasons.add(this.keyOf(way), way.part, wish);
    });
    this.leavesChoice.forEach((chooses, wish) => {
      if (chooses === 0) for (const way of ways.of(wish)) reasons.free(this.keyOf(way), way.part);
    });
    event.locks.forEach((_, lock) => {
      for (const key of this.keysOfLock(lock)) for (const part of this.parts.of(key)) reasons.free(key, part);
    });
    reasons.split(key => this.parts.of(key));
    if (reasons.areNone) return;
    this.leavesChoice.forEach((_, wish) => {
      const own = ways.of(wish);
      ways.set(
        wish,
        own.flatMap(way => reasons.of(this.keyOf(way), way.part).map(part => ({ ...way, part }))),
      );
    });
  }

  private rowOf({ asker, asked }: WayToMeet, session: string, wish: number): CitedRow {
    const [first, second] = [asker, asked].map(person => this.event.participants[person].id);
    return wishRow(this.event, wish, `${first} and ${second} are wished to meet in session ${session}`);
  }

  private keysOfLock(lock: number): number[] {
    const { event, indexOf } = this;
    if (!this.isPair(lock))
      return seatsOfLock(event, indexOf, lock).map(({ host, guest }) => this.keyOfPeople('seat', host, guest));
    const [x, y] = event.locks[lock].participants.map(id => indexOf.get(id)!);
    return [this.keyOfPeople('pair', x, y)];
  }

  /** The same for the same meeting. */
  private keyOf(way: WayToMeet): number {
    return this.keyOfPeople(way.kind, ...peopleOf(way));
  }

  private keyOfPeople(kind: WayToMeet['kind'], x: number, y: number): number {
    const P = this.event.participants.length;
    return kind === 'seat' ? (x * P + y) * 2 + 1 : (Math.min(x, y) * P + Math.max(x, y)) * 2;
  }
}

/** The two who meet: of a seat, the host first. */
export function peopleOf(way: WayToMeet): [number, number] {
  return way.kind === 'seat' ? [way.host, way.guest] : [way.asker, way.asked];
}
