/** Contradictions that need no search: a must or a lock that one rule forbids. */
import type { Event } from './event.js';
import type { ConflictRow } from './outcome.js';
import type { Contradiction } from './problem.js';
import type { WishedPairs } from './wished-pairs.js';

/** The rule that forbids the pair outright, whatever the slot. O(1). */
export function forbiddenBy(event: Event, pairs: WishedPairs, pair: number): 'never' | 'across-sides' | undefined {
  if (pairs.neverWish[pair] >= 0) return 'never';
  if (!event.rules.acrossSides) return undefined;
  const side = event.participants[pairs.a[pair]].side;
  const other = event.participants[pairs.b[pair]].side;
  return side === other || side === '' || other === '' ? 'across-sides' : undefined;
}

/** Names the rows by which a must or lock cannot be kept. O(1). */
export function contradictionOf(event: Event, pairs: WishedPairs, pair: number): Contradiction {
  const a = event.participants[pairs.a[pair]];
  const b = event.participants[pairs.b[pair]];
  const rows: ConflictRow[] = [];
  const wish = (index: number, what: string) =>
    rows.push({ table: 'prefs', line: event.wishes.at(index)!.line, text: `${a.id} and ${b.id} ${what}` });
  const lock = event.locks[pairs.lock[pair]];
  if (lock) rows.push({ table: 'locks', line: lock.line, text: `${a.id} and ${b.id} are locked in slot ${lock.slot}` });
  else wish(pairs.mustWish[pair], 'must meet');
  const rule = forbiddenBy(event, pairs, pair);
  if (rule === 'never') {
    wish(pairs.neverWish[pair], 'must never meet');
    return { rows, explanation: 'one row demands the meeting, another forbids it' };
  }
  if (rule === 'across-sides') {
    rows.push({ table: 'event', line: 0, text: `rule across_sides: their sides are "${a.side}" and "${b.side}"` });
    return { rows, explanation: 'the rule across_sides forbids the meeting' };
  }
  for (const person of [a, b]) {
    if (person.line > 0) rows.push({ table: 'participants', line: person.line, text: `what ${person.id} allows` });
  }
  return { rows, explanation: 'no slot (and room) is left in which both may meet' };
}
