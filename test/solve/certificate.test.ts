import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCertificate } from '../../src/check/certificate.js';
import { check } from '../../src/check/check.js';
import type { Certificate, CertificateReport } from '../../src/model/certificate.js';
import type { Event } from '../../src/model/event.js';
import { solveEvent } from '../../src/solve/solve.js';
import { arbEvent, arbOptions, type Sizes } from '../helpers/arbitrary.js';
import { bruteForce, type Optimum } from '../helpers/brute-force.js';
import { expectSolved, withEvent } from '../helpers/checked.js';
import { generate } from '../helpers/generate.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { damaged, dropped, shifted } from './certificates-by-dice.js';

const TINY: Sizes = { people: 6, wishes: 7, slots: 4, rooms: 2 };
const SMALL: Sizes = { people: 12, wishes: 30, slots: 6, rooms: 3 };

type Solved = ReturnType<typeof expectSolved>;

/** The judge's word on the certificate of a solve, after both went through JSON. */
function judge(event: Event, outcome: Solved): { certificate: Certificate; report: CertificateReport } {
  const certificate: Certificate = JSON.parse(JSON.stringify(outcome.certificate));
  const report = checkCertificate(event, outcome.schedule, check(event, outcome.schedule), certificate);
  return { certificate, report };
}

/** Fails unless the judge accepts every bound and every bound that was claimed has its proof. */
function expectProved(event: Event, outcome: Solved): CertificateReport {
  const { report } = judge(event, outcome);
  const faults = report.violations.map(({ message }) => message);
  for (const tier of ['promises', 'points'] as const) {
    const { bound } = outcome.objective[tier];
    const verdict = report.verdicts.find(one => one.tier === tier);
    if (verdict ? verdict.claimed !== bound : tier === 'points' || bound !== report.possiblePromises)
      faults.push(`${tier}: the outcome has the bound ${bound}, the certificate ${verdict?.claimed}`);
    if (verdict?.value === undefined ? verdict : verdict.value !== outcome.objective[tier].value)
      faults.push(`${tier}: the verdict is on ${verdict?.value}`);
    if (verdict?.provedBy === 'prices' && verdict.proved !== bound)
      faults.push(`${tier}: claimed ${bound}, the prices prove ${verdict.proved}`);
  }
  if (faults.length > 0) throw new Error(withEvent(faults, event, { outcome, report }));
  return report;
}

/** Fails if a bound excludes the best schedule. */
function expectNoLess(event: Event, optimum: Optimum, verdicts: CertificateReport['verdicts']): void {
  for (const { tier, proved, promises } of verdicts) {
    if (promises <= optimum.promises && proved < optimum[tier])
      throw new Error(withEvent([`${tier}: ${proved} proved, optimum ${optimum[tier]}`], event, verdicts));
  }
}

describe('the certificate of a solve', () => {
  it('proves its bounds to the judge, and never less than the optimum', async () => {
    const tally = { points: 0, promises: 0, byPrices: 0 };
    await fc.assert(
      fc.asyncProperty(arbOptions(TINY), fc.boolean(), async (options, wild) => {
        const event = generate({ ...options, wild });
        const outcome = await solveEvent(event, { seed: 1, effort: 'standard' });
        if (outcome.kind !== 'solved') return;
        const { verdicts } = expectProved(event, outcome);
        const optimum = bruteForce(event)!;
        expectNoLess(event, optimum, verdicts);
        for (const { tier, provedBy } of verdicts) {
          tally[tier]++;
          if (provedBy === 'prices') tally.byPrices++;
        }
      }),
      runs(150),
    );
    expect(tally.points).toBeGreaterThan(100);
    expect(tally.promises).toBeGreaterThan(5);
    expect(tally.byPrices).toBeGreaterThan(100);
  });

  it('proves larger ones too', async () => {
    await fc.assert(
      fc.asyncProperty(arbEvent(SMALL), async event => {
        expectProved(event, expectSolved(event, await solveEvent(event, { seed: 1, effort: 'quick' })));
      }),
      runs(40),
    );
  });

  it('once damaged is refused, or proves no less than the optimum', async () => {
    const tally = { refused: 0, weaker: 0, same: 0 };
    await fc.assert(
      fc.asyncProperty(arbEvent(TINY), fc.nat(), async (event, seed) => {
        const outcome = expectSolved(event, await solveEvent(event, { seed: 1, effort: 'quick' }));
        const { certificate, report } = judge(event, outcome);
        const optimum = bruteForce(event)!;
        const judgeAll = (one: Certificate) =>
          checkCertificate(event, outcome.schedule, check(event, outcome.schedule), one);
        const dice = new Dice(seed);
        for (const [what, one] of damaged(event, certificate, report)) {
          if (judgeAll(one).violations.length === 0) throw new Error(withEvent([`accepted: ${what}`], event, one));
          tally.refused++;
        }
        for (let draw = 0; draw < 6; draw++) {
          const one = dice.chance(50) ? dropped(certificate, dice) : shifted(certificate, dice);
          const { verdicts } = judgeAll(one);
          expectNoLess(event, optimum, verdicts);
          verdicts.forEach(({ proved }, index) => {
            if (proved > report.verdicts[index].proved) tally.weaker++;
            else tally.same++;
          });
        }
      }),
      runs(40),
    );
    expect(tally.refused).toBeGreaterThan(200);
    expect(tally.weaker).toBeGreaterThan(15);
  });
});
