/** Clauses as lists, and whether they can be kept: small enough to be seen through, and no solver's word is taken. */
import type { Cnf } from '../../src/solve/cnf.js';

/** Clauses added since the last time, without their zeros. */
export function clausesOf(cnf: Cnf): number[][] {
  return listsOf(cnf.take());
}

export function listsOf(literals: Iterable<number>): number[][] {
  const clauses: number[][] = [[]];
  for (const literal of literals) {
    if (literal === 0) clauses.push([]);
    else clauses.at(-1)!.push(literal);
  }
  if (clauses.pop()!.length > 0) throw new Error('the last clause is not ended');
  return clauses;
}

export const flat = (clauses: readonly (readonly number[])[]): Int32Array =>
  Int32Array.from(clauses.flatMap(clause => [...clause, 0]));

/** Whether some values of the other variables make all clauses true: unit propagation and splitting. */
export function satisfiable(clauses: readonly (readonly number[])[], truths: readonly number[]): boolean {
  const known = new Set(truths);
  if (truths.some(literal => known.has(-literal))) return false;
  for (;;) {
    const open = clauses.filter(clause => !clause.some(literal => known.has(literal)));
    if (open.length === 0) return true;
    const left = open.map(clause => clause.filter(literal => !known.has(-literal)));
    if (left.some(clause => clause.length === 0)) return false;
    const units = left.filter(clause => clause.length === 1);
    if (units.length === 0) return [left[0][0], -left[0][0]].some(literal => satisfiable(open, [...known, literal]));
    for (const [unit] of units) {
      if (known.has(-unit)) return false;
      known.add(unit);
    }
  }
}

/** Every choice of signs, as lists of literals. */
export function* everyChoice(variables: readonly number[]): Generator<number[]> {
  for (let choice = 0; choice < 1 << variables.length; choice++)
    yield variables.map((v, i) => ((choice >> i) & 1 ? v : -v));
}
