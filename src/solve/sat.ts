/** The door to CaDiCaL (Biere et al. 2024, doi:10.1007/978-3-031-65627-9_7): another solver could take its place behind it. */
import { type Patience, WorkerThread } from './worker.js';

/** Options of the solver that pay: numbers are CaDiCaL's own. */
export interface SatOptions {
  readonly seed?: number;
  /** 1: only look for models. */
  readonly stabilizeonly?: 0 | 1;
}

export interface SatRequest {
  /** Forget everything and start anew with these options. */
  readonly fresh?: SatOptions | undefined;
  /** Clauses to add, each ended by 0. */
  readonly clauses: Int32Array;
  /** Literals to try first. */
  readonly phases: Int32Array;
  readonly assumptions: Int32Array;
  /** Conflicts after which an answer is `unknown`; what was learned until then is kept. */
  readonly mostConflicts: number;
}

export type SatAnswer =
  /** `model[v]` is 1 where variable v is true. */
  | { readonly status: 'satisfiable'; readonly model: Uint8Array }
  /** `core`: assumptions that cannot all hold. */
  | { readonly status: 'unsatisfiable'; readonly core: Int32Array }
  | { readonly status: 'unknown' };

const NOTHING = new Int32Array();

/** A solver in a worker thread, asked one question at a time; started by the first. */
export class SatSession {
  private thread: WorkerThread<SatAnswer> | undefined;

  /** @param patience when it ends, so does the question at hand, and every later one */
  constructor(private readonly patience: Patience) {}

  /** Rejects if the worker fails; `undefined` if the patience ended first. */
  async ask(request: Partial<SatRequest> & Pick<SatRequest, 'mostConflicts'>): Promise<SatAnswer | undefined> {
    const { patience } = this;
    if (patience.stopped) return undefined;
    // Who had the thread before may have left clauses behind.
    if (!this.thread && !request.fresh) throw new Error('a session starts with a fresh solver');
    this.thread ??= WorkerThread.take<SatAnswer>(new URL('./sat-worker.js', import.meta.url));
    let answer: SatAnswer | undefined;
    try {
      const question: SatRequest = {
        clauses: NOTHING,
        phases: NOTHING,
        assumptions: NOTHING,
        ...request,
      };
      answer = await this.thread.ask(question, patience);
    } finally {
      // Nothing more is heard of a worker that failed or still works for nobody: a later question finds a new one.
      if (!answer) await this.close();
    }
    return answer;
  }

  /**
   * The question at hand is answered at once, `unknown` if it is not answered yet: what comes of it depends on the clock, so
   * that nobody may look at it. The next question is to be a fresh one.
   */
  cutShort(): void {
    this.thread?.cutShort();
  }

  async close(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.end();
  }
}

export interface SatQuestion {
  /** Clauses, each ended by 0. */
  readonly clauses: Int32Array;
  readonly assumptions: Int32Array;
  /** Conflicts after which an answer is `unknown`. */
  readonly mostConflicts: number;
  /** Conflicts spent in all on attempts to leave out an assumption that come to no end, see `shrink`. */
  readonly shrinkConflicts: number;
  /** The assumptions are known to fail together: only look for a smallest set of them. */
  readonly refuted: boolean;
  /**
   * Adds to what is known of assumptions that fail together: some that cannot be left out, beside those that the solver looks
   * into. Asked at first, and whenever there is a model of all of them but one.
   */
  readonly addNeeded?: (failing: Int32Array, known: Set<number>, model: Uint8Array | undefined) => void;
}

export type SatVerdict =
  | Exclude<SatAnswer, { readonly status: 'unsatisfiable' }>
  /** `core`: assumptions that cannot all hold; `smallest`: leaving out any one of them would do. */
  | { readonly status: 'unsatisfiable'; readonly core: Int32Array; readonly smallest: boolean };

/** One question, and if the answer is no, a smallest set of assumptions to blame; `undefined` if the patience ended first. */
export async function askSat(question: SatQuestion, patience: Patience): Promise<SatVerdict | undefined> {
  const { clauses, assumptions, mostConflicts, refuted } = question;
  const session = new SatSession(patience);
  try {
    const answer = await session.ask({ fresh: {}, clauses, assumptions, mostConflicts: refuted ? 0 : mostConflicts });
    const core = refuted ? assumptions : answer?.status === 'unsatisfiable' ? answer.core : undefined;
    if (core) return { status: 'unsatisfiable', ...(await shrink(session, core, question)) };
    return answer?.status === 'unsatisfiable' ? undefined : answer;
  } finally {
    await session.close();
  }
}

/** Of the conflicts that are spent, a part of so many on the first attempt to leave out an assumption, and so many times as many on each later one. */
const FIRST_PART = 40;
const LONGER = 4;
/** Literals of all clauses, once a question: so many are looked at in attempts to leave out an assumption. */
const MOST_READ = 2e9;

/**
 * Leaves out one assumption after the other while what is left still fails, unless it is known to be needed. Those that cannot
 * be judged are tried again at greater length: by then there are fewer, or more is known.
 */
async function shrink(
  session: SatSession,
  core: Int32Array,
  { clauses: formula, shrinkConflicts, addNeeded }: SatQuestion,
): Promise<{ core: Int32Array; smallest: boolean }> {
  let kept = core;
  const known = new Set<number>();
  addNeeded?.(core, known, undefined);
  const isOpen = (literal: number): boolean => !known.has(literal) && kept.includes(literal);
  /** What is needed is a rule from now on: it is part of every later question. */
  const told = new Set<number>();
  const news = (): Int32Array => {
    const added = kept.filter(literal => known.has(literal) && !told.has(literal));
    for (const literal of added) told.add(literal);
    return Int32Array.from([...added].flatMap(literal => [literal, 0]));
  };
  let model: Uint8Array | undefined;
  let left = shrinkConflicts;
  let unread = MOST_READ;
  for (let length = left / FIRST_PART; left > 0 && unread > 0 && kept.some(isOpen); length *= LONGER) {
    for (const literal of kept) {
      if (!isOpen(literal) || left <= 0 || unread <= 0) continue;
      unread -= formula.length;
      const clauses = news();
      const assumptions = kept.filter(other => other !== literal && !told.has(other));
      const mostConflicts = Math.ceil(Math.min(length, left));
      const asked = session.ask({ clauses, assumptions, mostConflicts });
      // A failure is thrown where the answer is heard, not before.
      asked.catch(() => undefined);
      // While the solver is at work.
      if (model) addNeeded?.(kept, known, model);
      model = undefined;
      const answer = await asked;
      if (!answer) return { core: kept, smallest: false };
      if (answer.status === 'unsatisfiable') {
        const blamed = new Set(answer.core);
        kept = kept.filter(other => told.has(other) || blamed.has(other));
      } else if (answer.status === 'satisfiable') {
        known.add(literal);
        ({ model } = answer);
      } else left -= mostConflicts;
    }
  }
  return { core: kept, smallest: !kept.some(isOpen) };
}
