/** The columns of every table and the words by which their headers are known, beside the column's own name. */

/** Column → aliases, the likelier first. */
export type Columns<C extends string> = Readonly<Record<C, readonly string[]>>;

const FROM = [
  'requester',
  'requested by',
  'host',
  'source',
  'applicant',
  'participant',
  'id',
  'name',
  'email address',
] as const;
const ID = ['participant id', 'identifier', 'email'] as const;
const NAME = ['full name'] as const;
const SLOT = ['time slot'] as const;
const START = ['begin', 'from'] as const;
const END = ['until'] as const;
const ROOM = ['table', 'booth', 'location', 'meeting point'] as const;

export const LONG_PREFS = {
  from: FROM,
  to: ['requested', 'target', 'guest', 'invitee', 'requestee', 'partner', 'wants'],
  rank: ['priority', 'order', 'choice'],
  score: ['stars', 'points', 'interest'],
  kind: [],
  as: [],
  session: [],
  note: [],
} as const satisfies Columns<string>;

export const RANKED_PREFS = { from: FROM } as const satisfies Columns<string>;

/** Headers of the choices of a ranked table: one of these with a number, or one of them repeated. */
export const CHOICE = ['choice', 'preference', 'pref', 'wish'] as const;

/** Headers of the one multi-value column of a list. */
export const CHOICES = ['choices', 'preferences', 'prefs', 'wishes', ...CHOICE] as const;

export const PARTICIPANTS = {
  id: ID,
  name: NAME,
  organisation: ['organization', 'company'],
  country: [],
  email: ['e-mail', 'mail'],
  title: [],
  side: [],
  role: [],
  available: [],
  unavailable: [],
  working_hours: [],
  timezone: [],
  languages: [],
  min_meetings: [],
  max_meetings: [],
  max_consecutive: [],
  max_breaks: [],
  weight: [],
  parallel: [],
  // Not the aliases of a room: a participant's "location" is a town.
  room: [],
  offers: [],
  seeks: [],
  sectors: [],
  group_min: [],
  group_max: [],
  sessions: [],
} as const satisfies Columns<string>;

export const SLOTS = {
  slot: SLOT,
  date: [],
  start: START,
  end: END,
  session: [],
  meetings: [],
} as const satisfies Columns<string>;

export const ROOMS = {
  room: ROOM,
  name: NAME,
  seats: [],
  tables: [],
  available: [],
  unavailable: [],
  url: [],
  only: [],
} as const satisfies Columns<string>;

export const INTERPRETERS = {
  id: ID,
  name: NAME,
  languages: [],
  available: [],
  unavailable: [],
  max_consecutive: [],
} as const satisfies Columns<string>;

/** The other columns of availability.csv are slots, days or times. */
export const ATTENDANCE = { participant: ['id', ...ID, 'name', ...NAME] } as const satisfies Columns<string>;

export const LOCKS = { a: [], b: [], slot: SLOT, room: ROOM } as const satisfies Columns<string>;

export const ORDER = { before_a: [], before_b: [], after_a: [], after_b: [] } as const satisfies Columns<string>;

/** A schedule as it is written, edited or not. */
export const SCHEDULE = {
  meeting: [],
  slot: SLOT,
  date: [],
  start: START,
  end: END,
  room: ROOM,
  kind: [],
  participants: [],
  names: [],
  points: [],
  mutual: [],
  locked: [],
  interpreter: [],
  url: [],
} as const satisfies Columns<string>;
