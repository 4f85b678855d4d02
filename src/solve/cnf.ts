/** Clauses for a SAT solver. Literals are non-zero integers, −v the negation of variable v. */

/** A literal and what it costs where it is true: a positive whole number. */
export interface Weighted {
  readonly literal: number;
  readonly weight: number;
}

/** What a solver of clauses has memory for, and an answer before long. */
export const MOST_LITERALS = 4e6;

export class Cnf {
  variables = 0;
  /** Clauses one after the other, each ended by 0. */
  private literals: number[] = [];

  /** @param mostLiterals ends of clauses among them; what comes after so many is left out */
  constructor(private readonly mostLiterals = Number.POSITIVE_INFINITY) {}

  /** Whether clauses were left out: then the others are no formula of anything. */
  get isCut(): boolean {
    return this.literals.length > this.mostLiterals;
  }

  newVariable(): number {
    return ++this.variables;
  }

  add(...clause: number[]): void {
    if (this.isCut) return;
    for (const literal of clause) this.literals.push(literal);
    this.literals.push(0);
  }

  /** A literal that is true exactly where one of the list is. */
  anyOf(literals: readonly number[]): number {
    if (literals.length === 1) return literals[0];
    const any = this.newVariable();
    for (const literal of literals) this.add(-literal, any);
    this.add(-any, ...literals);
    return any;
  }

  /** For each place a literal that is true if one of the list up to it is; 0 where none can be, as for zeros in the list. */
  anySoFar(literals: readonly number[]): number[] {
    let last = 0;
    return literals.map(now => {
      if (last === 0 || now === 0) {
        last += now;
        return last;
      }
      const any = this.newVariable();
      this.add(-last, any);
      this.add(-now, any);
      last = any;
      return any;
    });
  }

  /** At most k of the literals: sequential counter (Sinz 2005, doi:10.1007/11564751_73). O(n·k) clauses. */
  atMost(literals: readonly number[], k: number): void {
    const n = literals.length;
    if (n <= k) return;
    if (k === 0) {
      for (const literal of literals) this.add(-literal);
      return;
    }
    if (k === 1 && n <= 5) {
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) this.add(-literals[i], -literals[j]);
      return;
    }
    let previous: number[] = [];
    for (let i = 0; i < n && !this.isCut; i++) {
      if (previous.length === k) this.add(-literals[i], -previous[k - 1]);
      if (i === n - 1) return;
      const current = Array.from({ length: Math.min(k, i + 1) }, () => this.newVariable());
      current.forEach((counted, j) => {
        if (j < previous.length) this.add(-previous[j], counted);
        if (j === 0) this.add(-literals[i], counted);
        else this.add(-literals[i], -previous[j - 1], counted);
      });
      previous = current;
    }
  }

  /**
   * Weights of at most k in all, where at most one literal of each group is true or the dearest of them counts: sequential
   * weighted counter (Hölldobler, Manthey & Steinke 2012, doi:10.1007/978-3-642-33347-7_16). O(k · literals) clauses.
   */
  atMostWeight(groups: readonly (readonly Weighted[])[], k: number): void {
    let previous: number[] = [];
    for (const group of groups) {
      const dearest = group.reduce((most, { weight }) => Math.max(most, weight), 0);
      const size = Math.min(k, previous.length + dearest);
      const current = Array.from({ length: size }, () => this.newVariable());
      current.forEach((counted, j) => {
        if (j < previous.length) this.add(-previous[j], counted);
        if (j > 0) this.add(-counted, current[j - 1]);
      });
      for (const { literal, weight } of group) {
        if (weight > k) this.add(-literal);
        else this.add(-literal, current[weight - 1]);
        for (let j = 0; j < previous.length && weight <= k; j++) {
          if (j + weight < k) this.add(-literal, -previous[j], current[j + weight]);
          else {
            this.add(-literal, -previous[j]);
            break;
          }
        }
      }
      previous = current;
    }
  }

  /**
   * Counts literals: output k (from 0) is true where more than k of them are, and false where not, for k < most. Totalizer
   * (Bailleux & Boufkhad 2003, doi:10.1007/978-3-540-45193-8_8). O(n · most · log n) clauses.
   */
  sort(literals: readonly number[], most: number): number[] {
    return this.total(literals, most, true);
  }

  /** The same, but that an output may be true where so many literals are not: half of the clauses. */
  countUp(literals: readonly number[], most: number): number[] {
    return this.total(literals, most, false);
  }

  private total(literals: readonly number[], most: number, downwards: boolean): number[] {
    if (literals.length <= 1 || most <= 0) return literals.slice(0, Math.max(0, most));
    const half = literals.length >> 1;
    const left = this.total(literals.slice(0, half), most, downwards);
    const right = this.total(literals.slice(half), most, downwards);
    const out = Array.from({ length: Math.min(most, left.length + right.length) }, () => this.newVariable());
    for (let i = 0; i <= left.length; i++) {
      for (let j = 0; j <= right.length && i + j <= out.length; j++) {
        // i of the left and j of the right are at least i + j in all …
        if (i + j > 0) this.add(out[i + j - 1], ...(i > 0 ? [-left[i - 1]] : []), ...(j > 0 ? [-right[j - 1]] : []));
        // … and at most i of the left and j of the right at most i + j.
        if (downwards && i + j < out.length)
          this.add(-out[i + j], ...(i < left.length ? [left[i]] : []), ...(j < right.length ? [right[j]] : []));
      }
    }
    return out;
  }

  /** Clauses added since the last time this was asked, each ended by 0. */
  take(): Int32Array {
    const taken = Int32Array.from(this.literals);
    this.literals = [];
    return taken;
  }
}
