import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { explainWishes } from '../../src/explain/reasons.js';
import { bruteForce } from '../helpers/brute-force.js';
import { readSmall, SMALL_FIGURES } from '../helpers/small.js';

describe('fixtures/small', () => {
  it('has an answer that breaks no rule and has the figures of answer.md', async () => {
    const { event, answer } = await readSmall();
    expect(check(event, answer)).toEqual({
      violations: [],
      figures: SMALL_FIGURES,
      counts: { participants: 5, wishes: 10, meetings: 4, met: 7, mutual: 3, unserved: [] },
    });
  });

  it('cannot be solved better', async () => {
    const { event } = await readSmall();
    const { moves: _, ...others } = SMALL_FIGURES;
    expect(bruteForce(event)).toEqual(others);
  });

  it('leaves three wishes unmet for the reasons of answer.md', async () => {
    const { event, answer } = await readSmall();
    const unmet = [...explainWishes(event, answer)].filter(({ reason }) => reason !== undefined);
    const said = unmet.map(
      ({ wish, reason }) => `${event.wishes.at(wish)!.from} ${event.wishes.at(wish)!.to} ${reason}`,
    );
    expect(said).toEqual(['anna emi to-full', 'dai carla never', 'emi dai same-side']);
  });
});
