/** What comes out of a solve, and what is said of each wish: the words between solver, explainer, writers and terminal. */
import type { Certificate } from './certificate.js';
import type { Rows, TableName } from './event.js';
import type { Figures, Objective, Tier } from './objective.js';
import type { Schedule } from './schedule.js';

/** Bounds the work in deterministic units: the same effort gives the same bytes on any machine. */
export const EFFORTS = ['quick', 'standard', 'thorough'] as const;
export type Effort = (typeof EFFORTS)[number];

/**
 * What chooses meetings: `flow` and `lp` name the engine of the first selection (min-cost flow, or the simplex method of
 * javascript-lp-solver), `auto` takes the fitting one; `mip` gives the whole program to HiGHS.
 */
export const ENGINES = ['auto', 'flow', 'lp', 'mip'] as const;
/** One of `ENGINES`. */
export type Engine = (typeof ENGINES)[number];

/** The formats that are written. */
export const FORMATS = ['csv'] as const;
/** Formats of a later version, which are refused by name. */
export const LATER_FORMATS = ['xlsx', 'ics', 'html', 'json'] as const;
/** One of `FORMATS`. */
export type Format = (typeof FORMATS)[number];

/** Why the solver ended. */
export type Stop = 'finished' | 'time-limit' | 'interrupted';

/** A snapshot while the solver works. Values and bounds of tiers not reached yet are `null`. */
export interface Progress {
  /** What is being done, in words for an organiser ("improving points"). */
  readonly phase: string;
  readonly values: Readonly<Record<Tier, number | null>>;
  readonly bounds: Readonly<Record<Tier, number | null>>;
}

/** One row that takes part in a contradiction. */
export interface ConflictRow {
  readonly table: TableName;
  /** Physical line; 0 for a rule of event.yaml. */
  readonly line: number;
  /** The row in words, e.g. `lock of A and B in slot 3`. */
  readonly text: string;
}

/** The smallest share of the points that can be asked to be kept. */
export const LEAST_KEPT = 0.5;

/** One line of a price list: the figures of a schedule that exists and keeps the promises of the best. */
export interface Price {
  /** The share of the best points that it holds at least, at most 1. */
  readonly keep: number;
  readonly points: number;
  readonly breaks: number;
  readonly idle: number;
}

/** How many breaks fewer for how many points; the schedule of the last line is the one that was decided on. */
export interface PriceList {
  /** The share that was asked for. The last line has a larger one if the search was stopped. */
  readonly keepPoints: number;
  readonly prices: readonly Price[];
}

/** What a solve ends with: a schedule and what is proved of it, or why there is none. */
export type SolveOutcome =
  | {
      readonly kind: 'solved';
      readonly schedule: Schedule;
      readonly objective: Objective;
      /** `optimal`: promises, points and breaks are proved the best. */
      readonly status: 'optimal' | 'feasible';
      readonly stopped: Stop;
      /** Only where points were to be paid for fewer breaks. */
      readonly priceList?: PriceList | undefined;
      /** The prices behind the bounds on promises and points. Made anew each time it is read. */
      readonly certificate: Certificate;
    }
  /** Proved: the meetings that these rows demand contradict each other under the rules. */
  | { readonly kind: 'impossible'; readonly conflict: readonly ConflictRow[]; readonly explanation: string }
  /** Not proved impossible, yet no schedule that keeps every `must` and lock was found within the effort. */
  | { readonly kind: 'not-found'; readonly explanation: string };

/** Why a wish was not met. */
export type UnmetReason =
  | 'never'
  | 'same-side'
  | 'no-common-slot'
  | 'from-full'
  | 'to-full'
  | 'rooms-full'
  | 'interpreters-full'
  | 'order'
  | 'outbid';

/** The outcome of one wish; in the order of `event.wishes`, rows of kind `never` included. */
export interface WishOutcome {
  /** Index into `event.wishes`. */
  readonly wish: number;
  /** Points of this wish alone, in the organiser's units (weight included, mutual bonus not); 0 for `never`. */
  readonly points: number;
  readonly met: boolean;
  /** Id of the meeting that meets it, the first of several; empty if unmet. */
  readonly meeting: string;
  /** `undefined` if met, or for a `never` row that was kept. */
  readonly reason: UnmetReason | undefined;
  /** One sentence with the meetings (ids) that stood in the way; empty if met. */
  readonly detail: string;
}

/** A broken hard rule, as the checker found it. */
export interface Violation {
  /** A rule id of `model/rules.ts`. */
  readonly rule: string;
  /** Physical line of the schedule's row; 0 if no single row breaks it (a missing `must`). */
  readonly line: number;
  /** Ids of the meetings concerned. */
  readonly meetings: readonly string[];
  readonly message: string;
}

/** The checker's whole judgement: nothing in it comes from the solver. */
export interface CheckReport {
  readonly violations: readonly Violation[];
  readonly figures: Figures;
  readonly counts: {
    readonly participants: number;
    /** Rows of kind `wish` and `must`. */
    readonly wishes: number;
    readonly meetings: number;
    /** Wishes met. */
    readonly met: number;
    /** Meetings wished by both. */
    readonly mutual: number;
    /** Ids of participants without a meeting, in table order; of topics those that somebody asked for. */
    readonly unserved: readonly string[];
  };
}

/** How much one slot asks of the interpreters of some languages. */
export interface SlotDemand {
  readonly slot: string;
  /** Meetings held there whose people share no language and need these. */
  readonly meetings: number;
  /** Interpreters who know all these languages and are there; those of them who have no meeting and need no rest. */
  readonly able: number;
  readonly free: number;
  /** Wished meetings not held for want of an interpreter, that could be held in this slot but for that. */
  readonly unmet: number;
}

/** What the people of an event ask of the interpreters of some languages: two, or more where a group needs more. */
export interface InterpreterDemand {
  /** ISO 639-1 codes, sorted. */
  readonly languages: readonly string[];
  /** Every slot, in order. */
  readonly slots: readonly SlotDemand[];
  /** Wished one-to-ones and seats that are not held, with the reason `interpreters-full`. */
  readonly unmet: number;
  /**
   * Wished one-to-ones and seats that would fit beside the schedule as it is, every rule kept, if one more interpreter of
   * these languages were there in every slot: found one by one, so that there may be more.
   */
  readonly more: number;
}

/** All that the writers need. */
export interface Plan {
  readonly schedule: Schedule;
  readonly objective: Objective;
  readonly status: 'optimal' | 'feasible';
  readonly stopped: Stop;
  /** Only where points were to be paid for fewer breaks. */
  readonly priceList?: PriceList | undefined;
  readonly report: CheckReport;
  readonly wishes: Rows<WishOutcome>;
  /** Only where the event has interpreters. */
  readonly interpreters?: readonly InterpreterDemand[] | undefined;
  readonly seed: number;
  readonly effort: Effort;
  /** Wall-clock seconds of the solve. */
  readonly seconds: number;
  /** Version of this program. */
  readonly version: string;
}
