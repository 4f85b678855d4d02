/**
 * Agendas without a break as one choice: where so many meetings are one run, it starts in exactly one slot. A solver that
 * chooses the start sees at once what counting and break after break would show it late.
 */
import type { Problem } from '../../model/problem.js';
import type { Cnf } from '../cnf.js';

/** From so many literals on, at most one of them is said by counting: before that, pair by pair is better propagated. */
const MOST_PAIRWISE = 32;

/** At most one of the literals. O(literals²), or O(literals) of many. */
export function addExclusive(cnf: Cnf, literals: readonly number[]): void {
  if (literals.length > MOST_PAIRWISE) {
    cnf.atMost(literals, 1);
    return;
  }
  literals.forEach((literal, i) => {
    for (let j = 0; j < i; j++) cnf.add(-literal, -literals[j]);
  });
}

/**
 * At most so many of the literals: a totalizer that only counts upwards. More clauses than a sequential counter, but a fifth
 * of its variables; conflicts come sooner. O(literals · most · log literals).
 */
export function addAtMost(cnf: Cnf, literals: readonly number[], most: number): void {
  if (literals.length <= most) return;
  const over = cnf.countUp(literals, most + 1)[most];
  cnf.add(-over);
}

/**
 * Unless `broken`, the agenda is one run of exactly `length` busy slots. Only where all slots are of one day. O(slots²).
 * @param busy literals by slot, 0 where there can be no meeting
 * @param broken literal that is true where the agenda has a break; 0: it never has one
 */
export function addRun(cnf: Cnf, { slots: T }: Problem, busy: readonly number[], length: number, broken: number): void {
  const start = startsOf(cnf, busy, length);
  const starts = start.filter(literal => literal !== 0);
  const guard = broken === 0 ? [] : [broken];
  addExclusive(cnf, starts);
  cnf.add(...guard, ...starts);
  for (const literal of starts) if (broken !== 0) cnf.add(-literal, -broken);
  for (let t = 0; t < T; t++) {
    if (busy[t] === 0) continue;
    const covering: number[] = [];
    const others: number[] = [];
    start.forEach((literal, s) => {
      if (literal === 0) return;
      const covers = s <= t && t < s + length;
      (covers ? covering : others).push(literal);
      cnf.add(-literal, covers ? busy[t] : -busy[t]);
    });
    cnf.add(...guard, -busy[t], ...covering);
    cnf.add(...guard, busy[t], ...others);
  }
}

/** A literal for each slot in which a run of the length can start, else 0. */
function startsOf(cnf: Cnf, busy: readonly number[], length: number): number[] {
  return busy.map((_, s) => {
    const run = busy.slice(s, s + length);
    return run.length === length && !run.includes(0) ? cnf.newVariable() : 0;
  });
}
