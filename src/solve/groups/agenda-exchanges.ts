/** Exchanges of what is held for what is not: one item in, and out what is worth as much; anything where points may be given up. */
import type { Random } from '../random.js';
import { type AgendaChains, NOISE } from './agenda-chains.js';
import type { GroupState } from './state.js';

/** One-to-ones looked at for an exchange. */
const LOOKED_AT = 64;

export class AgendaExchanges {
  /** Whether what comes in may be worth less than what goes out, or more. */
  anyWorth = false;
  private readonly slots: number;

  constructor(
    private readonly state: GroupState,
    private readonly chains: AgendaChains,
    private readonly random: Random,
  ) {
    this.slots = state.problem.pairs.slots;
  }

  /**
   * Brings item i, which is not held, into slot t. What its people have there goes elsewhere or out; in a full session, or
   * where rooms are full, somebody goes who makes the points equal. False if it cannot be. O(guests, or one-to-ones looked at).
   */
  bringIn(i: number, t: number): boolean {
    const { state, chains } = this;
    chains.begin(t, t);
    const before = state.points;
    if (!chains.clearPlaces(i, t)) return false;
    if (!chains.putBack(true)) return false;
    if (!state.fits(i, t)) {
      const out = this.outFor(i, t, state.points + state.worthOf(i) - before);
      if (out < 0) return false;
      state.remove(out);
      if (!state.fits(i, t)) return false;
    }
    state.place(i, t);
    return true;
  }

  /**
   * Takes held item i out and brings in what is worth as much in its place: another guest, another one-to-one. False where there
   * is none: then the item is out. O(seats of the host, or one-to-ones looked at).
   */
  takeOut(i: number): boolean {
    const { state, random } = this;
    const { items, problem } = state;
    if (items.must[i] === 1) return false;
    const points = state.worthOf(i);
    const t = state.remove(i);
    if (i >= items.pairs) {
      const h = problem.seatHost[i - items.pairs];
      const from = problem.hostStart[h];
      return this.bestIn(
        t,
        points,
        problem.hostStart[h + 1] - from,
        x => items.pairs + problem.seatsOfHost[from + x],
        i,
      );
    }
    const waiting = state.inSlot[this.slots];
    const start = random.below(waiting.length);
    const { length } = waiting;
    return this.bestIn(t, points, Math.min(LOOKED_AT, length), x => waiting[(start + x) % length], i);
  }

  /** Places the one of these items worth so much that costs agendas the least in slot t. */
  private bestIn(t: number, points: number, count: number, item: (x: number) => number, but: number): boolean {
    const { state, random } = this;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let x = 0; x < count; x++) {
      const i = item(x);
      if (i === but || state.slotOf[i] >= 0 || !this.isWorth(i, points)) continue;
      if ((state.candidates(i, t >> 5) & (1 << (t & 31))) === 0 || !state.fits(i, t)) continue;
      const cost = this.chains.change(i, t, true) + NOISE * random.exponential();
      if (cost >= least) continue;
      best = i;
      least = cost;
    }
    if (best < 0) return false;
    state.place(best, t);
    return true;
  }

  private isWorth(i: number, points: number): boolean {
    return this.anyWorth || this.state.worthOf(i) === points;
  }

  /** Who leaves slot t for item i, so that points fall by so many: of the same session, or where rooms are full a one-to-one. */
  private outFor(i: number, t: number, points: number): number {
    const { state, random } = this;
    const { items, problem } = state;
    const cell = i < items.pairs ? -1 : problem.seatHost[i - items.pairs] * this.slots + t;
    const list = cell < 0 ? state.inSlot[t] : state.guestsOf(cell);
    const { length } = list;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    const start = length > 0 ? random.below(length) : 0;
    for (let x = 0; x < Math.min(LOOKED_AT, length); x++) {
      const k = list[(start + x) % length];
      if (!this.isWorth(k, points) || items.must[k] === 1 || (cell < 0 && k >= items.pairs)) continue;
      const cost = this.chains.change(k, t, false) + NOISE * random.exponential();
      if (cost >= least) continue;
      best = k;
      least = cost;
    }
    return best;
  }
}
