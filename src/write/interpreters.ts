/** `interpreter-agendas.csv`: the day of each interpreter; `interpreter-demand.csv`: where more of them are wanted. */
import type { Event, Interpreter } from '../model/event.js';
import { csvText, line } from './csv.js';
import type { MeetingView, View } from './view.js';
import type { Writer } from './writers.js';

const AGENDA = 'interpreter,name,slot,date,start,end,timezone,room,kind,participants,names,languages,url,meeting'.split(
  ',',
);
const DEMAND = 'languages,slot,date,start,end,meetings,interpreters,free,unmet'.split(',');

const FILES = { agendas: 'interpreter-agendas.csv', demand: 'interpreter-demand.csv' } as const;

/** Files that only events with interpreters get, and how each begins. */
export const INTERPRETER_FILES: Readonly<Record<string, string>> = {
  [FILES.agendas]: line(AGENDA),
  [FILES.demand]: line(DEMAND),
};

/** Every slot of every interpreter: its meeting, or `free`, or `unavailable`. Only where the event has interpreters. */
export const interpreterAgendas: Writer = {
  format: 'csv',
  paths: event => pathIf(event, FILES.agendas),
  build: view => fileIf(view, FILES.agendas, AGENDA, agendaLines),
};

/**
 * By languages and slot: meetings held that need such an interpreter, interpreters there who know all these languages,
 * those of them who are free, and wished meetings for which nothing else is missing in this slot.
 */
export const interpreterDemand: Writer = {
  format: 'csv',
  paths: event => pathIf(event, FILES.demand),
  build: view => fileIf(view, FILES.demand, DEMAND, demandLines),
};

function pathIf({ interpreters }: Event, path: string): string[] {
  return interpreters.length > 0 ? [path] : [];
}

function fileIf(view: View, path: string, columns: readonly string[], lines: (view: View) => Iterable<string>) {
  return pathIf(view.event, path).map(name => ({ path: name, text: () => csvText(columns, lines(view)) }));
}

function* agendaLines(view: View): Generator<string> {
  const { interpreters, slots, timezone = '' } = view.event;
  const held = new Map(interpreters.map(({ id }) => [id, new Map<number, MeetingView[]>()]));
  for (const entry of view.meetings()) {
    const own = held.get(entry.meeting.interpreter);
    own?.set(entry.at, [...(own.get(entry.at) ?? []), entry]);
  }
  for (const interpreter of interpreters) {
    const head = line([interpreter.id, interpreter.name || interpreter.id]);
    for (const [at, slot] of slots.entries()) {
      const opening = `${head},${line([slot.id, slot.date, slot.start, slot.end, timezone])}`;
      const entries = held.get(interpreter.id)!.get(at) ?? [];
      for (const entry of entries) yield `${opening},${meetingCells(interpreter, entry)}`;
      if (entries.length > 0) continue;
      yield `${opening},${line(['', isThere(interpreter, slot.id) ? 'free' : 'unavailable', '', '', '', '', ''])}`;
    }
  }
}

/** The cells from `room` to `meeting`; `languages` are those of the people that the interpreter knows. */
function meetingCells({ languages }: Interpreter, { meeting, people, room }: MeetingView): string {
  const spoken = new Set(people.flatMap(({ participant }) => participant.languages));
  const names = people.map(({ participant }) => participant.name);
  const between = languages.filter(language => spoken.has(language));
  const cells = [meeting.room, meeting.kind, meeting.participants, names, between];
  return line([...cells, room?.url ?? '', meeting.id]);
}

function isThere({ available, unavailable }: Interpreter, slot: string): boolean {
  return !unavailable.includes(slot) && (available === undefined || available.includes(slot));
}

function* demandLines({ event, plan }: View): Generator<string> {
  const slotOf = new Map(event.slots.map(slot => [slot.id, slot]));
  for (const { languages, slots } of plan.interpreters ?? []) {
    for (const { slot, meetings, able, free, unmet } of slots) {
      const { date = '', start = '', end = '' } = slotOf.get(slot) ?? {};
      yield line([languages, slot, date, start, end, meetings, able, free, unmet]);
    }
  }
}
