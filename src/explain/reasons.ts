/** What became of each wish, and why where it was not met. */
import type { Event, Rows, Wish } from '../model/event.js';
import type { WishOutcome } from '../model/outcome.js';
import type { Schedule } from '../model/schedule.js';
import type { Verdict } from './fixed.js';
import { pointsOf } from './points.js';
import { Situation } from './situation.js';
import { verdictOfWish } from './ways.js';

/**
 * The outcome of every row of prefs.csv, in order; `never` rows included. They are made when they are asked for, and
 * why a wish is not met is found out when `reason` or `detail` is read: a million sentences are 300 MB.
 * O(participants × slots + rooms × slots + wishes + people in meetings), then O(slots) a wish.
 */
export function explainWishes(event: Event, schedule: Schedule): Rows<WishOutcome> {
  return new Explanations(event, new Situation(event, schedule));
}

class Explanations implements Rows<WishOutcome> {
  private readonly points: (wish: Wish) => number;

  constructor(
    private readonly event: Event,
    private readonly situation: Situation,
  ) {
    this.points = pointsOf(event);
  }

  get length(): number {
    return this.event.wishes.length;
  }

  at(index: number): WishOutcome | undefined {
    const wish = this.event.wishes.at(index);
    return wish && this.outcomeOf(wish, index < 0 ? index + this.length : index);
  }

  forEach(use: (outcome: WishOutcome, index: number) => void): void {
    this.event.wishes.forEach((wish, index) => {
      use(this.outcomeOf(wish, index), index);
    });
  }

  *[Symbol.iterator](): Generator<WishOutcome> {
    let index = 0;
    for (const wish of this.event.wishes) yield this.outcomeOf(wish, index++);
  }

  private outcomeOf(wish: Wish, index: number): WishOutcome {
    const { situation } = this;
    const points = this.points(wish);
    if (wish.kind === 'never') return { wish: index, points, ...neverOutcome(situation.brokenBy(wish)?.id) };
    const meeting = situation.meetingOf(index)?.id;
    if (meeting === undefined) return new Unmet(index, points, () => verdictOfWish(situation, wish));
    return { wish: index, points, met: true, meeting, reason: undefined, detail: '' };
  }
}

/** A `never` row is neither met nor unmet: it is kept or broken. */
function neverOutcome(meeting: string | undefined): Omit<WishOutcome, 'wish' | 'points'> {
  if (meeting === undefined) return { met: false, meeting: '', reason: undefined, detail: '' };
  return { met: false, meeting, reason: 'never', detail: `They must not meet, but do in ${meeting}.` };
}

/** A class, since an object literal with getters has a hidden class of its own: a million of those are 500 MB. */
class Unmet implements WishOutcome {
  readonly met = false;
  readonly meeting = '';
  private verdict: Verdict | undefined;

  constructor(
    readonly wish: number,
    readonly points: number,
    private readonly judge: () => Verdict,
  ) {}

  get reason(): WishOutcome['reason'] {
    this.verdict ??= this.judge();
    return this.verdict.reason;
  }

  get detail(): string {
    this.verdict ??= this.judge();
    return this.verdict.detail;
  }
}
