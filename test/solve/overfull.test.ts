import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setBit, UNBOUNDED } from '../../src/model/problem.js';
import { type Overfull, overfullAgenda, overfullByMusts, overfullRooms } from '../../src/solve/overfull.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { problemOf } from './tiny.js';

/** Slots of each demand, and places in each slot. */
interface Case {
  readonly domains: readonly (readonly number[])[];
  readonly places: readonly number[];
  readonly most: number;
}

/** By trying everything. */
function fit({ domains, places, most }: Case, demands: readonly number[]): boolean {
  if (demands.length === 0) return true;
  if (most === 0) return false;
  const [first, ...rest] = demands;
  return domains[first].some(
    t =>
      places[t] > 0 &&
      fit({ domains, places: places.map((free, k) => (k === t ? free - 1 : free)), most: most - 1 }, rest),
  );
}

function expectOneTooMany(one: Case, { demands, slotOf }: Overfull): void {
  expect(fit(one, demands)).toBe(false);
  for (const left of demands) {
    const others = demands.filter(other => other !== left);
    expect(fit(one, others)).toBe(true);
  }
  const placed = demands.filter(demand => slotOf.has(demand));
  expect(placed).toHaveLength(demands.length - 1);
  for (const demand of placed) expect(one.domains[demand]).toContain(slotOf.get(demand));
  for (const [t, free] of one.places.entries())
    expect(placed.filter(demand => slotOf.get(demand) === t).length).toBeLessThanOrEqual(free);
}

const arbDomains = fc.array(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), { maxLength: 7 });

describe('overfullAgenda', () => {
  it('names demands of which any one is too many, just where not all of them find places', () => {
    const tally = { fits: 0, slots: 0, most: 0 };
    fc.assert(
      fc.property(arbDomains, fc.integer({ min: 1, max: 2 }), fc.nat(7), (domains, parallel, max) => {
        const most = max === 7 ? UNBOUNDED : max;
        const one: Case = { domains, places: new Array(5).fill(parallel), most };
        const domain = new Int32Array(domains.length);
        domains.forEach((slots, demand) => {
          for (const t of slots) setBit(domain, demand, t);
        });
        const agendas = {
          participants: 1,
          slots: 5,
          words: 1,
          parallel: Int32Array.of(parallel),
          maxMeetings: Int32Array.of(most),
        };
        const all = [...domains.keys()];
        const found = overfullAgenda(agendas, () => all, domain);
        expect(found === undefined).toBe(fit(one, all));
        if (found) expectOneTooMany(one, found);
        tally[found === undefined ? 'fits' : found.demands.length === most + 1 ? 'most' : 'slots']++;
      }),
      runs(500),
    );
    expect(Math.min(tally.fits, tally.slots, tally.most)).toBeGreaterThan(20);
  });
});

describe('overfullByMusts', () => {
  it('names the fewest, and counts who else has too many', () => {
    const star = (host: string, guests: string) => [...guests].map(guest => [host, guest, 'must'] as const);
    const problem = problemOf(
      makeEvent({
        wishes: [...star('A', 'abcd'), ...star('B', 'efgh'), ...star('C', 'ij')],
        participants: ['A', { id: 'B', available: ['1', '2'] }],
        slots: 3,
      }),
    );
    const found = overfullByMusts(problem)!;
    expect(problem.event.participants[found.participant!].id).toBe('B');
    expect([found.demands.length, found.others]).toEqual([3, 1]);
    expect(overfullByMusts({ ...problem, must: new Uint8Array(problem.meetings) })).toBeUndefined();
  });
});

describe('overfullRooms', () => {
  it('names meetings of which any one is too many for the rooms of their slots, earlier ones rather', () => {
    const pairs = ['AB', 'CD', 'EF', 'GH', 'IJ', 'KL'];
    const wishes = pairs.map(pair => [pair[0], pair[1], 'must'] as const);
    const limited = [...'ABCDEF'].map(id => ({ id, available: ['1'] }));
    const problem = problemOf(makeEvent({ wishes, participants: limited, slots: 2, rooms: 2 }));
    const idsOf = (found: Overfull | undefined) =>
      found?.demands.map(e => problem.event.participants[problem.a[e]].id).sort();
    const all = [...problem.must.keys()];
    expect(idsOf(overfullRooms(problem, all))).toEqual(['A', 'C', 'E']);
    const early = all.filter(e => problem.event.participants[problem.a[e]].id !== 'C');
    expect(idsOf(overfullRooms(problem, early))).toEqual(['A', 'E', 'G', 'I', 'K']);
    expect(overfullRooms(problem, early.slice(0, 4))).toBeUndefined();
  });

  it('agrees with trying everything', () => {
    const tally = { fits: 0, found: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 4, maxLength: 4 }),
        (domains, places) => {
          const people = domains.map((slots, k) => ({ id: `P${k}`, available: slots.map(t => String(t + 1)) }));
          const problem = problemOf(
            makeEvent({
              wishes: domains.map((_, k) => [`P${k}`, `Q${k}`, 'must'] as const),
              participants: people,
              slots: places.map(meetings => ({ meetings })),
            }),
          );
          const own = Array.from(
            problem.must.keys(),
            e => domains[Number(/\d+/.exec(problem.event.participants[problem.a[e]].id)![0])],
          );
          const one: Case = { domains: own, places, most: UNBOUNDED };
          const all = [...own.keys()];
          const found = overfullRooms(problem, all);
          expect(found === undefined).toBe(fit(one, all));
          if (found) expectOneTooMany(one, found);
          tally[found ? 'found' : 'fits']++;
        },
      ),
      runs(150),
    );
    expect(Math.min(tally.fits, tally.found)).toBeGreaterThan(10);
  });
});
