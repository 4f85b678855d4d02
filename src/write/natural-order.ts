/** `Room 2` before `Room 10`; independent of the machine's language. O(length). */
export function naturalOrder(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    return left[i]! < right[i]! ? -1 : 1;
  }
  return left.length - right.length;
}
