/** Rules on what follows what as clauses. Literals stand by slot, 0 where there can be nothing. */
import type { Problem } from '../model/problem.js';
import type { Cnf } from './cnf.js';

/** The first meeting is not in a slot if the second is in it or earlier. `guard`: only where this is true; 0: always. */
export function addOrder(cnf: Cnf, first: readonly number[], second: readonly number[], guard: number): void {
  cnf.anySoFar(second).forEach((soFar, t) => {
    if (first[t] !== 0 && soFar !== 0) cnf.add(...(guard === 0 ? [] : [-guard]), -first[t], -soFar);
  });
}

/** Of so many neighbouring slots of a stretch and one more, one is free. */
export function addRests(cnf: Cnf, { slots: T, stretch }: Problem, busy: readonly number[], most: number): void {
  for (let t = 0; t + most < T; t++) {
    const window = busy.slice(t, t + most + 1);
    if (stretch[t] === stretch[t + most] && !window.includes(0)) cnf.add(...window.map(literal => -literal));
  }
}

/** Literals of which at least as many are true as there are breaks: one ends where a busy slot of a day follows a free one. */
export function breakEnds(cnf: Cnf, { day }: Problem, busy: readonly number[]): number[] {
  const ends: number[] = [];
  for (const [from, to] of daysOf(day)) {
    const list = busy.slice(from, to);
    const earlier = cnf.anySoFar(list);
    for (let i = 2; i < list.length; i++) {
      if (list[i] === 0 || earlier[i - 2] === 0) continue;
      const end = cnf.newVariable();
      cnf.add(-list[i], ...(list[i - 1] === 0 ? [] : [list[i - 1]]), -earlier[i - 2], end);
      ends.push(end);
    }
  }
  return ends;
}

/** Literals of which at least as many are true as there are idle slots: free, something earlier and something later that day. */
export function idleSlots(cnf: Cnf, { day }: Problem, busy: readonly number[]): number[] {
  const idle: number[] = [];
  for (const [from, to] of daysOf(day)) {
    const list = busy.slice(from, to);
    const earlier = cnf.anySoFar(list);
    const later = cnf.anySoFar(list.toReversed()).reverse();
    for (let i = 1; i + 1 < list.length; i++) {
      if (earlier[i - 1] === 0 || later[i + 1] === 0) continue;
      const hole = cnf.newVariable();
      cnf.add(-earlier[i - 1], -later[i + 1], ...(list[i] === 0 ? [] : [list[i]]), hole);
      idle.push(hole);
    }
  }
  return idle;
}

/** First slot of each day, and the one after its last. */
function daysOf(day: Int32Array): [from: number, to: number][] {
  const days: [number, number][] = [];
  for (let from = 0; from < day.length; from = days.at(-1)![1]) days.push([from, day.lastIndexOf(day[from]) + 1]);
  return days;
}
