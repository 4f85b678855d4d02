/** The judge of a certificate: what its prices prove of all schedules, and where that leaves this one. */
import type { BoundCertificate, BoundVerdict, Certificate, CertificateReport } from '../model/certificate.js';
import type { Event } from '../model/event.js';
import type { CheckReport, Violation } from '../model/outcome.js';
import type { Schedule } from '../model/schedule.js';
import { provedBound } from './certificate/bound.js';
import { type Ground, survey } from './certificate/ground.js';
import { tabulate } from './certificate/prices.js';
import { beyondPrices } from './certificate/scope.js';
import { opening } from './words.js';

/** The rule that a wrong certificate breaks. */
export const CERTIFICATE_RULE = 'certificate';
/** Most faults told of one bound's prices. */
const MOST_FAULTS = 10;

/**
 * `report`: of this schedule, by `check`. Of an event with group sessions or wishes for organisations it says only that
 * prices prove nothing (see `beyondPrices`). O(wishes × slots + people × slots + prices).
 */
export function checkCertificate(
  event: Event,
  schedule: Schedule,
  report: CheckReport,
  certificate: Certificate,
): CertificateReport {
  const beyond = beyondPrices(event);
  if (beyond) {
    const promised = event.participants.reduce((sum, { minMeetings }) => sum + minMeetings, 0);
    return { verdicts: [], possiblePromises: promised, violations: [violation(beyond)] };
  }
  const ground = survey(event);
  // Prices speak of one-to-ones that keep the rules: of any other schedule they say nothing.
  const counts = report.violations.length === 0 && schedule.meetings.every(({ kind }) => kind === 'pair');
  const verdicts: BoundVerdict[] = [];
  const violations: Violation[] = [];
  for (const bound of certificate.bounds) {
    const judged = judge(bound, ground, counts ? report.figures : undefined);
    const sentences = 'faults' in judged ? listed(judged.faults) : contradictions(judged);
    if (!('faults' in judged)) verdicts.push(judged);
    for (const sentence of sentences) violations.push(violation(`the bound on ${bound.tier}: ${sentence}`));
  }
  return { verdicts, possiblePromises: ground.possible.reduce((sum, one) => sum + one, 0), violations };
}

function judge(
  bound: BoundCertificate,
  ground: Ground,
  figures: CheckReport['figures'] | undefined,
): BoundVerdict | { readonly faults: readonly string[] } {
  const { prices, faults } = tabulate(bound, ground);
  if (faults.length > 0) return { faults };
  const { tier, promises, claimed, provedBy } = bound;
  const value = figures && figures.promises >= promises ? figures[tier] : undefined;
  return { tier, promises, claimed, provedBy, proved: provedBound(bound, prices, ground), value };
}

function contradictions({ tier, promises, claimed, provedBy, proved, value }: BoundVerdict): string[] {
  const sentences: string[] = [];
  if (provedBy === 'prices' && claimed < proved)
    sentences.push(`it claims at most ${claimed} by its prices, but they prove no less than ${proved}`);
  const least = Math.min(claimed, proved);
  if (value !== undefined && value > least)
    sentences.push(
      `the schedule keeps at least ${promises} promises and has ${value} ${tier}, above the bound ${least}: it does not belong to these tables`,
    );
  return sentences;
}

function listed(faults: readonly string[]): string[] {
  const more = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), ...(more > 0 ? [`and ${more} more faults in its prices`] : [])];
}

function violation(message: string): Violation {
  const sentence = message.endsWith('.') ? message : `${message}.`;
  return { rule: CERTIFICATE_RULE, line: 0, meetings: [], message: opening(sentence) };
}
