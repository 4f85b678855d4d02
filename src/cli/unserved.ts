/** Who has no meeting, and why. */
import type { Event, Wish } from '../model/event.js';
import type { Plan, UnmetReason, WishOutcome } from '../model/outcome.js';
import type { Paint } from './terminal.js';

/** Most people named. */
const MOST_NAMED = 10;

const REASONS: Readonly<Record<UnmetReason, string>> = {
  never: 'the two must not meet',
  'same-side': 'both are on the same side',
  'no-common-slot': 'no slot in common',
  'from-full': 'who wished has no place left',
  'to-full': 'who was wished has no place left',
  'rooms-full': 'no room is left',
  'interpreters-full': 'no interpreter is left',
  order: 'it would break the order of meetings',
  outbid: 'meetings with more points came first',
};

/** A heading and one line a person, for the first ten; nothing where everybody meets somebody. */
export function unservedWords(event: Event, plan: Plan, paint: Paint): string[] {
  const ids = plan.report.counts.unserved;
  if (ids.length === 0) return [];
  const nameOf = new Map(event.participants.map(person => [person.id, person.name]));
  const heading = `No meeting for ${ids.length} ${ids.length === 1 ? 'participant' : 'participants'}:`;
  const lines = ids.slice(0, MOST_NAMED).map(id => `  ${nameOf.get(id) ?? id}: ${why(event, plan, id)}`);
  if (ids.length > MOST_NAMED) lines.push(`  and ${ids.length - MOST_NAMED} more (see wishes.csv)`);
  return [paint.yellow(heading), ...lines];
}

/** The first of its own wishes that was not met, else the first wish for it. */
function why(event: Event, plan: Plan, id: string): string {
  const own = firstUnmet(event, plan, ({ from }) => from === id);
  if (own) return `its wish for ${own.wish.to}: ${cause(own.outcome)}`;
  const others = firstUnmet(event, plan, ({ to, anyOf }) => (anyOf ? anyOf.includes(id) : to === id));
  if (others) return `wished nobody; the wish of ${others.wish.from}: ${cause(others.outcome)}`;
  return 'wished nobody, and nobody wished it by name';
}

function firstUnmet(event: Event, plan: Plan, concerns: (wish: Wish) => boolean) {
  let index = 0;
  for (const wish of event.wishes) {
    const outcome = wish.kind !== 'never' && concerns(wish) ? plan.wishes.at(index) : undefined;
    if (outcome?.reason !== undefined) return { wish, outcome };
    index++;
  }
  return undefined;
}

function cause({ reason, detail }: WishOutcome): string {
  return detail === '' ? REASONS[reason!] : detail;
}
