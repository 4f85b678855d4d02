/** In which slots a meeting could be if there were no other, or what forbids it for good. */
import type { Event } from '../model/event.js';
import { Apart } from '../model/impossible.js';
import type { Doors } from './doors.js';
import { CLASH, type Links, NEVER, NO_SESSION } from './links.js';
import { meet } from './masks.js';
import type { People } from './people.js';
import type { Obstacle } from './report.js';
import type { Speech } from './speech.js';

/** Every obstacle; a code is 1 + the index here. The later one stands, the nearer the meeting was. */
export const OBSTACLES: readonly Obstacle[] = [
  'never',
  'same-side',
  'same-organisation',
  'no-meeting-allowed',
  'topic',
  'no-group',
  'no-common-slot',
  'no-room',
  'no-interpreter',
];

/** Nothing forbids it. */
export const POSSIBLE = 0;

/** Code of an obstacle. */
export function codeOf(obstacle: Obstacle): number {
  return OBSTACLES.indexOf(obstacle) + 1;
}

/** What a host's sessions need: slots in which it finds a room, and in which enough could attend. */
export interface Stages {
  /** Index of each person among the hosts, -1 for others. */
  readonly hostOf: Int32Array;
  /** Hosts × words. */
  readonly roomy: Int32Array;
  /** The same, without the slots in which too few could attend. */
  readonly attended: Int32Array;
}

/** Judges links one by one; each answer is a code and writes the slots that are left to `mask`. O(words) each. */
export class Chances {
  private readonly sessionMasks: readonly Int32Array[];
  private readonly apart: Apart;

  constructor(
    private readonly event: Event,
    private readonly people: People,
    private readonly links: Links,
    private readonly doors: Doors,
    private readonly speech: Speech,
  ) {
    this.apart = new Apart(event);
    this.sessionMasks = links.sessions.map(label => people.calendar.session(label));
  }

  /** Of a one-to-one. */
  ofPair(link: number, mask: Int32Array): number {
    const { a, b, pairSession } = this.links;
    const forbidden = this.forbidden(link);
    if (forbidden !== POSSIBLE) return forbidden;
    if (this.people.topic[a[link]] + this.people.topic[b[link]] > 0) return codeOf('topic');
    if (!this.common(mask, a[link], b[link], pairSession[link])) return codeOf('no-common-slot');
    if (!this.doors.openToPair(mask, a[link], b[link])) return codeOf('no-room');
    return this.speech.understood(mask, a[link], b[link]) ? POSSIBLE : codeOf('no-interpreter');
  }

  /** Of a seat in a session that one of the two holds. */
  ofSeat(link: number, host: number, { hostOf, roomy, attended }: Stages, mask: Int32Array): number {
    const { a, b, seatSession } = this.links;
    const forbidden = this.forbidden(link);
    if (forbidden !== POSSIBLE) return forbidden;
    const stage = hostOf[host];
    if (stage < 0) return codeOf('no-group');
    if (this.people.topic[host === a[link] ? b[link] : a[link]] === 1) return codeOf('topic');
    if (!this.common(mask, a[link], b[link], seatSession[link])) return codeOf('no-common-slot');
    if (!meet(mask, roomy, stage)) return codeOf('no-room');
    if (!meet(mask, attended, stage)) return codeOf('no-group');
    return this.speech.understood(mask, a[link], b[link]) ? POSSIBLE : codeOf('no-interpreter');
  }

  /** Rules of people alone. */
  private forbidden(link: number): number {
    const { participants } = this.event;
    const [x, y] = [this.links.a[link], this.links.b[link]];
    if (this.links.flags[link] & NEVER) return codeOf('never');
    const rule = this.apart.rule(x, y);
    if (rule !== undefined) return codeOf(rule === 'across-sides' ? 'same-side' : 'same-organisation');
    const none = participants[x].maxMeetings === 0 || participants[y].maxMeetings === 0;
    return none ? codeOf('no-meeting-allowed') : POSSIBLE;
  }

  private common(mask: Int32Array, x: number, y: number, session: number): boolean {
    const { open, words } = this.people;
    let left = 0;
    for (let k = 0; k < words; k++) {
      mask[k] = session === CLASH ? 0 : open[x * words + k] & open[y * words + k];
      left |= mask[k];
    }
    if (session <= NO_SESSION) return left !== 0;
    return meet(mask, this.sessionMasks[session - 1], 0);
  }
}
