import type { WishAs, WishKind } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import type { People } from './people.js';
import { formOf } from './seats.js';
import type { Row } from './table.js';
import { type Labels, quote } from './text.js';
import { WishTable } from './wish-table.js';

/** Where a row of a wish table says whom it is about. */
export interface WishEnds {
  readonly from: string;
  readonly to: string;
  /** Column of `to`, from 1, and its name. */
  readonly ordinal: number;
  readonly columnName: string;
  /** Index of `from` where it is looked up already; -1 for a faulty one. */
  readonly fromIndex?: number;
}

/** The rest of a wish. */
export interface WishTerms {
  readonly kind: WishKind;
  /** `undefined`: as the role of whom it is for says. */
  readonly as: WishAs | undefined;
  readonly rank: number | undefined;
  readonly score: number | undefined;
  readonly session: string | undefined;
  readonly note: string;
}

/** A wish of which nothing more is said. */
export const PLAIN_WISH: WishTerms = {
  kind: 'wish',
  as: undefined,
  rank: undefined,
  score: undefined,
  session: undefined,
  note: '',
};

/** Gathers the wishes of prefs.csv, whatever its layout, and sees to it that none stands twice. */
export class WishBook {
  readonly wishes: WishTable;
  /** Who wishes whom, or is kept apart from whom, in the order of `wishes`. */
  private readonly seen = new PairTable();
  /** Pairs with a session for their seat, and for their one-to-one: these are different meetings. */
  private readonly seatSessions = new Sessions();
  private readonly pairSessions = new Sessions();

  constructor(
    readonly people: People,
    /** Sessions of the slots; `undefined`: not known (yet), any is taken. */
    private readonly known: Labels | undefined,
  ) {
    this.wishes = new WishTable(people.ids, index => people.organisation(index));
  }

  /** Adds a wish; E203 to E205, E210, E211, E213, E215 to E217 are told and the wish left out. O(1) expected. */
  add<C extends string>(row: Row<C | 'from' | 'session'>, ends: WishEnds, terms: WishTerms): void {
    const from = ends.fromIndex ?? this.people.wished(row, row.table.index('from') + 1, 'from', ends.from);
    const to = this.people.wishedFor(row, ends.ordinal, ends.columnName, ends.to, from);
    if (from < 0 || to < 0 || this.isFaulty(row, ends, from, to, terms.kind)) return;
    const as = this.form(row, ends, terms, from, to);
    const session = this.session(row, terms.session, as, from, to);
    this.wishes.push({
      from,
      to,
      kind: terms.kind,
      as,
      rank: terms.rank,
      score: terms.score,
      session,
      note: terms.note,
      line: row.line,
    });
  }

  /** What meets the wish; where nothing of the kind can, that is told. */
  private form<C extends string>(
    row: Row<C>,
    ends: WishEnds,
    { kind, as }: WishTerms,
    from: number,
    to: number,
  ): WishAs {
    const { people } = this;
    if (kind === 'never' || people.unread) return as ?? 'pair';
    const others = to < people.ids.length ? [to] : people.organisation(to - people.ids.length).members;
    const roles = others.filter(other => other !== from).map(other => people.role(other));
    const found = formOf(as, people.role(from), roles);
    if (typeof found === 'string') return found;
    const { code, cause } = found;
    if (code === 'E217') row.table.faultAt(row.line, ends.ordinal, ends.columnName, code, cause);
    // Only a table with that column asks for a form.
    else (row as unknown as Row<'as'>).fault('as', code, cause);
    return 'pair';
  }

  /** Takes note of two participants whose row says that there is no wish. O(1) expected. */
  mention<C extends string>(row: Row<C | 'from'>, ends: WishEnds): void {
    const from = this.people.wished(row, row.table.index('from') + 1, 'from', ends.from);
    this.people.wishedFor(row, ends.ordinal, ends.columnName, ends.to, from);
  }

  private isFaulty<C extends string>(row: Row<C>, ends: WishEnds, from: number, to: number, kind: WishKind): boolean {
    const { ordinal, columnName } = ends;
    if (from === to) {
      const cure = columnName === 'to' ? undefined : 'empty the cell, or name someone else in it';
      row.table.faultAt(row.line, ordinal, columnName, 'E205', `${quote(ends.from)} wishes itself`, cure);
      return true;
    }
    const before = this.seen.add(from, to * 2 + (kind === 'never' ? 1 : 0));
    if (before < 0) return false;
    const { line } = this.wishes.at(before)!;
    const cause = `the wish of ${quote(ends.from)} for ${quote(ends.to)} stands in line ${line} already`;
    row.table.faultAt(row.line, ordinal, columnName, 'E203', cause, line === row.line ? 'name it once' : undefined);
    return true;
  }

  /** The session in its own spelling; two rows of a pair must agree. */
  private session<C extends string>(
    row: Row<C | 'session'>,
    label: string | undefined,
    as: WishAs,
    from: number,
    to: number,
  ) {
    if (label === undefined) return undefined;
    const session = this.known === undefined ? label : this.known.find(label);
    if (session === undefined) {
      const names = this.known?.all ?? [];
      const otherwise = names.length ? `use ${names.slice(0, 8).map(quote).join(', ')}` : 'the slots have no sessions';
      row.fault(
        'session',
        'E210',
        `no session ${quote(label)}`,
        row.table.context.suggester.action(label, names, otherwise),
      );
      return label;
    }
    const before = (as === 'seat' ? this.seatSessions : this.pairSessions).other(from, to, session, row.line);
    if (before) {
      const { label: other, line } = before;
      row.fault('session', 'E211', `${quote(session)}, and line ${line} says ${quote(other)} for the same pair`);
    }
    return session;
  }
}

/** The sessions of pairs, each with the line that says so first. */
class Sessions {
  private readonly pairs = new PairTable();
  private readonly first: { readonly label: string; readonly line: number }[] = [];

  /** Notes the session of a pair; another one that an earlier line gave it. O(1) expected. */
  other(from: number, to: number, label: string, line: number): { label: string; line: number } | undefined {
    const before = this.pairs.add(Math.min(from, to), Math.max(from, to));
    if (before < 0) {
      this.first.push({ label, line });
      return undefined;
    }
    return this.first[before]!.label === label ? undefined : this.first[before];
  }
}
