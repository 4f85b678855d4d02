/** `ejrc schedule`: read, solve, check, explain, write, say. */
import { performance } from 'node:perf_hooks';
import { check } from '../check/check.js';
import { explainWishes } from '../explain/reasons.js';
import type { Certificate } from '../model/certificate.js';
import type { Event } from '../model/event.js';
import {
  type Effort,
  type Engine,
  FORMATS,
  type Format,
  type Plan,
  type Progress,
  type SolveOutcome,
} from '../model/outcome.js';
import { type ReadResult, readEvent } from '../read/folder.js';
import { solveEvent } from '../solve/solve.js';
import { refuseBlocked, writeFolder } from '../write/folder.js';
import { pathWords } from '../write/paths.js';
import { summaryText } from '../write/summary.js';
import { type BuildOptions, buildFiles, plannedPaths } from '../write/writers.js';
import { refuseEngine, refuseForGroups } from './engine.js';
import { EXIT, ProgramFault } from './exit.js';
import { listenForInterrupt } from './interrupt.js';
import { clearAway, clearingSteps } from './memory.js';
import { progressLine } from './progress.js';
import { refusalWords } from './refusal.js';
import { readOptions, type TableOptions } from './tables.js';
import { print, type Voice, voice } from './terminal.js';
import { version } from './version.js';
import { promisedMeetings, summaryWords } from './words.js';

/** The options of options.ts, as commander gives them. */
export interface ScheduleOptions extends TableOptions {
  readonly out: string;
  readonly force?: true | undefined;
  readonly dryRun?: true | undefined;
  /** `undefined`: as the event file says. */
  readonly format?: readonly Format[] | undefined;
  readonly excel?: boolean | undefined;
  readonly effort: Effort;
  readonly engine: Engine;
  readonly keepPoints?: number | undefined;
  readonly timeLimit?: number | undefined;
  readonly seed: number;
  readonly certificate?: string | undefined;
  readonly strict?: true | undefined;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Runs the verb; resolves to the exit code. Throws what `faults.ts` puts into words. */
export async function schedule(prefs: string, options: ScheduleOptions): Promise<number> {
  const speaker = await voice(options.quiet);
  const interrupt = listenForInterrupt(speaker);
  try {
    const asked = { ...(await readOptions(prefs, options)), ignoreFormats: options.format !== undefined };
    const { event, notices, output, kept } = await readEvent(asked);
    const build = buildOptions(options, output);
    refuseEngine(event, options.engine);
    refuseForGroups(event, options.engine);
    const proving = options.certificate === undefined ? undefined : await import('./certificate.js');
    proving?.refuseBeyondPrices(event);
    notices.forEach(speaker.note);
    const planned = plannedPaths(event, build);
    const certificate = proving?.certificatePath(options, planned);
    const target = { force: options.force === true, kept };
    if (!options.dryRun) refuseBlocked(options.out, planned, target);
    interrupt.begin();

    const result = await solveAndJudge(event, options, interrupt.signal, speaker);
    if (typeof result === 'number') return result;
    const { plan } = result;
    const proof = proving?.judgedCertificate(event, { ...plan, certificate: result.certificate! }, plan.report);
    clearAway(event);
    const files = await buildFiles(event, plan, build);
    clearAway(event);
    if (!options.dryRun) writeFolder(options.out, files, target);
    if (proving && certificate && proof) proving.writeProof(certificate, proof, options);

    speaker.say(summaryWords(event, plan, speaker.paint));
    const names = pathWords(files.map(file => file.path));
    speaker.say(options.dryRun ? `Dry run, nothing written: ${names}` : `Written to ${options.out}: ${names}`);
    if (certificate) speaker.say(`The proof of its bounds: ${certificate}`);
    if (options.json) print(summaryText(event, plan));
    return verdict(event, plan, options, speaker);
  } finally {
    interrupt.release();
  }
}

/** What to write: an option beats the event file. */
function buildOptions({ format, excel }: ScheduleOptions, output: ReadResult['output']): BuildOptions {
  // The reader has refused the formats of the event file that nothing writes.
  const named = FORMATS.filter(name => output.formats?.includes(name));
  return { formats: format ?? (output.formats === undefined ? FORMATS : named), excel: excel ?? output.excel ?? false };
}

type Solved = Omit<Extract<SolveOutcome, { kind: 'solved' }>, 'kind' | 'certificate'> & {
  /** Only where one is asked for. */
  readonly certificate: Certificate | undefined;
};

/** The plan and the prices behind it; or the exit code where there is none, and why was said. */
async function solveAndJudge(
  event: Event,
  options: ScheduleOptions,
  signal: AbortSignal,
  speaker: Voice,
): Promise<{ plan: Plan; certificate: Certificate | undefined } | number> {
  clearAway(event);
  // Only told, in summary.json: nothing is decided by it.
  const started = performance.now();
  const solved = await solveAloud(event, options, signal, speaker);
  const seconds = (performance.now() - started) / 1000;
  if (typeof solved === 'number') return solved;
  clearAway(event);
  return { plan: await judged(event, solved, options, seconds), certificate: solved.certificate };
}

/** What a solve found; or the exit code where it found nothing, and why was said. */
async function solveAloud(
  event: Event,
  { seed, effort, engine, keepPoints, timeLimit, certificate: wanted }: ScheduleOptions,
  signal: AbortSignal,
  speaker: Voice,
): Promise<Solved | number> {
  const line = await progressLine(speaker);
  const limit = timeLimit === undefined ? {} : { timeLimitSeconds: timeLimit };
  const clear = clearingSteps(event);
  const onProgress = (progress: Progress): void => {
    line.update(progress);
    clear(progress);
  };
  let outcome: SolveOutcome;
  try {
    outcome = await solveEvent(event, { seed, effort, engine, keepPoints, signal, onProgress, ...limit });
  } finally {
    line.end();
  }
  if (outcome.kind !== 'solved') {
    speaker.complain(refusalWords(event, outcome));
    return outcome.kind === 'not-found' && signal.aborted ? EXIT.interrupted : EXIT.impossible;
  }
  const { schedule, objective, status, stopped, priceList } = outcome;
  // The outcome holds the whole problem in integers for its certificate: what comes after needs the memory.
  const certificate = wanted === undefined ? undefined : outcome.certificate;
  return { schedule, objective, status, stopped, priceList, certificate };
}

/** The checker's judgement of our own schedule; a schedule it refuses is never written. */
async function judged(
  event: Event,
  { schedule, objective, status, stopped, priceList }: Solved,
  { seed, effort }: ScheduleOptions,
  seconds: number,
): Promise<Plan> {
  const report = check(event, schedule);
  const wrong = Object.entries(report.figures).filter(
    ([tier, counted]) => Math.abs(counted - objective[tier as keyof typeof objective].value) > 1e-6,
  );
  const faults = [
    ...report.violations.map(({ rule, message }) => `${rule}: ${message}`),
    ...wrong.map(([tier, counted]) => `${tier}: the checker counts ${counted}, the solver another figure`),
  ];
  if (faults.length > 0) {
    throw new ProgramFault('its schedule does not pass its checker; nothing was written', faults);
  }
  const wishes = explainWishes(event, schedule);
  const interpreters =
    event.interpreters.length > 0
      ? (await import('../explain/demand.js')).interpreterDemand(event, schedule)
      : undefined;
  const decided = { schedule, objective, status, stopped, priceList };
  return { ...decided, report, wishes, interpreters, seed, effort, seconds, version: version() };
}

function verdict(event: Event, plan: Plan, { strict }: ScheduleOptions, speaker: Voice): number {
  if (plan.stopped === 'interrupted') return EXIT.interrupted;
  const missing = promisedMeetings(event) - plan.objective.promises.value;
  if (!strict || missing <= 0) return EXIT.done;
  speaker.complain(`ejrc: --strict: ${missing} promised ${missing === 1 ? 'meeting is' : 'meetings are'} not held`);
  return EXIT.violations;
}
