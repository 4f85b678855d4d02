/**
 * A lower bound on moves, the changes of room, over every schedule of equal promises and points with so many breaks.
 *
 * A participant with `parallel` 1 and d meetings on n days has d − n *links*, from one meeting to the next of a day; a link
 * whose ends have different rooms is a move. Links over a break are as many as the breaks, and may all keep their room. Every
 * other link joins meetings in neighbouring slots t and t + 1. Where a room holds one meeting at a time, a meeting in t has at
 * most one meeting after it in its room and a meeting in t + 1 at most one before it, and as no two people meet twice, that
 * pair has one link at most: the links that keep their room are a matching, at most min(m_t, m_{t+1}) of m_t meetings in t.
 * Over a day of L slots these minima add up to at most its meetings less those of its fullest slot, and the fullest slot has
 * at least an L-th of them. So, with M meetings among people of `parallel` 1,
 *
 *   moves ≥ 2M − Σ days − breaks − (M − ⌈M / L⌉) = M + ⌈M / L⌉ − Σ days − breaks.
 *
 * M' meetings more that such people have with delegations bring M' links and let at most M' more of them keep their room, less
 * what ⌈(M + M') / L⌉ exceeds ⌈M / L⌉ by: the bound holds without them. It grows with M, so that a lower bound on M
 * will do. Which room a meeting may have is never used: fixed rooms and rooms that are closed only add moves.
 */
import { hasBit } from '../../model/problem.js';
import { longestDay } from '../activities.js';
import type { EqualWorth } from './formula.js';

/** 0 where a room has several tables. O(meetings + people · slots). @param breaks of all agendas together, at most */
export function leastMoves(worth: EqualWorth, breaks: number): number {
  const { problem } = worth;
  if (problem.rooms.some(({ tables }) => tables > 1)) return 0;
  const meetings = leastMeetings(worth);
  return Math.max(0, meetings + Math.ceil(meetings / longestDay(problem)) - mostDays(worth) - breaks);
}

/** Fewest meetings among people with `parallel` 1. */
function leastMeetings(worth: EqualWorth): number {
  const { problem, facts } = worth;
  const { a, b, parallel } = problem;
  const held = facts.held.reduce(
    (count, one, e) => (parallel[a[e]] === 1 && parallel[b[e]] === 1 ? count + one : count),
    0,
  );
  const hasDelegations = a.some((p, e) => parallel[p] > 1 || parallel[b[e]] > 1);
  return hasDelegations ? held : Math.max(held, leastByPeople(worth), facts.meetings);
}

/** Half of what everyone has at least. */
function leastByPeople({ problem, facts }: EqualWorth): number {
  const { participants: P, slots: T, words: W, incident, incidentStart } = problem;
  let ends = 0;
  for (let p = 0; p < P; p++) {
    let held = 0;
    let busy = 0;
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) held += facts.held[incident[i]];
    for (let t = 0; t < T; t++) if (hasBit(facts.busy, p * W, t)) busy++;
    ends += Math.max(held, busy);
  }
  return Math.ceil(ends / 2);
}

/** Days on which people with `parallel` 1 can meet, all together. */
function mostDays({ problem, facts }: EqualWorth): number {
  const { participants: P, slots: T, words: W, day, parallel, incident, incidentStart } = problem;
  const may = new Int32Array(W);
  let total = 0;
  for (let p = 0; p < P; p++) {
    if (parallel[p] > 1) continue;
    may.fill(0);
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++)
      for (let k = 0; k < W; k++) may[k] |= facts.usable[incident[i] * W + k];
    let last = -1;
    for (let t = 0; t < T; t++) {
      if (day[t] === last || !hasBit(may, 0, t)) continue;
      last = day[t];
      total++;
    }
  }
  return total;
}
