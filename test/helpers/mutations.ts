/** Ways to break a rule in any good schedule with groups, organisations and interpreters. */
import type { Participant } from '../../src/model/event.js';
import type { RuleId } from '../../src/model/rules.js';
import type { Meeting } from '../../src/model/schedule.js';
import { both, moreWishes, person, room } from './defects.js';
import type { Planted } from './plant-mixed.js';
import type { Dice } from './random.js';

export interface Mutation {
  readonly rule: RuleId;
  readonly name: string;
  /** `undefined` where the schedule has nothing of the kind. */
  readonly apply: (planted: Planted, dice: Dice) => Planted | undefined;
}

type OfRow = (row: Meeting, planted: Planted, dice: Dice) => Partial<Meeting> | Planted['event'] | undefined;

/** Changes one row, drawn from those of a kind, or the event because of it. */
function inRow(rule: RuleId, name: string, fits: (row: Meeting, planted: Planted) => boolean, change: OfRow): Mutation {
  const apply = (planted: Planted, dice: Dice) => {
    const rows = planted.schedule.meetings.filter(row => fits(row, planted));
    if (rows.length === 0) return undefined;
    const row = dice.pick(rows);
    const changed = change(row, planted, dice);
    if (!changed) return undefined;
    if ('wishes' in changed) return { ...planted, event: changed };
    const meetings = planted.schedule.meetings.map(one => (one === row ? { ...one, ...changed } : one));
    return { ...planted, schedule: { meetings } };
  };
  return { rule, name, apply };
}

/** Adds a row like one of a kind. */
function again(
  rule: RuleId,
  name: string,
  fits: (row: Meeting) => boolean,
  change: (row: Meeting) => Partial<Meeting>,
): Mutation {
  const apply = ({ event, schedule: { meetings } }: Planted, dice: Dice) => {
    const rows = meetings.filter(fits);
    if (rows.length === 0) return undefined;
    const row = dice.pick(rows);
    return { event, schedule: { meetings: [...meetings, { ...row, id: 'new', line: 99, ...change(row) }] } };
  };
  return { rule, name, apply };
}

const any = () => true;
const isGroup = ({ kind }: Meeting) => kind === 'group';
const isPair = ({ kind }: Meeting) => kind === 'pair';
const isInterpreted = ({ interpreter }: Meeting) => interpreter !== '';
const hostOf = ({ participants }: Meeting, { event }: Planted): Participant =>
  event.participants.find(({ id }) => id === participants[0])!;
const people = (row: Meeting, { event }: Planted) =>
  row.participants.map(id => event.participants.find(one => one.id === id)!);

export const MUTATIONS: readonly Mutation[] = [
  inRow('known-slot', 'another slot', any, () => ({ slot: 'noon' })),
  inRow('two-people', 'a guest twice', isGroup, row => ({ participants: [...row.participants, row.participants[1]] })),
  inRow(
    'two-people',
    'a topic alone with a guest',
    (row, all) => isGroup(row) && hostOf(row, all).role === 'topic',
    row => ({
      participants: row.participants.slice(0, 2),
      kind: 'pair',
    }),
  ),
  inRow(
    'group-host',
    'a guest as the host',
    (row, all) => isGroup(row) && people(row, all)[1].role === 'participant',
    row => ({
      participants: [row.participants[1], row.participants[0], ...row.participants.slice(2)],
    }),
  ),
  inRow(
    'group-size',
    'one guest fewer than the least',
    (row, all) => isGroup(row) && hostOf(row, all).group!.min === row.participants.length - 1,
    row => ({
      participants: row.participants.slice(0, -1),
    }),
  ),
  inRow('group-size', 'one guest more than the most', isGroup, (row, { event }) =>
    person(row.participants[0], { group: { min: 0, max: row.participants.length - 2, sessions: undefined } })(event),
  ),
  inRow('sessions', 'one session fewer', isGroup, (row, { event, ...rest }) => {
    const { min, max, sessions } = hostOf(row, { event, ...rest }).group!;
    return person(row.participants[0], { group: { min, max, sessions: sessions! - 1 } })(event);
  }),
  again('once', 'the same two again', isPair, () => ({ slot: '1', room: 'R99' })),
  again('guest-once', 'the same session again', isGroup, () => ({ slot: '1', room: 'R99' })),
  again('single-booking', 'the same at the same time', any, () => ({ room: 'R99' })),
  inRow('wished', 'no wish that speaks for it', any, (row, { event }) => {
    const [first, second] = row.participants;
    const speaks = (id: string, to: string, anyOf: readonly string[] | undefined, other: string) =>
      id === other && (anyOf ?? [to]).some(one => one === first || one === second);
    const wishes = [...event.wishes].filter(
      ({ from, to, anyOf }) => !speaks(from, to, anyOf, first) && !speaks(from, to, anyOf, second),
    );
    return { ...event, wishes };
  }),
  inRow('availability', 'someone away', any, (row, { event }, dice) =>
    person(dice.pick(row.participants), { unavailable: [row.slot] })(event),
  ),
  inRow('session', 'a wish for another session of slots', any, (row, { event }) => {
    const { session } = event.slots.find(({ id }) => id === row.slot)!;
    const about = ({ from, to }: { from: string; to: string }) =>
      row.participants[0] === from || row.participants[0] === to;
    const as = row.kind === 'group' ? 'seat' : 'pair';
    const index = [...event.wishes].findIndex(
      one =>
        about(one) &&
        !one.anyOf &&
        one.as === as &&
        row.participants.slice(1).some(id => id === one.from || id === one.to),
    );
    if (index < 0) return undefined;
    const other = session === 'first' ? 'second' : 'first';
    return { ...event, wishes: [...event.wishes].map((one, at) => (at === index ? { ...one, session: other } : one)) };
  }),
  again('room-tables', 'two in one room', any, () => ({})),
  inRow(
    'room-seats',
    'a seat too few',
    (row, all) => people(row, all).every(({ role }) => role !== 'topic'),
    (row, { event }) => room(row.room, { seats: row.participants.length - 1 })(event),
  ),
  inRow('room-only', 'a room for the other kind', any, (row, { event }) =>
    room(row.room, { only: [row.kind === 'group' ? 'pair' : 'group'] })(event),
  ),
  inRow('own-room', 'a guest or partner with a room of its own', any, (row, { event }) =>
    person(row.participants[1], { room: 'R98' })(event),
  ),
  inRow('never', 'two of it who must not meet', any, (row, { event }, dice) => {
    const [from, to] = dice.shuffled(row.participants);
    return moreWishes({ from, to, kind: 'never' })(event);
  }),
  {
    rule: 'must',
    name: 'every wish a must, and one meeting gone',
    apply: ({ event, schedule: { meetings } }, dice) => {
      const direct = [...event.wishes].filter(({ anyOf }) => !anyOf);
      if (direct.length === 0) return undefined;
      const wanted = dice.pick(direct);
      const isGone = ({ participants }: Meeting) =>
        participants.includes(wanted.from) && participants.includes(wanted.to);
      const rules = { ...event.rules, allWishes: true };
      return { event: { ...event, rules }, schedule: { meetings: meetings.filter(row => !isGone(row)) } };
    },
  },
  inRow(
    'across-organisations',
    'two of one organisation',
    (row, all) => people(row, all).every(({ role }) => role !== 'topic'),
    (row, { event }) =>
      both(...row.participants.slice(0, 2).map(id => person(id, { organisation: ' ＡＣＭＥ' })))(event),
  ),
  inRow(
    'across-sides',
    'two of one side',
    (row, all) => people(row, all).every(({ role }) => role !== 'topic'),
    (row, { event }) => ({
      ...both(
        ...event.participants.map(({ id }, index) => person(id, { side: String(index) })),
        ...row.participants.map(id => person(id, { side: 'EU' })),
      )(event),
      rules: { ...event.rules, acrossSides: true },
    }),
  ),
  inRow('interpreter', 'nobody who interprets', isInterpreted, () => ({ interpreter: '' })),
  inRow('interpreter', 'somebody unknown who interprets', any, () => ({ interpreter: 'I99' })),
  inRow('interpreter', 'an interpreter who is away', isInterpreted, (row, { event }) => ({
    ...event,
    interpreters: event.interpreters.map(one => ({
      ...one,
      unavailable: one.id === row.interpreter ? [row.slot] : [],
    })),
  })),
  inRow('interpreter', 'an interpreter of another language', isInterpreted, (row, { event }) => ({
    ...event,
    interpreters: event.interpreters.map(one => ({
      ...one,
      languages: one.id === row.interpreter ? ['de'] : one.languages,
    })),
  })),
  inRow('lock', 'a lock elsewhere', any, (row, { event }) => ({
    ...event,
    locks: [{ participants: row.participants, kind: row.kind, slot: row.slot, room: 'R99', line: 2 }],
  })),
  inRow('max-meetings', 'nobody may meet', any, (row, { event }, dice) =>
    person(dice.pick(row.participants), { maxMeetings: 0 })(event),
  ),
];
