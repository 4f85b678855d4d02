import { expect, it } from 'vitest';
import type { AgendaQuestion } from '../../../src/solve/breaks/agenda-question.js';
import { Sessions } from '../../../src/solve/breaks/priced-sessions.js';
import { Dice } from '../../helpers/random.js';

const FIRST = 3;

/** One host with a session in the second of three slots, and its guests' pairs 0, 1, … */
function oneSession(guests: number, fewest: number, most: number): Sessions {
  const inSlot = [new Int32Array(), Int32Array.from({ length: guests }, (_, k) => k), new Int32Array()];
  const host = { agenda: 1, mayHost: Uint8Array.of(0, 1, 0), mostSessions: 1, fewest, most, guests: inSlot };
  const question: Pick<AgendaQuestion, 'hosts' | 'slots' | 'ownStart'> = {
    hosts: [host],
    slots: 3,
    ownStart: Int32Array.of(0, 0, 0),
  };
  return new Sessions(question as AgendaQuestion, FIRST);
}

/** What the cheapest choice among all of some guests costs, by whether the k-th of them is in it. */
function cheapestOfAll(prices: readonly number[], fewest: number, most: number, k = -1, isIn = false): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** prices.length; set++) {
    const chosen = prices.filter((_, guest) => (set >> guest) & 1);
    if (chosen.length < fewest || chosen.length > most) continue;
    if (k >= 0 && ((set >> k) & 1) !== (isIn ? 1 : 0)) continue;
    least = Math.min(
      least,
      chosen.reduce((sum, price) => sum + price, 0),
    );
  }
  return least;
}

it('the cheapest guests come, as many as may', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const dice = new Dice(seed);
    const guests = 1 + dice.below(6);
    const fewest = 1 + dice.below(guests);
    const most = fewest + dice.below(3);
    const sessions = oneSession(guests, fewest, most);
    const cost = new Float64Array(sessions.end);
    expect([sessions.at(1, 0), sessions.at(1, 1), sessions.at(0, 1)]).toEqual([-1, 0, -1]);
    for (let again = 0; again < 3; again++) {
      const prices = Array.from({ length: guests }, () => dice.below(21) - 10);
      prices.forEach((price, k) => {
        cost[sessions.placeOf(k)] = price;
      });
      cost[sessions.roomOf(0)] = 100;
      const value = sessions.cheapest(0, cost);
      expect(value).toBe(100 + cheapestOfAll(prices, fewest, most));
      const used = new Uint8Array(sessions.end);
      sessions.mark(0, used);
      expect(used.reduce((sum, one, place) => sum + one * cost[place], 0)).toBe(value);
    }
  }
});

it('a host hands over what each guest would cost it, in parts', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const dice = new Dice(seed);
    const guests = 2 + dice.below(5);
    const fewest = 1 + dice.below(guests - 1);
    const most = Math.min(guests, fewest + dice.below(3));
    const sessions = oneSession(guests, fewest, most);
    const prices = Array.from({ length: guests }, () => 1000 * (dice.below(21) - 10));
    const cost = new Float64Array(FIRST + sessions.end);
    prices.forEach((price, k) => {
      cost[sessions.placeOf(k)] = price;
    });
    // The pairs of guests have their own places after all these.
    const first = Int32Array.from(prices, (_, k) => sessions.end + k);
    const paid = new Float64Array(sessions.end + guests);
    paid.set(cost.subarray(0, sessions.end));
    const held = sessions.cheapest(0, paid);
    const others = 1000 * (dice.below(41) - 20);
    sessions.balance(0, { cost: paid, first }, held, others);
    prices.forEach((price, k) => {
      const withIt = cheapestOfAll(prices, fewest, most, k, true);
      const without = Math.min(others, cheapestOfAll(prices, fewest, most, k, false));
      const part = paid[first[k]];
      expect(part).toBe(Math.round((0.5 / most) * (withIt - without)));
      expect(paid[sessions.placeOf(k)]).toBe(price - part);
    });
  }
});
