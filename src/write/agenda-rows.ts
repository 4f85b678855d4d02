/** The lines of agendas, shared by `agendas.csv` and `agendas/…`. */
import type { Participant, Slot } from '../model/event.js';
import type { Meeting } from '../model/schedule.js';
import { line } from './csv.js';
import type { Person } from './pieces.js';
import type { MeetingView, View } from './view.js';

export const AGENDA_COLUMNS =
  'participant,name,organisation,email,slot,date,start,end,local_date,local_start,local_end,timezone,room,kind,with,with_names,with_organisations,role,url,meeting'.split(
    ',',
  );

/** What a slot without a meeting is: `break` lies between two meetings of one day, `unavailable` wins over both. */
const EMPTY_KINDS = ['free', 'break', 'unavailable'] as const;
type EmptyKind = (typeof EMPTY_KINDS)[number];

/** The cells from `room` to `meeting` of a slot without a meeting. */
const EMPTY_SLOT = Object.fromEntries(
  EMPTY_KINDS.map(kind => [kind, line(['', kind, '', '', '', '', '', ''])]),
) as Record<EmptyKind, string>;

/** The people a participant meets there, in the meeting's order. */
export function partnersIn(view: MeetingView, { index }: Person): readonly Person[] {
  return view.people.filter(one => one.index !== index);
}

/** The meetings of one participant, a line each. O(meetings). */
export function meetingLines(view: View, person: Person): string[] {
  const { slots } = view.pieces.zone(person.participant);
  const head = headOf(person);
  return view.meetingsOf(person).map(entry => `${head},${slots[entry.at]},${meetingCells(view, person, entry)}`);
}

/** One participant's whole agenda: its meetings, and its free, break and unavailable slots between. O(slots + meetings). */
export function* agendaLines(view: View, person: Person): Generator<string> {
  const { participant } = person;
  const pieces = view.pieces.zone(participant);
  const head = headOf(person);
  const entries = view.meetingsOf(person);
  const busy = new Set(entries.map(entry => entry.at));
  const inBreak = breakSlots(view.event.slots, busy);
  const open = view.local.open(participant);
  let next = 0;
  for (const at of view.event.slots.keys()) {
    const opening = `${head},${pieces.slots[at]}`;
    for (; entries[next]?.at === at; next++) yield `${opening},${meetingCells(view, person, entries[next]!)}`;
    if (busy.has(at)) continue;
    const kind = !open.has(at) ? 'unavailable' : inBreak.has(at) ? 'break' : 'free';
    yield `${opening},${EMPTY_SLOT[kind]}`;
  }
}

/** `participant,name,organisation,email` */
function headOf({ name, organisation, participant }: Person): string {
  return `${name},${organisation},${line([participant.email])}`;
}

/** The cells from `room` to `meeting`. */
function meetingCells({ pieces }: View, person: Person, entry: MeetingView): string {
  const { meeting } = entry;
  const place = `${pieces.cell(meeting.room)},${pieces.cell(meeting.kind)}`;
  const role = pieces.cell(roleIn(meeting, person));
  return `${place},${partners(person, entry)},${role},${pieces.cell(entry.room?.url ?? '')},${line([meeting.id])}`;
}

/** Who leads a group does so as `host` or `topic`, who sits in it is a `guest`; in a one-to-one both are `participant`. */
function roleIn({ kind, participants }: Meeting, { participant }: Person): string {
  if (kind === 'pair') return 'participant';
  return participants[0] === participant.id ? participant.role : 'guest';
}

/** `with,with_names,with_organisations` */
function partners(person: Person, entry: MeetingView): string {
  const others = partnersIn(entry, person);
  if (others.length === 1) return `${others[0]!.name},${others[0]!.organisation}`;
  const joined = (of: (one: Participant) => string) => others.map(other => of(other.participant));
  return line([joined(one => one.id), joined(one => one.name), joined(one => one.organisation)]);
}

/** Indexes of the slots without a meeting between two meetings of one day. */
function breakSlots(slots: readonly Slot[], busy: ReadonlySet<number>): Set<number> {
  const found = new Set<number>();
  let waiting: number[] = [];
  let lastDay: string | undefined;
  for (const [at, { date }] of slots.entries()) {
    if (busy.has(at)) {
      if (lastDay === date) for (const one of waiting) found.add(one);
      waiting = [];
      lastDay = date;
    } else waiting.push(at);
  }
  return found;
}
