/** Interpreters at work as columns of a program over pairs (meeting, slot), for those who need rests (`max_consecutive`). */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import { interpreterSlots } from '../model/speech.js';
import { firstOfInterpreters } from './interpreter-rests.js';
import type { RowBuilder } from './mip.js';
import { addWindowRows } from './sequence-rows.js';

/**
 * A column says whether an interpreter works in a slot: meetings that need one of a set of interpreters are no more than those of the
 * set who work, and of `max_consecutive` + 1 neighbouring slots each is free in one.
 */
export class InterpreterWork {
  /** Most of each column: 0 where the interpreter is away. */
  readonly upper: Float64Array;
  private readonly firstLimit: number;

  /** @param first the first of its columns, interpreters × slots */
  constructor(
    private readonly problem: Problem,
    readonly first: number,
  ) {
    const { event, slots: T, words: W } = problem;
    const open = interpreterSlots(event);
    this.upper = Float64Array.from({ length: event.interpreters.length * T }, (_, i) =>
      hasBit(open, Math.floor(i / T) * W, i % T) ? 1 : 0,
    );
    this.firstLimit = firstOfInterpreters(problem);
  }

  /** The interpreters of whom meetings that count in a limit need one; `undefined` if it is no limit of interpreters. */
  setOf(limit: number): readonly number[] | undefined {
    return this.problem.limitSets.interpreters[limit - this.firstLimit];
  }

  /** No more of these meetings in a slot than interpreters of the set who work. Returns the number of the row. */
  addRow(rows: RowBuilder, meetings: readonly number[], set: readonly number[], t: number): number {
    const working = set.map(one => this.columnOf(one, t)).filter(column => this.upper[column - this.first] > 0);
    return rows.add([...meetings, ...working], -working.length, 0, column => (column < this.first ? 1 : -1));
  }

  columnOf(interpreter: number, t: number): number {
    return this.first + interpreter * this.problem.slots + t;
  }

  /** O(interpreters · slots · maximum). */
  addRests(rows: RowBuilder): void {
    const { event, slots: T, stretch, day } = this.problem;
    // No run goes on from one stretch or day to the next.
    const part = new Int32Array(T);
    for (let t = 1; t < T; t++)
      part[t] = part[t - 1] + (stretch[t] !== stretch[t - 1] || day[t] !== day[t - 1] ? 1 : 0);
    const longest = Int32Array.from(event.interpreters, one => Math.min(one.maxConsecutive ?? UNBOUNDED, T));
    longest.forEach((_, one) => {
      const atSlot = Array.from({ length: T }, (__, t) => one * T + t);
      const busy = atSlot.map(i => (this.upper[i] > 0 ? [this.first + i] : []));
      addWindowRows(rows, { slots: T, maxConsecutive: longest, stretch: part }, one, busy);
    });
  }
}
