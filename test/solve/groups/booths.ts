/** Rooms that are reserved in more ways than are counted. */
import type { Event } from '../../../src/model/event.js';
import { makeEvent } from '../../helpers/event.js';
import type { Dice } from '../../helpers/random.js';

/** Nine hosts hold sessions in a booth each; beside that there is one table, and guests wish to meet each other. */
export function hostsInBooths(dice: Dice): Event {
  const hosts = Array.from({ length: 9 }, (_, h) => `H${h}`);
  const group = { min: 1, max: 3, sessions: 2 };
  const guests = Array.from({ length: 24 }, (_, p) => `P${p}`);
  const wishes = guests.flatMap((from, p) => [
    ...dice
      .shuffled(hosts)
      .slice(0, 3)
      .map((to, k) => ({ from, to, as: 'seat' as const, rank: k + 1 })),
    { from, to: guests[(p + 5) % 24], rank: 4 },
    { from, to: guests[(p + 7) % 24], rank: 5 },
  ]);
  return makeEvent({
    participants: [...hosts.map(id => ({ id, role: 'host' as const, group })), ...guests],
    wishes,
    slots: 5,
    rooms: [{ id: 'T' }, ...hosts.map(host => ({ only: [host] }))],
  });
}
