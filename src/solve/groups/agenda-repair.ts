/**
 * A move that leaves somebody over its `max_breaks` goes on until nobody is: run after run of such an agenda is given up, what is
 * worth least first. So a search that pays points goes from one schedule within the caps to the next, and need not cross others.
 */
import { hasBit } from '../../model/problem.js';
import type { PayingAim } from '../breaks/aim.js';
import type { Random } from '../random.js';
import { NOISE } from './agenda-chains.js';
import type { AgendaLedger } from './agenda-ledger.js';
import type { GroupState } from './state.js';

/** Runs given up after one move. */
const MOST = 12;

/** Busy slots of a participant that follow each other. */
interface Run {
  readonly items: number[];
  readonly day: number;
  cost: number;
}

export class AgendaRepair {
  constructor(
    private readonly state: GroupState,
    private readonly ledger: AgendaLedger,
    private readonly random: Random,
    private readonly aim: PayingAim,
  ) {}

  /**
   * Sessions of too few guests end as well. Comes to no end where that would take too many runs, or what is demanded: others judge.
   * O(runs given up · (slots + items in them)).
   * @param mark of the state, before the move
   */
  repair(mark: number): void {
    const { state, ledger } = this;
    for (let k = 0; k < MOST; k++) {
      state.dropShort();
      const p = ledger.furtherOver(mark);
      const cheapest = p < 0 ? undefined : this.cheapestRun(p);
      if (!cheapest) return;
      for (const i of cheapest.items) if (state.slotOf[i] >= 0) state.remove(i);
    }
    state.dropShort();
  }

  /** Of the runs of p on days that have several, the one that costs least. */
  private cheapestRun(p: number): Run | undefined {
    const runs = this.runsOf(p);
    let cheapest: Run | undefined;
    runs.forEach((run, k) => {
      const isOneOfSome = runs[k - 1]?.day === run.day || runs[k + 1]?.day === run.day;
      if (isOneOfSome && run.cost < (cheapest?.cost ?? Number.POSITIVE_INFINITY)) cheapest = run;
    });
    return cheapest;
  }

  private runsOf(p: number): Run[] {
    const { state, random } = this;
    const { slots: T, words: W, day } = state.problem.pairs;
    const runs: Run[] = [];
    let run: Run | undefined;
    for (let t = 0; t < T; t++) {
      if (!hasBit(state.people.busy, p * W, t)) {
        run = undefined;
        continue;
      }
      if (run?.day !== day[t]) {
        run = { items: [], day: day[t], cost: NOISE * random.exponential() };
        runs.push(run);
      }
      this.addTo(run, p, t);
    }
    return runs;
  }

  /** What p has in slot t; of a host's session all seats. */
  private addTo(run: Run, p: number, t: number): void {
    const { ends, items, size, problem } = this.state;
    const { slots: T } = problem.pairs;
    for (let end = ends.head[p * T + t]; end >= 0; end = ends.next[end]) this.add(run, end >> 1);
    const h = items.hostIndex[p];
    if (h >= 0) for (let k = 0; k < size[h * T + t]; k++) this.add(run, this.state.guest(h * T + t, k));
  }

  private add(run: Run, i: number): void {
    const { state } = this;
    run.items.push(i);
    run.cost += state.items.must[i] === 1 ? Number.POSITIVE_INFINITY : this.aim.prices.point * state.worthOf(i);
  }
}
