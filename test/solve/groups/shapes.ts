/** Group events of the sizes that organisers have, by dice: easy, hard, tight, skewed, rich, time-starved, mixed. */
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { Dice } from '../../helpers/random.js';
import { assemble, type RawPair, type RawSeat } from './problems.js';

export interface Shape {
  readonly people: number;
  readonly hosts: number;
  readonly slots: number;
  readonly rooms: number;
  /** Sessions of a host at most. */
  readonly sessions: number;
  /** Wishes of a guest. */
  readonly wishes: number;
  /** People have a window of a day, or percent of slots in which they are not there. */
  readonly windows?: boolean;
  readonly unavailable?: number;
  /** Draws of which the most popular host counts; 0 is even. */
  readonly skew?: number;
  /** One-to-ones wished beside. */
  readonly pairs?: number;
  readonly groupMin?: number;
  readonly groupMax?: number;
}

const S = { people: 40, hosts: 6, slots: 10, rooms: 5, sessions: 3, wishes: 4 };
const M = { people: 130, hosts: 15, slots: 16, rooms: 10, sessions: 3, wishes: 5 };
const L = { people: 600, hosts: 40, slots: 16, rooms: 35, sessions: 3, wishes: 5 };
const less = (rooms: number, part: number): number => Math.max(1, Math.round(rooms * part));
const starved = { unavailable: 45, wishes: 9 };

export const SHAPES: Readonly<Record<string, Shape>> = {
  'S s3 easy': S,
  'S s3 hard': { ...S, windows: true },
  'S s8 tight': { ...S, sessions: 8, rooms: less(S.rooms, 0.4), windows: true },
  'S crunch': { ...S, sessions: 8, rooms: less(S.rooms, 0.7), ...starved },
  'S mixed': { ...S, sessions: 8, windows: true, pairs: 80 },
  'M s8 easy': { ...M, sessions: 8 },
  'M s3 hard': { ...M, windows: true },
  'M s8 hard': { ...M, sessions: 8, windows: true },
  'M s8 tight': { ...M, sessions: 8, rooms: less(M.rooms, 0.4), windows: true },
  'M skew': { ...M, sessions: 8, windows: true, skew: 2, wishes: 8 },
  'M rich': { ...M, sessions: 8, windows: true, wishes: 10 },
  'M mixed': { ...M, sessions: 8, windows: true, pairs: 300 },
  'M crunch': { ...M, sessions: 8, rooms: less(M.rooms, 0.7), ...starved },
  'L s3 hard': { ...L, windows: true },
  'L s8 hard': { ...L, sessions: 8, windows: true },
};

/** The same event for the same seed. Wishes have ranks: the first of n is worth n points. */
export function shapedGroups(shape: Shape, seed: number): GroupProblem {
  const { people: P, hosts: H, slots: T } = shape;
  const dice = new Dice(seed * 7919 + 17);
  const people = Array.from({ length: P }, () => presence(shape, dice));
  const seats: RawSeat[] = [];
  for (let guest = H; guest < P; guest++) {
    const wished = new Set<number>();
    const wishes = Math.max(1, shape.wishes - 1 + dice.below(3));
    for (let tries = 0; wished.size < Math.min(wishes, H) && tries < 200; tries++)
      wished.add(dice.skewed(H, shape.skew ?? 0));
    [...wished].forEach((host, k) => {
      seats.push({ host, guest, points: wishes - k });
    });
  }
  const pairs: RawPair[] = [];
  const seen = new Set<number>();
  for (let tries = 0; pairs.length < (shape.pairs ?? 0) && tries < 100 * P; tries++) {
    const [x, y] = [dice.below(P), dice.below(P)];
    const [a, b] = [Math.min(x, y), Math.max(x, y)];
    if (a === b || seen.has(a * P + b)) continue;
    seen.add(a * P + b);
    pairs.push({ a, b, points: 1 + dice.below(shape.wishes) });
  }
  return assemble({
    people,
    stretch: Array.from({ length: T }, () => 0),
    rooms: Array.from({ length: shape.rooms }, () => ({ seats: 100, slots: Array.from({ length: T }, () => true) })),
    pairs,
    hosts: Array.from({ length: H }, (_, person) => ({
      person,
      min: shape.groupMin ?? 2,
      max: shape.groupMax ?? 6,
      sessions: shape.sessions,
    })),
    seats,
  });
}

/** A window of four to nine tenths of the day, or single slots missing. */
function presence({ slots: T, windows, unavailable = 10 }: Shape, dice: Dice): boolean[] {
  const length = Math.ceil((T * (4 + dice.below(6))) / 10);
  const from = dice.below(T - length + 1);
  return Array.from({ length: T }, (_, t) => {
    const missing = dice.chance(windows ? 10 : unavailable);
    return !missing && (!windows || (t >= from && t < from + length));
  });
}
