/** `ejrc inspect`: what the tables hold and what no schedule can give, before anything is scheduled. */
import { inspect } from '../inspect/inspect.js';
import { readEvent } from '../read/folder.js';
import { EXIT } from './exit.js';
import { inspectionWords } from './inspect-words.js';
import { readOptions, type TableOptions } from './tables.js';
import { paint, print, voice } from './terminal.js';

/** The options of options.ts, as commander gives them. */
export interface InspectOptions extends TableOptions {
  readonly all?: true | undefined;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Runs the verb; resolves to the exit code. Throws what `faults.ts` puts into words. */
export async function inspectTables(prefs: string, options: InspectOptions): Promise<number> {
  const speaker = await voice(options.quiet);
  const { event, notices } = await readEvent({ ...(await readOptions(prefs, options)), ignoreFormats: true });
  notices.forEach(speaker.note);
  const inspection = inspect(event);
  if (options.json) print(`${JSON.stringify({ notices, ...inspection }, null, 2)}\n`);
  else print(inspectionWords(inspection, await paint('stdout'), options.all === true));
  return EXIT.done;
}
