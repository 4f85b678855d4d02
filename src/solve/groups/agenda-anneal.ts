/** Fewer breaks and idle slots of one-to-ones and sessions by annealing over chains, at no cost in promises, and in points none beyond the aim's floor. */
import type { ItemSlots } from '../../model/group-problem.js';
import { BREAK } from '../breaks/agenda-figures.js';
import { type Aim, type BreakStanding, type CapPrices, capsFirst, NOTHING_LOST } from '../breaks/aim.js';
import type { Cooling } from '../breaks/kempe.js';
import type { Budget } from '../budget.js';
import { cooling, type Random } from '../random.js';
import { keepGroupCaps } from './agenda-caps.js';
import { AgendaLedger } from './agenda-ledger.js';
import { AgendaMoves } from './agenda-moves.js';
import { demandsMet } from './demands-met.js';
import type { GroupState } from './state.js';

/** Temperatures of a cooling. */
const ROUNDS = 200;

export interface GroupCooling extends Omit<Cooling, 'aim'> {
  /** What is paid for `max_breaks`; default: nothing. */
  readonly pays?: CapPrices;
  /** Whether no change takes anyone further over its cap. Default no. */
  readonly strict?: boolean;
}

export class AgendaAnnealer {
  /** Says when nothing is left to gain. */
  enough: (standing: BreakStanding) => boolean = () => false;
  /** The best schedule so far, and who interprets in it. */
  readonly best: ItemSlots;
  readonly bestServes: Int32Array;
  standing: BreakStanding;
  private readonly ledger: AgendaLedger;
  private readonly moves: AgendaMoves;
  /** Demands met at the start: musts, and sets of which one item has to take place. Never fewer. */
  private readonly demands: number;
  private aim: Aim;

  /** @param usual what may be given up where no cap has to be paid for */
  constructor(
    readonly state: GroupState,
    private readonly random: Random,
    private readonly usual: Aim = NOTHING_LOST,
  ) {
    this.aim = usual;
    this.ledger = new AgendaLedger(state);
    this.moves = new AgendaMoves(state, this.ledger, random);
    this.demands = demandsMet(state);
    this.standing = this.ledger.standing;
    this.best = state.slotOf.slice();
    this.bestServes = (state.interpreters?.serves ?? new Int32Array(0)).slice();
  }

  get done(): boolean {
    return this.enough(this.standing);
  }

  /** One cooling from the state at hand. Resolves early when nothing better can exist or the budget ends. */
  async run({ moves, first, last, pays, strict }: GroupCooling, budget: Budget, onRound?: () => void): Promise<void> {
    const { items } = this.state;
    this.aim = pays ? capsFirst({ meetings: items.count, points: items.points }, pays) : this.usual;
    this.moves.follow(this.aim, strict);
    this.ledger.figures.weights = this.aim.weights;
    const movesARound = Math.ceil(moves / ROUNDS);
    for (const temperature of cooling(first * BREAK, last * BREAK, ROUNDS)) {
      for (let k = 0; k < movesARound; k++) this.move(temperature);
      onRound?.();
      if (this.done || !(await budget.breathe())) return;
    }
  }

  /** Returns to the best schedule found. */
  restore(): void {
    this.state.adopt(this.best, this.state.interpreters && this.bestServes);
    this.ledger.recount();
  }

  /** Tries a schedule that should be better, from which nothing is searched on: `restore` is to follow. */
  adopt(slots: ItemSlots): void {
    this.state.adopt(slots);
    this.ledger.recount();
    if (demandsMet(this.state) >= this.demands) this.record();
  }

  /** Breaks over caps in the state at hand. */
  get overCap(): number {
    return this.ledger.figures.overCap;
  }

  /** Brings the best schedule within the caps at any price, if that can be done; the state at hand stays as it is. */
  giveUpRest(): void {
    if (this.standing.overCap === 0) return;
    const { state } = this;
    const now = { slots: state.slotOf.slice(), serves: state.interpreters?.serves.slice() };
    this.restore();
    keepGroupCaps(state);
    this.ledger.recount();
    this.record();
    state.adopt(now.slots, now.serves);
    this.ledger.recount();
  }

  /** One try. */
  private move(temperature: number): void {
    const { state, ledger } = this;
    const { promises, points } = state;
    const mark = state.mark();
    const limit = temperature * this.random.exponential();
    if (this.moves.attempt()) {
      const lost = this.aim.cost(promises - state.promises, points - state.points, state);
      if (lost < Number.POSITIVE_INFINITY && lost + ledger.delta(mark) <= limit && demandsMet(state) >= this.demands) {
        state.commit();
        ledger.keep();
        this.record();
        return;
      }
    }
    state.undo(mark);
  }

  private record(): void {
    const now = this.ledger.standing;
    if (!this.aim.isBetter(now, this.standing)) return;
    this.standing = now;
    this.best.set(this.state.slotOf);
    if (this.state.interpreters) this.bestServes.set(this.state.interpreters.serves);
  }
}
