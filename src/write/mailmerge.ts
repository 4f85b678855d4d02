/** `mailmerge.csv`: one participant a row, each slot of the event in flat columns; empty where nothing takes place. */
import { partnersIn } from './agenda-rows.js';
import { csvText, line } from './csv.js';
import type { Person } from './pieces.js';
import type { MeetingView, View } from './view.js';
import type { Writer } from './writers.js';

const PERSON = ['participant', 'name', 'title', 'organisation', 'country', 'email', 'timezone', 'meetings'];
/** `slot_1_date`, … : the first slot of the event, whatever its id. Several meetings at once are joined with `;`. */
const PER_SLOT = 'date,start,end,local_date,local_start,local_end,room,with,with_names,url'.split(',');

/** The cells of a slot without a meeting. */
const EMPTY_SLOT = line(PER_SLOT.map(() => ''));

export const mailmerge: Writer = {
  format: 'csv',
  paths: () => ['mailmerge.csv'],
  build: view => {
    const slots = view.event.slots.flatMap((_slot, index) => PER_SLOT.map(name => `slot_${index + 1}_${name}`));
    return [{ path: 'mailmerge.csv', text: () => csvText([...PERSON, ...slots], lines(view)) }];
  },
};

function* lines(view: View): Generator<string> {
  for (const person of view.people) yield personLine(view, person);
}

function personLine(view: View, person: Person): string {
  const { slots } = view.event;
  const entries = view.meetingsOf(person);
  const zone = view.local.zone(person.participant);
  const { id, name, title, organisation, country, email } = person.participant;
  const pieces = [line([id, name, title, organisation, country, email, zone, entries.length])];
  let next = 0;
  for (const at of slots.keys()) {
    const first = next;
    while (entries[next]?.at === at) next++;
    pieces.push(next === first ? EMPTY_SLOT : slotCells(view, person, entries.slice(first, next)));
  }
  return pieces.join(',');
}

/** The cells of a slot with one or more meetings. */
function slotCells({ pieces }: View, person: Person, entries: readonly MeetingView[]): string {
  const times = pieces.zone(person.participant).times[entries[0]!.at];
  const partners = entries.flatMap(entry => partnersIn(entry, person));
  const rooms = entries.map(entry => entry.meeting.room);
  const names = partners.length === 1 ? partners[0]!.name : joinedNames(partners);
  const urls = entries.map(entry => entry.room?.url ?? '').filter(url => url !== '');
  return `${times},${cellOf(rooms, pieces)},${names},${cellOf(urls, pieces)}`;
}

/** Most have one text, which comes again and again. */
function cellOf(texts: readonly string[], pieces: View['pieces']): string {
  return texts.length === 1 ? pieces.cell(texts[0]!) : line([texts]);
}

function joinedNames(people: readonly Person[]): string {
  return line([people.map(({ participant }) => participant.id), people.map(({ participant }) => participant.name)]);
}
