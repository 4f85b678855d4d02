/** One walk over all wishes, which may be a million: everything that the rules and figures ask of them. */
import type { Event } from '../model/event.js';
import { keyOfIds, type Pair } from './pairs.js';
import { decimalsOf } from './points.js';

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
}

/**
 * Also puts each wish into the pair that meets it: a one-to-one meets a wish whatever its `as`, a group session those
 * that are not `pair`. O(wishes).
 */
export function surveyWishes(
  event: Event,
  peopleIndex: ReadonlyMap<string, number>,
  pairs: ReadonlyMap<number, Pair>,
): WishSurvey {
  const concerned = new Uint8Array(event.participants.length);
  const musts: number[] = [];
  const nevers: number[] = [];
  let [count, largestRank, scoreDecimals] = [0, 0, 0];
  event.wishes.forEach(({ kind, from, to, as, rank, score }, index) => {
    if (kind === 'never') {
      nevers.push(index);
      return;
    }
    count++;
    if (kind === 'must' || event.rules.allWishes) musts.push(index);
    if (rank !== undefined && rank > largestRank) largestRank = rank;
    if (score !== undefined) scoreDecimals = Math.max(scoreDecimals, decimalsOf(score));
    for (const id of [from, to]) {
      const person = peopleIndex.get(id);
      if (person !== undefined) concerned[person] = 1;
    }
    const pair = pairs.get(keyOfIds(from, to, peopleIndex));
    if (pair && (as !== 'pair' || pair.hasOneToOne)) pair.wishes.push(index);
  });
  return { count, musts, nevers, concerned, largestRank, scoreDecimals };
}
