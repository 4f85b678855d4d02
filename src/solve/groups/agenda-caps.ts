/** `max_breaks` is a rule, points are not: where no schedule of the same items keeps someone's cap, items are given up. */
import { AgendaLedger } from './agenda-ledger.js';
import { demandsMet } from './demands-met.js';
import type { GroupState } from './state.js';

/** Something to give up: one item, or a session with all its guests. */
type GivenUp = readonly number[];

/**
 * Gives up what costs least until every cap is kept, then puts back whatever fits without breaking one. Changes the state.
 * @returns false if only demanded items are left of someone over its cap. O(items² · people of a session) at worst.
 */
export function keepGroupCaps(state: GroupState): boolean {
  const ledger = new AgendaLedger(state);
  const { participants } = state.problem.pairs;
  for (let p = 0; p < participants; ) {
    if (ledger.overCapOf(p) === 0) {
      p++;
      continue;
    }
    const cheapest = cheapestToGiveUp(state, ledger, p);
    if (!cheapest) return false;
    giveUp(state, ledger, cheapest);
    p = 0; // others' agendas may now be over their caps
  }
  refill(state, ledger);
  return true;
}

function giveUp(state: GroupState, ledger: AgendaLedger, items: GivenUp): void {
  const mark = state.mark();
  for (const i of items) state.remove(i);
  ledger.delta(mark);
  ledger.keep();
  state.commit();
}

/** Fewest breaks over caps, then fewest promises lost, then fewest points. */
function cheapestToGiveUp(state: GroupState, ledger: AgendaLedger, p: number): GivenUp | undefined {
  let cheapest: GivenUp | undefined;
  let least: readonly number[] = [];
  const demands = demandsMet(state);
  const { promises, points } = state;
  for (const choice of choices(state, p)) {
    const mark = state.mark();
    for (const i of choice) state.remove(i);
    const loss = [ledger.overCapChange(mark), promises - state.promises, points - state.points];
    const allowed = demandsMet(state) === demands && state.short.size === 0;
    state.undo(mark);
    if (!allowed || (cheapest && !isLess(loss, least))) continue;
    cheapest = choice;
    least = loss;
  }
  return cheapest;
}

/** What p holds: its items alone, a seat's whole session where it is small, and its own sessions. */
function choices(state: GroupState, p: number): GivenUp[] {
  const { items, problem, slotOf, size } = state;
  const { slots } = problem.pairs;
  const found: GivenUp[] = [];
  for (let x = items.ownStart[p]; x < items.ownStart[p + 1]; x++) {
    const i = items.own[x];
    if (slotOf[i] < 0) continue;
    const h = i < items.pairs ? -1 : problem.seatHost[i - items.pairs];
    const cell = h * slots + slotOf[i];
    const isAlone = h < 0 || size[cell] > problem.groupMin[h];
    if (isAlone) found.push([i]);
    // Without one of its guests a session may have no room.
    if (!isAlone || (h >= 0 && state.kinds.byGuests)) found.push([...state.guestsOf(cell)]);
  }
  const h = items.hostIndex[p];
  for (let t = 0; t < slots && h >= 0; t++) if (size[h * slots + t] > 0) found.push([...state.guestsOf(h * slots + t)]);
  return found;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, k) => value !== b[k]);
  return at >= 0 && a[at] < b[at];
}

/** The dearest first, into the first slot that takes them. */
function refill(state: GroupState, ledger: AgendaLedger): void {
  const { points, count } = state.items;
  const { words } = state.problem.pairs;
  const order = [...new Array(count).keys()]
    .filter(i => state.slotOf[i] < 0)
    .sort((x, y) => points[y] - points[x] || x - y);
  for (const i of order) {
    for (let k = 0; k < words && state.slotOf[i] < 0; k++) {
      for (let word = state.candidates(i, k); word !== 0 && state.slotOf[i] < 0; word &= word - 1) {
        tryAt(state, ledger, i, 32 * k + 31 - Math.clz32(word & -word));
      }
    }
  }
}

function tryAt(state: GroupState, ledger: AgendaLedger, i: number, t: number): void {
  if (!state.fits(i, t)) return;
  const mark = state.mark();
  state.place(i, t);
  if (state.short.size > 0 || ledger.overCapChange(mark) > 0) {
    state.undo(mark);
    return;
  }
  ledger.keep();
  state.commit();
}
