import { describe, expect, it } from 'vitest';
import { Cnf } from '../../src/solve/cnf.js';
import { addFullAgenda, countPeople, roomsAreTight, roomsForAll } from '../../src/solve/full-agendas.js';
import { breakEnds } from '../../src/solve/rules-in-clauses.js';
import { makeEvent } from '../helpers/event.js';
import { clausesOf, everyChoice, satisfiable } from './clauses.js';
import { problemOf } from './tiny.js';

function variablesOf(cnf: Cnf, count: number): number[] {
  return Array.from({ length: count }, () => cnf.newVariable());
}

describe('countPeople', () => {
  it.each([0, 1, 2, 3].map(rooms => [rooms] as const))('allows an even number of people in %i rooms', rooms => {
    const cnf = new Cnf();
    const people = variablesOf(cnf, 5);
    const counted = countPeople(cnf, people, rooms);
    const clauses = clausesOf(cnf);
    for (const truths of everyChoice(people)) {
      const busy = truths.filter(literal => literal > 0).length;
      expect(satisfiable(clauses, truths)).toBe(busy % 2 === 0 && busy <= 2 * rooms);
      if (busy % 2 === 0 && busy <= 2 * rooms)
        counted.forEach((literal, k) => {
          expect(satisfiable(clauses, [...truths, literal])).toBe(busy > k);
        });
    }
  });
});

describe('addFullAgenda', () => {
  it.each([
    ['one day', 6],
    ['two days', [...'112222'].map(day => ({ date: `2027-05-0${day}` }))],
  ])('asks for as many busy slots as meetings, where all of them are held: %s', (_, slots) => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots }));
    for (const held of [1, 2, 3, 6]) {
      for (const closed of [-1, 2]) {
        const cnf = new Cnf();
        const busy = variablesOf(cnf, 6).map((literal, t) => (t === closed ? 0 : literal));
        const demands = variablesOf(cnf, held);
        addFullAgenda(cnf, problem, busy, demands, breakEnds(cnf, problem, busy));
        const clauses = clausesOf(cnf);
        for (const truths of everyChoice(busy.filter(literal => literal !== 0))) {
          const count = truths.filter(literal => literal > 0).length;
          // More meetings than that are ruled out elsewhere.
          if (count <= held) expect(satisfiable(clauses, [...truths, ...demands])).toBe(count === held);
          // Without one of them nothing is said.
          expect(satisfiable(clauses, [...truths, ...demands.slice(1), -demands[0]])).toBe(true);
        }
      }
    }
  });
});

describe('roomsAreTight', () => {
  // Six meetings.
  const round = [...'ABCD'].flatMap((one, i) => [...'ABCD'.slice(i + 1)].map(other => [one, other] as const));

  it('compares rooms that everyone may use with meetings', () => {
    const of = (slots: number, rooms: number) => problemOf(makeEvent({ wishes: round, slots, rooms }));
    expect(roomsAreTight(of(3, 2))).toBe(true);
    expect(roomsAreTight(of(4, 2))).toBe(false);
    expect(roomsForAll(of(3, 2), 1)).toBe(2);
    expect(roomsForAll(of(3, 9), 1)).toBeGreaterThan(1);
  });
});
