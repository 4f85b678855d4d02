/** The independent judge: a schedule, however it was made, against the raw tables. */
import type { Event } from '../model/event.js';
import type { CheckReport } from '../model/outcome.js';
import { RULES } from '../model/rules.js';
import type { Schedule } from '../model/schedule.js';
import { type Facts, gather } from './facts.js';
import { figures } from './figures.js';
import { RULE_CHECKS } from './rules.js';
import { BOTH } from './wishes.js';

/**
 * Every violation of every hard rule (by rule in the order of `RULES`, then by row), and every figure counted anew.
 * Any schedule is accepted, also one with unknown names. O(wishes + people in meetings + rooms + slots).
 */
export function check(event: Event, schedule: Schedule): CheckReport {
  const facts = gather(event, schedule);
  return {
    violations: RULES.flatMap(({ id }) => RULE_CHECKS[id](facts).map(found => ({ rule: id, ...found }))),
    figures: figures(facts),
    counts: counts(facts),
  };
}

function counts({ event, rows, held, agendas, wishes }: Facts): CheckReport['counts'] {
  const { contactOf, askers, concerned } = wishes;
  // A topic that nobody asked for is no person who was left out.
  const isMissed = (person: number) => event.participants[person].role !== 'topic' || concerned[person] === 1;
  return {
    participants: event.participants.length,
    wishes: wishes.count,
    meetings: rows,
    met: contactOf.reduce((sum, contact) => sum + (held[contact] === 1 ? 1 : 0), 0),
    mutual: askers.reduce((sum, bits, contact) => sum + (bits === BOTH && held[contact] === 1 ? 1 : 0), 0),
    unserved: event.participants
      .filter((_, person) => agendas[person].length === 0 && isMissed(person))
      .map(({ id }) => id),
  };
}
