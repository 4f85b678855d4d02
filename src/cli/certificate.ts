/** Where a certificate goes, and what it proves in words. Loaded only where one is asked for. */
import { join } from 'node:path';
import { beyondPrices } from '../check/certificate/scope.js';
import { CERTIFICATE_RULE, checkCertificate } from '../check/certificate.js';
import { UsageError } from '../errors.js';
import type { BoundVerdict, Certificate, CertificateReport } from '../model/certificate.js';
import type { Event } from '../model/event.js';
import type { CheckReport, SolveOutcome } from '../model/outcome.js';
import type { Schedule } from '../model/schedule.js';
import { readCertificate } from '../read/certificate.js';
import { refuseCertificate, writeCertificate } from '../write/certificate.js';
import { tidy } from '../write/csv.js';
import { ProgramFault } from './exit.js';

export { CERTIFICATE_RULE };

type Solved = Pick<Extract<SolveOutcome, { kind: 'solved' }>, 'schedule' | 'certificate'>;

/** The options that say where it goes. */
interface Target {
  readonly certificate?: string | undefined;
  readonly out: string;
  readonly force?: true | undefined;
  readonly dryRun?: true | undefined;
}

/**
 * The path to write to, if one was given and nothing is in its way. `planned`: files of the folder, relative to it.
 * @throws UsageError before any work
 */
export function certificatePath({ certificate, out, force, dryRun }: Target, planned: readonly string[]) {
  if (certificate === undefined) return undefined;
  if (dryRun) throw new UsageError('--certificate writes a file and --dry-run writes none; leave out one of the two');
  const taken = planned.map(path => join(out, path));
  refuseCertificate(certificate, taken, { force: force === true });
  return certificate;
}

/** @throws UsageError where prices prove nothing of such events. O(wishes). */
export function refuseBeyondPrices(event: Event): void {
  const beyond = beyondPrices(event);
  if (beyond) throw new UsageError(`${beyond} Leave out --certificate.`);
}

/**
 * Writes the certificate of a schedule that is written already.
 * @throws UsageError that says so, where this file cannot be
 */
export function writeProof(
  path: string,
  certificate: Certificate,
  { out, force }: Pick<Target, 'out' | 'force'>,
): void {
  try {
    writeCertificate(path, certificate, { force: force === true });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replace(/nothing was written$/, `the schedule itself was written to ${out}`));
  }
}

/** The certificate of a solve, judged before anything is written. */
export function judgedCertificate(event: Event, outcome: Solved, report: CheckReport): Certificate {
  const { schedule, certificate } = outcome;
  const { violations } = checkCertificate(event, schedule, report, certificate);
  if (violations.length === 0) return certificate;
  const findings = violations.map(({ message }) => message);
  throw new ProgramFault('its bounds do not pass its checker; nothing was written', findings);
}

/**
 * What a certificate that was written proves of a schedule.
 * @throws InputRejected where it cannot be read
 */
export async function judgedProof(
  event: Event,
  schedule: Schedule,
  report: CheckReport,
  path: string,
): Promise<CertificateReport> {
  return checkCertificate(event, schedule, report, await readCertificate(path));
}

/** A line for each bound, and what it means for this schedule. */
export function certificateWords({ verdicts, possiblePromises }: CertificateReport): string {
  const lines = verdicts.flatMap(verdict => [boundLine(verdict), ...claimLine(verdict)]);
  if (verdicts.every(({ tier }) => tier !== 'promises'))
    lines.unshift(`the tables prove that no schedule keeps more than ${possiblePromises} promises`);
  return lines.map(line => `certificate: ${line}\n`).join('');
}

function boundLine({ tier, promises, proved, value }: BoundVerdict): string {
  const bound =
    tier === 'promises'
      ? `no schedule keeps more than ${proved} promises`
      : `no schedule that keeps at least ${promises} promises has more than ${tidy(proved)} points`;
  if (value === undefined) return `the prices prove that ${bound}; they say nothing of this schedule`;
  const place = value === proved ? 'reaches that: none is better' : `has ${tidy(value)}`;
  return `the prices prove that ${bound}; this one ${place}`;
}

/** Nothing where the prices prove all that is claimed. */
function claimLine({ tier, claimed, provedBy, proved, value }: BoundVerdict): string[] {
  if (claimed >= proved || provedBy === 'prices') return [];
  const reached = value === claimed ? ', which this one reaches' : '';
  return [`it claims at most ${tidy(claimed)} ${tier}${reached}: by branch and bound, which the prices do not show`];
}
