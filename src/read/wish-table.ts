/** All wishes of a file in columns of numbers: 18 to 30 bytes a wish instead of 100. */
import type { Rows, Wish, WishAs, WishKind } from '../model/event.js';
import type { Organisation } from './name-index.js';

const KINDS: readonly WishKind[] = ['wish', 'never', 'must'];
const AS: readonly WishAs[] = ['seat', 'pair', 'either'];
/** Stands for `undefined`; no rank, score or session has it. */
const NONE = -1;

/** A wish with indexes instead of ids. */
export interface NumberedWish extends Omit<Wish, 'from' | 'to' | 'anyOf'> {
  readonly from: number;
  /** A participant; or, counted on from the last participant, an organisation. */
  readonly to: number;
}

/** Makes each wish when it is asked for. */
export class WishTable implements Rows<Wish> {
  length = 0;
  private readonly from = new Column(Int32Array);
  private readonly to = new Column(Int32Array);
  private readonly rank = new Column(Int32Array);
  private readonly line = new Column(Int32Array);
  /** Kind and `as` in one number. */
  private readonly form = new Column(Uint8Array);
  /** Empty until the first score; so are sessions and notes. */
  private readonly score = new Column(Float64Array);
  private readonly session = new Column(Int32Array);
  private readonly sessions: string[] = [];
  private readonly numberOf = new Map<string, number>();
  private readonly notes = new Map<number, string>();
  private readonly organisations = new Map<number, SharedWish>();

  /** `ids`: of the participants, by index; more may be added, but not once a wish is for an organisation. */
  constructor(
    private readonly ids: readonly string[],
    private organisation: ((index: number) => Organisation) | undefined,
  ) {}

  /** No more wishes come: whatever finds organisations, an index of all names and rows, need not be kept. O(1). */
  close(): void {
    this.organisation = undefined;
  }

  /** O(1) amortised. */
  push({ from, to, kind, as, rank = NONE, score = NONE, session, note, line }: NumberedWish): void {
    const index = this.length++;
    if (to >= this.ids.length) this.shared(to - this.ids.length);
    this.from.set(index, from);
    this.to.set(index, to);
    this.rank.set(index, rank);
    this.line.set(index, line);
    this.form.set(index, KINDS.indexOf(kind) * AS.length + AS.indexOf(as));
    if (score !== NONE || this.score.length > 0) this.score.set(index, score, NONE);
    if (session !== undefined || this.session.length > 0) this.session.set(index, this.sessionNumber(session), NONE);
    if (note !== '') this.notes.set(index, note);
  }

  at(index: number): Wish | undefined {
    const place = index < 0 ? index + this.length : index;
    return place >= 0 && place < this.length ? this.wish(place) : undefined;
  }

  forEach(use: (wish: Wish, index: number) => void): void {
    for (let index = 0; index < this.length; index++) use(this.wish(index), index);
  }

  *[Symbol.iterator](): Generator<Wish> {
    for (let index = 0; index < this.length; index++) yield this.wish(index);
  }

  private wish(index: number): Wish {
    const form = this.form.get(index);
    const from = this.from.get(index);
    const to = this.to.get(index);
    const shared = to < this.ids.length ? undefined : this.shared(to - this.ids.length);
    return {
      from: this.ids[from]!,
      to: shared === undefined ? this.ids[to]! : shared.label,
      anyOf: shared?.anyOf(from),
      kind: KINDS[Math.trunc(form / AS.length)]!,
      as: AS[form % AS.length]!,
      rank: known(this.rank.get(index)),
      score: this.score.length > 0 ? known(this.score.get(index)) : undefined,
      session: this.session.length > 0 ? this.sessions[this.session.get(index)] : undefined,
      note: this.notes.get(index) ?? '',
      line: this.line.get(index),
    };
  }

  /** O(1), but O(members) for the first wish for an organisation, before the table is closed. */
  private shared(index: number): SharedWish {
    const known = this.organisations.get(index);
    if (known !== undefined) return known;
    const shared = new SharedWish(this.organisation!(index), this.ids);
    this.organisations.set(index, shared);
    return shared;
  }

  private sessionNumber(label: string | undefined): number {
    if (label === undefined) return NONE;
    let number = this.numberOf.get(label);
    if (number === undefined) {
      number = this.sessions.push(label) - 1;
      this.numberOf.set(label, number);
    }
    return number;
  }
}

function known(value: number): number | undefined {
  return value === NONE ? undefined : value;
}

/** What wishes for one organisation have in common. */
class SharedWish {
  private readonly all: readonly string[];
  /** Member → the others. */
  private readonly others = new Map<number, readonly string[] | undefined>();

  constructor(
    private readonly organisation: Organisation,
    private readonly ids: readonly string[],
  ) {
    this.all = organisation.members.map(member => ids[member]!);
    for (const member of organisation.members) this.others.set(member, undefined);
  }

  get label(): string {
    return this.organisation.label;
  }

  /** Who may meet the wish of participant `from`. O(1), but O(members) for a member who is asked for first. */
  anyOf(from: number): readonly string[] {
    if (!this.others.has(from)) return this.all;
    let others = this.others.get(from);
    if (others === undefined) {
      others = this.organisation.members.filter(member => member !== from).map(member => this.ids[member]!);
      this.others.set(from, others);
    }
    return others;
  }
}

type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A typed array that grows. */
class Column {
  length = 0;
  private values: Numbers;

  constructor(private readonly type: new (length: number) => Numbers) {
    this.values = new type(1024);
  }

  get(index: number): number {
    return this.values[index]!;
  }

  /** `before`: value of the places between the last that was set and this one. */
  set(index: number, value: number, before = 0): void {
    while (index >= this.values.length) {
      const larger = new this.type(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    if (index > this.length) this.values.fill(before, this.length, index);
    this.values[index] = value;
    this.length = index + 1;
  }
}
