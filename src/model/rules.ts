/** The hard rules: one id each, the same word in the model, the search, the checker, the messages and the tests. */

/** A hard rule in words. */
export interface RuleDescription {
  readonly id: string;
  /** One sentence for people. */
  readonly meaning: string;
  /** Where an organiser writes it. */
  readonly writtenIn: string;
  /** First version that holds it. */
  readonly since: string;
}

/** Every hard rule; the order is that of the README. */
export const RULES = [
  {
    id: 'known-participants',
    meaning: 'Everyone in a meeting is a participant of the event.',
    writtenIn: 'schedule.csv',
    since: '0.1.0',
  },
  {
    id: 'known-slot',
    meaning: 'A meeting takes place in a slot of the event.',
    writtenIn: 'schedule.csv',
    since: '0.1.0',
  },
  {
    id: 'known-room',
    meaning: 'A meeting takes place in a room of the event.',
    writtenIn: 'schedule.csv',
    since: '0.1.0',
  },
  {
    id: 'two-people',
    meaning: 'A one-to-one has two different people; a topic is none.',
    writtenIn: 'schedule.csv',
    since: '0.1.0',
  },
  {
    id: 'group-host',
    meaning: 'A group session is held by a host or a topic, who stands first; its guests are people.',
    writtenIn: 'participants.csv: role',
    since: '0.2.0',
  },
  {
    id: 'group-size',
    meaning: 'A group session has `group_min` to `group_max` guests.',
    writtenIn: 'participants.csv: group_min, group_max',
    since: '0.2.0',
  },
  {
    id: 'sessions',
    meaning: 'A host or topic holds at most `sessions` group sessions, one at a time.',
    writtenIn: 'participants.csv: sessions',
    since: '0.2.0',
  },
  {
    id: 'once',
    meaning: 'Two people hold at most one one-to-one, and a wish is the reason for one meeting only.',
    writtenIn: 'always',
    since: '0.1.0',
  },
  { id: 'guest-once', meaning: 'A guest sits in at most one session of a host.', writtenIn: 'always', since: '0.2.0' },
  {
    id: 'wished',
    meaning: 'A meeting is wished by one of its people, or locked; so is each seat in a group session.',
    writtenIn: 'prefs.csv: to, as',
    since: '0.1.0',
  },
  {
    id: 'single-booking',
    meaning: 'A participant holds at most `parallel` meetings in a slot.',
    writtenIn: 'participants.csv: parallel',
    since: '0.1.0',
  },
  {
    id: 'availability',
    meaning: 'A participant meets only when available and within working hours.',
    writtenIn: 'participants.csv: available, unavailable, working_hours',
    since: '0.1.0',
  },
  {
    id: 'session',
    meaning: 'A meeting wished for a session takes place in it.',
    writtenIn: 'prefs.csv: session',
    since: '0.1.0',
  },
  {
    id: 'slot-capacity',
    meaning: 'A slot holds at most `meetings` meetings.',
    writtenIn: 'slots.csv: meetings',
    since: '0.1.0',
  },
  {
    id: 'room-tables',
    meaning: 'A room holds at most `tables` meetings in a slot.',
    writtenIn: 'rooms.csv: tables',
    since: '0.1.0',
  },
  {
    id: 'room-seats',
    meaning: 'The people of a meeting fit the seats of its room.',
    writtenIn: 'rooms.csv: seats',
    since: '0.1.0',
  },
  {
    id: 'room-availability',
    meaning: 'A room is used only when it is available.',
    writtenIn: 'rooms.csv: available, unavailable',
    since: '0.1.0',
  },
  {
    id: 'room-only',
    meaning: 'A reserved room is used only by those it is reserved for.',
    writtenIn: 'rooms.csv: only',
    since: '0.1.0',
  },
  {
    id: 'own-room',
    meaning: 'A participant with a room of its own meets there.',
    writtenIn: 'participants.csv: room',
    since: '0.1.0',
  },
  {
    id: 'never',
    meaning: 'Two people who must not meet are in no meeting together.',
    writtenIn: 'prefs.csv: kind',
    since: '0.1.0',
  },
  {
    id: 'must',
    meaning: 'A wish that must be met is.',
    writtenIn: 'prefs.csv: kind; rules: all_wishes',
    since: '0.1.0',
  },
  {
    id: 'across-sides',
    meaning: 'A one-to-one joins two different sides, as do the host of a session and each guest.',
    writtenIn: 'rules: across_sides',
    since: '0.1.0',
  },
  {
    id: 'across-organisations',
    meaning: 'People of one organisation do not meet; they may be guests of one session.',
    writtenIn: 'participants.csv: organisation; rules: across_organisations',
    since: '0.2.0',
  },
  {
    id: 'interpreter',
    meaning: 'A meeting whose people share no language has an interpreter for all of them, who is free.',
    writtenIn: 'interpreters.csv; participants.csv: languages',
    since: '0.2.0',
  },
  {
    id: 'max-meetings',
    meaning: 'A participant has at most `max_meetings` meetings.',
    writtenIn: 'participants.csv: max_meetings; rules',
    since: '0.1.0',
  },
  {
    id: 'max-breaks',
    meaning: 'A participant has at most `max_breaks` breaks.',
    writtenIn: 'participants.csv: max_breaks; rules',
    since: '0.1.0',
  },
  {
    id: 'max-consecutive',
    meaning: 'A participant is busy in at most `max_consecutive` neighbouring slots of one session.',
    writtenIn: 'participants.csv: max_consecutive; rules',
    since: '0.1.0',
  },
  {
    id: 'lock',
    meaning: 'A locked meeting takes place in its slot and room, with everyone it names.',
    writtenIn: 'locks.csv',
    since: '0.1.0',
  },
  {
    id: 'order',
    meaning: 'The first of two ordered meetings is over before the second starts.',
    writtenIn: 'order.csv',
    since: '0.1.0',
  },
] as const satisfies readonly RuleDescription[];

/** The `id` of one of `RULES`. */
export type RuleId = (typeof RULES)[number]['id'];
