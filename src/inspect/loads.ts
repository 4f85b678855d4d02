/** What each person can hold, against what the wishes need of it. */
import { mostBusySlots, type SlotRuns, slotRuns } from '../model/busy-slots.js';
import type { Event } from '../model/event.js';
import { hasBit } from '../model/problem.js';
import type { People } from './people.js';
import type { Found, Verdicts } from './verdicts.js';

/** One number a person. */
export interface Loads {
  /** Most meetings: slots in which one could be, times `parallel`, within `max_meetings`, rests and `max_breaks`. */
  readonly places: Int32Array;
  /** Different meetings that wishes and locks allow it, its own sessions among them. */
  readonly partners: Int32Array;
  /** Fewest meetings that its needs take. */
  readonly needed: Int32Array;
  /** Most seats in its own sessions. */
  readonly seats: Int32Array;
  /** At least so many wishes, of those that can be met, stay unmet for want of its places. */
  readonly unmet: Int32Array;
}

/** What a person's meetings are needed for. */
export interface Needs {
  /** Each takes a place of its own. */
  readonly single: number;
  /** Each takes a seat in one of the person's sessions. */
  readonly hosted: number;
  /** Each takes the one or the other. */
  readonly flexible: number;
}

/** O(people × slots). */
export function readLoads(event: Event, { people, hosts, survey }: Found, verdicts: Verdicts): Loads {
  const count = event.participants.length;
  const [places, partners, needed, seats, unmet] = [1, 2, 3, 4, 5].map(() => new Int32Array(count));
  const runs = slotRuns(event);
  for (let person = 0; person < count; person++) {
    const host = hosts.hostOf[person];
    const [sessions, most] = host < 0 ? [0, 0] : [hosts.sessions[host], hosts.most[host]];
    const needs = {
      single: survey.single[person] + verdicts.single[person],
      hosted: survey.hosted[person],
      flexible: survey.flexible[person] + verdicts.flexible[person],
    };
    places[person] = placesOf(event, people, survey.useful, person, runs);
    partners[person] = survey.partners[person] + sessions;
    seats[person] = sessions * most;
    needed[person] = fewestMeetings(needs, most);
    const total = needs.single + needs.hosted + needs.flexible;
    const lost = total - mostMet(needs, places[person], sessions, most);
    unmet[person] = fewestWishes(lost, total - survey.double[person]);
  }
  return { places, partners, needed, seats, unmet };
}

/**
 * Most needs that so many places meet, of which at most `sessions` are sessions with at most `seats` guests each: the best
 * over all numbers of sessions. O(sessions).
 */
export function mostMet({ single, hosted, flexible }: Needs, places: number, sessions: number, seats: number): number {
  let best = 0;
  for (let held = 0; held <= Math.min(sessions, places); held++) {
    const [alone, seated] = [places - held, held * seats];
    const firm = Math.min(single, alone) + Math.min(hosted, seated);
    const left = Math.max(0, alone - single) + Math.max(0, seated - hosted);
    best = Math.max(best, firm + Math.min(flexible, left));
  }
  return best;
}

/** Wishes of so many needs when those that meet one wish each (`simple` of them) go first, the others meeting two. */
export function fewestWishes(needs: number, simple: number): number {
  return needs <= simple ? needs : 2 * needs - simple;
}

function fewestMeetings({ single, hosted, flexible }: Needs, seats: number): number {
  const seated = hosted + flexible;
  return single + (seated === 0 ? 0 : Math.ceil(seated / Math.max(1, seats)));
}

/** Most meetings of the useful slots that rests and breaks leave. */
function placesOf(event: Event, people: People, useful: Int32Array, person: number, runs: SlotRuns): number {
  const { parallel, maxMeetings, maxConsecutive, maxBreaks } = event.participants[person];
  const busy = mostBusySlots(runs, {
    isAvailable: t => hasBit(useful, person * people.words, t),
    longest: maxConsecutive ?? Number.POSITIVE_INFINITY,
    breaks: maxBreaks ?? Number.POSITIVE_INFINITY,
  });
  return Math.min(busy * parallel, maxMeetings ?? Number.POSITIVE_INFINITY);
}
