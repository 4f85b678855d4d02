/** Interpreters as rows: a meeting takes one way to understand, which is open to all its people; an interpreter is one way in one meeting. */
import type { GroupProblem, Speech } from '../../model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../model/problem.js';
import type { RowBuilder } from '../mip.js';
import type { Items } from './items.js';

/** Columns of items and sessions by slot, -1 without one. */
export interface SlotColumns {
  readonly columnOf: Int32Array;
  readonly sessionColumn: Int32Array;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** @returns the first column after those that were needed, all from 0 to 1 and whole in a schedule */
export function addSpeechRows(
  rows: RowBuilder,
  problem: GroupProblem,
  items: Items,
  columns: SlotColumns,
  nextColumn: number,
): number {
  const { speech } = problem;
  return speech ? new SpeechRows(rows, problem, items, columns, nextColumn, speech).add() : nextColumn;
}

class SpeechRows {
  /** Columns of interpreter j in slot t: at j * slots + t. */
  private readonly work: number[][];
  private readonly slots: number;

  constructor(
    private readonly rows: RowBuilder,
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly columns: SlotColumns,
    private next: number,
    private readonly speech: Speech,
  ) {
    this.slots = problem.pairs.slots;
    this.work = Array.from({ length: speech.interpreters * this.slots }, () => []);
  }

  add(): number {
    for (let e = 0; e < this.items.pairs; e++) if (!this.understands(e)) this.addPair(e);
    for (let h = 0; h < this.problem.hosts; h++) this.addSessions(h);
    for (const columns of this.work) if (columns.length > 1) this.rows.add(columns, 0, 1);
    this.addRests();
    return this.next;
  }

  private isWay(i: number, way: number): boolean {
    return hasBit(this.speech.ofItem, i * this.speech.ways, way);
  }

  private understands(i: number): boolean {
    for (let way = 0; way < this.speech.languages; way++) if (this.isWay(i, way)) return true;
    return false;
  }

  /** A column for the interpreter in that slot; -1 where there is none. */
  private workColumn(j: number, t: number): number {
    if (!hasBit(this.speech.available, j * this.problem.pairs.words, t)) return -1;
    this.work[j * this.slots + t].push(this.next);
    return this.next++;
  }

  private interpretersFor(i: number, t: number): number[] {
    const found: number[] = [];
    for (let j = 0; j < this.speech.interpreters; j++) {
      const column = this.isWay(i, this.speech.languages + j) ? this.workColumn(j, t) : -1;
      if (column >= 0) found.push(column);
    }
    return found;
  }

  private addPair(e: number): void {
    for (let t = 0; t < this.slots; t++) {
      const x = this.columns.columnOf[e * this.slots + t];
      if (x >= 0) this.rows.add([x, ...this.interpretersFor(e, t)], -NO_LIMIT, 0, column => (column === x ? 1 : -1));
    }
  }

  /** Only where some guest does not share every language and interpreter with the host. */
  private addSessions(h: number): void {
    const { hostStart, seatsOfHost } = this.problem;
    const { languages, interpreters } = this.speech;
    const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => this.items.pairs + s);
    const ways = Array.from({ length: languages + interpreters }, (_, way) => way);
    if (seats.every(i => ways.every(way => this.isWay(i, way)))) return;
    for (let t = 0; t < this.slots; t++) {
      const y = this.columns.sessionColumn[h * this.slots + t];
      if (y < 0) continue;
      const columnOfWay = ways.map(way => (way < languages ? this.next++ : this.workColumn(way - languages, t)));
      const open = columnOfWay.filter(column => column >= 0);
      this.rows.add([...open, y], 0, 0, column => (column === y ? -1 : 1));
      for (const i of seats) {
        const x = this.columns.columnOf[i * this.slots + t];
        if (x < 0) continue;
        const own = ways.filter(way => columnOfWay[way] >= 0 && this.isWay(i, way)).map(way => columnOfWay[way]);
        this.rows.add([x, ...own], -NO_LIMIT, 0, column => (column === x ? 1 : -1));
      }
    }
  }

  private addRests(): void {
    const { maxConsecutive, interpreters } = this.speech;
    const { stretch } = this.problem.pairs;
    for (let j = 0; j < interpreters; j++) {
      const most = maxConsecutive[j];
      if (most >= UNBOUNDED) continue;
      for (let t = 0; t + most < this.slots; t++) {
        const window = this.work.slice(j * this.slots + t, j * this.slots + t + most + 1);
        if (stretch[t] === stretch[t + most] && window.every(list => list.length > 0))
          this.rows.add(window.flat(), 0, most);
      }
    }
  }
}
