// Who may meet when, of a generated event: straight from its tables, with nothing of the solver.

/**
 * @typedef {object} Pair
 * @property {number} a index of a participant
 * @property {number} b
 * @property {number} points
 * @property {number[]} slots indexes of the slots both can
 */

/** Who is there when: participant, then slot. @param {import('./product.js').Event} event */
export function presenceOf({ participants, slots }) {
  return participants.map(({ available, unavailable }) => {
    const away = new Set(unavailable);
    const there = available && new Set(available);
    return slots.map(({ id }) => (there === undefined || there.has(id)) && !away.has(id));
  });
}

/**
 * @param {import('./product.js').Event} event with ranks or whole scores, and every participant's weight 1
 * @returns {Pair[]} O(wishes × slots)
 */
export function pairsOf(event) {
  const indexOf = new Map(event.participants.map(({ id }, index) => [id, index]));
  const open = presenceOf(event);
  const largest = [...event.wishes].reduce((most, { rank }) => Math.max(most, rank ?? 0), 0);
  /** @type {Map<number, Pair>} */
  const pairs = new Map();
  for (const { from, to, rank, score } of event.wishes) {
    const [x, y] = [indexOf.get(from) ?? -1, indexOf.get(to) ?? -1];
    const [a, b] = [Math.min(x, y), Math.max(x, y)];
    const key = a * event.participants.length + b;
    const slots = () => [...event.slots.keys()].filter(slot => open[a][slot] && open[b][slot]);
    const pair = pairs.get(key) ?? { a, b, points: 0, slots: slots() };
    pair.points += rank === undefined ? (score ?? 1) : largest + 1 - rank;
    pairs.set(key, pair);
  }
  return [...pairs.values()].filter(({ slots }) => slots.length > 0);
}

/**
 * @param {import('./product.js').Event} event
 * @param {readonly Pair[]} pairs
 * @param {readonly (readonly [pair: number, slot: number])[]} held
 * @returns {import('./product.js').Schedule} the first free room of each slot
 */
export function toSchedule(event, pairs, held) {
  const used = new Int32Array(event.slots.length);
  const meetings = held.map(([pair, slot], index) => ({
    id: `M${index + 1}`,
    participants: [event.participants[pairs[pair].a].id, event.participants[pairs[pair].b].id],
    slot: event.slots[slot].id,
    room: event.rooms?.[used[slot]++]?.id ?? 'no room left',
    kind: /** @type {const} */ ('pair'),
    locked: false,
    interpreter: '',
    line: index + 2,
  }));
  return { meetings };
}
