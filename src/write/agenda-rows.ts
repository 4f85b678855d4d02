/** The rows of agendas, shared by `agendas.csv`, `agendas/…` and later by calendars and pages. */
import type { Participant, Slot } from '../model/event.js';
import type { Cell } from './csv.js';
import { isAvailable } from './local-time.js';
import type { MeetingView, View } from './view.js';

export const AGENDA_COLUMNS =
  'participant,name,organisation,email,slot,date,start,end,local_date,local_start,local_end,timezone,room,kind,with,with_names,with_organisations,role,url,meeting'.split(
    ',',
  );

/** What a slot without a meeting is: `break` lies between two meetings of one day, `unavailable` wins over both. */
export type EmptyKind = 'free' | 'break' | 'unavailable';

/** The people a participant meets there, in the meeting's order. */
export function partnersIn(view: MeetingView, id: string): readonly Participant[] {
  return view.people.filter(person => person.id !== id);
}

/** One meeting of one participant. */
export function meetingRow(view: View, person: Participant, entry: MeetingView): Cell[] {
  const others = partnersIn(entry, person.id);
  const { meeting } = entry;
  const leads = meeting.kind === 'group' && meeting.participants[0] === person.id;
  return [
    ...head(view, person, entry.slot),
    meeting.room,
    meeting.kind,
    others.map(other => other.id).join(';'),
    others.map(other => other.name).join(';'),
    others.map(other => other.organisation).join(';'),
    leads ? person.role : 'participant',
    entry.room?.url ?? '',
    meeting.id,
  ];
}

/** One participant's whole agenda: its meetings, and its free, break and unavailable slots between. O(slots + meetings). */
export function fullAgenda(view: View, person: Participant): Cell[][] {
  const bySlot = new Map<string, MeetingView[]>();
  for (const entry of view.meetingsOf(person.id)) {
    bySlot.set(entry.slot.id, [...(bySlot.get(entry.slot.id) ?? []), entry]);
  }
  const inBreak = breakSlots(view.event.slots, slot => bySlot.has(slot.id));
  return view.event.slots.flatMap(slot => {
    const meetings = bySlot.get(slot.id);
    if (meetings) return meetings.map(entry => meetingRow(view, person, entry));
    const there = isAvailable(person, slot, view.local(person, slot));
    const kind: EmptyKind = !there ? 'unavailable' : inBreak.has(slot.id) ? 'break' : 'free';
    return [[...head(view, person, slot), '', kind, '', '', '', '', '', '']];
  });
}

/** Ids of the slots without a meeting between two meetings of one day. */
function breakSlots(slots: readonly Slot[], busy: (slot: Slot) => boolean): Set<string> {
  const found = new Set<string>();
  let waiting: string[] = [];
  let lastDay: string | undefined;
  for (const slot of slots) {
    if (busy(slot)) {
      if (lastDay === slot.date) for (const id of waiting) found.add(id);
      waiting = [];
      lastDay = slot.date;
    } else waiting.push(slot.id);
  }
  return found;
}

function head(view: View, person: Participant, slot: Slot): Cell[] {
  const local = view.local(person, slot);
  return [
    person.id,
    person.name,
    person.organisation,
    person.email,
    slot.id,
    slot.date,
    slot.start,
    slot.end,
    local.date,
    local.start,
    local.end,
    local.timezone,
  ];
}
