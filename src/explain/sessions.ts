/** The group sessions of each host, by slot. */
import type { Meeting } from '../model/schedule.js';

const NONE: ReadonlyMap<number, number> = new Map();

export class Sessions {
  private readonly byHost = new Map<number, Map<number, number>>();

  /** `held`: indexes of the meetings that have a slot, by slot. O(meetings). */
  constructor(
    meetings: readonly Meeting[],
    held: readonly number[],
    slotOf: Int32Array,
    people: ReadonlyMap<string, number>,
  ) {
    for (const index of held) {
      const { kind, participants } = meetings[index];
      const host = kind === 'group' ? people.get(participants[0]) : undefined;
      if (host === undefined) continue;
      const own = this.byHost.get(host) ?? new Map<number, number>();
      this.byHost.set(host, own);
      if (!own.has(slotOf[index])) own.set(slotOf[index], index);
    }
  }

  /** Slot to meeting (indexes) of a host's sessions. O(1). */
  of(host: number): ReadonlyMap<number, number> {
    return this.byHost.get(host) ?? NONE;
  }
}
