/**
 * A schedule in words of an event in which some participants can have several meetings at a time. Each of these has lanes
 * (`lanes.ts`) that share an agenda: it is busy where one of them is. What a change costs is exact where one lane of a participant
 * changes; a move that changes two of them is judged by guess, and what it leads to is not.
 */
import { popCount } from '../../model/problem.js';
import { WordState } from './word-state.js';

export class WordLanes extends WordState {
  override agenda(p: number, w: number, size: number): number {
    if (this.next(p) === p) return super.agenda(p, w, size);
    const slots = w | this.besideLane(p);
    return super.agenda(p, slots, popCount(slots));
  }

  protected override busyOf(p: number): number {
    return this.busy[p] | this.besideLane(p);
  }

  protected override leave(p: number, t: number): void {
    super.leave(p, t);
    this.forOthers(p, lane => {
      this.degree[lane] = this.degree[p];
    });
  }

  protected override enter(p: number, t: number, e: number): void {
    super.enter(p, t, e);
    this.forOthers(p, lane => {
      this.degree[lane] = this.degree[p];
    });
  }

  /** The figures are of the first lane; the others have the same, and ends of their own. */
  protected override refresh(p: number): void {
    const first = this.around!.lanes!.participant[p];
    super.refresh(first);
    this.forOthers(first, lane => {
      this.costOf[lane] = this.costOf[first];
      this.list(lane, this.breaksOf[first]);
      this.look(lane, this.busyOf(first));
    });
  }

  /** Where a lane is free beside a run, or while another one is busy: that lengthens no agenda. */
  protected override look(p: number, w: number): void {
    super.look(p, w);
    this.beside[p] |= w & ~this.busy[p] & this.open;
  }

  private next(p: number): number {
    return this.around!.lanes!.next![p];
  }

  /** Busy slots of the other lanes of the same participant. */
  private besideLane(p: number): number {
    let slots = 0;
    for (let lane = this.next(p); lane !== p; lane = this.next(lane)) slots |= this.busy[lane];
    return slots;
  }

  private forOthers(p: number, use: (lane: number) => void): void {
    for (let lane = this.next(p); lane !== p; lane = this.next(lane)) use(lane);
  }
}
