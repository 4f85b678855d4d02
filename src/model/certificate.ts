/**
 * A proof of a bound that anyone can check with the tables alone: prices in the organiser's words. What they prove, and
 * why, stands in `check/certificate/bound.ts`; where they come from, in `solve/duals.ts`.
 */
import type { Violation } from './outcome.js';

/** The tiers whose bounds rest on prices. */
export type CertifiedTier = 'promises' | 'points';

/** A price of something in a slot. */
export type SlotPrice = readonly [slot: string, price: number];

/** All prices are whole, from 0 to 2^53, in multiples of the bound's `unit`; those that are 0 are left out. */
export interface ParticipantPrices {
  readonly participant: string;
  /** Of one of its places in a slot (`parallel` each). */
  readonly slots?: readonly SlotPrice[] | undefined;
  /**
   * Of the `max_consecutive` + 1 neighbouring slots of one session that begin with this one: paid for each place in them, of
   * which there are `max_consecutive` times `parallel` at most.
   */
  readonly rests?: readonly SlotPrice[] | undefined;
  /** Of one of its `max_meetings`. */
  readonly maximum?: number | undefined;
  /** Reward for a meeting that keeps a promise to it; at most the bound's `promise`. */
  readonly promise?: number | undefined;
}

/** Prices of a table in a set of rooms: paid by each meeting that may use no room outside the set. */
export interface RoomPrices {
  readonly rooms: readonly string[];
  readonly slots: readonly SlotPrice[];
}

/** Prices of one of a set of interpreters: paid by each meeting that needs one and for which no other would do. */
export interface InterpreterPrices {
  readonly interpreters: readonly string[];
  readonly slots: readonly SlotPrice[];
}

/** Of a meeting of two of these people in a slot: each takes a place of two, so they hold at most half as many as places. */
export interface OddSetPrice {
  readonly people: readonly string[];
  readonly slot: string;
  readonly price: number;
}

/** One bound: no schedule of one-to-ones with at least `promises` promises is worth more than `claimed`. */
export interface BoundCertificate {
  readonly tier: CertifiedTier;
  /** In the organiser's points, or promises. */
  readonly claimed: number;
  /** `branch and bound`: a mixed-integer program closed the last units, which the prices alone do not show. */
  readonly provedBy: 'prices' | 'branch and bound';
  /** Promises that are demanded; 0 in the tier `promises`. */
  readonly promises: number;
  /** A price of 1 is `points / parts` of the organiser's points, or of a promise. */
  readonly unit: { readonly points: number; readonly parts: number };
  /** Price of a promise that is demanded; in the tier `promises` each is worth one and this is 0. */
  readonly promise: number;
  readonly participants: readonly ParticipantPrices[];
  readonly rooms: readonly RoomPrices[];
  /** Of a slot's own limit (slots.csv: meetings). */
  readonly meetings: readonly SlotPrice[];
  /** Left out where there are none. */
  readonly interpreters?: readonly InterpreterPrices[] | undefined;
  /** Left out where there are none. */
  readonly odd?: readonly OddSetPrice[] | undefined;
}

/** The bounds of a solve, with the prices that prove them. */
export interface Certificate {
  /** Version of this shape. */
  readonly certificate: 1;
  /** A bound on promises is here only where it is lower than what each participant could be kept alone. */
  readonly bounds: readonly BoundCertificate[];
}

/** What one bound is worth. */
export interface BoundVerdict {
  readonly tier: CertifiedTier;
  readonly promises: number;
  readonly claimed: number;
  readonly provedBy: BoundCertificate['provedBy'];
  /** What the prices prove, in the organiser's points, or promises. */
  readonly proved: number;
  /** Of the schedule; `undefined` where the bound does not speak of it: it breaks a rule, or keeps too few promises. */
  readonly value: number | undefined;
}

/** What a certificate proves, and of which schedule. */
export interface CertificateReport {
  /** In the order of the certificate; without the bounds whose prices are no prices. */
  readonly verdicts: readonly BoundVerdict[];
  /** Promises that no schedule can exceed, each participant taken alone: proved by the tables. */
  readonly possiblePromises: number;
  /** Under the rule `certificate`. */
  readonly violations: readonly Violation[];
}
