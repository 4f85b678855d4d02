/** Every claim of an inspection, held against every schedule. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/inspect/inspect.js';
import type { Inspection, Obstacle } from '../../src/inspect/report.js';
import type { Event } from '../../src/model/event.js';
import { solveEvent } from '../../src/solve/solve.js';
import { arbOptions } from '../helpers/arbitrary.js';
import { bruteForce } from '../helpers/brute-force.js';
import { expectClean, expectSolved, withEvent } from '../helpers/checked.js';
import { generate } from '../helpers/generate.js';
import { runs } from '../helpers/runs.js';
import { arbTinyEvent } from './events.js';
import { everySchedule, type Gathering, type Held, isMet } from './every-schedule.js';

/** Claims that this schedule contradicts. */
function contradicted(event: Event, told: Inspection, held: readonly Held[], meetings: readonly Gathering[]): string[] {
  const wishes = [...event.wishes].filter(({ kind }) => kind !== 'never');
  const unmet = wishes.filter(wish => !isMet(wish, event, held));
  const impossible = new Set(told.unmet.impossible.map(({ line }) => line));
  const faults: string[] = [];
  const say = (wrong: boolean, what: string) => {
    if (wrong) faults.push(what);
  };
  say(unmet.length < told.unmet.atLeast, `only ${unmet.length} unmet, told at least ${told.unmet.atLeast}`);
  for (const wish of wishes)
    say(impossible.has(wish.line) && !unmet.includes(wish), `line ${wish.line} is met, told impossible`);
  const possible = unmet.filter(({ line }) => !impossible.has(line));
  say(possible.length < told.unmet.forPlaces, `${possible.length} unmet, told ${told.unmet.forPlaces} for places`);
  say(possible.length < told.unmet.forTables, `${possible.length} unmet, told ${told.unmet.forTables} for tables`);
  say(meetings.length > told.capacity.mostMeetings, `${meetings.length} meetings`);
  told.capacity.bySlot.forEach((slot, at) => {
    const here = meetings.filter(meeting => meeting.slot === at).length;
    say(here > slot.meetings || here > (slot.tables ?? here), `${here} meetings in slot ${slot.slot}`);
  });
  const agenda = (id: string) => meetings.filter(({ people }) => people.some(person => person.id === id));
  for (const { id, needed, places, unmet: least } of told.popular) {
    const touching = possible.filter(({ from, to, anyOf }) => from === id || (!anyOf && to === id));
    say(touching.length < least, `only ${touching.length} of the wishes about ${id} unmet, told ${least}`);
    say(agenda(id).length > places, `${id} has ${agenda(id).length} meetings, told ${places} places`);
    const all = possible.every(({ from, to, anyOf }) => from !== id && (anyOf || to !== id));
    say(all && agenda(id).length < needed, `${id} needs but ${agenda(id).length}, told ${needed}`);
  }
  for (const { id } of told.isolated) say(agenda(id).length > 0, `${id} has a meeting, told isolated`);
  for (const { id, possible: most } of told.brokenPromises)
    say(agenda(id).length > most, `${id} has ${agenda(id).length} meetings, told ${most}`);
  const guests = meetings
    .filter(({ kind }) => kind === 'group')
    .reduce((sum, { people }) => sum + people.length - 1, 0);
  say(guests > told.capacity.seats.offered, `${guests} seats, told ${told.capacity.seats.offered}`);
  if (possible.length === 0) {
    say(meetings.length < told.capacity.meetingsWished, `${meetings.length} meetings meet all`);
    say(told.capacity.needed.slots > event.slots.length, `${told.capacity.needed.slots} slots needed`);
    say((told.capacity.needed.slotsWithTables ?? 0) > event.slots.length, 'more slots needed with tables');
    const most = Math.max(...event.slots.map((_, at) => meetings.filter(({ slot }) => slot === at).length));
    say(told.capacity.needed.tables > most, `${most} tables will do`);
  }
  return faults;
}

describe('what is told to be certain', () => {
  it('holds for every schedule of tiny events with groups, organisations and interpreters', () => {
    const obstacles = new Set<Obstacle>();
    let [schedules, tight] = [0, 0];
    fc.assert(
      fc.property(arbTinyEvent, event => {
        const told = inspect(event);
        let fewest = Number.POSITIVE_INFINITY;
        everySchedule(event, (held, meetings) => {
          const faults = contradicted(event, told, held, meetings);
          if (faults.length > 0) throw new Error(withEvent(faults, event, held));
          schedules++;
          const wishes = [...event.wishes].filter(wish => wish.kind !== 'never' && !isMet(wish, event, held));
          fewest = Math.min(fewest, wishes.length);
        });
        for (const { obstacle } of told.unmet.impossible) obstacles.add(obstacle);
        if (fewest > 0 && fewest === told.unmet.atLeast) tight++;
      }),
      runs(500),
    );
    expect([...obstacles].sort()).toEqual(Object.keys(inspectNothing().unmet.byObstacle).sort());
    expect(schedules).toBeGreaterThan(10_000);
    // Bounds that are never reached would be worth nothing.
    expect(tight).toBeGreaterThan(100);
  });

  it('holds for the most wishes and the most meetings of small events with every rule on one-to-ones', () => {
    fc.assert(
      fc.property(arbOptions({ people: 6, wishes: 8, slots: 3, rooms: 2 }), options => {
        const event = generate(options);
        const told = inspect(event);
        const counted = plainly(event);
        const most = bruteForce(counted)?.points;
        if (most === undefined) return;
        const wishes = [...event.wishes].filter(({ kind }) => kind !== 'never').length;
        if (wishes - most < told.unmet.atLeast)
          throw new Error(withEvent([`${most} of ${wishes} wishes met, told ${told.unmet.atLeast} unmet`], event));
        const held = bruteForce({ ...counted, wishes: onceAPair(counted) })!.points;
        if (held > told.capacity.mostMeetings) throw new Error(withEvent([`${held} meetings`], event));
        for (const { line } of told.unmet.impossible) {
          const must = [...event.wishes].map(wish => (wish.line === line ? { ...wish, kind: 'must' as const } : wish));
          if (bruteForce({ ...counted, wishes: must })) throw new Error(withEvent([`line ${line} can be met`], event));
        }
        for (const { id, possible } of told.brokenPromises) {
          const alone = counted.participants.map(person => ({ ...person, minMeetings: person.id === id ? 9 : 0 }));
          const kept = bruteForce({ ...counted, participants: alone })!.promises;
          if (kept > possible) throw new Error(withEvent([`${id} can have ${kept} meetings`], event));
        }
      }),
      runs(150),
    );
  });

  it('holds for what the solver finds in larger events', async () => {
    const sizes = { people: 20, wishes: 80, slots: 6, rooms: 4 };
    await fc.assert(
      fc.asyncProperty(arbOptions(sizes, { people: 20, wishes: 80, musts: 0 }), async options => {
        const event = plainly(generate(options));
        const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
        const { counts } = expectClean(event, outcome);
        const told = inspect(event);
        expect(counts.wishes).toBe(told.wishes.total);
        const meetings = expectSolved(event, outcome).schedule.meetings;
        const met = new Set(meetings.map(({ participants }) => [...participants].sort().join(' ')));
        const faults = [
          counts.wishes - counts.met < told.unmet.atLeast ? `${counts.met} wishes met` : '',
          counts.meetings > told.capacity.mostMeetings ? `${counts.meetings} meetings` : '',
          ...told.unmet.impossible.map(({ from, to }) => (met.has([from, to].sort().join(' ')) ? `${from} ${to}` : '')),
          ...told.isolated.map(({ id }) => (meetings.some(({ participants }) => participants.includes(id)) ? id : '')),
        ].filter(fault => fault !== '');
        if (faults.length > 0) throw new Error(withEvent(faults, event));
      }),
      runs(8),
    );
  });
});

/** The event in which every wish has one point and nothing is promised: the most points are the most wishes. */
function plainly(event: Event): Event {
  const wishes = [...event.wishes].map(wish => ({ ...wish, rank: undefined, score: 1 }));
  const participants = event.participants.map(person => ({ ...person, weight: 1, minMeetings: 0 }));
  return { ...event, wishes, participants, mutualBonus: 0 };
}

/** One point for each pair: the most points are the most meetings. Musts stay what they are. */
function onceAPair(event: Event) {
  const seen = new Set<string>();
  return [...event.wishes].map(wish => {
    if (wish.kind === 'never') return wish;
    const pair = [wish.from, wish.to].sort().join(' ');
    const first = !seen.has(pair);
    seen.add(pair);
    return { ...wish, score: first ? 1 : 0 };
  });
}

function inspectNothing(): Inspection {
  return inspect({ ...plainly(generate({ people: 2, wishes: 1 })) });
}
