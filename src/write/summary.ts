/** `summary.json`: what was made of what, with which proof. All but `seconds` is the same for the same input. */
import type { Event } from '../model/event.js';
import { TIERS } from '../model/objective.js';
import type { Plan } from '../model/outcome.js';
import { tidy } from './csv.js';
import type { Writer } from './writers.js';

/** Its name in the output folder. */
export const SUMMARY = 'summary.json';

export const summaryJson: Writer = {
  format: 'csv',
  paths: () => [SUMMARY],
  build: ({ event, plan }) => [{ path: SUMMARY, text: () => [summaryText(event, plan)] }],
};

/** The bytes of summary.json: two blanks of indent, keys in a fixed order, a final line break. */
export function summaryText(event: Event, plan: Plan): string {
  return `${JSON.stringify(summary(event, plan), null, 2)}\n`;
}

function summary(event: Event, plan: Plan) {
  const { counts } = plan.report;
  return {
    version: plan.version,
    inputs: event.inputs.map(({ name, sha256, encoding, rows }) => ({ name, sha256, encoding, rows })),
    seed: plan.seed,
    effort: plan.effort,
    status: plan.status,
    ...(plan.stopped === 'finished' ? {} : { stopped: plan.stopped }),
    objective: objective(plan),
    ...priceList(plan),
    counts: {
      participants: counts.participants,
      wishes: counts.wishes,
      meetings: counts.meetings,
      met: counts.met,
      mutual: counts.mutual,
      ...groupCounts(event, plan),
      unserved: counts.unserved.length,
    },
    unserved: counts.unserved,
    countries: countryPairs(event, plan),
    ...interpreters(plan),
    seconds: Math.round(plan.seconds * 1000) / 1000,
  };
}

/** Sessions and the seats taken in them; nothing where nobody holds sessions. */
export function groupCounts(
  { participants }: Event,
  { schedule }: Plan,
): { groups: number; seats: number } | undefined {
  const groups = schedule.meetings.filter(({ kind }) => kind === 'group');
  if (groups.length === 0 && participants.every(({ role }) => role === 'participant')) return undefined;
  return { groups: groups.length, seats: groups.reduce((sum, group) => sum + group.participants.length - 1, 0) };
}

/** What each set of languages asks for, as the lines of interpreter-demand.csv add up. */
function interpreters({ interpreters: demand }: Plan) {
  if (!demand) return {};
  const total = demand.map(({ languages, slots, unmet, more }) => {
    return {
      languages,
      meetings: slots.reduce((sum, slot) => sum + slot.meetings, 0),
      unmet,
      one_more_would_add: more,
    };
  });
  return { interpreters: total };
}

function objective(plan: Plan) {
  return Object.fromEntries(
    TIERS.map(({ tier }) => {
      const { value, bound, proved } = plan.objective[tier];
      return [tier, { value: tidy(value), bound: bound === null ? null : tidy(bound), proved }];
    }),
  );
}

function priceList({ priceList: list }: Plan) {
  if (!list) return {};
  const prices = list.prices.map(({ keep, points, breaks, idle }) => {
    return { keep: tidy(keep), points: tidy(points), breaks, idle };
  });
  return { keep_points: tidy(list.keepPoints), prices };
}

/**
 * Meetings by pair of countries, most first, then by name. People without a country are left out; a group counts once
 * for each pair of its host's country with an attendee's.
 */
function countryPairs(event: Event, plan: Plan): { countries: [string, string]; meetings: number }[] {
  const countryOf = new Map(event.participants.map(person => [person.id, person.country]));
  const found = new Map<string, { countries: [string, string]; meetings: number }>();
  for (const { participants } of plan.schedule.meetings) {
    const [first = '', ...others] = participants.map(id => countryOf.get(id) ?? '');
    const pairs = others.filter(other => first !== '' && other !== '').map(other => [first, other].sort());
    for (const key of new Set(pairs.map(pair => JSON.stringify(pair)))) {
      const known = found.get(key);
      if (known) known.meetings++;
      else found.set(key, { countries: JSON.parse(key) as [string, string], meetings: 1 });
    }
  }
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...found.values()].sort(
    (a, b) =>
      b.meetings - a.meetings || byName(a.countries[0], b.countries[0]) || byName(a.countries[1], b.countries[1]),
  );
}
