/** `ejrc init`: the files with which an event begins. Asks nothing and replaces nothing. */
import { relative } from 'node:path';
import { UsageError } from '../errors.js';
import { type DraftOptions, draftEvent, type EventDraft, isSameFolder, TEMPLATE_COLUMNS } from '../read/draft.js';
import { eventJsonSchema } from '../read/event-schema.js';
import { writeFolder } from '../write/folder.js';
import { filesInTheWay, folderState } from '../write/folder-check.js';
import { marked, type OutFile } from '../write/out-file.js';
import { pathWords } from '../write/paths.js';
import { emptyTable, eventFile, peopleTable, STARTER, schemaFile, sessionTable } from '../write/starter.js';
import { EXIT } from './exit.js';
import { type Voice, voice } from './terminal.js';
import { count } from './words.js';

/** The options of options.ts, as commander gives them. */
export interface InitOptions extends Omit<DraftOptions, 'prefs'> {
  readonly from?: string | undefined;
  readonly excel?: true | undefined;
  readonly quiet?: true | undefined;
}

/** What an event begins with. */
interface Beginning {
  readonly files: readonly OutFile[];
  /** Files that were read and stay where they are. */
  readonly kept: readonly string[];
  /** Name of the file with the wishes. */
  readonly prefs: string;
}

/** Runs the verb; resolves to the exit code. Throws what `faults.ts` puts into words. */
export async function init(folder: string | undefined, options: InitOptions): Promise<number> {
  const speaker = await voice(options.quiet);
  const draft = options.from === undefined ? undefined : await draftEvent({ ...options, prefs: options.from });
  const target = folder ?? draft?.folder ?? '.';
  const schema = schemaFile(await eventJsonSchema());
  const { files, kept, prefs } = draft ? filledIn(draft, target, schema, speaker) : empty(schema);
  refuseStanding(target, files, options.from !== undefined);
  // Copies stay as they are.
  writeFolder(target, options.excel ? files.map(file => (typeof file.text === 'string' ? marked(file) : file)) : files);
  speaker.say(`Written to ${target}: ${pathWords(files.map(file => file.path))}`);
  if (kept.length > 0) speaker.say(`Left as they are: ${pathWords(kept)}`);
  speaker.say(`Fill in what is missing, then run: ejrc schedule ${relative('.', `${target}/${prefs}`)}`);
  return EXIT.done;
}

function empty(schema: OutFile): Beginning {
  const { prefs, participants } = STARTER;
  const tables = [emptyTable(prefs, TEMPLATE_COLUMNS.prefs), emptyTable(participants, TEMPLATE_COLUMNS.participants)];
  return { files: [eventFile(prefs), schema, ...tables], kept: [], prefs };
}

/** The tables that were read, copied if they lie elsewhere, and what could be made of them. */
function filledIn(draft: EventDraft, target: string, schema: OutFile, speaker: Voice): Beginning {
  draft.notices.forEach(speaker.note);
  const stays = isSameFolder(target, draft.folder);
  if (draft.eventFile !== undefined && !stays)
    speaker.note(`${draft.eventFile} is not copied, as a new one is begun; carry over by hand what it says`);
  const has = (table: string) => draft.tables.some(one => one.table === table);
  const prefs = draft.tables.find(({ table }) => table === 'prefs')!.name;
  const made: OutFile[] = [];
  if (!has('participants')) made.push(participantsOf(draft, speaker));
  if (!has('slots') && draft.sessions.length > 0) made.push(slotsOf(draft, speaker));
  const needed = has('slots') || draft.sessions.length > 0 ? undefined : { count: draft.slots, why: draft.why };
  if (needed) speaker.say(`${count(needed.count, 'slot')}: ${needed.why}`);
  const copies = stays ? [] : draft.tables.map(({ name, bytes }) => ({ path: name, text: () => [bytes()] }));
  const kept = stays ? draft.tables.map(({ name }) => name) : [];
  return { files: [eventFile(prefs, needed), schema, ...copies, ...made], kept, prefs };
}

function participantsOf({ people }: EventDraft, speaker: Voice): OutFile {
  const columns = TEMPLATE_COLUMNS.participants;
  const table = peopleTable(columns, people);
  if (table) speaker.say(`${count(people.length, 'participant')} named in the wishes`);
  else speaker.say('participants.csv is left empty: a spreadsheet would run one of the ids as a formula');
  return table ?? emptyTable(STARTER.participants, columns);
}

function slotsOf({ sessions, slots }: EventDraft, speaker: Voice): OutFile {
  const inSessions = sessions.reduce((sum, session) => sum + session.slots, 0);
  speaker.say(
    `${count(sessions.length, 'session')} named in the wishes: ${sessions.map(({ label }) => label).join(', ')}`,
  );
  return sessionTable(sessions, Math.max(0, slots - inSessions));
}

function refuseStanding(folder: string, files: readonly OutFile[], draws: boolean): void {
  if (folderState(folder) === 'missing') return;
  const standing = filesInTheWay(
    folder,
    files.map(file => file.path),
  );
  if (standing.length === 0) return;
  const wishes = !draws && standing.includes(STARTER.prefs);
  const other = wishes ? `begin from it with "ejrc init --from ${STARTER.prefs}"` : 'move it away';
  const cure = standing.length === 1 ? other : 'move them away';
  const verb = standing.length === 1 ? 'stands' : 'stand';
  throw new UsageError(
    `${folder}: ${standing.join(', ')} ${verb} there already; ${cure}, or name another folder: ejrc init FOLDER; nothing was written`,
  );
}
