/** `ejrc generate`: a synthetic event, written as the tables that the other verbs read. */
import { generateTables, TABLE_PATHS } from '../generate/generate.js';
import { type GenerateOptions, type GenerateRequest, settle } from '../generate/options.js';
import { Random } from '../solve/random.js';
import { refuseBlocked, writeFolder } from '../write/folder.js';
import { pathWords } from '../write/paths.js';
import { EXIT } from './exit.js';
import { voice } from './terminal.js';
import { count } from './words.js';

/** Numbers that depend on size and mode where they are not given. */
type Sized = 'people' | 'wishes' | 'slots' | 'rooms' | 'availability';

/** The options of generate-options.ts, as commander gives them. */
export interface GenerateVerbOptions extends Partial<Record<Sized, number>> {
  readonly size: GenerateRequest['size'];
  readonly sides: number;
  readonly hard?: true | undefined;
  readonly days: number;
  readonly scores: GenerateOptions['scores'];
  readonly skew: number;
  readonly hosts: number;
  readonly sessions: number;
  readonly mutual: number;
  readonly seed: number;
  readonly out: string;
  readonly force?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Runs the verb; resolves to the exit code. Throws what `faults.ts` puts into words. */
export async function generate({ seed, out, force, quiet, ...given }: GenerateVerbOptions): Promise<number> {
  const speaker = await voice(quiet);
  const target = { force: force === true };
  const sides = given.sides === 2 ? 2 : 1;
  const options = settle({ ...given, sides, name: `Synthetic event ${given.size}, seed ${seed}` });
  refuseBlocked(out, TABLE_PATHS, target);
  const random = new Random(seed);
  writeFolder(
    out,
    generateTables(options, () => random.next()),
    target,
  );
  speaker.say(eventWords(options));
  speaker.say(`Written to ${out}: ${pathWords(TABLE_PATHS)}`);
  return EXIT.done;
}

function eventWords({ people, hosts, wishes, slots, rooms, days, sides }: GenerateOptions): string {
  const leading = hosts === 0 ? '' : `, ${count(hosts, 'host')} among them`;
  const across = sides === 2 ? ' across two sides' : '';
  const when = days === 1 ? '' : ` on ${days} days`;
  return `${people} people${leading}, ${count(wishes, 'wish', 'wishes')}${across}, ${count(slots, 'slot')}${when}, ${count(rooms, 'room')}`;
}
