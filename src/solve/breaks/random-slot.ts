/** Slots of masks by chance. */
import { popCount } from '../../model/problem.js';
import type { Random } from '../random.js';

/** A random slot of a mask that has one. */
export function randomSlot(mask: number, random: Random): number {
  let rest = mask;
  for (let skip = random.below(popCount(mask)); skip > 0; skip--) rest &= rest - 1;
  return 31 - Math.clz32(rest & -rest);
}

/** The same, -1 if the mask is empty. */
export function anySlot(mask: number, random: Random): number {
  return mask === 0 ? -1 : randomSlot(mask, random);
}
