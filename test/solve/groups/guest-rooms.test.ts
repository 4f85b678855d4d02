import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import { GuestRooms } from '../../../src/solve/groups/guest-rooms.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';

/** A host and guests, nearly each of whom opens other rooms than the rest; some sit in one all day. */
function motley(dice: Dice) {
  const host = { id: 'H', role: 'host' as const, group: { min: 1, max: 30, sessions: undefined } };
  const guests = Array.from({ length: 40 }, (_, i) => `G${i}`);
  const rooms = [{}, ...Array.from({ length: 9 }, () => ({ only: guests.filter(() => dice.chance(30)) }))];
  const people = guests.map(id => (dice.chance(5) ? { id, room: `R${1 + dice.below(rooms.length)}` } : { id }));
  const wishes = guests.map(from => ({ from, to: 'H', as: 'seat' as const, score: 1 }));
  const built = buildGroupProblem(makeEvent({ participants: [host, ...people], wishes, slots: 3, rooms }));
  if (built.kind !== 'built') throw new Error('there is no such problem');
  return built.problem;
}

describe('companies of guests', () => {
  it('find the same rooms however few are kept, in whatever order they come', () => {
    const dice = new Dice(3);
    const problem = motley(dice);
    const [all, few] = [GuestRooms.of(problem)!, GuestRooms.of(problem, 20)!];
    const rooms = new Set<string>();
    for (let turn = 0; turn < 500; turn++) {
      const people = dice.shuffled([...Array(problem.pairs.participants).keys()]).slice(0, 1 + dice.below(6));
      const [one, other] = [all.companyOf(people), few.companyOf([...people].reverse())];
      expect(few.roomsOf(0, other)).toEqual(all.roomsOf(0, one));
      expect(few.limitsOf(0, other)).toEqual(all.limitsOf(0, one));
      rooms.add(`${all.roomsOf(0, one)}`);
    }
    expect(rooms.size).toBeGreaterThan(20);
    expect(all.kept).toBeGreaterThan(100);
    expect(few.kept).toBe(20);
  });
});
