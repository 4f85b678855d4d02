/** The one-to-ones that some slot has room for, in columns. */
import type { Event, Participant } from '../../model/event.js';
import type { Units } from '../points.js';
import { shareOrganisation } from '../rules/apart.js';
import type { InterpreterChoice, InterpreterChoices } from './interpreters.js';
import type { NamedPairs } from './pairs.js';
import type { RoomChoice, RoomChoices } from './rooms.js';

export class Candidates {
  count = 0;
  /** Indexes of the two people, a < b. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly units: Units[] = [];
  /** 1 where the meeting is demanded. */
  readonly compulsory: Uint8Array;
  readonly choices: RoomChoice[] = [];
  readonly interpreted: InterpreterChoice[] = [];
  /** A slot: 1 where sessions and locks allow it; of those candidates that have any. */
  private readonly allowed = new Map<number, Uint8Array>();

  /** `open`: people × slots, 1 where the person is available. O(pairs × slots). */
  constructor(
    private readonly event: Event,
    pairs: NamedPairs,
    rooms: RoomChoices,
    private readonly interpreters: InterpreterChoices,
    private readonly open: Uint8Array,
  ) {
    const { list } = pairs;
    this.a = new Int32Array(list.count);
    this.b = new Int32Array(list.count);
    this.compulsory = new Uint8Array(list.count);
    for (let pair = 0; pair < list.count; pair++) this.add(pairs, pair, rooms);
  }

  /** Whether candidate c may take place in slot t. O(1). */
  fits(c: number, t: number): boolean {
    const { open, a, b } = this;
    const slots = this.event.slots.length;
    const served = this.choices[c].open[t] === 1 && this.interpreted[c].open[t] === 1;
    const free = open[a[c] * slots + t] === 1 && open[b[c] * slots + t] === 1 && served;
    return free && (this.allowed.size === 0 || this.allowed.get(c)?.[t] !== 0);
  }

  /** Takes in a pair that no row or rule forbids and that fits some slot. */
  private add(pairs: NamedPairs, pair: number, rooms: RoomChoices): void {
    const { participants, slots, rules } = this.event;
    const locks = pairs.locks.get(pair) ?? [];
    if (pairs.never[pair] === 1 || (pairs.wishedBy[pair] === 0 && locks.length === 0)) return;
    const key = pairs.list.keyOf(pair);
    const [a, b] = [Math.floor(key / participants.length), key % participants.length];
    const people = [participants[a], participants[b]] as const;
    if (rules.acrossSides && !areAcross(people)) return;
    if (rules.acrossOrganisations && shareOrganisation(...people)) return;
    const c = this.count;
    this.a[c] = a;
    this.b[c] = b;
    const lockedIn = locks.flatMap(({ room }) => (room === undefined ? [] : [room]));
    this.choices[c] = rooms.of(people, lockedIn);
    this.interpreted[c] = this.interpreters.of(people);
    const sessions = pairs.sessions.get(pair) ?? [];
    if (sessions.length > 0 || locks.length > 0) {
      const isAllowed = (id: string, session: string) =>
        sessions.every(label => label === session) && locks.every(lock => lock.slot === id);
      this.allowed.set(
        c,
        Uint8Array.from(slots, ({ id, session }) => (isAllowed(id, session) ? 1 : 0)),
      );
    } else this.allowed.delete(c);
    if (!slots.some((_, t) => this.fits(c, t))) return;
    this.units[c] = pairs.units[pair];
    this.compulsory[c] = pairs.compulsory[pair];
    this.count++;
  }
}

function areAcross([{ side }, { side: other }]: readonly [Participant, Participant]): boolean {
  return side !== '' && other !== '' && side !== other;
}
