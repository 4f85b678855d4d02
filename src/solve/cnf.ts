/** Clauses for a SAT solver. Literals are non-zero integers, −v the negation of variable v. */
export class Cnf {
  variables = 0;
  /** Clauses one after the other, each ended by 0. */
  private readonly literals: number[] = [];

  newVariable(): number {
    return ++this.variables;
  }

  add(...clause: number[]): void {
    for (const literal of clause) this.literals.push(literal);
    this.literals.push(0);
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
    for (let i = 0; i < n; i++) {
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

  build(): Int32Array {
    return Int32Array.from(this.literals);
  }
}
