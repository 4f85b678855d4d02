/** Lists of numbers in typed arrays. */

/** The list of key k, from 0: list[start[k] .. start[k + 1]). */
export interface Lists {
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** Entries (by default the members themselves) of the members, by their keys. O(members · keys). */
export function listsOf(
  keys: number,
  members: readonly number[],
  keysOf: (member: number) => readonly number[],
  entryOf: (member: number) => number = member => member,
): Lists {
  const lists: number[][] = Array.from({ length: keys }, () => []);
  for (const member of members) for (const key of keysOf(member)) lists[key].push(entryOf(member));
  return listsOfLists(lists);
}

/** O(members). */
export function listsOfLists(lists: readonly (readonly number[])[]): Lists {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, key) => {
    start[key + 1] = start[key] + list.length;
  });
  return { start, list: Int32Array.from(lists.flat()) };
}
