/** Who holds group sessions, how many at most, and when enough people could attend. */

import type { Event, GroupTerms } from '../model/event.js';
import { setBit } from '../model/problem.js';
import { groupTermsOf, isHost } from '../model/ways-to-meet.js';
import { type Chances, POSSIBLE, type Stages } from './chances.js';
import type { Doors } from './doors.js';
import { ANY_PAIR, ANY_SEAT, isNamed, type Links, LOCKED } from './links.js';
import { eachSlot, meet, size } from './masks.js';
import type { People } from './people.js';

export interface Hosts extends Stages {
  /** The person behind each host. */
  readonly person: readonly number[];
  /** Most guests of one session, by `group_max` and by the largest room. */
  readonly most: Int32Array;
  /** Most sessions. */
  readonly sessions: Int32Array;
}

/** O(links + hosts × (slots + rooms)). */
export function readHosts(event: Event, people: People, links: Links, doors: Doors, chances: Chances): Hosts {
  const { words } = people;
  const person = event.participants.flatMap((one, index) => (isHost(one) ? [index] : []));
  const hostOf = new Int32Array(event.participants.length).fill(-1);
  person.forEach((index, host) => {
    hostOf[index] = host;
  });
  const terms = person.map(index => groupTermsOf(event.participants[index]));
  const roomy = new Int32Array(person.length * words);
  person.forEach((index, host) => {
    const mask = people.open.slice(index * words, (index + 1) * words);
    doors.openToGroup(mask, index, terms[host].min + 1 - people.topic[index]);
    roomy.set(mask, host * words);
  });
  const guests = countGuests({ hostOf, roomy, attended: roomy }, people, links, chances, person.length);
  const locked = new Set(event.locks.flatMap(({ participants }) => participants.map(id => people.indexOf.get(id)!)));
  // Who is locked into a session attends without a wish: then nothing is claimed of how many could.
  const few = person.map(index => !locked.has(index));
  const attended = roomy.slice();
  terms.forEach(({ min }, host) => {
    if (few[host]) meet(attended.subarray(host * words, (host + 1) * words), guests.enough(host, min), 0);
  });
  const most = Int32Array.from(person, (index, host) => mostGuests(terms[host], doors, people, index));
  const sessions = Int32Array.from(person, (index, host) => {
    const { parallel, maxMeetings = Number.POSITIVE_INFINITY } = event.participants[index];
    const { min, sessions: asked = Number.POSITIVE_INFINITY } = terms[host];
    const attendable = few[host] ? Math.floor(guests.of[host] / min) : Number.POSITIVE_INFINITY;
    return Math.min(size(attended, host, words) * parallel, maxMeetings, asked, attendable);
  });
  return { hostOf, roomy, attended, person, most, sessions };
}

function mostGuests({ max }: GroupTerms, doors: Doors, people: People, person: number): number {
  const seated = doors.mostSeated(person);
  return seated === undefined ? max : Math.max(0, Math.min(max, seated - 1 + people.topic[person]));
}

/** Who could attend each host at all, and how many in each slot. Whoever wishes it or is wished by it, in whatever form. */
function countGuests(stages: Stages, people: People, links: Links, chances: Chances, hosts: number) {
  const slots = people.words * 32;
  const of = new Int32Array(hosts);
  const inSlot = new Int32Array(hosts * slots);
  const mask = new Int32Array(people.words);
  const { a, b, flags, count } = links;
  for (let link = 0; hosts > 0 && link < count; link++) {
    if (!isNamed(links, link) && !(flags[link] & (ANY_PAIR | ANY_SEAT | LOCKED))) continue;
    for (const one of [a[link], b[link]]) {
      const host = stages.hostOf[one];
      if (host < 0 || chances.ofSeat(link, one, stages, mask) !== POSSIBLE) continue;
      of[host]++;
      eachSlot(mask, slot => {
        inSlot[host * slots + slot]++;
      });
    }
  }
  const enough = (host: number, min: number) => {
    const found = new Int32Array(people.words);
    for (let slot = 0; slot < slots; slot++) if (inSlot[host * slots + slot] >= min) setBit(found, 0, slot);
    return found;
  };
  return { of, enough };
}
