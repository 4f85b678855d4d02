/** Exit codes, as README names them, and the faults that carry one. */

export const EXIT = {
  done: 0,
  /** `check` found violations, or `--strict` and a promise was not kept. */
  violations: 1,
  usage: 2,
  input: 3,
  impossible: 4,
  /** A fault in the program. */
  fault: 70,
  interrupted: 130,
} as const;

/** The program contradicts itself: its own checker refuses its own schedule. */
export class ProgramFault extends Error {
  constructor(
    message: string,
    /** One sentence for each contradiction. */
    readonly findings: readonly string[],
  ) {
    super(message);
    this.name = 'ProgramFault';
  }
}
