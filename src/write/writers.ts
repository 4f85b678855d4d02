/** The list of what is written. A new format is one file and one entry here. */
import type { Event } from '../model/event.js';
import { FORMATS, type Format, type Plan } from '../model/outcome.js';
import { agendaFiles, agendasCsv } from './agendas.js';
import { interpreterAgendas, interpreterDemand } from './interpreters.js';
import { mailmerge } from './mailmerge.js';
import { marked, type OutFile } from './out-file.js';
import { roomSheet } from './room-sheet.js';
import { scheduleCsv } from './schedule-csv.js';
import { summaryJson } from './summary.js';
import { type View, viewOf } from './view.js';
import { wishesCsv } from './wishes.js';

/** Makes files of one format. */
export interface Writer {
  /** The format that brings these files. */
  readonly format: Format;
  /** What will be written, known before the schedule is: so that files in the way are found before any work. */
  paths(event: Event): readonly string[];
  /** Pure: the same view gives the same bytes. What takes long is left to the texts. */
  build(view: View): readonly OutFile[];
}

const WRITERS: readonly Writer[] = [
  scheduleCsv,
  agendasCsv,
  agendaFiles,
  wishesCsv,
  roomSheet,
  mailmerge,
  interpreterAgendas,
  interpreterDemand,
  summaryJson,
];

/** Which files are made, and how. */
export interface BuildOptions {
  /** Default: all. */
  readonly formats?: readonly Format[];
  /** CSV files start with a byte order mark, which Excel needs to see UTF-8. Default no. */
  readonly excel?: boolean;
}

/**
 * All files of a plan, in the order of the writers; their texts are made when they are asked for.
 * O(participants + meetings log meetings + wishes), and O(participants × slots + meetings + wishes) for all texts.
 */
export async function buildFiles(event: Event, plan: Plan, options: BuildOptions = {}): Promise<OutFile[]> {
  const view = viewOf(event, plan);
  const files = chosen(options).flatMap(writer => writer.build(view));
  return options.excel ? files.map(marked) : files;
}

/** The paths that `buildFiles` will give for this event, in the same order. */
export function plannedPaths(event: Event, options: BuildOptions = {}): string[] {
  return chosen(options).flatMap(writer => writer.paths(event));
}

function chosen({ formats = FORMATS }: BuildOptions): readonly Writer[] {
  return WRITERS.filter(writer => formats.includes(writer.format));
}
