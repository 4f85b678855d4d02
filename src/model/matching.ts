/** Pairs of two kinds of things, each thing in one pair at most; and which wish each meeting is held for. */

/** Meetings that need a wish with a choice as their reason, by number. */
export interface Held {
  /** Those that need one, in order, and the choices of each. */
  readonly needing: readonly number[];
  readonly choicesOf: readonly (readonly number[])[];
  /** The meeting that each choice is the reason of, or -1. */
  readonly heldFor: Int32Array;
}

/**
 * The reason of each meeting that needs one, the first in order before others; some may have none. O(as `matching`).
 * @param choices meetings that could meet each wish with a choice
 * @param inOrder puts meetings in order
 */
export function reasonsOf(
  choices: readonly (readonly number[])[],
  needsReason: (meeting: number) => boolean,
  inOrder: (meetings: number[]) => number[],
): Held {
  const lists = new Map<number, number[]>();
  choices.forEach((meetings, choice) => {
    for (const one of meetings) {
      if (!needsReason(one)) continue;
      const known = lists.get(one);
      if (known) known.push(choice);
      else lists.set(one, [choice]);
    }
  });
  const needing = inOrder([...lists.keys()]);
  const choicesOf = needing.map(one => lists.get(one)!);
  return { needing, choicesOf, heldFor: matching(choicesOf, choices.length).map(who => needing[who] ?? -1) };
}

/**
 * As many as can be get one of the things they may have: for each thing who got it, or -1. Who comes first is served first: it
 * gets one wherever all that were served before can still have one. Augmenting paths, shortest first (Berge 1957, doi:10.1073/pnas.43.9.842).
 * O(those who ask · entries of all lists), seldom more than the entries.
 * @param lists what each of those who ask may have, things from 0 to `things` − 1
 */
export function matching(lists: readonly ArrayLike<number>[], things: number): Int32Array {
  const owner = new Int32Array(things).fill(-1);
  /** Who asked for a thing on the way to it, in the search whose number `seen` has. */
  const asker = new Int32Array(things);
  const seen = new Int32Array(things).fill(-1);
  /** The thing that someone has, -1 for nothing. */
  const thingOf = new Int32Array(lists.length).fill(-1);
  const give = (last: number): void => {
    for (let thing = last; thing >= 0; ) {
      const who = asker[thing];
      const before = thingOf[who];
      owner[thing] = who;
      thingOf[who] = thing;
      thing = before;
    }
  };
  for (const first of lists.keys()) {
    const queue = [first];
    search: for (const who of queue) {
      for (let i = 0; i < lists[who].length; i++) {
        const thing = lists[who][i];
        if (seen[thing] === first) continue;
        seen[thing] = first;
        asker[thing] = who;
        if (owner[thing] < 0) {
          give(thing);
          break search;
        }
        queue.push(owner[thing]);
      }
    }
  }
  return owner;
}
