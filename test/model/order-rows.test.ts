import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeWord } from '../../src/model/order-rows.js';
import { hasBit } from '../../src/model/problem.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { everySchedule, problemOf } from '../solve/tiny.js';

/** Slots of each meeting, by ids. */
function slotsOf(spec: EventSpec): Record<string, number[]> {
  const problem = problemOf(makeEvent(spec));
  const { a, b, event, slots, domain, words } = problem;
  const name = (e: number) => `${event.participants[a[e]].id}${event.participants[b[e]].id}`;
  const open = (e: number) => [...Array(slots).keys()].filter(t => hasBit(domain, e * words, t));
  return Object.fromEntries([...a.keys()].map(e => [name(e), open(e)]));
}

const pair = (text: string) => [text[0], text[1]] as const;
const row = (before: string, after: string) => [pair(before), pair(after)] as const;
const must = (text: string) => [text[0], text[1], 'must'] as const;

describe('order rows', () => {
  it('join meetings that may both take place, whoever is named first', () => {
    const wishes = [pair('AB'), pair('CD'), pair('AD')];
    const order = [row('DC', 'BA'), row('AB', 'XY'), row('AD', 'DC')];
    const participants = ['X', 'Y'];
    const { order: rows } = problemOf(makeEvent({ wishes, order, participants }));
    expect([...rows.row]).toEqual([0, 2]);
    expect([...rows.first]).toEqual([1, 2]);
    expect([...rows.second]).toEqual([0, 1]);
    expect([...rows.start]).toEqual([0, 1, 3, 4]);
    expect([...rows.partner]).toEqual([1, 0, 2, 1]);
    expect([...rows.isLater]).toEqual([0, 1, 0, 1]);
  });

  it('take slots away from what comes before or after a sure meeting', () => {
    const order = [row('AB', 'CD')];
    const all = [0, 1, 2, 3];
    expect(slotsOf({ wishes: [pair('AB'), pair('CD')], order })).toEqual({ AB: all, CD: all });
    expect(slotsOf({ wishes: [must('AB'), pair('CD')], order })).toEqual({ AB: all, CD: [1, 2, 3] });
    expect(slotsOf({ wishes: [pair('AB'), must('CD')], order })).toEqual({ AB: [0, 1, 2], CD: all });
    expect(slotsOf({ wishes: [must('AB'), must('CD')], order })).toEqual({ AB: [0, 1, 2], CD: [1, 2, 3] });
    const locks = [['A', 'B', '3']] as const;
    expect(slotsOf({ wishes: [pair('CD')], locks, order })).toEqual({ CD: [3], AB: [2] });
  });

  it('take slots along whole chains of sure meetings', () => {
    const wishes = [must('AB'), must('CD'), must('EF'), must('GH')];
    const order = [row('EF', 'GH'), row('CD', 'EF'), row('AB', 'CD')];
    expect(slotsOf({ wishes, order })).toEqual({ AB: [0], CD: [1], EF: [2], GH: [3] });
  });

  it('leave a meeting the slots it had where it would have none', () => {
    const locks = [
      ['A', 'B', '3'],
      ['C', 'D', '2'],
    ] as const;
    expect(slotsOf({ locks, order: [row('AB', 'CD')] })).toEqual({ AB: [2], CD: [1] });
    const turned = { wishes: [must('AB'), must('CD')], order: [row('AB', 'CD'), row('CD', 'AB')] };
    expect(Object.values(slotsOf(turned)).every(slots => slots.length > 0)).toBe(true);
  });

  it('take no slot that some schedule uses', () => {
    const events = arbEvent(
      { people: 5, wishes: 6, slots: 4, rooms: 2 },
      { wild: false, musts: 3, orders: 4, organisations: 0 },
    );
    let narrowed = 0;
    fc.assert(
      fc.property(events, event => {
        const problem = problemOf(event);
        if (problem.domain !== problem.unorderedDomain) narrowed++;
        for (const { slotOf } of everySchedule(event))
          slotOf.forEach((t, e) => {
            if (t >= 0) expect(hasBit(problem.domain, e * problem.words, t)).toBe(true);
          });
      }),
      runs(60),
    );
    expect(narrowed).toBeGreaterThan(5);
  });
});

describe('rangeWord', () => {
  it('is the mask of a range, word by word', () => {
    for (const [from, to] of [
      [0, 0],
      [0, 32],
      [3, 5],
      [31, 33],
      [32, 64],
      [5, 70],
      [40, 20],
    ]) {
      const mask = Int32Array.from([0, 1, 2], k => rangeWord(k, from, to));
      for (let t = 0; t < 96; t++) expect(hasBit(mask, 0, t)).toBe(t >= from && t < to);
    }
  });
});
