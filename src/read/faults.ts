import { CODES, type ErrorCode, type InputError, InputRejected } from '../errors.js';
import { LIMITS } from './limits.js';

/** Collects the faults of a run, so that all are told and not only the first. */
export class Faults {
  private readonly kept: InputError[] = [];
  private readonly files: string[] = [];
  private more = 0;

  constructor(private readonly most: number = LIMITS.faults) {}

  /** How many there are, those that were not kept included. */
  get count(): number {
    return this.kept.length + this.more;
  }

  /** Files are listed in the order in which they were first read. */
  register(file: string): void {
    if (!this.files.includes(file)) this.files.push(file);
  }

  /** `line` and `column` from 1, 0 for none; `action` is the code's cure unless given. */
  add(
    code: ErrorCode,
    place: { file: string; line?: number; column?: number; columnName?: string },
    cause: string,
    action: string = CODES[code].cure,
  ): void {
    if (this.kept.length >= this.most) {
      this.more++;
      return;
    }
    const { file, line = 0, column = 0, columnName = '' } = place;
    this.kept.push({ code, file, line, column, columnName, cause, action });
  }

  /** Throws `InputRejected` with all faults, sorted by file, line and column, if there are any. O(n log n). */
  throwIfAny(): void {
    if (this.count === 0) return;
    const order = new Map(this.files.map((file, i) => [file, i]));
    const place = (e: InputError) => order.get(e.file) ?? this.files.length;
    const sorted = this.kept
      .map((error, i) => ({ error, i, file: place(error) }))
      .sort((a, b) => a.file - b.file || a.error.line - b.error.line || a.error.column - b.error.column || a.i - b.i)
      .map(({ error }) => error);
    throw new InputRejected(sorted, this.more);
  }
}
