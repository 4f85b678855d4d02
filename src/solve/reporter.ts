/** Progress in the organiser's units. */
import type { Tier } from '../model/objective.js';
import type { Progress } from '../model/outcome.js';
import { inOrganisersPoints, type Problem } from '../model/problem.js';

type Pair = readonly [value: number, bound: number];
type Figures = Readonly<Record<Tier, number | null>>;

const NOTHING_YET: Figures = { promises: null, points: null, breaks: null, idle: null, moves: null };

export class Reporter {
  private values = NOTHING_YET;
  private bounds = NOTHING_YET;
  private isOfPart = false;

  constructor(
    private readonly problem: Problem,
    private readonly listener: ((progress: Progress) => void) | undefined,
  ) {}

  /**
   * For who works on a part of the event, beside the rest as it is: what stands by now goes on from here. Points of a part are
   * fewer, and its bounds hold for fewer schedules: neither is told.
   */
  ofPart(): Reporter {
    const part = new Reporter(this.problem, this.listener);
    part.values = this.values;
    part.bounds = this.bounds;
    part.isOfPart = true;
    return part;
  }

  /** Values and bounds in integer units; an infinite bound is none yet, nor is one that musts not kept yet contradict. */
  say(phase: string, figures: Partial<Record<Tier, Pair>>): void {
    if (!this.listener) return;
    for (const [tier, [value, bound]] of Object.entries(figures) as [Tier, Pair][]) {
      const isOfChoice = tier === 'promises' || tier === 'points';
      if (this.isOfPart && isOfChoice) continue;
      const unit = (x: number): number => (tier === 'points' ? inOrganisersPoints(this.problem, x) : x);
      this.values = { ...this.values, [tier]: unit(value) };
      const isNone = this.isOfPart || !Number.isFinite(bound) || (isOfChoice && bound < value);
      this.bounds = { ...this.bounds, [tier]: isNone ? null : unit(bound) };
    }
    this.listener({ phase, values: this.values, bounds: this.bounds });
  }
}
