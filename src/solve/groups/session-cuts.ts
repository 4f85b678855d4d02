/**
 * Rows that no schedule breaks but fractions do: mixed-integer rounding of "a host's guests are no more than its sessions seat"
 * (Nemhauser & Wolsey 1990, doi:10.1007/BF01585752). Of n wishes for sessions of m guests, with n = m(k − 1) + r and 0 < r < m, k
 * sessions can seat them all, and each session fewer leaves r of them out, or more: guests ≤ n − r(k − sessions).
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { type ProgramRows, RowBuilder } from '../mip.js';
import type { Items } from './items.js';
import type { TimeProgram } from './time-program.js';

/** Seats by which a fractional solution has to break a row at least. */
const LEAST_BREACH = 0.02;

/** Of each host the row that a solution breaks most, `undefined` where it breaks none. O(seats · slots + seats · log). */
export function brokenRows(
  problem: GroupProblem,
  items: Items,
  program: TimeProgram,
  values: Float64Array,
): ProgramRows | undefined {
  const rows = new RowBuilder();
  const sumOf = (columns: readonly number[]): number => columns.reduce((sum, column) => sum + values[column], 0);
  for (let h = 0; h < problem.hosts; h++) {
    const sessions = program.ofHost(h);
    const held = sumOf(sessions);
    const guests = Array.from(problem.seatsOfHost.subarray(problem.hostStart[h], problem.hostStart[h + 1]), s =>
      program.ofItem(items.pairs + s),
    )
      .map(columns => ({ columns, seated: sumOf(columns) }))
      .sort((x, y) => y.seated - x.seated);
    const cut = deepest(
      Float64Array.from(guests, ({ seated }) => seated),
      problem.groupMax[h],
      held,
    );
    if (!cut) continue;
    const columns = guests.slice(0, cut.count).map(guest => guest.columns);
    const ofSession = new Set(sessions);
    rows.add([...columns.flat(), ...sessions], Number.NEGATIVE_INFINITY, cut.count - cut.rest * cut.sessions, column =>
      ofSession.has(column) ? -cut.rest : 1,
    );
  }
  return rows.count > 0 ? rows.build() : undefined;
}

/** How many of the guests, those seated most, make the row that is broken most. */
function deepest(seated: Float64Array, most: number, held: number) {
  const sessions = Math.ceil(held);
  let found: { count: number; rest: number; sessions: number } | undefined;
  let breach = LEAST_BREACH;
  let sum = 0;
  for (let count = 1; count <= seated.length && count < most * sessions; count++) {
    sum += seated[count - 1];
    const rest = count - most * (sessions - 1);
    const over = sum - (count - rest * (sessions - held));
    if (rest <= 0 || over <= breach) continue;
    breach = over;
    found = { count, rest, sessions };
  }
  return found;
}
