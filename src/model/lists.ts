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
  const start = new Int32Array(keys + 1);
  for (const member of members) for (const key of keysOf(member)) start[key + 1]++;
  for (let key = 0; key < keys; key++) start[key + 1] += start[key];
  const end = start.slice();
  const list = new Int32Array(start[keys]);
  for (const member of members) for (const key of keysOf(member)) list[end[key]++] = entryOf(member);
  return { start, list };
}

/** O(members). */
export function listsOfLists(lists: readonly (readonly number[])[]): Lists {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, key) => {
    start[key + 1] = start[key] + list.length;
  });
  return { start, list: Int32Array.from(lists.flat()) };
}
