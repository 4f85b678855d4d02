/** What an event asks of its interpreters: by languages and slot, and what one more of them would add. */
import type { Event, Participant } from '../model/event.js';
import type { InterpreterDemand, SlotDemand } from '../model/outcome.js';
import type { Schedule } from '../model/schedule.js';
import { peopleOf } from './fixed.js';
import { type Lack, lacksOf, peopleOfWay } from './lacks.js';
import { has, members } from './masks.js';
import { oneMore } from './one-more.js';
import { peopleIn } from './places.js';
import { pointsOf } from './points.js';
import { Situation } from './situation.js';
import { covers, languagesBetween } from './speech.js';
import { prospectsOf, verdictOfWish } from './ways.js';

/** What is known of some languages while it is counted. */
interface Tally {
  readonly languages: readonly string[];
  readonly meetings: Int32Array;
  /** Keys of the pairs that lack nothing but an interpreter, by slot. */
  readonly lacking: readonly Set<number>[];
  /** Keys of all pairs that lack one. */
  readonly unmet: Set<number>;
}

/**
 * The demand of every set of languages that a meeting needed or lacked, by name. Empty without interpreters.
 * O(wishes · slots + sets of languages · slots² · wishes that lack an interpreter).
 */
export function interpreterDemand(event: Event, schedule: Schedule): InterpreterDemand[] {
  if (event.interpreters.length === 0) return [];
  const situation = new Situation(event, schedule);
  const tallies = new Tallies(event);
  countHeld(situation, tallies);
  const lacks = countUnmet(situation, tallies);
  const points = pointsOf(event);
  const worth = ({ wish }: Lack) => points(event.wishes.at(wish)!);
  return tallies.sorted().map(tally => ({
    languages: tally.languages,
    slots: event.slots.map((_, slot) => slotDemand(situation, tally, slot)),
    unmet: tally.unmet.size,
    more: oneMore(situation, tally.languages, lacks, worth).reduce((sum, { count }) => sum + count, 0),
  }));
}

/** Tallies by the languages that people need an interpreter to know. */
class Tallies {
  private readonly byName = new Map<string, Tally>();

  constructor(private readonly event: Event) {}

  of(people: readonly Participant[]): Tally {
    const languages = languagesBetween(people);
    const name = languages.join(';');
    const known = this.byName.get(name);
    if (known) return known;
    const { slots } = this.event;
    const meetings = new Int32Array(slots.length);
    const made = { languages, meetings, lacking: slots.map(() => new Set<number>()), unmet: new Set<number>() };
    this.byName.set(name, made);
    return made;
  }

  sorted(): Tally[] {
    return [...this.byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
  }
}

function countHeld(situation: Situation, tallies: Tallies): void {
  for (const meeting of situation.meetings.keys()) {
    const people = peopleIn(situation, meeting);
    const slot = situation.slotOf[meeting];
    if (slot >= 0 && situation.speech.needed(people)) tallies.of(people).meetings[slot]++;
  }
}

/** Every unmet wish's lacks; those with the reason `interpreters-full` are counted. */
function countUnmet(situation: Situation, tallies: Tallies): Lack[] {
  const all: Lack[] = [];
  situation.event.wishes.forEach((wish, index) => {
    if (wish.kind === 'never' || situation.meetingOf(index)) return;
    const lacks = lacksOf(situation, wish, index);
    all.push(...lacks);
    if (verdictOfWish(situation, wish).reason !== 'interpreters-full') return;
    for (const { way, slots } of lacks) {
      for (const slot of members(slots)) {
        const tally = tallies.of(peopleOfWay(situation, way, slot));
        tally.lacking[slot].add(way.couple.key);
        tally.unmet.add(way.couple.key);
      }
    }
    if (lacks.length > 0) return;
    // In no slot are all free: nobody who could interpret is the first thing in the way, but not the only one.
    const way = prospectsOf(situation, wish).find(({ couple }) => situation.speech.needed(peopleOf(situation, couple)));
    if (way) tallies.of(peopleOf(situation, way.couple)).unmet.add(way.couple.key);
  });
  return all;
}

function slotDemand({ event, speech }: Situation, { languages, meetings, lacking }: Tally, slot: number): SlotDemand {
  const speakers = languages.map(language => ({ languages: [language] }));
  const able = [...event.interpreters.keys()].filter(
    at => covers(event.interpreters[at], speakers) && has(speech.there(at), slot),
  );
  return {
    slot: event.slots[slot].id,
    meetings: meetings[slot],
    able: able.length,
    free: able.filter(at => has(speech.free(at), slot)).length,
    unmet: lacking[slot].size,
  };
}
