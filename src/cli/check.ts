/** `ejrc check`: the independent judge, on any schedule. */
import { CERTIFICATE_RULE, checkCertificate } from '../check/certificate.js';
import { check } from '../check/check.js';
import type { CertificateReport } from '../model/certificate.js';
import type { Event } from '../model/event.js';
import { TIERS } from '../model/objective.js';
import type { CheckReport, Violation } from '../model/outcome.js';
import type { Schedule } from '../model/schedule.js';
import { readCertificate } from '../read/certificate.js';
import { readEvent, readSchedule } from '../read/folder.js';
import { tidy } from '../write/csv.js';
import { certificateWords, refuseBeyondPrices } from './certificate.js';
import { boundViolations, claimViolations, SUMMARY_RULE } from './claims.js';
import { EXIT } from './exit.js';
import { readOptions, type TableOptions } from './tables.js';
import { print, voice } from './terminal.js';
import { count } from './words.js';

/** The options of options.ts, as commander gives them. */
export interface CheckOptions extends TableOptions {
  readonly prefs: string;
  readonly certificate?: string | undefined;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Runs the verb; resolves to the exit code: 1 on violations, 0 if clean. */
export async function checkSchedule(path: string, options: CheckOptions): Promise<number> {
  const speaker = await voice(options.quiet);
  const { event, notices } = await readEvent({
    ...(await readOptions(options.prefs, options)),
    ignoreFormats: true,
  });
  notices.forEach(speaker.note);
  refuseBeyondPrices(event, options.certificate);
  const schedule = await readSchedule(path, {}, speaker.note);
  const report = check(event, schedule);
  const proof = await judgedProof(event, schedule, report, options.certificate);
  const claims = [...claimViolations(path, report), ...(proof ? boundViolations(path, report, proof) : [])];
  const violations = [...report.violations, ...claims, ...(proof?.violations ?? [])];
  const { verdicts, possiblePromises } = proof ?? {};
  const whole = { ...report, violations, ...(proof ? { certificate: { verdicts, possiblePromises } } : {}) };
  const words = reportWords({ schedule: path, certificate: options.certificate ?? '' }, whole);
  print(options.json ? `${JSON.stringify(whole, null, 2)}\n` : words + (proof ? certificateWords(proof) : ''));
  return violations.length > 0 ? EXIT.violations : EXIT.done;
}

async function judgedProof(
  event: Event,
  schedule: Schedule,
  report: CheckReport,
  path: string | undefined,
): Promise<CertificateReport | undefined> {
  return path === undefined ? undefined : checkCertificate(event, schedule, report, await readCertificate(path));
}

/** The files that violations are of. */
interface Paths {
  readonly schedule: string;
  readonly certificate: string;
}

/** Violations one a line, then every figure. */
function reportWords(paths: Paths, { violations, figures, counts }: CheckReport): string {
  const lines = violations.map(violation => violationLine(paths, violation));
  const verdict = violations.length === 0 ? 'no rule is broken' : `${count(violations.length, 'violation')}`;
  return [
    ...lines,
    verdict,
    `  meetings  ${counts.meetings}`,
    `  wishes    ${counts.met} of ${counts.wishes} met; ${count(counts.mutual, 'meeting')} wished by both`,
    `  unserved  ${counts.unserved.length} of ${count(counts.participants, 'participant')}`,
    ...TIERS.map(({ tier }) => `  ${tier.padEnd(9)} ${tidy(figures[tier])}`),
    '',
  ].join('\n');
}

/** `schedule.csv:12 never: …` */
function violationLine({ schedule, certificate }: Paths, { rule, line, message }: Violation): string {
  const table = /\.[^./\\]+$/.test(schedule) ? fileName(schedule) : 'schedule.csv';
  const file = rule === SUMMARY_RULE ? 'summary.json' : rule === CERTIFICATE_RULE ? fileName(certificate) : table;
  return `${file}${line > 0 ? `:${line}` : ''} ${rule}: ${message}`;
}

function fileName(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
