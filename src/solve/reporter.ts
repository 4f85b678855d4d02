/** Progress in the organiser's units. */
import type { Tier } from '../model/objective.js';
import type { Progress } from '../model/outcome.js';
import { inOrganisersPoints, type Problem } from '../model/problem.js';

type Pair = readonly [value: number, bound: number];

export class Reporter {
  private readonly values: Record<Tier, number | null> = {
    promises: null,
    points: null,
    breaks: null,
    idle: null,
    moves: null,
  };
  private readonly bounds: Record<Tier, number | null> = {
    promises: null,
    points: null,
    breaks: null,
    idle: null,
    moves: null,
  };

  constructor(
    private readonly problem: Problem,
    private readonly listener: ((progress: Progress) => void) | undefined,
  ) {}

  /** Values and bounds in integer units; an infinite bound is none yet, nor is one that musts not kept yet contradict. */
  say(phase: string, figures: Partial<Record<Tier, Pair>>): void {
    if (!this.listener) return;
    for (const [tier, [value, bound]] of Object.entries(figures) as [Tier, Pair][]) {
      const unit = (x: number): number => (tier === 'points' ? inOrganisersPoints(this.problem, x) : x);
      this.values[tier] = unit(value);
      const contradicted = (tier === 'promises' || tier === 'points') && bound < value;
      this.bounds[tier] = Number.isFinite(bound) && !contradicted ? unit(bound) : null;
    }
    this.listener({ phase, values: { ...this.values }, bounds: { ...this.bounds } });
  }
}
