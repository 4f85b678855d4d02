// What an organiser would do by hand: the dearest meeting first, into the first free slot with a room.

/**
 * O(meetings × slots).
 * @param {import('../product.js').Event} event
 * @param {readonly import('../pairs.js').Pair[]} pairs
 */
export function solveGreedy(event, pairs) {
  const started = performance.now();
  const slots = event.slots.length;
  const busy = new Uint8Array(event.participants.length * slots);
  const left = new Int32Array(slots).fill(event.rooms?.length ?? pairs.length);
  /** @type {[number, number][]} */
  const held = [];
  const order = [...pairs.keys()].sort((x, y) => pairs[y].points - pairs[x].points || x - y);
  for (const index of order) {
    const { a, b } = pairs[index];
    const slot = pairs[index].slots.find(t => left[t] > 0 && !busy[a * slots + t] && !busy[b * slots + t]);
    if (slot === undefined) continue;
    left[slot]--;
    busy[a * slots + slot] = 1;
    busy[b * slots + slot] = 1;
    held.push([index, slot]);
  }
  return { held, bound: null, proved: false, seconds: (performance.now() - started) / 1000 };
}
