/** `ejrc check`: the independent judge, on any schedule. */
import { join } from 'node:path';
import { check } from '../check/check.js';
import { UsageError } from '../errors.js';
import { TIERS } from '../model/objective.js';
import type { CheckReport, Violation } from '../model/outcome.js';
import { readEvent } from '../read/folder.js';
import { inSpellingOf, misdated, readSchedule, scheduleFile } from '../read/schedule.js';
import { tidy } from '../write/csv.js';
import { SUMMARY } from '../write/summary.js';
import { boundViolations, claimViolations, SUMMARY_RULE } from './claims.js';
import { EXIT } from './exit.js';
import { readOptions, type TableOptions, tablesFromInput } from './tables.js';
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
  refuseInputTwice(path, options);
  const { event, notices } = await readEvent({
    ...(await readOptions(options.prefs, options)),
    ignoreFormats: true,
  });
  notices.forEach(speaker.note);
  const { certificate } = options;
  const proving = certificate === undefined ? undefined : await import('./certificate.js');
  proving?.refuseBeyondPrices(event);
  const written = await readSchedule(path, {}, speaker.note);
  const table = scheduleFile(path);
  misdated(event, table, written.times).forEach(speaker.note);
  const schedule = inSpellingOf(event, written);
  const report = check(event, schedule);
  const proof = await proving?.judgedProof(event, schedule, report, certificate!);
  const claims = [...claimViolations(path, report), ...(proof ? boundViolations(path, report, proof) : [])];
  const violations = [...report.violations, ...claims, ...(proof?.violations ?? [])];
  const { verdicts, possiblePromises } = proof ?? {};
  const whole = { ...report, violations, ...(proof ? { certificate: { verdicts, possiblePromises } } : {}) };
  const files = {
    [SUMMARY_RULE]: join(path, SUMMARY),
    ...(proving && { [proving.CERTIFICATE_RULE]: certificate! }),
  };
  const words = reportWords(table, files, whole) + (proof ? proving?.certificateWords(proof) : '');
  print(options.json ? `${JSON.stringify(whole, null, 2)}\n` : words);
  return violations.length > 0 ? EXIT.violations : EXIT.done;
}

/** @throws UsageError where more than one file is to come from standard input, of which the second would be empty. */
function refuseInputTwice(path: string, options: CheckOptions): void {
  const piped = [
    ...(path === '-' ? ['schedule'] : []),
    ...tablesFromInput(options.prefs, options),
    ...(options.certificate === '-' ? ['certificate'] : []),
  ];
  if (piped.length > 1) throw new UsageError(`expected one table from standard input, got ${piped.join(' and ')}`);
}

/** Rule → the file that breaks it, where that is not the schedule. */
type Files = Readonly<Record<string, string>>;

/** Violations one a line, then every figure. */
function reportWords(schedule: string, files: Files, { violations, figures, counts }: CheckReport): string {
  const lines = violations.map(violation => violationLine(schedule, files, violation));
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

/** `schedule/schedule.csv:12 never: …` */
function violationLine(schedule: string, files: Files, { rule, line, message }: Violation): string {
  return `${files[rule] ?? schedule}${line > 0 ? `:${line}` : ''} ${rule}: ${message}`;
}
