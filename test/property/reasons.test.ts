/**
 * Of what is held for wishes with a choice, model, checker, explainer and writer say the same: which meetings may be held
 * together, what they are worth, and for which wish each is held.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { explainWishes } from '../../src/explain/reasons.js';
import { buildGroupProblem } from '../../src/model/build-groups.js';
import type { Event } from '../../src/model/event.js';
import type { GroupProblem } from '../../src/model/group-problem.js';
import { hasBit, inOrganisersPoints } from '../../src/model/problem.js';
import type { Meeting } from '../../src/model/schedule.js';
import { asksForGroups } from '../../src/model/ways-to-meet.js';
import { worthOf } from '../../src/write/worth.js';
import { withEvent } from '../helpers/checked.js';
import { makeEvent, type WishSpec } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';

const SLOTS = ['am', 'am', 'pm', 'pm'].map(session => ({ session }));

/** Three to six people, some of them hosts, with wishes for each other and for groups of them; a lock of two now and then. */
function randomEvent(dice: Dice): Event {
  const ids = [...'ABCDEF'].slice(0, 3 + dice.below(4));
  const participants = ids.map(id =>
    dice.chance(30) ? { id, role: 'host' as const, group: { min: 1, max: 6, sessions: undefined } } : { id },
  );
  const hasHosts = participants.some(one => 'group' in one);
  const organisations = [0, 1, 2].map(() => ids.filter(() => dice.chance(50)));
  const wishes = Array.from({ length: 2 + dice.below(6) }, (_, k): WishSpec => {
    const [from, other] = dice.shuffled(ids);
    const as = hasHosts ? (['pair', 'seat', 'either', 'either'] as const)[dice.below(4)] : 'pair';
    const session = dice.chance(25) ? (['am', 'pm'] as const)[dice.below(2)] : undefined;
    const anyOf = organisations[k % 3].filter(id => id !== from);
    const whom = dice.chance(60) && anyOf.length > 0 ? { to: `O${k}`, anyOf } : { to: other };
    return { from, ...whom, as, session, score: 1 + dice.below(3) };
  });
  const [a, b] = dice.shuffled(ids);
  const locks = dice.chance(30)
    ? [{ participants: [a, b], slot: `${1 + dice.below(4)}`, room: undefined, line: 2 }]
    : [];
  return { ...makeEvent({ participants, wishes, slots: SLOTS, mutualBonus: dice.below(2) }), locks };
}

/** Items of one contact in some slot. */
interface Held {
  readonly isPair: boolean;
  readonly people: readonly [number, number];
  readonly slot: number;
  readonly items: readonly number[];
}

/** Some contacts, each in a slot; a locked one is there, in its own. */
function someHeld({ pairs, host, seatHost, seatGuest, seats, seatLock }: GroupProblem, dice: Dice): Held[] {
  const all = new Map<string, Held>();
  const E = pairs.meetings;
  for (let i = 0; i < E + seats; i++) {
    const people = (i < E ? [pairs.a[i], pairs.b[i]] : [host[seatHost[i - E]], seatGuest[i - E]]) as [number, number];
    const isLocked = (i < E ? pairs.lock[i] : seatLock[i - E]) >= 0;
    const name = `${i < E} ${people.join(' ')}`;
    const known = all.get(name);
    if (known) all.set(name, { ...known, items: [...known.items, i] });
    else if (isLocked || dice.chance(60))
      all.set(name, {
        isPair: i < E,
        people,
        slot: isLocked ? pairs.lockedSlot[i] : dice.below(SLOTS.length),
        items: [i],
      });
    else all.set(name, { isPair: i < E, people, slot: -1, items: [i] });
  }
  return [...all.values()].filter(({ slot }) => slot >= 0);
}

/** The points of the contacts by the problem; -1 where no choice of items keeps its sets. */
function worthInModel(problem: GroupProblem, held: readonly Held[]): number {
  const { pairs, seatPoints, seatDomain, onceOfStart, onceSets, repeats } = problem;
  const { meetings: E, words: W, points, domain } = pairs;
  const isOpen = (i: number, t: number) => (i < E ? hasBit(domain, i * W, t) : hasBit(seatDomain, (i - E) * W, t));
  const setsOf = (i: number) => [...onceSets.subarray(onceOfStart[i], onceOfStart[i + 1])];
  const choose = ([one, ...others]: readonly Held[], taken: readonly number[]): readonly number[] | undefined => {
    if (one === undefined) return taken;
    const full = new Set(taken.flatMap(setsOf));
    for (const i of one.items) {
      if (!isOpen(i, one.slot) || setsOf(i).some(set => full.has(set))) continue;
      const all = choose(others, [...taken, i]);
      if (all) return all;
    }
    return undefined;
  };
  const taken = choose(held, []);
  if (!taken) return -1;
  const sum = taken.reduce((all, i) => all + (i < E ? points[i] : seatPoints[i - E]), 0);
  const paid = repeats.map(set => set.points * Math.max(0, set.items.filter(i => taken.includes(i)).length - 1));
  return inOrganisersPoints(pairs, sum - paid.reduce((all, one) => all + one, 0));
}

/** The contacts as rows, seats of one host and slot in one session. */
function meetingsOf(event: Event, held: readonly Held[]): Meeting[] {
  const rows = new Map<string, { kind: 'pair' | 'group'; slot: number; people: number[] }>();
  for (const { isPair, people, slot } of held) {
    const name = isPair ? `pair ${people.join(' ')}` : `group ${people[0]} ${slot}`;
    const known = rows.get(name);
    if (known) known.people.push(people[1]);
    else rows.set(name, { kind: isPair ? 'pair' : 'group', slot, people: [...people] });
  }
  const inOrder = [...rows.values()].sort((x, y) => x.slot - y.slot);
  return inOrder.map(({ kind, slot, people }, k) => ({
    id: `M${k}`,
    participants: people.map(p => event.participants[p].id),
    slot: event.slots[slot].id,
    room: '',
    kind,
    locked: false,
    interpreter: '',
    line: k + 2,
  }));
}

it('model, checker and explainer agree on what wishes with a choice allow', () => {
  const tally = { together: 0, apart: 0, split: 0 };
  fc.assert(
    fc.property(fc.nat(), seed => {
      const dice = new Dice(seed);
      const event = randomEvent(dice);
      const built = buildGroupProblem(event);
      if (!asksForGroups(event) || built.kind !== 'built') return;
      const held = someHeld(built.problem, dice);
      const meetings = meetingsOf(event, held);
      const { violations, figures, counts } = check(event, { meetings });
      const faults = violations.filter(({ rule }) => ['once', 'wished', 'session'].includes(rule));
      const worth = worthInModel(built.problem, held);
      const text = withEvent([JSON.stringify(faults)], event, meetings);
      expect(worth >= 0, text).toBe(faults.length === 0);
      if (worth < 0) {
        tally.apart++;
        return;
      }
      tally.together++;
      if (held.some(({ items }) => items.length > 1)) tally.split++;
      expect(worth, text).toBe(figures.points);
      const wishes = explainWishes(event, { meetings });
      const met = [...wishes].filter(one => one.met);
      const { points } = worthOf(event, { schedule: { meetings }, wishes });
      expect(
        meetings.reduce((sum, _, k) => sum + points(k), 0),
        text,
      ).toBe(figures.points);
      expect(met.length, text).toBe(counts.met);
      // What nobody locked is held for some wish.
      const reasons = new Set(met.map(({ meeting }) => meeting));
      const isLocked = ({ participants }: Meeting) =>
        event.locks.some(lock => lock.participants.every(id => participants.includes(id)));
      for (const one of meetings) expect(reasons.has(one.id) || isLocked(one), text).toBe(true);
    }),
    runs(3000),
  );
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(100);
});
