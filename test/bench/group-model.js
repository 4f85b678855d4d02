// Events with groups as the compact model that anyone would write: x a seat or a one-to-one in a slot, y a session in a slot.
import { addRow, lists } from './model.js';
import { presenceOf } from './pairs.js';

/**
 * @typedef {object} Item what a wish asks for
 * @property {number} a participant: the host of a seat
 * @property {number} b
 * @property {boolean} isSeat
 * @property {number} points
 * @property {number[]} slots indexes of the slots both can
 */

/**
 * @param {import('./product.js').Event} event with scores, every weight 1, nobody's languages and no organisations
 * @returns {Item[]} O(wishes × slots)
 */
export function itemsOf(event) {
  const indexOf = new Map(event.participants.map(({ id }, index) => [id, index]));
  const open = presenceOf(event);
  /** @type {Map<string, Item>} */
  const items = new Map();
  for (const { from, to, as, score } of event.wishes) {
    const [x, y] = [indexOf.get(from) ?? -1, indexOf.get(to) ?? -1];
    const isSeat = as === 'seat';
    const [a, b] = isSeat ? [y, x] : [Math.min(x, y), Math.max(x, y)];
    const key = `${as} ${a} ${b}`;
    const slots = () => [...event.slots.keys()].filter(slot => open[a][slot] && open[b][slot]);
    const item = items.get(key) ?? { a, b, isSeat, points: 0, slots: slots() };
    item.points += score ?? 1;
    items.set(key, item);
  }
  return [...items.values()].filter(({ slots }) => slots.length > 0);
}

/**
 * @param {import('./product.js').Event} event
 * @param {readonly Item[]} items
 * @returns {import('./model.js').Model} the things chosen are items, then hosts: host p is `items.length + p`. O(columns)
 */
export function groupModelOf(event, items) {
  const [people, slots] = [event.participants, event.slots.length];
  const open = presenceOf(event);
  /** @type {[number, number][]} */
  const ofItems = items.flatMap((item, i) => item.slots.map(slot => /** @type {[number, number]} */ ([i, slot])));
  /** @type {[number, number][]} */
  const ofHosts = people.flatMap(({ group }, p) =>
    open[p].flatMap((there, slot) =>
      group && there ? [/** @type {[number, number]} */ ([items.length + p, slot])] : [],
    ),
  );
  const choices = [...ofItems, ...ofHosts];
  /** @type {import('./model.js').Model} */
  const model = {
    choices,
    colUpper: [...choices.map(() => 1), ...people.map(({ minMeetings }) => minMeetings)],
    points: [...ofItems.map(([i]) => items[i].points), ...ofHosts.map(() => 0), ...people.map(() => 0)],
    starts: [0],
    indices: [],
    values: [],
    rowLower: [],
    rowUpper: [],
  };
  const ofItem = lists(items.length);
  const inSlot = lists(slots);
  const ofPerson = lists(people.length);
  const ofPlace = lists(people.length * slots);
  const seatsAt = lists(people.length * slots);
  choices.forEach(([thing, slot], column) => {
    const item = items.at(thing);
    if (item) ofItem[thing].push(column);
    if (item?.isSeat) seatsAt[item.a * slots + slot].push(column);
    else inSlot[slot].push(column);
    for (const p of item ? (item.isSeat ? [item.b] : [item.a, item.b]) : [thing - items.length]) {
      ofPerson[p].push(column);
      ofPlace[p * slots + slot].push(column);
    }
  });
  for (const columns of [...ofItem, ...ofPlace]) if (columns.length > 1) addRow(model, columns, 0, 1);
  const rooms = event.rooms?.length ?? choices.length;
  for (const columns of inSlot) if (columns.length > rooms) addRow(model, columns, 0, rooms);
  addSessions(model, event, items.length, ofItems.length, seatsAt);
  ofPerson.forEach((columns, p) => {
    addRow(model, [...columns, choices.length + p], 0, columns.length, [...columns.map(() => 1), -1]);
  });
  return model;
}

/**
 * A seat needs its session, a session its guests, a host has only so many.
 * @param {import('./model.js').Model} model
 * @param {import('./product.js').Event} event
 * @param {number} items
 * @param {number} first column of a session
 * @param {readonly number[][]} seatsAt columns of seats by host and slot
 */
function addSessions(model, { participants, slots }, items, first, seatsAt) {
  const own = lists(participants.length);
  for (let y = first; y < model.choices.length; y++) {
    const [thing, slot] = model.choices[y];
    const p = thing - items;
    const { min, max } = participants[p].group ?? { min: 1, max: 0 };
    const seats = seatsAt[p * slots.length + slot];
    own[p].push(y);
    for (const seat of seats) addRow(model, [seat, y], -1, 0, [1, -1]);
    addRow(model, [...seats, y], -max, 0, [...seats.map(() => 1), -max]);
    addRow(model, [...seats, y], 0, seats.length, [...seats.map(() => 1), -min]);
  }
  own.forEach((columns, p) => {
    const most = participants[p].group?.sessions ?? slots.length;
    if (columns.length > most) addRow(model, columns, 0, most);
  });
}

/**
 * @param {import('./product.js').Event} event
 * @param {readonly Item[]} items
 * @param {readonly (readonly [thing: number, slot: number])[]} held
 * @returns {import('./product.js').Schedule} the first free room of each slot
 */
export function toGroupSchedule({ participants, slots, rooms }, items, held) {
  const used = new Int32Array(slots.length);
  const guests = lists(participants.length * slots.length);
  for (const [thing, slot] of held) {
    const item = items.at(thing);
    if (item?.isSeat) guests[item.a * slots.length + slot].push(item.b);
  }
  const meetings = held
    .filter(([thing]) => !items.at(thing)?.isSeat)
    .map(([thing, slot], index) => {
      const item = items.at(thing);
      const host = thing - items.length;
      const people = item ? [item.a, item.b] : [host, ...guests[host * slots.length + slot]];
      return {
        id: `M${index + 1}`,
        participants: people.map(p => participants[p].id),
        slot: slots[slot].id,
        room: rooms?.[used[slot]++]?.id ?? 'no room left',
        kind: /** @type {'pair' | 'group'} */ (item ? 'pair' : 'group'),
        locked: false,
        interpreter: '',
        line: index + 2,
      };
    });
  return { meetings };
}
