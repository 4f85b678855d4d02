/** What meets a wish: a seat in a group session, a one-to-one, or either. */
import type { ErrorCode } from '../errors.js';
import type { Role, WishAs } from '../model/event.js';
import type { People } from './people.js';
import type { WishTable } from './wish-table.js';

/** Why a wish can be met by nothing of the kind. */
export interface NoForm {
  readonly code: ErrorCode & ('E215' | 'E216' | 'E217');
  readonly cause: string;
}

/** Whether one of the two can sit in a session of the other: a topic holds some and sits in none. */
function canSit(one: Role, other: Role): boolean {
  return (one !== 'participant' && other !== 'topic') || (other !== 'participant' && one !== 'topic');
}

function canTalk(one: Role, other: Role): boolean {
  return one !== 'topic' && other !== 'topic';
}

/**
 * What meets a wish of one for any of others, by their roles; `asked`: as the table says. Without that it is a seat where all
 * others are hosts or topics (or who wishes is a topic), a one-to-one where none is, and either where some are.
 */
export function formOf(asked: WishAs | undefined, from: Role, others: readonly Role[]): WishAs | NoForm {
  const seats = others.some(role => canSit(from, role));
  const talks = others.some(role => canTalk(from, role));
  if (!seats && !talks) return { code: 'E217', cause: 'a topic cannot sit in the session of another topic' };
  if (asked === 'seat' && !seats) return { code: 'E215', cause: 'a seat, and neither is a host or a topic' };
  if (asked === 'pair' && !talks) return { code: 'E216', cause: 'a one-to-one with a topic, which is no person' };
  const wanted = asked ?? usual(from, others);
  if (wanted !== 'either') return wanted;
  if (!talks) return 'seat';
  return seats ? 'either' : 'pair';
}

function usual(from: Role, others: readonly Role[]): WishAs {
  const holders = others.filter(role => role !== 'participant').length;
  if (from === 'topic' || holders === others.length) return 'seat';
  return holders === 0 ? 'pair' : 'either';
}

/** Tells of two participants whether one wished the other with a seat. Walks over all wishes when first asked. */
export class SeatWishes {
  private known: Set<string> | undefined;

  constructor(
    private readonly people: People,
    private readonly wishes: WishTable,
  ) {}

  /** Indexes of participants. O(1) expected after the first call in O(wishes). */
  has(one: number, other: number): boolean {
    return this.wished(one, other) || this.wished(other, one);
  }

  /** Whether the first wished the second. O(1) expected after the first call in O(wishes). */
  wished(from: number, to: number): boolean {
    const { ids } = this.people;
    return this.all().has(`${ids[from]};${ids[to]}`);
  }

  /** `from;to` of each; no id has a `;`. */
  private all(): Set<string> {
    if (this.known) return this.known;
    const known = new Set<string>();
    this.wishes.forEach(({ kind, as, from, to, anyOf }) => {
      if (kind !== 'never' && as === 'seat') for (const id of anyOf ?? [to]) known.add(`${from};${id}`);
    });
    this.known = known;
    return known;
  }
}
