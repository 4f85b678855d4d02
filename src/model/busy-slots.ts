/** In how many slots an agenda can be busy at most under `max_breaks` and `max_consecutive`, whatever its meetings. */
import type { Event } from './event.js';

/** Of each slot, both non-decreasing from 0. */
export interface SlotRuns {
  readonly day: Int32Array;
  /** Neighbouring slots of one session. */
  readonly stretch: Int32Array;
}

/** O(slots). */
export function slotRuns({ slots }: Pick<Event, 'slots'>): SlotRuns {
  return { day: runsOf(slots.map(({ date }) => date)), stretch: runsOf(slots.map(({ session }) => session)) };
}

/** Numbers from 0 the runs of slots that share a label. */
function runsOf(labels: readonly string[]): Int32Array {
  let run = 0;
  return Int32Array.from(labels, (label, t) => (t > 0 && label !== labels[t - 1] ? ++run : run));
}

export interface BusyLimits {
  isAvailable(t: number): boolean;
  /** Most neighbouring busy slots of a stretch; from the number of slots on there is no bound. */
  readonly longest: number;
  /** Most breaks in all; from the number of slots on there is no bound. */
  readonly breaks: number;
}

/** Where an agenda stands after a slot: without a meeting on this day so far, free after one, or in a run. */
const NONE = 0;
const PAUSE = 1;
/** Where runs are bounded there is a state for each number of busy slots of the stretch that the run has by then, from none on. */
const RUN = 2;

/** By dynamic programming over slots, states and breaks so far. O(slots), times `longest` and `breaks` where these are bounded. */
export function mostBusySlots({ day, stretch }: SlotRuns, { isAvailable, longest, breaks }: BusyLimits): number {
  const T = day.length;
  if (longest >= T && breaks >= T) return day.reduce((sum, _, t) => sum + (isAvailable(t) ? 1 : 0), 0);
  const agendas = new Agendas(longest < T ? longest : undefined, breaks < T ? breaks : undefined);
  for (let t = 0; t < T; t++) {
    if (t > 0 && day[t] !== day[t - 1]) agendas.startDay();
    else if (t > 0 && stretch[t] !== stretch[t - 1]) agendas.startStretch();
    agendas.pass(isAvailable(t));
  }
  return agendas.most;
}

class Agendas {
  /** Most busy slots by breaks so far and state, -1 where there is no such agenda: breaks × states. */
  private now: Int32Array;
  private next: Int32Array;
  private readonly states: number;

  constructor(
    private readonly longest: number | undefined,
    private readonly breaks: number | undefined,
  ) {
    this.states = RUN + 1 + (longest ?? 0);
    this.now = new Int32Array((1 + (breaks ?? 0)) * this.states).fill(-1);
    this.next = this.now.slice();
    this.now[NONE] = 0;
  }

  get most(): number {
    return this.best(0, this.now.length);
  }

  /** Whatever has ended begins anew: a night is no break. */
  startDay(): void {
    for (let at = 0; at < this.now.length; at += this.states) this.gather(at, at + NONE);
  }

  /** Runs go on, but are counted anew. */
  startStretch(): void {
    for (let at = 0; at < this.now.length; at += this.states) this.gather(at + RUN, at + RUN);
  }

  pass(isAvailable: boolean): void {
    const { now, next, states, longest } = this;
    next.fill(-1);
    for (let at = 0; at < now.length; at += states) {
      next[at + NONE] = Math.max(next[at + NONE], now[at + NONE]);
      next[at + PAUSE] = this.best(at + PAUSE, at + states);
      if (!isAvailable) continue;
      const resumed = this.breaks === undefined ? at : at + states;
      this.enter(at, 1, now[at + NONE]);
      if (resumed < now.length) this.enter(resumed, 1, now[at + PAUSE]);
      for (let length = 0; length < (longest ?? 1); length++) this.enter(at, length + 1, now[at + RUN + length]);
    }
    this.now = next;
    this.next = now;
  }

  /** A busy slot, after which the run has so many of its stretch. */
  private enter(at: number, length: number, before: number): void {
    if (before < 0) return;
    const state = at + RUN + (this.longest === undefined ? 0 : length);
    this.next[state] = Math.max(this.next[state], before + 1);
  }

  /** Leaves of the states of a layer from `from` on one alone, with the best of them. */
  private gather(from: number, state: number): void {
    const end = from - (from % this.states) + this.states;
    const best = this.best(from, end);
    this.now.fill(-1, from, end);
    this.now[state] = best;
  }

  private best(from: number, to: number): number {
    let best = -1;
    for (let i = from; i < to; i++) best = Math.max(best, this.now[i]);
    return best;
  }
}
