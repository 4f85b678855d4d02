// What prices of agendas are counted in. Plain JavaScript, so that workers run it unbuilt too.

/** A break, in the unit of prices. */
export const UNIT = 2 ** 24;
/** What a participant is taken to lose or gain at most by a meeting in a slot: where it has no choice, that is without end. */
export const MOST_AT_STAKE = 2 * UNIT;
