/**
 * What an inspection tells, as plain data: `ejrc inspect --json` prints it as it is. A figure that no table bounds is `null`.
 * Every "at least" and "at most" is certain: it holds for every schedule that keeps the rules.
 */
import type { WishKind } from '../model/event.js';

/** Why something can never take place, whatever the schedule. */
export type Obstacle =
  /** A row of kind `never`. */
  | 'never'
  /** The rule across_sides: both are of one side, or one has none. */
  | 'same-side'
  /** The rule across_organisations. */
  | 'same-organisation'
  /** One of the two may have no meeting at all (`max_meetings` 0). */
  | 'no-meeting-allowed'
  /** A topic is nobody: it holds no one-to-ones and sits nowhere. */
  | 'topic'
  /** A seat is wished, and neither holds group sessions, or too few could attend any. */
  | 'no-group'
  /** Never available together, or not in the session that is asked for. */
  | 'no-common-slot'
  /** No room that they may use is open when they are available. */
  | 'no-room'
  /** They share no language, and no interpreter for them is there when they are available. */
  | 'no-interpreter';

/** What `inspect` tells of an event. Counts are whole numbers; lists are whole. */
export interface Inspection {
  readonly event: { readonly name: string; readonly timezone: string | null };
  readonly inputs: readonly InputFigures[];
  readonly people: PeopleFigures;
  readonly wishes: WishFigures;
  /** People who are probably one and the same: participants with one e-mail address. */
  readonly duplicates: readonly Duplicate[];
  /** Everyone who is wished by someone, the most wished first. */
  readonly popular: readonly PersonLoad[];
  /** People who will have no meeting. In table order. */
  readonly isolated: readonly Isolated[];
  readonly capacity: Capacity;
  /** Promises (`min_meetings`) that no schedule keeps. In table order. */
  readonly brokenPromises: readonly BrokenPromise[];
  readonly unmet: Unmet;
}

/** A file that was read. */
export interface InputFigures {
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly encoding: string;
  /** Empty for event.yaml and workbooks. */
  readonly delimiter: string;
  /** Of prefs.csv; else `null`. */
  readonly layout: string | null;
}

/** How often a label occurs; the most frequent first, then in order of appearance. Empty: not filled in. */
export interface Tally {
  readonly label: string;
  readonly count: number;
}

/** Of a list of numbers, all 0 where it is empty. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Participants, counted. */
export interface PeopleFigures {
  readonly total: number;
  readonly byRole: readonly Tally[];
  readonly bySide: readonly Tally[];
  readonly byCountry: readonly Tally[];
}

/** Wishes, counted. */
export interface WishFigures {
  /** Rows of kind `wish` and `must`. */
  readonly total: number;
  readonly byKind: Readonly<Record<WishKind, number>>;
  /** Wishes (without `never`) by what meets them. */
  readonly byForm: { readonly pair: number; readonly seat: number; readonly either: number };
  /** Of `total`: for any one person of an organisation. */
  readonly forOrganisations: number;
  /** Of `total`: bound to a session. */
  readonly withSession: number;
  /** Different pairs of people of whom one wishes the other by name. */
  readonly pairs: number;
  /** Of `pairs`: each wishes the other. */
  readonly mutual: number;
  /** Wishes made and received (by name) by each participant. */
  readonly made: Spread;
  readonly received: Spread;
  readonly values: 'ranks' | 'scores' | 'none';
  /** Smallest and largest rank or score; `null` where there are none. */
  readonly valueRange: readonly [number, number] | null;
  /** Sum of the points of all wishes, weights included and bonuses not, in the organiser's units. */
  readonly points: number;
}

/** People with one e-mail address. */
export interface Duplicate {
  readonly email: string;
  /** At least two. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly line: number }[];
}

/** One person's demand against what it can hold. */
export interface PersonLoad {
  readonly id: string;
  readonly name: string;
  /** Wishes of others for it by name, and its own wishes; never rows not counted. */
  readonly received: number;
  readonly made: number;
  /** Different meetings (or seats) that all these wishes need of it, those that can never be left out. */
  readonly needed: number;
  /** Most meetings it can hold: slots in which a wished meeting could be, `parallel`, `max_meetings` and rests counted. */
  readonly places: number;
  /** Most seats it can offer as a host; 0 for others. */
  readonly seats: number;
  /** At least so many of the wishes for and of it, beyond those that can never be met, stay unmet. */
  readonly unmet: number;
}

/** Who will have no meeting. */
export interface Isolated {
  readonly id: string;
  readonly name: string;
  /** `unwished`: neither wishes nor is wished. `impossible`: none of its wishes, or of those for it, can ever be met. */
  readonly why: 'unwished' | 'impossible';
}

/** What a slot has room for. `null`: no limit. */
export interface SlotCapacity {
  readonly slot: string;
  /** Most meetings by rooms, tables and the slot's own limit. */
  readonly tables: number | null;
  /** Places of people who could have a wished meeting then. */
  readonly places: number;
  /** Most meetings then: by tables, by people, and by the wishes that could be met then. */
  readonly meetings: number;
}

/** What the event has room for. `null`: no limit. */
export interface Capacity {
  readonly slots: number;
  readonly rooms: number | null;
  /** Sum of the tables of all slots. */
  readonly tables: number | null;
  /** Sum over participants of the slots in which it is available, times `parallel`. */
  readonly personSlots: number;
  readonly bySlot: readonly SlotCapacity[];
  /** No schedule has more meetings. */
  readonly mostMeetings: number;
  /** Fewest meetings that meet every wish which can be met at all. */
  readonly meetingsWished: number;
  readonly needed: {
    /** To meet all of them, there must be at least so many slots, whatever the rooms; and with the tables there are. */
    readonly slots: number;
    readonly slotsWithTables: number | null;
    /** Id of who alone needs `slots`; `null` where nobody is wished. */
    readonly busiest: string | null;
    /** At least so many tables in the largest slot. */
    readonly tables: number;
  };
  /** Of hosts and topics. `offered`: most seats in all their sessions; `wished`: wishes that only a seat meets. */
  readonly seats: { readonly hosts: number; readonly offered: number; readonly wished: number };
}

/** A promise that no schedule keeps. */
export interface BrokenPromise {
  readonly id: string;
  readonly name: string;
  readonly promised: number;
  /** Most meetings it can have: the smaller of `partners` and `places`. */
  readonly possible: number;
  /** Different meetings that wishes and locks allow it. */
  readonly partners: number;
  readonly places: number;
}

/** A wish that no schedule meets. */
export interface ImpossibleWish {
  /** Physical line in prefs.csv. */
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly obstacle: Obstacle;
  /** It has to be met all the same: then no schedule keeps the rules. */
  readonly must: boolean;
}

/** What no schedule meets. */
export interface Unmet {
  /** Of all wishes, no schedule meets all but fewer than this. */
  readonly atLeast: number;
  /** Wishes that can never be met, in file order. */
  readonly impossible: readonly ImpossibleWish[];
  readonly byObstacle: Readonly<Record<Obstacle, number>>;
  /** Beyond `impossible`: at least so many since people have fewer places than their wishes need. */
  readonly forPlaces: number;
  /** Beyond `impossible`: at least so many since there are fewer tables, or fewer people at a time, than meetings. */
  readonly forTables: number;
}
