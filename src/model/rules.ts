/** The hard rules: one id each, the same word in the model, the search, the checker, the messages and the tests. */

export interface RuleDescription {
  readonly id: string;
  /** One sentence for people. */
  readonly meaning: string;
  /** Where an organiser writes it. */
  readonly writtenIn: string;
}

export const RULES = [
  {
    id: 'known-participants',
    meaning: 'Everyone in a meeting is a participant of the event.',
    writtenIn: 'schedule.csv',
  },
  { id: 'known-slot', meaning: 'A meeting takes place in a slot of the event.', writtenIn: 'schedule.csv' },
  { id: 'known-room', meaning: 'A meeting takes place in a room of the event.', writtenIn: 'schedule.csv' },
  { id: 'two-people', meaning: 'A one-to-one has two different participants.', writtenIn: 'schedule.csv' },
  { id: 'once', meaning: 'A pair meets at most once.', writtenIn: 'always' },
  { id: 'wished', meaning: 'A meeting is wished by one of its people, or locked.', writtenIn: 'prefs.csv' },
  {
    id: 'single-booking',
    meaning: 'A participant holds at most `parallel` meetings in a slot.',
    writtenIn: 'participants.csv: parallel',
  },
  {
    id: 'availability',
    meaning: 'A participant meets only when available and within working hours.',
    writtenIn: 'participants.csv: available, unavailable, working_hours',
  },
  { id: 'session', meaning: 'A meeting wished for a session takes place in it.', writtenIn: 'prefs.csv: session' },
  { id: 'slot-capacity', meaning: 'A slot holds at most `meetings` meetings.', writtenIn: 'slots.csv: meetings' },
  { id: 'room-tables', meaning: 'A room holds at most `tables` meetings in a slot.', writtenIn: 'rooms.csv: tables' },
  { id: 'room-seats', meaning: 'The people of a meeting fit the seats of its room.', writtenIn: 'rooms.csv: seats' },
  {
    id: 'room-availability',
    meaning: 'A room is used only when it is available.',
    writtenIn: 'rooms.csv: available, unavailable',
  },
  {
    id: 'room-only',
    meaning: 'A reserved room is used only by those it is reserved for.',
    writtenIn: 'rooms.csv: only',
  },
  { id: 'own-room', meaning: 'A participant with a room of its own meets there.', writtenIn: 'participants.csv: room' },
  { id: 'never', meaning: 'A pair that must not meet does not.', writtenIn: 'prefs.csv: kind' },
  { id: 'must', meaning: 'A pair that must meet does.', writtenIn: 'prefs.csv: kind; rules: all_wishes' },
  { id: 'across-sides', meaning: 'A meeting joins two different sides.', writtenIn: 'rules: across_sides' },
  {
    id: 'max-meetings',
    meaning: 'A participant has at most `max_meetings` meetings.',
    writtenIn: 'participants.csv: max_meetings; rules',
  },
  {
    id: 'max-breaks',
    meaning: 'A participant has at most `max_breaks` breaks.',
    writtenIn: 'participants.csv: max_breaks; rules',
  },
  {
    id: 'max-consecutive',
    meaning: 'A participant is busy in at most `max_consecutive` neighbouring slots of one session.',
    writtenIn: 'participants.csv: max_consecutive; rules',
  },
  { id: 'lock', meaning: 'A locked meeting takes place in its slot and room.', writtenIn: 'locks.csv' },
  {
    id: 'order',
    meaning: 'The first of two ordered meetings is over before the second starts.',
    writtenIn: 'order.csv',
  },
] as const satisfies readonly RuleDescription[];

export type RuleId = (typeof RULES)[number]['id'];
