// Sessions for guests under prices: a host that holds one takes those guests that make it cheapest, as many as it may. What each guest
// costs the host in a slot is a place of its own beside those of agendas (`priced-diagrams.js`); one more place of each session
// is what its room costs. Plain JavaScript, so that workers run it unbuilt too.
import { MOST_AT_STAKE } from './units.js';

/** @typedef {import('./agenda-question.js').AgendaQuestion} AgendaQuestion */

export class Sessions {
  /** @param {AgendaQuestion} question @param {number} firstPlace of all places here */
  constructor({ hosts, slots, ownStart }, firstPlace) {
    this.slots = slots;
    /** Session of an agenda in a slot, -1 where there can be none. */
    this.sessionAt = new Int32Array((ownStart.length - 1) * slots).fill(-1);
    /** @type {number[]} */
    const pairs = [];
    /** @type {number[]} */
    const fewest = [];
    /** @type {number[]} */
    const most = [];
    const start = [0];
    for (const host of hosts) {
      for (let t = 0; t < slots; t++) {
        if (host.mayHost[t] === 0) continue;
        this.sessionAt[host.agenda * slots + t] = fewest.length;
        pairs.push(...host.guests[t]);
        start.push(pairs.length);
        fewest.push(host.fewest);
        most.push(Math.min(host.most, host.guests[t].length));
      }
    }
    /** Pairs of the guests of all sessions, one session after the other. */
    this.pairs = Int32Array.from(pairs);
    this.start = Int32Array.from(start);
    this.fewest = Int32Array.from(fewest);
    this.most = Int32Array.from(most);
    this.firstPlace = firstPlace;
    this.firstRoom = firstPlace + pairs.length;
    /** After the last place. */
    this.end = this.firstRoom + fewest.length;
    /** Guests of each session, the cheapest first, and how many of them come, when `cheapest` was asked last. */
    this.order = Int32Array.from(pairs.keys());
    this.coming = new Int32Array(fewest.length);
  }

  /** Place of the k-th of all pairs. @param {number} k */
  placeOf(k) {
    return this.firstPlace + k;
  }

  /** Place of a session's room. @param {number} session */
  roomOf(session) {
    return this.firstRoom + session;
  }

  /** @param {number} p @param {number} t @returns {number} */
  at(p, t) {
    return this.sessionAt[p * this.slots + t];
  }

  /**
   * What a session costs with its cheapest guests. O(guests) where their order has changed little.
   * @param {number} session @param {Float64Array} cost
   */
  cheapest(session, cost) {
    const { order, start, firstPlace, fewest, most, coming } = this;
    const from = start[session];
    const end = start[session + 1];
    for (let i = from + 1; i < end; i++) {
      const guest = order[i];
      const price = cost[firstPlace + guest];
      let j = i;
      for (; j > from && cost[firstPlace + order[j - 1]] > price; j--) order[j] = order[j - 1];
      order[j] = guest;
    }
    let sum = cost[this.roomOf(session)];
    let count = 0;
    for (; count < most[session]; count++) {
      const price = cost[firstPlace + order[from + count]];
      if (count >= fewest[session] && price >= 0) break;
      sum += price;
    }
    coming[session] = count;
    return sum;
  }

  /** Marks the guests that come, and the room. After `cheapest`. @param {number} session @param {Uint8Array} used */
  mark(session, used) {
    const from = this.start[session];
    for (let i = from; i < from + this.coming[session]; i++) used[this.firstPlace + this.order[i]] = 1;
    used[this.roomOf(session)] = 1;
  }

  /**
   * The host keeps a part of what each guest would cost or gain it, and hands the rest over to the guest. The parts of all guests together
   * are no more than half of it. After `cheapest`.
   * @param {number} session @param {{ cost: Float64Array, first: Int32Array }} agendas
   * @param {number} held what the host's cheapest agenda with the session costs @param {number} others one without it
   */
  balance(session, { cost, first }, held, others) {
    const { order, start, firstPlace, pairs, coming, fewest, most } = this;
    const from = start[session];
    const count = coming[session];
    const share = 0.5 / most[session];
    const all = Math.min(held, others);
    // The first who stays away, and the last who comes: what one more or one less would do.
    const size = start[session + 1] - from;
    const next = count < size ? cost[firstPlace + order[from + count]] : Number.POSITIVE_INFINITY;
    const last = count > 0 ? cost[firstPlace + order[from + count - 1]] : Number.NEGATIVE_INFINITY;
    const instead = count === most[session] || last > 0 ? last : 0;
    const mayGo = count > fewest[session];
    for (let i = 0; i < size; i++) {
      const guest = order[from + i];
      const price = cost[firstPlace + guest];
      const isIn = i < count;
      const withIt = isIn ? held : held + price - instead;
      const without = isIn ? Math.min(others, held - price + (mayGo ? Math.min(0, next) : next)) : all;
      const more = Math.max(-MOST_AT_STAKE, Math.min(MOST_AT_STAKE, withIt - without));
      const part = Math.round(share * more);
      cost[firstPlace + guest] -= part;
      cost[first[pairs[guest]]] += part;
    }
  }
}
