/** Small helps for rows of bit masks, slot t being bit (t & 31) of word (t >> 5). */
import { popCount } from '../model/problem.js';

/** Adds the bits of `mask` to a row of `rows`. O(words). */
export function join(rows: Int32Array, row: number, mask: Int32Array): void {
  const offset = row * mask.length;
  for (let k = 0; k < mask.length; k++) rows[offset + k] |= mask[k];
}

/** Takes from `mask` what is not in the row of `rows`; whether anything is left. O(words). */
export function meet(mask: Int32Array, rows: Int32Array, row: number): boolean {
  const offset = row * mask.length;
  let left = 0;
  for (let k = 0; k < mask.length; k++) {
    mask[k] &= rows[offset + k];
    left |= mask[k];
  }
  return left !== 0;
}

/** Bits of a row. O(words). */
export function size(rows: Int32Array, row: number, words: number): number {
  let count = 0;
  for (let k = 0; k < words; k++) count += popCount(rows[row * words + k]);
  return count;
}

/** Calls `use` with each slot of the mask, ascending. O(words + slots in it). */
export function eachSlot(mask: Int32Array, use: (slot: number) => void): void {
  for (let k = 0; k < mask.length; k++) {
    for (let word = mask[k]; word !== 0; word &= word - 1) use(k * 32 + 31 - Math.clz32(word & -word));
  }
}
