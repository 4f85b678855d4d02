// The full time-indexed model that anyone would write first: a column for each pair and slot, a row for each conflict.

/**
 * @typedef {object} Model rows `lower ≤ Σ values · columns ≤ upper`, sparse by row; all columns from 0 to `colUpper`
 * @property {[thing: number, slot: number][]} choices what the first columns mean, such as a pair in a slot; the rest are kept promises
 * @property {number[]} colUpper
 * @property {number[]} points of each column
 * @property {number[]} starts
 * @property {number[]} indices
 * @property {number[]} values
 * @property {number[]} rowLower
 * @property {number[]} rowUpper
 */

/** Columns without building them. @param {readonly import('./pairs.js').Pair[]} pairs */
export function columnsOf(pairs) {
  return pairs.reduce((sum, { slots }) => sum + slots.length, 0);
}

/**
 * @param {import('./product.js').Event} event
 * @param {readonly import('./pairs.js').Pair[]} pairs
 * @returns {Model} O(columns)
 */
export function modelOf(event, pairs) {
  /** @type {[number, number][]} */
  const choices = pairs.flatMap(({ slots }, pair) => slots.map(slot => /** @type {[number, number]} */ ([pair, slot])));
  /** @type {Model} */
  const model = {
    choices,
    colUpper: [...choices.map(() => 1), ...event.participants.map(({ minMeetings }) => minMeetings)],
    points: [...choices.map(([pair]) => pairs[pair].points), ...event.participants.map(() => 0)],
    starts: [0],
    indices: [],
    values: [],
    rowLower: [],
    rowUpper: [],
  };
  const slots = event.slots.length;
  const ofPair = lists(pairs.length);
  const ofSlot = lists(slots);
  const ofPerson = lists(event.participants.length);
  const ofPersonSlot = lists(event.participants.length * slots);
  choices.forEach(([pair, slot], column) => {
    ofPair[pair].push(column);
    ofSlot[slot].push(column);
    for (const person of [pairs[pair].a, pairs[pair].b]) {
      ofPerson[person].push(column);
      ofPersonSlot[person * slots + slot].push(column);
    }
  });
  const rooms = event.rooms?.length ?? pairs.length;
  for (const columns of [...ofPair, ...ofPersonSlot]) if (columns.length > 1) addRow(model, columns, 0, 1);
  for (const columns of ofSlot) if (columns.length > rooms) addRow(model, columns, 0, rooms);
  ofPerson.forEach((columns, person) => {
    addRow(model, [...columns, choices.length + person], 0, columns.length, [...columns.map(() => 1), -1]);
  });
  return model;
}

/** The same with a row that keeps this many promises. @param {Model} model @param {number} kept @returns {Model} */
export function withPromises(model, kept) {
  const promises = model.colUpper.flatMap((_, column) => (column < model.choices.length ? [] : [column]));
  const copy = {
    ...model,
    starts: [...model.starts],
    indices: [...model.indices],
    values: [...model.values],
    rowLower: [...model.rowLower],
    rowUpper: [...model.rowUpper],
  };
  addRow(copy, promises, kept, promiseTotal(model));
  return copy;
}

/** Costs of the first stage. @param {Model} model @returns {number[]} */
export function promiseCosts(model) {
  return model.colUpper.map((_, column) => (column < model.choices.length ? 0 : 1));
}

/** Promises of all people together. @param {Model} model */
export function promiseTotal(model) {
  return model.colUpper.slice(model.choices.length).reduce((sum, upper) => sum + upper, 0);
}

/**
 * What is held in a solution. @param {Model} model @param {ArrayLike<number>} values
 * @returns {[thing: number, slot: number][]}
 */
export function heldOf(model, values) {
  return model.choices.filter((_, column) => Math.round(values[column]) === 1);
}

/** Empty ones. @param {number} count @returns {number[][]} */
export function lists(count) {
  return Array.from({ length: count }, () => []);
}

/**
 * @param {Model} model @param {readonly number[]} columns @param {number} lower finite @param {number} upper finite
 * @param {readonly number[]} [values] all 1 where absent
 */
export function addRow(model, columns, lower, upper, values) {
  for (const column of columns) model.indices.push(column);
  for (const value of values ?? columns.map(() => 1)) model.values.push(value);
  model.starts.push(model.indices.length);
  model.rowLower.push(lower);
  model.rowUpper.push(upper);
}
