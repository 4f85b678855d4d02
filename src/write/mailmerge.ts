/** `mailmerge.csv`: one participant a row, each slot of the event in flat columns; empty where nothing takes place. */
import type { Participant, Slot } from '../model/event.js';
import { partnersIn } from './agenda-rows.js';
import { type Cell, toCsv } from './csv.js';
import type { MeetingView, View } from './view.js';
import type { Writer } from './writers.js';

const PERSON = ['participant', 'name', 'title', 'organisation', 'country', 'email', 'timezone', 'meetings'];
/** `slot_1_date`, … : the first slot of the event, whatever its id. Several meetings at once are joined with `;`. */
const PER_SLOT = 'date,start,end,local_date,local_start,local_end,room,with,with_names,url'.split(',');

export const mailmerge: Writer = {
  format: 'csv',
  paths: () => ['mailmerge.csv'],
  build: view => {
    const slots = view.event.slots.flatMap((_slot, index) => PER_SLOT.map(name => `slot_${index + 1}_${name}`));
    const rows = view.event.participants.map(person => row(view, person));
    return [{ path: 'mailmerge.csv', text: toCsv([...PERSON, ...slots], rows) }];
  },
};

function row(view: View, person: Participant): Cell[] {
  const entries = view.meetingsOf(person.id);
  const bySlot = new Map<string, MeetingView[]>();
  for (const entry of entries) bySlot.set(entry.slot.id, [...(bySlot.get(entry.slot.id) ?? []), entry]);
  const zone = view.event.timezone === undefined ? '' : (person.timezone ?? view.event.timezone);
  return [
    ...[person.id, person.name, person.title, person.organisation, person.country, person.email, zone],
    entries.length,
    ...view.event.slots.flatMap(slot => slotCells(view, person, slot, bySlot.get(slot.id))),
  ];
}

function slotCells(view: View, person: Participant, slot: Slot, entries: readonly MeetingView[] | undefined): Cell[] {
  if (!entries) return PER_SLOT.map(() => '');
  const local = view.local(person, slot);
  const partners = entries.flatMap(entry => partnersIn(entry, person.id));
  return [
    ...[slot.date, slot.start, slot.end, local.date, local.start, local.end],
    entries.map(entry => entry.meeting.room).join(';'),
    partners.map(other => other.id).join(';'),
    partners.map(other => other.name).join(';'),
    entries
      .map(entry => entry.room?.url ?? '')
      .filter(url => url !== '')
      .join(';'),
  ];
}
