import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLE_PATHS } from '../../src/generate/generate.js';
import { type GenerateRequest, SIZES } from '../../src/generate/options.js';
import type { Event } from '../../src/model/event.js';
import { generatedEvent as event, request, generatedTables as tables } from '../helpers/generated-event.js';
import { runs } from '../helpers/runs.js';

/** How often each participant is wished, the most wanted first. */
function popularity({ participants, wishes }: Event): number[] {
  const times = new Map(participants.map(({ id }) => [id, 0]));
  for (const { to } of wishes) times.set(to, times.get(to)! + 1);
  return [...times.values()].sort((a, b) => b - a);
}

const share = (of: readonly number[], count: number) =>
  of.slice(0, count).reduce((sum, one) => sum + one, 0) / of.reduce((sum, one) => sum + one, 0);

const openSlots = ({ slots, participants }: Event) =>
  participants.map(({ available, unavailable }) => (available ?? slots).length - unavailable.length);

describe('what a request asks for', () => {
  it.each(['S', 'M', 'L'] as const)('%s has its people, wishes, slots and rooms', async size => {
    const { participants, wishes, slots, rooms } = await event({ size });
    const counts = { people: participants.length, wishes: wishes.length, slots: slots.length, rooms: rooms?.length };
    expect(counts).toEqual(SIZES[size]);
  });

  it('an override beats the size, and hard events have seven tenths of its rooms', () => {
    expect(request({ people: 31, hard: true })).toMatchObject({
      people: 31,
      wishes: 700,
      rooms: 17,
      availability: 100,
    });
    expect(request({ hard: true, rooms: 9, availability: 50 })).toMatchObject({ rooms: 9, availability: 50 });
  });

  it('the same options and seed give the same bytes, another seed others', () => {
    expect(tables(request())).toEqual(tables(request()));
    expect(tables(request(), 2)).not.toEqual(tables(request()));
    expect(tables(request()).map(({ path }) => path)).toEqual([...TABLE_PATHS]);
  });
});

describe('wishes', () => {
  it('ranks run from 1 without gaps for everyone', async () => {
    const { wishes } = await event();
    const last = new Map<string, number>();
    for (const { from, rank } of wishes) {
      expect(rank).toBe((last.get(from) ?? 0) + 1);
      last.set(from, rank!);
    }
    expect(last.size).toBe(130);
  });

  it('go across two sides alone', async () => {
    const { wishes, participants, rules } = await event({ sides: 2, people: 41, hosts: 5 });
    const side = new Map(participants.map(person => [person.id, person.side]));
    expect(new Set(side.values()).size).toBe(2);
    expect([...wishes].filter(({ from, to }) => side.get(from) === side.get(to))).toEqual([]);
    expect(rules.acrossSides).toBe(true);
  });

  it('distinct scores are all different, the first wish the dearest', async () => {
    const wishes = [...(await event({ scores: 'distinct' })).wishes];
    expect(new Set(wishes.map(({ score }) => score)).size).toBe(700);
    const rises = wishes.filter(({ from, score }, k) => wishes[k - 1]?.from === from && wishes[k - 1].score! < score!);
    expect(rises).toEqual([]);
  });

  it('fall more unevenly with more skew, and on hosts', async () => {
    const [even, skewed] = [await event({ skew: 0 }), await event({ skew: 5 })].map(popularity);
    expect(share(even, 13)).toBeLessThan(0.2);
    expect(share(skewed, 13)).toBeGreaterThan(0.35);
    expect(share(popularity(await event({ skew: 0, hosts: 10 })), 10)).toBeGreaterThan(0.25);
  });

  it('are for seats where they are for hosts: three in ten', async () => {
    const { participants, wishes } = await event({ hosts: 7, sessions: 4 });
    const hosts = participants.filter(({ role }) => role === 'host');
    expect(hosts.map(({ id, group }) => [id, group?.sessions])).toEqual([1, 2, 3, 4, 5, 6, 7].map(n => [`P00${n}`, 4]));
    const ids = new Set(hosts.map(({ id }) => id));
    expect([...wishes].every(({ as, to }) => (as === 'seat') === ids.has(to))).toBe(true);
    const seats = (all: Event['wishes']) => [...all].filter(({ as }) => as === 'seat').length / all.length;
    expect(seats(wishes)).toBeCloseTo(0.3, 1);
    expect(seats((await event({ hosts: 40, mutual: 0 })).wishes)).toBeCloseTo(0.3, 1);
    expect(seats((await event({ hosts: 1, mutual: 0 })).wishes)).toBeLessThan(0.2);
    expect((await event()).participants.some(({ role }) => role === 'host')).toBe(false);
  });

  it('answer each other as often as asked', async () => {
    const answered = async (mutual: number) => {
      const wishes = [...(await event({ size: 'L', mutual })).wishes];
      const all = new Set(wishes.map(({ from, to }) => `${from} ${to}`));
      return wishes.filter(({ from, to }) => all.has(`${to} ${from}`)).length / wishes.length;
    };
    expect(await answered(0)).toBeLessThan(0.05);
    expect(await answered(20)).toBeGreaterThan(0.25);
    expect(await answered(20)).toBeLessThan(0.45);
  });

  it('can be all there are', async () => {
    const wishes = [...(await event({ people: 12, wishes: 132, mutual: 0 })).wishes];
    expect(new Set(wishes.map(({ from, to }) => `${from} ${to}`)).size).toBe(132);
  });
});

describe('calendars', () => {
  it('everyone has a slot, and about as many as asked', async () => {
    const open = openSlots(await event({ availability: 60, size: 'L' }));
    expect(Math.min(...open)).toBeGreaterThan(0);
    expect(open.reduce((sum, one) => sum + one, 0) / open.length / 24).toBeCloseTo(0.6, 1);
    expect(Math.min(...openSlots(await event({ availability: 1 })))).toBe(1);
  });

  it('in hard events everyone has three fifths of each day', async () => {
    const { participants } = await event({ hard: true, slots: 20, days: 2 });
    expect(new Set(participants.map(({ available }) => available!.length))).toEqual(new Set([12]));
    expect(new Set(participants.map(({ available }) => available!.join())).size).toBeGreaterThan(3);
  });

  it('slots are spread over days and fit into them', async () => {
    const { slots } = await event({ slots: 50, days: 3 });
    const dates = slots.map(({ date }) => date);
    expect([...new Set(dates)].map(day => dates.filter(date => date === day).length)).toEqual([17, 17, 16]);
    expect((await event({ slots: 959 })).slots.at(-1)!.end).toBe('23:59');
  });
});

describe('what cannot be', () => {
  it.each<[Partial<GenerateRequest>, string]>([
    [{ people: 1 }, 'people: expected a whole number from 2'],
    [{ people: 10, wishes: 91 }, 'wishes of 10 people on one side: expected a whole number from 1 to 90, got 91'],
    [{ people: 5, wishes: 13, sides: 2 }, 'on two sides: expected a whole number from 1 to 12'],
    [{ hosts: 131 }, 'hosts: expected a whole number from 0 to 130'],
    [{ sessions: 0 }, 'sessions: expected a whole number from 1 to 10000'],
    [{ days: 17 }, 'days: expected a whole number from 1 to 16'],
    [{ slots: 960 }, 'slots in 1 day: expected a whole number from 1 to 959'],
    [{ availability: 0 }, 'availability: expected a whole number from 1 to 100'],
    [{ rooms: 1.5 }, 'rooms: expected a whole number'],
  ])('%j', (given, words) => {
    expect(() => tables(request(given))).toThrow(words);
  });
});

describe('any event', () => {
  const arbitrary = fc.record({
    people: fc.integer({ min: 2, max: 30 }),
    fill: fc.integer({ min: 1, max: 100 }),
    slots: fc.integer({ min: 3, max: 80 }),
    rooms: fc.integer({ min: 1, max: 20 }),
    sides: fc.constantFrom(1 as const, 2 as const),
    skew: fc.integer({ min: 0, max: 9 }),
    availability: fc.integer({ min: 1, max: 100 }),
    hard: fc.boolean(),
    days: fc.integer({ min: 1, max: 3 }),
    scores: fc.constantFrom('ranks' as const, 'distinct' as const),
    hosts: fc.integer({ min: 0, max: 2 }),
    sessions: fc.integer({ min: 1, max: 5 }),
    mutual: fc.integer({ min: 0, max: 100 }),
  });

  it('is read without a warning and has the wishes asked for', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.nat(), async ({ fill, ...given }, seed) => {
        const pairs =
          given.sides === 2 ? 2 * (given.people >> 1) * ((given.people + 1) >> 1) : given.people * (given.people - 1);
        const wishes = Math.max(1, Math.floor((pairs * fill) / 100));
        const made = await event({ ...given, wishes }, seed);
        expect(made.wishes).toHaveLength(wishes);
        expect(Math.min(...openSlots(made))).toBeGreaterThan(0);
      }),
      runs(150),
    );
  });
});
