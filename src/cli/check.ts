/** `ejrc check`: the independent judge, on any schedule. */
import { check } from '../check/check.js';
import { TIERS } from '../model/objective.js';
import type { CheckReport, Violation } from '../model/outcome.js';
import { readEvent, readSchedule } from '../read/folder.js';
import { tidy } from '../write/csv.js';
import { claimViolations, SUMMARY_RULE } from './claims.js';
import { EXIT } from './exit.js';
import { readOptions, type TableOptions } from './tables.js';
import { print, voice } from './terminal.js';
import { count } from './words.js';

/** The options of options.ts, as commander gives them. */
export interface CheckOptions extends TableOptions {
  readonly prefs: string;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Runs the verb; resolves to the exit code: 1 on violations, 0 if clean. */
export async function checkSchedule(path: string, options: CheckOptions): Promise<number> {
  const speaker = await voice(options.quiet);
  const { event, notices } = await readEvent(await readOptions(options.prefs, options));
  for (const notice of notices) speaker.say(speaker.paint.dim(`note: ${notice}`));
  const report = check(event, readSchedule(path));
  const whole = { ...report, violations: [...report.violations, ...claimViolations(path, report)] };
  print(options.json ? `${JSON.stringify(whole, null, 2)}\n` : reportWords(path, whole));
  return whole.violations.length > 0 ? EXIT.violations : EXIT.done;
}

/** Violations one a line, then every figure. */
function reportWords(path: string, { violations, figures, counts }: CheckReport): string {
  const table = /\.[^./\\]+$/.test(path) ? path.replace(/^.*[/\\]/, '') : 'schedule.csv';
  const lines = violations.map(violation => violationLine(table, violation));
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
function violationLine(table: string, { rule, line, message }: Violation): string {
  const file = rule === SUMMARY_RULE ? 'summary.json' : table;
  return `${file}${line > 0 ? `:${line}` : ''} ${rule}: ${message}`;
}
