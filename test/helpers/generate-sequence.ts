/** What may follow what in a random event: the order of meetings and `max_consecutive`. */
import type { Event, Order } from '../../src/model/event.js';
import type { GenerateOptions } from './generate.js';
import { Dice } from './random.js';

/** Drawn with dice of their own, so that all else of an event is the same with and without. */
export function addSequence(event: Event, { seed, orders, maxConsecutive: most }: GenerateOptions): Event {
  const dice = new Dice(seed + 7);
  const order = Array.from({ length: orders }, (_, index) => drawOrder(event, dice, index + 2));
  if (most === undefined) return { ...event, order: order.flat() };
  return {
    ...event,
    order: order.flat(),
    rules: { ...event.rules, maxConsecutive: most },
    participants: event.participants.map((person, p) => ({
      ...person,
      maxConsecutive: p % 3 === 2 ? most + 1 : most,
    })),
  };
}

/** None where the dice show one pair twice. */
function drawOrder({ participants, wishes }: Event, dice: Dice, line: number): Order[] {
  const rows = [...wishes];
  const drawn = (): [string, string] => {
    if (rows.length === 0 || dice.chance(10)) return [dice.pick(participants).id, dice.pick(participants).id];
    const { from, to } = dice.pick(rows);
    return [from, to];
  };
  const [before, after] = [drawn(), drawn()];
  const isPair = ([x, y]: [string, string]) => x !== y;
  const same = before.every(id => after.includes(id));
  return isPair(before) && isPair(after) && !same ? [{ before, after, line }] : [];
}
