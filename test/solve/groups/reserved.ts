/** Tiny events in which guests say in which rooms sessions are. */
import type { Event } from '../../../src/model/event.js';
import { makeEvent, type WishSpec } from '../../helpers/event.js';
import type { Dice } from '../../helpers/random.js';
import { isNarrower } from './every-kept.js';

/** Two hosts and five others, with a room for all, some reserved ones, and some people with a room of their own; `undefined` where guests have no say. @param musts of a hundred seats @param isOneOpen whether the first room is for all */
export function reservedForGuests(dice: Dice, musts = 0, isOneOpen = true): Event | undefined {
  const group = { min: dice.chance(30) ? 2 : 1, max: 3, sessions: undefined };
  const hosts = ['H', 'K'].map(id => ({ id, role: 'host' as const, group }));
  const others = ['A', 'B', 'C', 'D', 'E'];
  const names = [...hosts.map(({ id }) => id), ...others];
  const rooms = [
    isOneOpen ? {} : { only: ['A', 'D'] },
    ...Array.from({ length: 1 + dice.below(2) }, () => ({ only: dice.shuffled(names).slice(0, 2) })),
  ];
  const participants = [
    ...hosts,
    ...others.map(id => (dice.chance(10) ? { id, room: `R${1 + dice.below(rooms.length)}` } : { id })),
  ];
  const seats: WishSpec[] = others.flatMap(from =>
    ['H', 'K']
      .filter(() => dice.chance(55))
      .map(to => ({
        from,
        to,
        as: 'seat' as const,
        score: 1 + dice.below(5),
        ...(musts > 0 && dice.chance(musts) ? { kind: 'must' as const } : {}),
      })),
  );
  const pairs: WishSpec[] = [0, 1, 2].map(() => {
    const [from, to] = dice.shuffled(others);
    return { from, to, score: 1 + dice.below(9) };
  });
  const event = makeEvent({ participants, wishes: [...seats, ...pairs], slots: 2, rooms });
  return isNarrower(event) ? event : undefined;
}
