/** One walk over all links: what is possible, and what the wishes need of each person. */
import type { Event } from '../model/event.js';
import { type Chances, codeOf, POSSIBLE } from './chances.js';
import type { Hosts } from './hosts.js';
import { ANY_PAIR, ANY_SEAT, type Links, LOCKED } from './links.js';
import { eachSlot, join } from './masks.js';
import type { Edges } from './pairing.js';
import type { People } from './people.js';

/** A form of meeting that nobody asked for. */
const UNASKED = 255;

/** Wishes that can be met, as *needs*: meetings or seats of which each takes a place of its two people. */
export interface Survey {
  /** Of each link: code of what forbids the one-to-one, and the seat. */
  readonly pair: Uint8Array;
  readonly seat: Uint8Array;
  /** Slots of each one-to-one that is possible: links × words. */
  readonly pairSlots: Int32Array;
  /** Slots in which each person could have a meeting that is wished or locked: people × words. */
  readonly useful: Int32Array;
  /** Different meetings that each person could have: one-to-ones, and seats with others. */
  readonly partners: Int32Array;
  /** Needs of each person: with a place of their own; as a seat in its own sessions; or as one of both. */
  readonly single: Int32Array;
  readonly hosted: Int32Array;
  readonly flexible: Int32Array;
  /** Of `flexible`: those that another host could serve too. */
  readonly shared: Int32Array;
  /** Of all its needs: those that meet two wishes. */
  readonly double: Int32Array;
  /** One-to-ones and seats of all that are possible, and meetings of them in each slot. */
  readonly possible: number;
  readonly inSlot: Int32Array;
  /** Needs of all: one-to-ones; and, of each, those that meet two wishes. */
  readonly pairNeeds: number;
  readonly needs: number;
  readonly doubleNeeds: number;
  /**
   * The needs as edges, worth the wishes they meet: nodes are the people, then the stages of hosts, then one that stands for
   * places without end, where a need has two ways.
   */
  readonly edges: Edges & { readonly worth: Uint8Array };
}

/** O(links × slots / 32 + slots of all links). */
export function survey(event: Event, people: People, links: Links, hosts: Hosts, chances: Chances): Survey {
  return new Surveyor(event, people, links, hosts, chances).walk();
}

class Surveyor {
  private readonly pair: Uint8Array;
  private readonly seat: Uint8Array;
  private readonly useful: Int32Array;
  private readonly partners: Int32Array;
  private readonly single: Int32Array;
  private readonly hosted: Int32Array;
  private readonly flexible: Int32Array;
  private readonly shared: Int32Array;
  private readonly double: Int32Array;
  private readonly inSlot: Int32Array;
  private readonly mask: Int32Array;
  private readonly pairSlots: Int32Array;
  private readonly ends: { readonly a: Int32Array; readonly b: Int32Array; readonly worth: Uint8Array };
  /** The node without end. */
  private readonly endless: number;
  private possible = 0;
  private pairNeeds = 0;
  private needs = 0;
  private doubleNeeds = 0;
  /** Which of the two could hold the session of the link at hand: bit 0 for a, bit 1 for b. */
  private hostBits = 0;

  constructor(
    event: Event,
    people: People,
    private readonly links: Links,
    private readonly hosts: Hosts,
    private readonly chances: Chances,
  ) {
    const count = event.participants.length;
    const perPerson = () => new Int32Array(count);
    this.pair = new Uint8Array(links.count).fill(UNASKED);
    this.seat = new Uint8Array(links.count).fill(UNASKED);
    this.useful = new Int32Array(count * people.words);
    [this.partners, this.single, this.hosted] = [perPerson(), perPerson(), perPerson()];
    [this.flexible, this.shared, this.double] = [perPerson(), perPerson(), perPerson()];
    this.inSlot = new Int32Array(event.slots.length);
    this.mask = new Int32Array(people.words);
    this.pairSlots = new Int32Array(links.count * people.words);
    const most = links.count * (hosts.person.length > 0 ? 2 : 1);
    this.ends = { a: new Int32Array(most), b: new Int32Array(most), worth: new Uint8Array(most) };
    this.endless = count + hosts.person.length;
  }

  walk(): Survey {
    for (let link = 0; link < this.links.count; link++) {
      this.judge(link);
      this.need(link);
    }
    const { pair, seat, useful, partners, single, hosted, flexible, shared, double, inSlot } = this;
    const { possible, pairNeeds, needs, doubleNeeds } = this;
    const persons = { useful, partners, single, hosted, flexible, shared, double };
    const edges = { nodes: this.endless + 1, count: needs, ...this.ends };
    return {
      pair,
      seat,
      edges,
      pairSlots: this.pairSlots,
      ...persons,
      inSlot,
      possible,
      pairNeeds,
      needs,
      doubleNeeds,
    };
  }

  private judge(link: number): void {
    const { pair, seat, either, flags, a, b } = this.links;
    const { hostOf } = this.hosts;
    const asks = flags[link];
    this.hostBits = 0;
    if (pair[link] + either[link] > 0 || asks & (ANY_PAIR | LOCKED)) {
      this.pair[link] = this.chances.ofPair(link, this.mask);
      if (this.pair[link] === POSSIBLE) {
        this.found(a[link], b[link]);
        join(this.pairSlots, link, this.mask);
      }
    }
    const holds = hostOf[a[link]] >= 0 || hostOf[b[link]] >= 0;
    if (seat[link] + either[link] > 0 || asks & ANY_SEAT || (asks & LOCKED && holds)) this.judgeSeat(link);
  }

  private judgeSeat(link: number): void {
    const { a, b } = this.links;
    const { hostOf } = this.hosts;
    this.seat[link] = codeOf('no-group');
    for (const [bit, host, guest] of [
      [1, a[link], b[link]],
      [2, b[link], a[link]],
    ]) {
      if (hostOf[host] < 0) continue;
      const code = this.chances.ofSeat(link, host, this.hosts, this.mask);
      if (code !== POSSIBLE) {
        if (this.hostBits === 0) this.seat[link] = code;
        continue;
      }
      this.seat[link] = POSSIBLE;
      this.hostBits |= bit;
      this.found(guest, host);
      this.partners[host]--; // its sessions are counted by the host
    }
  }

  /** One more meeting is possible, in the slots of the mask. */
  private found(x: number, y: number): void {
    this.possible++;
    this.partners[x]++;
    this.partners[y]++;
    join(this.useful, x, this.mask);
    join(this.useful, y, this.mask);
    const { inSlot, mask } = this;
    eachSlot(mask, slot => {
      inSlot[slot]++;
    });
  }

  /** What the wishes by name of a link need. */
  private need(link: number): void {
    const { pair, seat, either } = this.links;
    const byPair = this.pair[link] === POSSIBLE;
    const bySeat = this.seat[link] === POSSIBLE;
    const needsPair = pair[link] > 0 && byPair;
    const needsSeat = seat[link] > 0 && bySeat;
    if (needsPair) this.needPair(link, pair[link]);
    if (needsSeat) this.needSeat(link, seat[link], this.hosted);
    if (either[link] === 0 || needsPair || needsSeat) return;
    if (byPair && bySeat) this.needSeat(link, either[link], this.flexible);
    else if (byPair) this.needPair(link, either[link]);
    else if (bySeat) this.needSeat(link, either[link], this.hosted);
  }

  private needPair(link: number, wishes: number): void {
    const { a, b } = this.links;
    this.single[a[link]]++;
    this.single[b[link]]++;
    this.pairNeeds++;
    this.count(link, wishes, a[link], b[link]);
  }

  /** `ofHost`: the column in which the host counts it. Where either could be the host, each may be guest or host. */
  private needSeat(link: number, wishes: number, ofHost: Int32Array): void {
    const { a, b } = this.links;
    const ends = [a[link], b[link]].map((one, place) => {
      if (this.hostBits === 3) {
        this.flexible[one]++;
        this.shared[one]++;
        return this.endless;
      }
      const holds = (this.hostBits & (1 << place)) !== 0;
      if (holds) ofHost[one]++;
      else this.single[one]++;
      if (!holds) return one;
      return ofHost === this.hosted ? this.stageOf(one) : this.endless;
    });
    this.count(link, wishes, ends[0], ends[1]);
  }

  private stageOf(person: number): number {
    return this.partners.length + this.hosts.hostOf[person];
  }

  private count(link: number, wishes: number, from: number, to: number): void {
    const { a, b, worth } = this.ends;
    [a[this.needs], b[this.needs], worth[this.needs]] = [from, to, wishes];
    this.needs++;
    if (wishes < 2) return;
    this.doubleNeeds++;
    this.double[this.links.a[link]]++;
    this.double[this.links.b[link]]++;
  }
}
