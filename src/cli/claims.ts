/** What a folder's summary.json claims, against what the checker counted. */
import type { CertificateReport } from '../model/certificate.js';
import { TIERS } from '../model/objective.js';
import type { CheckReport, Violation } from '../model/outcome.js';
import { tidy } from '../write/csv.js';
import { earlierSummary } from '../write/earlier.js';

/** The rule a wrong claim breaks. */
export const SUMMARY_RULE = 'summary';

/** One violation for each claimed figure that is not what was counted; none where there is no summary.json. */
export function claimViolations(folder: string, report: CheckReport): Violation[] {
  const text = earlierSummary(folder);
  if (text === undefined) return [];
  const claimed = parsed(text);
  if (claimed === undefined) return [violation('expected JSON as ejrc writes it, found something else')];
  return comparisons(claimed, report)
    .filter(({ claim, counted }) => claim !== undefined && !agrees(claim, counted))
    .map(({ name, claim, counted }) =>
      violation(`claims ${JSON.stringify(claim)} for ${name}, the schedule has ${tidy(counted)}`),
    );
}

/** One violation for each bound on promises or points that is tighter than what the certificate claims of this schedule. */
export function boundViolations(folder: string, { figures }: CheckReport, proof: CertificateReport): Violation[] {
  const { verdicts, possiblePromises } = proof;
  const objective = section(parsed(earlierSummary(folder) ?? '{}')?.objective);
  return (['promises', 'points'] as const).flatMap(tier => {
    const { bound } = section(objective[tier]);
    const about = verdicts.filter(verdict => verdict.tier === tier && verdict.promises <= figures.promises);
    const least = Math.min(
      ...about.map(({ claimed }) => claimed),
      tier === 'promises' ? possiblePromises : Number.POSITIVE_INFINITY,
    );
    if (typeof bound !== 'number' || bound >= least - 1e-6) return [];
    return [violation(`claims that at most ${bound} ${tier} are possible; the certificate says ${boundWords(least)}`)];
  });
}

function boundWords(bound: number): string {
  return Number.isFinite(bound) ? `at most ${tidy(bound)}` : 'nothing of it';
}

function agrees(claim: unknown, counted: number): boolean {
  return typeof claim === 'number' && Math.abs(claim - counted) <= 1e-6;
}

function comparisons(claimed: Record<string, unknown>, { figures, counts }: CheckReport) {
  const objective = section(claimed.objective);
  const claims = section(claimed.counts);
  const counted = { ...counts, unserved: counts.unserved.length };
  return [
    ...TIERS.map(({ tier }) => ({ name: tier, claim: section(objective[tier]).value, counted: figures[tier] })),
    ...Object.entries(counted).map(([name, value]) => ({ name, claim: claims[name], counted: value })),
  ];
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function section(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function violation(message: string): Violation {
  return { rule: SUMMARY_RULE, line: 0, meetings: [], message };
}
