import { describe, expect, it } from 'vitest';
import { largeFloat64, largeInt32, roomFor } from '../../src/model/large-lists.js';

const TEACHES_UP_TO = 32 * 1024 * 1024;

describe('large lists', () => {
  it('have the length that is asked for, and room that the C library learns nothing from', () => {
    for (const length of [1_000_000, 3_000_000, 5_000_000]) {
      const list = largeFloat64(length);
      expect(list).toHaveLength(length);
      expect(list.every(value => value === 0)).toBe(true);
      expect(list.buffer.byteLength).toBeGreaterThan(TEACHES_UP_TO);
    }
    expect(largeInt32(2_000_000)).toHaveLength(2_000_000);
    expect(largeInt32(2_000_000).buffer.byteLength).toBeGreaterThan(TEACHES_UP_TO);
  });

  it('take no more than they need where they are small or huge', () => {
    expect(largeFloat64(7).buffer.byteLength).toBe(56);
    expect(largeInt32(0).buffer.byteLength).toBe(0);
    expect(roomFor(40_000_000).byteLength).toBe(40_000_000);
  });
});
