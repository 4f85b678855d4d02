/** One walk over all wishes, which may be a million: everything that the rules and figures ask of them. */
import type { Event } from '../model/event.js';
import { pairKey } from './pairs.js';
import { decimalsOf } from './points.js';
import type { Resolved } from './rows.js';

/** Both people of a pair wished it: see `askers`. */
export const BOTH = 3;

/** Indexes point into `event.wishes`. */
export interface WishSurvey {
  /** Rows of kind `wish` and `must`. */
  readonly count: number;
  /** Rows that must be met. */
  readonly musts: readonly number[];
  readonly nevers: readonly number[];
  /** A participant: 1 if it wished or was wished. */
  readonly concerned: Uint8Array;
  /** 0 without ranks. */
  readonly largestRank: number;
  /** Decimals of the scores, 0 without scores. */
  readonly scoreDecimals: number;
  /** A wish: number of the pair that meets it, else -1 (so for all `never` rows). */
  readonly pairOf: Int32Array;
  /** A pair: bit 0 if the first of the two (by index) wished it, bit 1 if the second did. */
  readonly askers: Uint8Array;
  /** A pair: those of the wishes that it meets which ask for a session. */
  readonly withSession: ReadonlyMap<number, readonly number[]>;
}

/**
 * Finds for each wish the pair that meets it: a one-to-one meets a wish whatever its `as`, a group session those that
 * are not `pair`. O(wishes · log pairs).
 */
export function surveyWishes(
  event: Event,
  peopleIndex: ReadonlyMap<string, number>,
  { pairs, oneToOne }: Pick<Resolved, 'pairs' | 'oneToOne'>,
): WishSurvey {
  const concerned = new Uint8Array(event.participants.length);
  const pairOf = new Int32Array(event.wishes.length).fill(-1);
  const askers = new Uint8Array(pairs.count);
  const withSession = new Map<number, number[]>();
  const musts: number[] = [];
  const nevers: number[] = [];
  let [count, largestRank, scoreDecimals] = [0, 0, 0];
  event.wishes.forEach(({ kind, from, to, as, rank, score, session }, index) => {
    if (kind === 'never') {
      nevers.push(index);
      return;
    }
    count++;
    if (kind === 'must' || event.rules.allWishes) musts.push(index);
    if (rank !== undefined && rank > largestRank) largestRank = rank;
    if (score !== undefined) scoreDecimals = Math.max(scoreDecimals, decimalsOf(score));
    const [asker, asked] = [peopleIndex.get(from) ?? -1, peopleIndex.get(to) ?? -1];
    for (const person of [asker, asked]) if (person >= 0) concerned[person] = 1;
    if (asker < 0 || asked < 0 || asker === asked) return;
    const pair = pairs.find(pairKey(asker, asked, peopleIndex.size));
    if (pair < 0 || (as === 'pair' && oneToOne[pair] === 0)) return;
    pairOf[index] = pair;
    askers[pair] |= asker < asked ? 1 : 2;
    if (session !== undefined) withSession.set(pair, [...(withSession.get(pair) ?? []), index]);
  });
  return { count, musts, nevers, concerned, largestRank, scoreDecimals, pairOf, askers, withSession };
}
