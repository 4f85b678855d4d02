/**
 * Events without sessions, whose wishes for organisations leave a choice of one-to-ones: these are chosen as all one-to-ones are
 * (../meetings.ts), with sets of meetings that bring the points of one wish.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { listsOf, listsOfLists } from '../../model/lists.js';
import type { MeetingSets, Problem } from '../../model/problem.js';

/** The event as one of one-to-ones; `undefined` where it has more. O(meetings + entries of sets). */
export function pairsAlone(problem: GroupProblem): Problem | undefined {
  const { pairs, seats, speech, someStart } = problem;
  if (seats > 0 || speech || someStart.length > 1) return undefined;
  return { ...pairs, sets: setsOfPairs(problem, pairs.meetings) };
}

/**
 * Wishes that several one-to-ones could meet. O(meetings + entries of sets).
 * @param count of meetings that there are sets for
 * @param isMetBy whether an item that is no one-to-one meets them; default: none does
 * @param onMet hears of each one-to-one of a wish that is met so, and of what such a set costs (see `MeetingSets`)
 */
export function setsOfPairs(
  { pairs, onceStart, onceItems, repeats }: GroupProblem,
  count: number,
  isMetBy: (item: number) => boolean = () => false,
  onMet: (e: number, fine: number) => void = () => undefined,
): MeetingSets {
  const meetings: number[][] = [];
  const fine: number[] = [];
  const add = (items: readonly number[], cost: number): void => {
    const own = items.filter(i => i < pairs.meetings);
    if (items.some(isMetBy)) for (const e of own) onMet(e, cost);
    else if (own.length > 1) {
      meetings.push(own);
      fine.push(cost);
    }
  };
  for (let k = 0; k + 1 < onceStart.length; k++)
    add(Array.from(onceItems.subarray(onceStart[k], onceStart[k + 1])), Number.POSITIVE_INFINITY);
  for (const { items, points } of repeats) add(items, points);
  const ofSet = listsOfLists(meetings);
  const ofMeeting = listsOf(count, Array.from(meetings.keys()), s => meetings[s]);
  return {
    start: ofSet.start,
    meetings: ofSet.list,
    setStart: ofMeeting.start,
    sets: ofMeeting.list,
    fine: Float64Array.from(fine),
  };
}
