/** Contradictions that need no search: a must or a lock that one rule forbids. */
import type { Event } from './event.js';
import { lockRow } from './lock-words.js';
import type { ConflictRow } from './outcome.js';
import type { Contradiction } from './problem.js';
import type { WishedPairs } from './wished-pairs.js';

/** A rule that forbids two people to meet, whatever the slot. */
export type ForbiddingRule = 'never' | 'across-sides' | 'across-organisations';

/** The rule that forbids the pair outright, whatever the slot. O(1). */
export function forbiddenBy(pairs: WishedPairs, pair: number, apart: Apart): ForbiddingRule | undefined {
  return pairs.neverWish[pair] >= 0 ? 'never' : apart.rule(pairs.a[pair], pairs.b[pair]);
}

/** The rules on sides and organisations. */
export class Apart {
  /** Number of each participant's organisation, of those that count; -1 for none. */
  private readonly organisation: Int32Array;

  /** O(participants). */
  constructor(private readonly event: Event) {
    const numbers = new Map<string, number>();
    this.organisation = Int32Array.from(event.participants, ({ organisation, role }) => {
      if (!event.rules.acrossOrganisations || organisation === '' || role === 'topic') return -1;
      const key = organisation.trim().normalize('NFKC').toLowerCase();
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
  }

  /** The rule that keeps two participants apart; a topic is nobody and has neither side nor organisation. O(1). */
  rule(a: number, b: number): Exclude<ForbiddingRule, 'never'> | undefined {
    const { event, organisation } = this;
    if (organisation[a] >= 0 && organisation[a] === organisation[b]) return 'across-organisations';
    if (!event.rules.acrossSides) return undefined;
    const [one, other] = [event.participants[a], event.participants[b]];
    if (one.role === 'topic' || other.role === 'topic') return undefined;
    return one.side === other.side || one.side === '' || other.side === '' ? 'across-sides' : undefined;
  }
}

/** The session that a wish asks for, in words; empty if it asks for none. */
export function inSession(event: Event, wish: number): string {
  const { session } = event.wishes.at(wish)!;
  return session === undefined ? '' : ` in session ${session}`;
}

/** Names the rows by which a must or lock cannot be kept. O(wishes). */
export function contradictionOf(event: Event, pairs: WishedPairs, pair: number, apart: Apart): Contradiction {
  const a = event.participants[pairs.a[pair]];
  const b = event.participants[pairs.b[pair]];
  const rows: ConflictRow[] = [];
  const wish = (index: number, what: string) =>
    rows.push({ table: 'prefs', line: event.wishes.at(index)!.line, text: `${a.id} and ${b.id} ${what}` });
  const lock = event.locks[pairs.lock[pair]];
  if (lock) rows.push(lockRow(lock));
  else wish(pairs.mustWish[pair], `must meet${inSession(event, pairs.mustWish[pair])}`);
  const rule = forbiddenBy(pairs, pair, apart);
  if (rule === 'never') {
    wish(pairs.neverWish[pair], 'must never meet');
    return { rows, explanation: 'one row demands the meeting, another forbids it', isForbidden: true };
  }
  if (rule === 'across-sides') {
    rows.push({ table: 'event', line: 0, text: `rule across_sides: their sides are "${a.side}" and "${b.side}"` });
    return { rows, explanation: 'the rule across_sides forbids the meeting', isForbidden: true };
  }
  if (rule === 'across-organisations') {
    rows.push({ table: 'event', line: 0, text: `rule across_organisations: both are of "${a.organisation}"` });
    return { rows, explanation: 'the rule across_organisations forbids the meeting', isForbidden: true };
  }
  const isNamed = (line: number): boolean => rows.some(row => row.table === 'prefs' && row.line === line);
  event.wishes.forEach(({ from, to, kind, session, line }) => {
    const isTheirs = (from === a.id && to === b.id) || (from === b.id && to === a.id);
    if (!isTheirs || kind === 'never' || session === undefined || isNamed(line)) return;
    rows.push({ table: 'prefs', line, text: `${a.id} and ${b.id} are wished to meet in session ${session}` });
  });
  return { rows, explanation: 'no slot (and room) is left in which both may meet', people: [a.id, b.id] };
}
