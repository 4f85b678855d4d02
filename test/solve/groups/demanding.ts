/** Tiny events in which much is demanded. */
import fc from 'fast-check';
import type { Event, Lock } from '../../../src/model/event.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { itemsOf } from '../../inspect/every-schedule.js';

interface Extras {
  readonly musts: readonly number[];
  readonly locks: readonly (readonly [item: number, slot: number])[];
  readonly order: readonly (readonly [before: number, after: number])[];
  readonly maxBreaks: number | undefined;
}

const some = (most: number) => fc.nat({ max: most });
const arbExtras: fc.Arbitrary<Extras> = fc.record({
  musts: fc.array(some(11), { maxLength: 6 }),
  locks: fc.oneof(fc.constant([]), fc.array(fc.tuple(some(7), some(2)), { maxLength: 3 })),
  order: fc.oneof(fc.constant([]), fc.array(fc.tuple(some(7), some(7)), { maxLength: 3 })),
  maxBreaks: fc.constantFrom(undefined, undefined, 0),
});

/** A tiny event with more that is demanded. */
export const arbDemanding = fc
  .tuple(arbTinyEvent, arbExtras)
  .map(([event, { musts, locks, order, maxBreaks }]): Event => {
    const items = itemsOf(event);
    const ids = (at: number) => items[at % items.length].people.map(({ id }) => id) as [string, string];
    const locked = new Map(locks.map(([item, slot]) => [item % items.length, slot % event.slots.length]));
    return {
      ...event,
      participants: event.participants.map(one => ({ ...one, maxBreaks })),
      wishes: [...event.wishes].map((wish, w) =>
        wish.kind === 'wish' && musts.includes(w) ? { ...wish, kind: 'must' as const } : wish,
      ),
      locks:
        items.length === 0
          ? []
          : [...locked].map(([at, slot], index): Lock => {
              const kind = items[at].kind === 'seat' ? { kind: 'group' as const } : {};
              return { participants: ids(at), slot: event.slots[slot].id, room: undefined, line: index + 2, ...kind };
            }),
      order: order
        .filter(([x, y]) => items.length > 0 && ids(x).sort().join() !== ids(y).sort().join())
        .map(([x, y], index) => ({ before: ids(x), after: ids(y), line: index + 2 })),
    };
  });
