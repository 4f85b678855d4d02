/**
 * What counting shows of agendas and slots that are full, as clauses: implied constraints of Bofill et al. (JAIR 2022,
 * doi:10.1613/jair.1.13380). A solver would come to see them, late.
 */
import type { Problem } from '../model/problem.js';
import { addRun } from './breaks/unbroken.js';
import type { Cnf } from './cnf.js';

/** Rooms for so many times the meetings are few. */
const TIGHT = 1.3;

/** Meetings that slot t has rooms for, as far as limits say that bind every meeting. O(limits). */
export function roomsForAll({ meetings, slots: T, limits, capacity, kindLimits }: Problem, t: number): number {
  let least = meetings;
  for (let l = 0; l < limits; l++)
    if (kindLimits.every(list => list.includes(l))) least = Math.min(least, capacity[l * T + t]);
  return least;
}

/** Whether there are hardly more rooms than meetings. O(slots · limits). */
export function roomsAreTight(problem: Problem): boolean {
  let rooms = 0;
  for (let t = 0; t < problem.slots; t++) rooms += roomsForAll(problem, t);
  return rooms < TIGHT * problem.meetings;
}

/**
 * Busy people of a slot where everyone has one meeting at a time: an even number, and two a room at most. O(people · rooms).
 * @param people literals, all that can be busy
 * @returns literal k is true where more than k are
 */
export function countPeople(cnf: Cnf, people: readonly number[], rooms: number): number[] {
  const sorted = cnf.sort(people, 2 * rooms + 1);
  for (let i = 0; i < sorted.length; i += 2) {
    if (i < 2 * rooms && i + 1 < sorted.length) cnf.add(-sorted[i], sorted[i + 1]);
    else cnf.add(-sorted[i]);
  }
  return sorted;
}

/**
 * Of what is counted there are as many as of others, and `sure` more. O(literals).
 * @param counted literal k is true where there are more than k, as of `others`
 * @param most there are no more; left out: as many as are counted
 */
export function linkCounts(
  cnf: Cnf,
  counted: readonly number[],
  sure: number,
  others: readonly number[],
  most = counted.length,
): void {
  counted.forEach((literal, k) => {
    if (k < sure) cnf.add(literal);
    else if (k >= most || k - sure >= others.length) cnf.add(-literal);
    else cnf.add(-literal, others[k - sure]);
  });
  others.forEach((literal, k) => {
    if (sure + k < counted.length) cnf.add(-literal, counted[sure + k]);
    else cnf.add(-literal);
  });
}

/**
 * Someone with one meeting at a time is busy in as many slots as there are meetings, where all of them are held, and without a
 * break they are one run. O(slots · meetings of the participant).
 * @param busy literals by slot, 0 where there can be no meeting
 * @param demands a literal of each of the meetings: it is held, if this is true
 * @param ends literals of which one is true where there is a break
 */
export function addFullAgenda(
  cnf: Cnf,
  problem: Problem,
  busy: readonly number[],
  demands: readonly number[],
  ends: readonly number[],
): void {
  const held = demands.length;
  const all = cnf.newVariable();
  cnf.add(all, ...demands.map(demand => -demand));
  const counted = cnf.sort(
    busy.filter(literal => literal !== 0),
    held,
  );
  for (let k = 0; k < held; k++) {
    if (k < counted.length) cnf.add(-all, counted[k]);
    else cnf.add(-all);
  }
  if (held < 2 || problem.days > 1) return;
  const broken = cnf.newVariable();
  cnf.add(all, broken);
  for (const end of ends) cnf.add(-end, broken);
  // Broken for these reasons alone: else the run would say nothing.
  cnf.add(-broken, -all, ...ends);
  addRun(cnf, problem, busy, held, broken);
}
