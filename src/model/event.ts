/**
 * What the organiser knows, in the organiser's own words: ids are text, slots are named.
 * Readers build it, every other room reads it, nothing changes it. Defaults are filled in by the reader.
 */

/** A span of wall-clock time within a day, minutes from midnight, `from` < `to` ≤ 1440. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/** `participant` holds one-to-ones; `host` and `topic` hold group sessions too. */
export type Role = 'participant' | 'host' | 'topic';

/** Group sessions of a host or topic. */
export interface GroupTerms {
  /** Fewest attendees (host not counted) for a session to take place; ≥ 1. */
  readonly min: number;
  /** Most attendees (host not counted); ≥ min. */
  readonly max: number;
  /** Most sessions; `undefined`: as many as there are slots. */
  readonly sessions: number | undefined;
}

/** Limits that a participant's row and the rules may both have. */
export const LIMITS = ['maxMeetings', 'maxConsecutive', 'maxBreaks'] as const;
/** One of `LIMITS`. */
export type LimitName = (typeof LIMITS)[number];

/** What a row of availability.csv takes away from a participant. */
export interface Attended {
  readonly line: number;
  /** Slot ids. */
  readonly unavailable: readonly string[];
  /** Slot ids that the participant's own row takes away. */
  readonly others: readonly string[];
}

/** Who takes part: a person, a delegation, or a topic. Everything is filled in. */
export interface Participant {
  /** Unique after Unicode NFKC; trimmed, no `;`, no control characters, 1 to 200 characters. */
  readonly id: string;
  /** As shown in agendas; the id where the table gives none. */
  readonly name: string;
  readonly organisation: string;
  /** ISO 3166-1 alpha-2 code; as written where the text is no known country. */
  readonly country: string;
  readonly email: string;
  readonly title: string;
  /** Free label (`EU`, `Japan`, `buyer` …); empty: none. */
  readonly side: string;
  readonly role: Role;
  /** Slot ids in which the participant can meet; `undefined`: all. The same array may be shared by many people. */
  readonly available: readonly string[] | undefined;
  /** Slot ids taken away from `available`. */
  readonly unavailable: readonly string[];
  /** Where availability.csv takes some of these away. */
  readonly attendance?: Attended | undefined;
  /** A slot must lie inside, in the participant's own zone; `undefined`: no limit. */
  readonly workingHours: MinuteSpan | undefined;
  /** IANA zone; `undefined`: the event's. */
  readonly timezone: string | undefined;
  /** ISO 639-1 codes; empty: no restriction. */
  readonly languages: readonly string[];
  /** Promised number of meetings, ≥ 0. */
  readonly minMeetings: number;
  /** Most meetings; `undefined`: no bound. */
  readonly maxMeetings: number | undefined;
  /** Most meetings in neighbouring slots of one session; `undefined`: no bound. */
  readonly maxConsecutive: number | undefined;
  /** Most breaks in the agenda of the whole event; `undefined`: no bound. */
  readonly maxBreaks: number | undefined;
  /** Which of these three are in the participant's own row though they are the same as the rule's. */
  readonly ownLimits?: readonly LimitName[] | undefined;
  /** Multiplies the points of this participant's wishes: 0.1 to 10, one decimal. */
  readonly weight: number;
  /** Meetings held at once (a delegation of k people), ≥ 1. */
  readonly parallel: number;
  /** Room id in which all meetings of this participant take place; `undefined`: any. */
  readonly room: string | undefined;
  readonly offers: readonly string[];
  readonly seeks: readonly string[];
  readonly sectors: readonly string[];
  /** Of hosts and topics, who always have them; `undefined` for others. */
  readonly group: GroupTerms | undefined;
  /** Physical line in its table, from 1; 0 where the participant was only named in prefs.csv. */
  readonly line: number;
}

/** `wish`: wanted; `never`: the pair must not meet; `must`: the pair must meet. */
export type WishKind = 'wish' | 'never' | 'must';

/** What meets a wish: a seat in a group session, a one-to-one, or either. */
export type WishAs = 'seat' | 'pair' | 'either';

/** A list that may make its entries when they are asked for: a million of them need not be there at once. Arrays are one. */
export interface Rows<T> extends Iterable<T> {
  readonly length: number;
  /** O(1). */
  at(index: number): T | undefined;
  /** In order. O(length). */
  forEach(use: (entry: T, index: number) => void): void;
}

/** One row of prefs.csv: who wants to meet whom, and how much. */
export interface Wish {
  readonly from: string;
  /** A participant id (or, where organisations are asked for, an organisation shared by several). */
  readonly to: string;
  /**
   * Ids of the participants any one of whom meets the wish, in table order, without the wisher; `undefined` where `to` is
   * a participant.
   */
  readonly anyOf?: readonly string[] | undefined;
  readonly kind: WishKind;
  readonly as: WishAs;
  /** 1 = most wanted; `undefined` where the file has none or the cell is empty. */
  readonly rank: number | undefined;
  /** 0 to 1,000,000, at most 3 decimals; larger = more wanted. A file has ranks or scores, never both. */
  readonly score: number | undefined;
  /** Label of the session in which the meeting must take place. */
  readonly session: string | undefined;
  readonly note: string;
  /** Physical line in prefs.csv, from 1. */
  readonly line: number;
}

/** A time at which meetings take place, all at once. */
export interface Slot {
  readonly id: string;
  /** `YYYY-MM-DD`, or empty without dates. */
  readonly date: string;
  /** `HH:MM` in event time, or empty without times. */
  readonly start: string;
  readonly end: string;
  /** Label; the date (or empty) where the table gives none. */
  readonly session: string;
  /** Most meetings in this slot; `undefined`: no bound beyond the rooms. */
  readonly meetings: number | undefined;
  readonly line: number;
}

/** A slot on the clock of another zone than the event's. */
export interface LocalTimes {
  /** Day on which the slot starts there, `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM` on that day. */
  readonly start: string;
  /** `HH:MM`; on the day after where `endDate` says so. */
  readonly end: string;
  /** Day on which the slot ends there. */
  readonly endDate: string;
}

/** Where meetings take place: a room, a table of one, or a video room. */
export interface Room {
  readonly id: string;
  readonly name: string;
  /** People in one meeting; `undefined`: no limit. */
  readonly seats: number | undefined;
  /** Meetings at the same time, ≥ 1. */
  readonly tables: number;
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
  readonly url: string;
  /**
   * Who may use it: participant ids, sides, or the kinds `pair` and `group`. Empty: everyone.
   * A meeting may use the room when its kind is listed or at least one of its people (or their side) is.
   */
  readonly only: readonly string[];
  readonly line: number;
}

/** Who interprets one meeting at a time. */
export interface Interpreter {
  readonly id: string;
  readonly name: string;
  /** Interprets between any two of them. */
  readonly languages: readonly string[];
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
  readonly maxConsecutive: number | undefined;
  readonly line: number;
}

/** A meeting that takes place exactly there. */
export interface Lock {
  /** Two ids; in a group the host first, then guests who sit in its session (others may join). */
  readonly participants: readonly string[];
  /** Default: a group where there are more than two participants, else a one-to-one. */
  readonly kind?: 'pair' | 'group' | undefined;
  readonly slot: string;
  readonly room: string | undefined;
  readonly line: number;
}

/** The first meeting is over before the second starts, when both take place. */
export interface Order {
  readonly before: readonly [string, string];
  readonly after: readonly [string, string];
  readonly line: number;
}

/** Rules that hold for everyone; per-participant columns beat them and are already resolved in `Participant`. */
export interface Rules {
  /** A meeting needs two different sides. */
  readonly acrossSides: boolean;
  /** People of one organisation do not meet. */
  readonly acrossOrganisations: boolean;
  /** The default of participants, as are the limits that follow; `undefined`: no bound. */
  readonly minMeetings: number;
  readonly maxMeetings: number | undefined;
  readonly maxConsecutive: number | undefined;
  readonly maxBreaks: number | undefined;
  /** Every wish is a `must`. */
  readonly allWishes: boolean;
}

/** The tables that may stand beside the wishes, each as a file of its name and `.csv`. */
export const TABLES = ['slots', 'participants', 'rooms', 'interpreters', 'locks', 'order', 'availability'] as const;

/** What an event is read from. */
export type TableName = 'prefs' | (typeof TABLES)[number] | 'event';

/** One file that was read, as `summary.json` lists it. */
export interface InputFile {
  readonly table: TableName;
  /** Base name as the user gave it; `-` for standard input. */
  readonly name: string;
  /** Hex digest of the bytes. */
  readonly sha256: string;
  /** `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `windows-1252`, `shift_jis`, `xlsx`, or another that was asked for. */
  readonly encoding: string;
  /** `,` `;` or tab; empty for event.yaml and workbooks. */
  readonly delimiter: string;
  /** Data rows; 0 for event.yaml. */
  readonly rows: number;
  /** Shape of the rows of prefs.csv, as the option `--layout` names it; `undefined` for other tables. */
  readonly layout?: string | undefined;
}

/** All that is known of an event before it is scheduled. */
export interface Event {
  readonly name: string;
  /** IANA zone of all event times; `undefined` where none was given. */
  readonly timezone: string | undefined;
  /** In the order of participants.csv, or of first appearance in prefs.csv. */
  readonly participants: readonly Participant[];
  /** In file order, `never` rows included. */
  readonly wishes: Rows<Wish>;
  /** Ordered by start; without dates and times in row order. At least one. */
  readonly slots: readonly Slot[];
  /**
   * Zone of a participant, as it is written there → each slot (by index) on its clock. Every zone that differs from the
   * event's has its entry; none has where the event has no zone, or its slots no dates or times. Made by `localTimesOf`.
   */
  readonly localTimes: ReadonlyMap<string, readonly LocalTimes[]>;
  /** `undefined`: as many as needed, named `Room 1`, `Room 2` … by the solver. */
  readonly rooms: readonly Room[] | undefined;
  readonly interpreters: readonly Interpreter[];
  readonly locks: readonly Lock[];
  readonly order: readonly Order[];
  readonly rules: Rules;
  /** Points added to a mutual meeting; 0 or more, at most 3 decimals. */
  readonly mutualBonus: number;
  readonly inputs: readonly InputFile[];
}
