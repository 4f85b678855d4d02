/** What may follow what, straight from FORMATS: the order of meetings and `max_consecutive`. */
import type { Event, Participant } from '../../src/model/event.js';
import { canBeInterpreted } from './speech.js';

/** A meeting by ids and index of its slot. */
export interface Held {
  readonly people: readonly string[];
  readonly slot: number;
}

/** `order 2` for line 2 of the order, `run of A`, `interpreters`; empty where these rules are kept. */
export function sequenceFaults(event: Event, held: readonly Held[]): string[] {
  const unheard = canBeInterpreted(event, held) ? [] : ['interpreters'];
  return [...orderFaults(event, held), ...runFaults(event, held), ...unheard];
}

function orderFaults({ order }: Event, held: readonly Held[]): string[] {
  const slotOf = (pair: readonly string[]) => held.find(({ people }) => pair.every(id => people.includes(id)))?.slot;
  return order
    .filter(({ before, after }) => {
      const [first, second] = [slotOf(before), slotOf(after)];
      return first !== undefined && second !== undefined && first >= second;
    })
    .map(({ line }) => `order ${line}`);
}

function runFaults(event: Event, held: readonly Held[]): string[] {
  const busy = new Set(held.flatMap(({ people, slot }) => people.map(id => `${slot} ${id}`)));
  return event.participants
    .filter(one => runsTooLong(event, one, slot => busy.has(`${slot} ${one.id}`)))
    .map(({ id }) => `run of ${id}`);
}

/** Whether someone who is busy in such slots has no rest where `max_consecutive` asks for one. */
export function runsTooLong(
  { slots }: Event,
  { maxConsecutive }: Participant,
  isBusy: (slot: number) => boolean,
): boolean {
  if (maxConsecutive === undefined) return false;
  const text = slots.map(({ session }, slot) => {
    const opens = slot > 0 && session !== slots[slot - 1].session;
    return (opens ? '|' : '') + (isBusy(slot) ? 'x' : '.');
  });
  return text.join('').includes('x'.repeat(maxConsecutive + 1));
}
