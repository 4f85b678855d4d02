/** What a run says at its end: a summary that an organiser understands at a glance. */
import type { Event } from '../model/event.js';
import type { Plan } from '../model/outcome.js';
import { tidy } from '../write/csv.js';
import { groupCounts } from '../write/summary.js';
import { interpreterWords } from './interpreters.js';
import { priceWords } from './prices.js';
import { proofWords } from './proof.js';
import type { Paint } from './terminal.js';
import { unservedWords } from './unserved.js';

/** The whole summary, several lines, no final line break. */
export function summaryWords(event: Event, plan: Plan, paint: Paint): string {
  const lines = [headline(plan, paint), ...figureLines(event, plan, paint), ...unservedWords(event, plan, paint)];
  lines.push(...interpreterWords(plan.interpreters ?? [], paint));
  if (plan.priceList) lines.push(...priceWords(plan.priceList, paint));
  if (plan.stopped === 'time-limit') lines.push(paint.yellow('The time limit cut in: this is the best found by then.'));
  if (plan.stopped === 'interrupted') lines.push(paint.yellow('Interrupted: this is the best found by then.'));
  return lines.join('\n');
}

function headline({ status, report }: Plan, paint: Paint): string {
  const held = count(report.counts.meetings, 'meeting');
  const proof =
    status === 'optimal'
      ? paint.green('optimal: promises, points and breaks are proved the best')
      : paint.yellow('good, not proved the best (see the bounds below)');
  return `${paint.bold(held)}, ${proof}`;
}

function figureLines(event: Event, plan: Plan, paint: Paint): string[] {
  const { counts } = plan.report;
  const { objective } = plan;
  const slots = count(event.slots.length, 'slot');
  const used = new Set(plan.schedule.meetings.map(meeting => meeting.room)).size;
  const both = count(counts.mutual, 'meeting');
  const promised = promisedMeetings(event);
  const row = (name: string, figure: string, proof = '') =>
    `  ${name.padEnd(9)} ${proof === '' ? figure : `${figure.padEnd(26)} ${paint.dim(proof)}`}`;
  const tier = (name: keyof typeof objective, figure: string) => row(name, figure, proofWords(name, objective[name]));
  return [
    row('meetings', `${counts.meetings} in ${slots} and ${count(used, 'room')}`),
    ...groupLine(event, plan, row),
    row('wishes', `${counts.met} of ${counts.wishes} met; ${both} wished by both`),
    ...interpretedLine(plan, row),
    tier('promises', `${objective.promises.value} of ${promised} kept`),
    tier('points', `${tidy(objective.points.value)}`),
    tier('breaks', `${objective.breaks.value} in all agendas`),
    tier('idle', `${count(objective.idle.value, 'slot')} spent in breaks`),
    tier('moves', `${count(objective.moves.value, 'change')} of room`),
  ];
}

type Row = (name: string, figure: string) => string;

/** Nothing where nobody holds group sessions. */
function groupLine(event: Event, plan: Plan, row: Row): string[] {
  const found = groupCounts(event, plan);
  if (!found) return [];
  const pairs = count(plan.schedule.meetings.length - found.groups, 'one-to-one');
  return [row('groups', `${count(found.groups, 'session')} with ${count(found.seats, 'seat')}; ${pairs} beside`)];
}

/** Nothing where the event has no interpreters. */
function interpretedLine({ interpreters: demand, schedule, wishes }: Plan, row: Row): string[] {
  if (!demand) return [];
  const held = schedule.meetings.filter(({ interpreter }) => interpreter !== '').length;
  let lacking = 0;
  for (const { reason } of wishes) if (reason === 'interpreters-full') lacking++;
  return [
    row(
      'languages',
      `${count(held, 'meeting')} interpreted; ${count(lacking, 'wish', 'wishes')} not met for want of an interpreter`,
    ),
  ];
}

/** Meetings promised to all participants together. */
export function promisedMeetings(event: Event): number {
  return event.participants.reduce((sum, person) => sum + person.minMeetings, 0);
}

/** `1 meeting`, `2 meetings`; `plural` where it is not the noun with an s. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
