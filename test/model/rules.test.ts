import { describe, expect, it } from 'vitest';
import { RULE_CHECKS } from '../../src/check/rules.js';
import { RULES } from '../../src/model/rules.js';

const ids: readonly string[] = RULES.map(({ id }) => id);

describe('RULES', () => {
  it('have each an id of its own', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are those that the checker checks, in the same order', () => {
    expect(Object.keys(RULE_CHECKS)).toEqual(ids);
  });

  it.each(RULES)('$id is said in a sentence', ({ meaning, writtenIn, since }) => {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(writtenIn).not.toBe('');
    expect(since).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
