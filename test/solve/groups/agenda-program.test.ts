import { afterAll, describe, expect, it } from 'vitest';
import { UNBOUNDED } from '../../../src/model/problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { sharedByGroups } from '../../../src/solve/groups/agenda-facts.js';
import { AgendaFractions } from '../../../src/solve/groups/agenda-fractions.js';
import { groupAgendaProgram } from '../../../src/solve/groups/agenda-program.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { MipSolver } from '../../../src/solve/mip.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { isAsGood, isBetter, tinyEvent } from './tiny-agendas.js';

const patient = { stopped: false };
const NODES = 20;

describe('groupAgendaProgram', () => {
  const solver = new MipSolver();
  afterAll(() => solver.end());

  it('never refutes as few breaks as there can be, and often one fewer', async () => {
    const tally = { broken: 0, refuted: 0 };
    for (let seed = 1; seed <= 100; seed++) {
      const { problem, dice, kept } = tinyEvent(seed);
      if (kept.length === 0) continue;
      const reached = dice.chance(60) ? kept.reduce((x, y) => (isBetter(y, x) ? y : x)) : dice.pick(kept);
      const least = Math.min(...kept.filter(one => isAsGood(one, reached)).map(({ breaks }) => breaks));
      const model = groupAgendaProgram(problem, sharedByGroups(problem, undefined, reached), reached, 5000, NODES);
      if (!model) continue;
      expect((await solver.refute(model, -least, patient))!.refuted).toBe(false);
      if (least === 0) continue;
      tally.broken++;
      if ((await solver.refute(model, 1 - least, patient))!.refuted) tally.refuted++;
    }
    expect(tally.broken).toBeGreaterThan(5);
    expect(tally.refuted).toBeGreaterThan(tally.broken / 4);
  });

  it('is not made beyond so many columns', () => {
    const { problem: tiny, kept } = tinyEvent(1);
    const restless = tiny.pairs.maxConsecutive.map(() => UNBOUNDED);
    const problem = { ...tiny, pairs: { ...tiny.pairs, maxConsecutive: restless } };
    const shared = sharedByGroups(problem, undefined, kept[0]);
    const model = groupAgendaProgram(problem, shared, kept[0], 5000, NODES)!;
    expect(groupAgendaProgram(problem, shared, kept[0], model.cost.length, NODES)).toBeDefined();
    expect(groupAgendaProgram(problem, shared, kept[0], model.cost.length - 1, NODES)).toBeUndefined();
  });
});

describe('AgendaFractions', () => {
  const standard = new Budget({ effort: 'standard' });

  it('stays at or below the fewest breaks of schedules as good, with prices of the points too', async () => {
    const tally = { broken: 0, positive: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const { problem, kept } = tinyEvent(seed);
      if (kept.length === 0) continue;
      const best = kept.reduce((x, y) => (isBetter(y, x) ? y : x));
      const least = Math.min(...kept.filter(one => isAsGood(one, best)).map(({ breaks }) => breaks));
      const chooser = new GroupChooser(problem, standard, new Random(1), new Reporter(problem.pairs, undefined));
      if (least > 0) await chooser.choose();
      const shared = sharedByGroups(problem, chooser.boundsFor(best.promises), best);
      // A schedule with more breaks may be all that is known.
      const fractions = AgendaFractions.begin(problem, shared, best, least + 1, standard);
      const bound = await fractions?.least(0, least + 1);
      await fractions?.end();
      expect(bound ?? 0).toBeLessThanOrEqual(least);
      if (least === 0) continue;
      tally.broken++;
      if (bound === least) tally.positive++;
    }
    expect(tally.broken).toBeGreaterThan(2);
    expect(tally.positive).toBeGreaterThan(0);
  });

  it('does not begin in a quick run, nor where nobody has breaks', () => {
    const { problem: tiny, kept } = tinyEvent(1);
    const restless = tiny.pairs.maxConsecutive.map(() => UNBOUNDED);
    const problem = { ...tiny, pairs: { ...tiny.pairs, maxConsecutive: restless } };
    const shared = sharedByGroups(problem, undefined, kept[0]);
    expect(AgendaFractions.begin(problem, shared, kept[0], 3, new Budget({ effort: 'quick' }))).toBeUndefined();
    expect(AgendaFractions.begin(problem, shared, kept[0], 0, standard)).toBeUndefined();
  });
});
