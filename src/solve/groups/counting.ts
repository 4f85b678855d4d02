/** Demanded items that contradict each other even in fractions: counting seats and slots is hard for clauses, and easy here. */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import { judgeDemands, MOST_COLUMNS } from '../demands.js';
import { RowBuilder } from '../mip.js';
import type { Items } from './items.js';

/**
 * @param items those that are demanded: one assumption stands behind each
 * @param domain slots of all items: items × words
 * @param many demands from which on none is tried by itself; default: all are
 * @returns demanded items of which none is to spare, or few; `undefined` if counting does not refute them, or would take too long
 */
export async function refutedByCounting(
  problem: GroupProblem,
  { a, b, pairs: E }: Items,
  items: readonly number[],
  domain: Int32Array,
  budget: Budget,
  many = Number.POSITIVE_INFINITY,
): Promise<readonly number[] | undefined> {
  const { pairs, hosts, seatHost, groupMax, mostSessions } = problem;
  const { participants: P, slots: T, words: W } = pairs;
  if (items.length === 0) return undefined;
  const rows = new RowBuilder();
  const atPlace: number[][] = Array.from({ length: P * T }, () => []);
  const ofPerson: number[][] = Array.from({ length: P }, () => []);
  const seatsAt: number[][] = Array.from({ length: hosts * T }, () => []);
  let columns = 0;
  const book = (p: number, t: number): void => {
    atPlace[p * T + t].push(columns);
    ofPerson[p].push(columns);
  };
  for (const i of items) {
    const own: number[] = [];
    for (let t = 0; t < T; t++) {
      if (!hasBit(domain, i * W, t)) continue;
      own.push(columns);
      book(b[i], t);
      if (i < E) book(a[i], t);
      else seatsAt[seatHost[i - E] * T + t].push(columns);
      columns++;
    }
    rows.add(own, 0, 1);
  }
  const sessions: number[][] = Array.from({ length: hosts }, () => []);
  seatsAt.forEach((seats, cell) => {
    if (seats.length === 0) return;
    const h = Math.floor(cell / T);
    const session = columns;
    book(problem.host[h], cell % T);
    sessions[h].push(session);
    columns++;
    const weight = (column: number): number => (column === session ? -groupMax[h] : 1);
    rows.add([...seats, session], Number.NEGATIVE_INFINITY, 0, weight);
  });
  sessions.forEach((list, h) => {
    rows.add(list, 0, Math.min(list.length, mostSessions[h]));
  });
  atPlace.forEach((list, place) => {
    rows.add(list, 0, pairs.parallel[Math.floor(place / T)]);
  });
  ofPerson.forEach((list, p) => {
    rows.add(list, 0, Math.min(list.length, pairs.maxMeetings[p]));
  });
  if (columns > MOST_COLUMNS) return undefined;
  const cost = new Float64Array(columns);
  const model = { cost, upper: new Float64Array(columns).fill(1), ...rows.build(), mostNodes: 0 };
  const demands = Int32Array.from(items.keys());
  const answer = await judgeDemands({ model, demands, many }, budget);
  return answer?.core && Array.from(answer.core, row => items[row]);
}
