import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choice, credit } from '../../src/check/credit.js';
import { runs } from '../helpers/runs.js';

const CONTACTS = 5;

/** Wishes of two askers, each with some of five contacts that could meet it; which contacts have a reason already. */
const arbCase = fc.record({
  choices: fc.array(fc.record({ asker: fc.nat(1), contacts: fc.uniqueArray(fc.nat(CONTACTS - 1), { minLength: 1 }) }), {
    maxLength: 6,
  }),
  askers: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: CONTACTS, maxLength: CONTACTS }),
  locked: fc.uniqueArray(fc.nat(CONTACTS - 1), { maxLength: 2 }),
});

/** The most contacts among `needy` that get a wish each, by trying everything. */
function mostCovered(choices: readonly Choice[], needy: ReadonlySet<number>, next = 0): number {
  if (next === choices.length) return 0;
  const without = mostCovered(choices, needy, next + 1);
  const withOne = choices[next].contacts
    .filter(contact => needy.has(contact))
    .map(contact => 1 + mostCovered(choices, new Set([...needy].filter(one => one !== contact)), next + 1));
  return Math.max(without, ...withOne);
}

describe('credit', () => {
  it('gives every wish to one contact, and a reason to as many as can have one', () => {
    let robbed = 0;
    fc.assert(
      fc.property(arbCase, ({ choices: drawn, askers, locked }) => {
        const choices = drawn.map((choice, wish) => ({ ...choice, wish, elsewhere: [] }));
        const isLocked = new Set(locked);
        const found = credit(choices, Uint8Array.from(askers), isLocked, asker => asker + 1);
        expect(found.met.map(([{ wish }]) => wish).sort()).toEqual(choices.map(({ wish }) => wish));
        for (const [choice, contact] of found.met) expect(choice.contacts).toContain(contact);
        const named = new Set(choices.flatMap(({ contacts }) => contacts));
        const needy = new Set([...named].filter(contact => askers[contact] === 0 && !isLocked.has(contact)));
        expect(needy.size - found.robbed.length).toBe(mostCovered(choices, needy));
        for (const [contact, wish] of found.robbed) {
          expect(needy).toContain(contact);
          expect(choices[wish].contacts).toContain(contact);
        }
        const given = new Set([
          ...found.met.map(([, contact]) => contact),
          ...found.robbed.map(([contact]) => contact),
        ]);
        for (const contact of needy) expect(given).toContain(contact);
        expect(found.strayed).toEqual([]);
        robbed += found.robbed.length;
      }),
      runs(500),
    );
    expect(robbed).toBeGreaterThan(50);
  });

  it('prefers the contact that becomes mutual by it', () => {
    const choices = [{ wish: 0, asker: 0, contacts: [0, 1], elsewhere: [] }];
    const { met } = credit(choices, Uint8Array.of(1, 2), new Set(), () => 1);
    expect(met.map(([, contact]) => contact)).toEqual([1]);
  });

  it('keeps a wish for another session from speaking, unless nothing else does', () => {
    const choices = [{ wish: 0, asker: 0, contacts: [], elsewhere: [0, 1] }];
    const { met, robbed, strayed } = credit(choices, Uint8Array.of(0, 1), new Set(), () => 1);
    expect([met, robbed, strayed]).toEqual([[], [], [[choices[0], 0]]]);
  });
});
