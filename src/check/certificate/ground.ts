/** What the tables allow at all: which one-to-ones, in which slots, for how much, and how many promises. */
import type { Event } from '../../model/event.js';
import { PairList } from '../pairs.js';
import { type PointScale, pointScale } from '../points.js';
import { Clocks } from '../rules/clocks.js';
import { openSlots } from '../rules/slots.js';
import { surveyWishes } from '../wishes.js';
import { busySlots } from './busy-slots.js';
import { Candidates } from './candidates.js';
import { InterpreterChoices } from './interpreters.js';
import { namedPairs } from './pairs.js';
import { RoomChoices } from './rooms.js';

export interface Ground {
  readonly event: Event;
  readonly peopleIndex: ReadonlyMap<string, number>;
  readonly slotIndex: ReadonlyMap<string, number>;
  readonly scale: PointScale;
  readonly rooms: RoomChoices;
  readonly interpreters: InterpreterChoices;
  readonly candidates: Candidates;
  /** Most meetings of each participant, by `max_meetings`, `max_consecutive` and `max_breaks`; infinite where it has none of them. */
  readonly most: Float64Array;
  /** Most promises of each participant that can be kept. */
  readonly possible: Float64Array;
}

const NOBODY_MEETS = { contacts: new PairList(new Float64Array()), slotOf: new Int32Array(), rowsOf: () => [] };

/** O(people × slots + wishes × slots + rooms × slots for each different choice of rooms). */
export function survey(event: Event): Ground {
  const indexOf = (items: readonly { readonly id: string }[]) => new Map(items.map(({ id }, index) => [id, index]));
  const peopleIndex = indexOf(event.participants);
  const slotIndex = indexOf(event.slots);
  const scale = pointScale(event, surveyWishes(event, peopleIndex, NOBODY_MEETS, new Set()));
  const rooms = new RoomChoices(event);
  const interpreters = new InterpreterChoices(event);
  const open = openings(event);
  const candidates = new Candidates(event, namedPairs(event, peopleIndex, scale), rooms, interpreters, open);
  const most = mostMeetings(event, open);
  return {
    event,
    peopleIndex,
    slotIndex,
    scale,
    rooms,
    interpreters,
    candidates,
    most,
    possible: possiblePromises(event, candidates, open, most),
  };
}

function openings(event: Event): Uint8Array {
  const { participants, slots } = event;
  const open = openSlots(participants, slots);
  const clocks = new Clocks(event);
  participants.forEach((person, p) => {
    if (!person.workingHours) return;
    clocks.worksIn(person).forEach((works, t) => {
      if (works === 0) open[p * slots.length + t] = 0;
    });
  });
  return open;
}

/** The least of `max_meetings` and the meetings that fit into the slots in which rests and `max_breaks` let one be busy. */
function mostMeetings({ participants, slots }: Event, open: Uint8Array): Float64Array {
  return Float64Array.from(participants, ({ maxMeetings, maxConsecutive, maxBreaks, parallel }, p) => {
    const maximum = maxMeetings ?? Number.POSITIVE_INFINITY;
    if (maxConsecutive === undefined && maxBreaks === undefined) return maximum;
    const isOpen = open.subarray(p * slots.length, (p + 1) * slots.length);
    return Math.min(maximum, parallel * busySlots(slots, isOpen, maxConsecutive, maxBreaks));
  });
}

/** min(min_meetings, its candidates, its places, its most meetings) of each participant. */
function possiblePromises(event: Event, candidates: Candidates, open: Uint8Array, most: Float64Array): Float64Array {
  const meetings = new Float64Array(event.participants.length);
  for (let c = 0; c < candidates.count; c++) {
    meetings[candidates.a[c]]++;
    meetings[candidates.b[c]]++;
  }
  const T = event.slots.length;
  return meetings.map((count, p) => {
    const { minMeetings, parallel } = event.participants[p];
    const slots = open.subarray(p * T, (p + 1) * T).reduce((sum, one) => sum + one, 0);
    return Math.min(minMeetings, count, slots * parallel, most[p]);
  });
}
