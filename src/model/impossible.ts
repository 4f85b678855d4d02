/** Contradictions that need no search: a must or a lock that one rule forbids. */
import { type CitedRow, lockRow, ruleRow, wishRow } from './cited-rows.js';
import type { Event, Participant, Rules, Wish } from './event.js';
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

/** The rule that keeps the two apart, in words. */
export function apartRow(rule: Exclude<ForbiddingRule, 'never'>, a: Participant, b: Participant): CitedRow {
  return ruleRow(
    rule === 'across-sides'
      ? `across_sides: their sides are "${a.side}" and "${b.side}"`
      : `across_organisations: both are of "${a.organisation}"`,
  );
}

/** Whether a wish has to be met. O(1). */
export function demandsMeeting({ kind }: Pick<Wish, 'kind'>, { allWishes }: Pick<Rules, 'allWishes'>): boolean {
  return kind === 'must' || (kind === 'wish' && allWishes);
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
  const wish = (index: number, what: string) => wishRow(event, index, `${a.id} and ${b.id} ${what}`);
  const must = pairs.mustWish[pair];
  const demand =
    pairs.lock[pair] >= 0 ? lockRow(event, pairs.lock[pair]) : wish(must, `must meet${inSession(event, must)}`);
  const forbidden = (other: CitedRow, explanation: string): Contradiction => ({
    demands: [demand],
    others: [other],
    explanation,
    isForbidden: true,
  });
  const rule = forbiddenBy(pairs, pair, apart);
  if (rule === 'never') {
    const never = wish(pairs.neverWish[pair], 'must never meet');
    return forbidden(never, 'one row demands the meeting, another forbids it');
  }
  if (rule) return forbidden(apartRow(rule, a, b), `the rule ${rule.replace('-', '_')} forbids the meeting`);
  const others: CitedRow[] = [];
  event.wishes.forEach((asked, index) => {
    const { from, to, kind, session, line } = asked;
    const isTheirs = (from === a.id && to === b.id) || (from === b.id && to === a.id);
    const isTheDemand = demand.table === 'prefs' && line === demand.line;
    if (!isTheirs || kind === 'never' || session === undefined || isTheDemand) return;
    const what = demandsMeeting(asked, event.rules) ? 'must' : 'are wished to';
    others.push(wish(index, `${what} meet in session ${session}`));
  });
  return { demands: [demand], others, explanation: 'no slot (and room) is left in which both may meet' };
}
