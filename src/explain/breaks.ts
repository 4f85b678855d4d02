/** What one more meeting would do to an agenda. */
import type { Situation } from './situation.js';
import { who } from './words.js';

/**
 * What meeting in a slot would do: `would give A 4 breaks, at most 3 allowed`; `undefined` if neither of the two would have too
 * many. O(meetings of the two).
 */
export function tooManyBreaks(
  situation: Situation,
  couple: { readonly from: number; readonly to: number },
  slot: number,
): string | undefined {
  for (const person of [couple.from, couple.to]) {
    const participant = situation.event.participants[person];
    const { maxBreaks } = participant;
    if (maxBreaks === undefined) continue;
    const breaks = breaksWith(situation, person, [slot]);
    if (breaks <= maxBreaks) continue;
    return `would give ${who(participant)} ${breaks} ${breaks === 1 ? 'break' : 'breaks'}, at most ${maxBreaks} allowed`;
  }
  return undefined;
}

/** Breaks of a person's agenda with meetings in these slots beside its own. O(its meetings). */
export function breaksWith(situation: Situation, person: number, more: readonly number[]): number {
  const own = situation.agendas.of(person).map(meeting => situation.slotOf[meeting]);
  return breaksIn(
    situation,
    [...own, ...more].sort((a, b) => a - b),
  );
}

/** Breaks of an agenda with meetings in these slots (ascending). */
function breaksIn({ places }: Situation, slots: readonly number[]): number {
  const last = new Map<number, number>();
  let breaks = 0;
  for (const slot of slots) {
    const { day, position } = places[slot];
    if (position - (last.get(day) ?? position) > 1) breaks++;
    last.set(day, position);
  }
  return breaks;
}
