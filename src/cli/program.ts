/** The verbs: what each takes, and which file runs it. Each is loaded only when it is asked for. */
import { Command, type OptionValues } from '@commander-js/extra-typings';
import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from '../errors.js';
import { synthetic } from './generate-options.js';
import { beginning, judged, output, speech, tables, told, work } from './options.js';
import { parsePath } from './parsers.js';
import { version } from './version.js';

const VERBS = ['schedule', 'inspect', 'check', 'init', 'generate', 'codes', 'help'];
/** Words of the command line that a later version will know. */
const LATER = 'reschedule explain plan diff undo standby report export suggest'.split(' ');

/** Receives the exit code of the verb that ran. */
type Done = (code: number) => void;

/** Runs one command line; resolves to the exit code. Throws what `faults.ts` puts into words. */
export async function run(args: readonly string[]): Promise<number> {
  refuseUnknownVerb(args);
  let code = 0;
  const program = declare(result => {
    code = result;
  });
  await program.parseAsync([...args], { from: 'user' });
  return code;
}

function declare(done: Done): Command {
  const program = new Command('ejrc')
    .description('Decides which wished meetings take place, when and in which room, and writes everyone’s agenda.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [verb]', 'print the help of a verb')
    .showHelpAfterError('("ejrc help" lists the verbs, "ejrc help schedule" the options of one)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ejrc: ')) })
    .exitOverride();
  program.addCommand(scheduleVerb(done).copyInheritedSettings(program));
  program.addCommand(inspectVerb(done).copyInheritedSettings(program));
  program.addCommand(checkVerb(done).copyInheritedSettings(program));
  program.addCommand(initVerb(done).copyInheritedSettings(program));
  program.addCommand(generateVerb(done).copyInheritedSettings(program));
  program.addCommand(codesVerb(done).copyInheritedSettings(program));
  return program as unknown as Command;
}

const WISHES = 'the wishes; "-" reads standard input';

/** Adds all options of tables. */
function readsTables<Args extends unknown[], Options extends OptionValues>(verb: Command<Args, Options>) {
  return verb
    .addOption(tables.participants)
    .addOption(tables.slots)
    .addOption(tables.rooms)
    .addOption(tables.interpreters)
    .addOption(tables.locks)
    .addOption(tables.order)
    .addOption(tables.availability)
    .addOption(tables.event)
    .addOption(tables.discover)
    .addOption(tables.layout)
    .addOption(tables.accepted)
    .addOption(tables.delimiter)
    .addOption(tables.encoding)
    .addOption(tables.sheet)
    .addOption(tables.map);
}

function scheduleVerb(done: Done) {
  return readsTables(new Command('schedule').argument('<prefs.csv>', WISHES, parsePath))
    .description('Read the wishes, make the best schedule, check it and write all files.')
    .addOption(output.out)
    .addOption(output.force)
    .addOption(output.dryRun)
    .addOption(output.format)
    .addOption(output.excel)
    .addOption(output.noExcel)
    .addOption(work.effort)
    .addOption(work.engine)
    .addOption(work.keepPoints)
    .addOption(work.timeLimit)
    .addOption(work.seed)
    .addOption(output.certificate)
    .addOption(output.strict)
    .addOption(speech.json)
    .addOption(speech.quiet)
    .addOption(speech.debug)
    .action(async (prefs, options) => done(await (await import('./schedule.js')).schedule(prefs, options)));
}

function inspectVerb(done: Done) {
  return readsTables(new Command('inspect').argument('<prefs.csv>', WISHES, parsePath))
    .description('Read all tables and say what they hold and what no schedule can give, before anything is scheduled.')
    .addOption(told.all)
    .addOption(speech.json)
    .addOption(speech.quiet)
    .addOption(speech.debug)
    .action(async (prefs, options) => done(await (await import('./inspect.js')).inspectTables(prefs, options)));
}

function checkVerb(done: Done) {
  const verb = new Command('check')
    .argument('<folder|schedule.csv>', 'the folder of an earlier run, or one schedule', parsePath)
    .requiredOption('--prefs <file>', `${WISHES} (required)`, parsePath);
  return readsTables(verb)
    .description('Judge a schedule, however it was made: every broken rule with its line, every figure counted anew.')
    .addOption(judged.certificate)
    .addOption(speech.json)
    .addOption(speech.quiet)
    .addOption(speech.debug)
    .action(async (path, options) => done(await (await import('./check.js')).checkSchedule(path, options)));
}

function initVerb(done: Done) {
  return new Command('init')
    .description('Begin an event: write a commented event.yaml and tables to fill in. Never replaces a file.')
    .argument('[folder]', 'where to (default: the folder of the wishes with --from, else this folder)', parsePath)
    .addOption(beginning.from)
    .addOption(beginning.excel)
    .addOption(tables.layout)
    .addOption(tables.delimiter)
    .addOption(tables.encoding)
    .addOption(tables.sheet)
    .addOption(tables.map)
    .addOption(speech.quiet)
    .addOption(speech.debug)
    .action(async (folder, options) => done(await (await import('./init.js')).init(folder, options)));
}

function generateVerb(done: Done) {
  return new Command('generate')
    .description('Write a synthetic event, for tests, benchmarks and planning: all tables that "ejrc schedule" reads.')
    .addOption(synthetic.size)
    .addOption(synthetic.people)
    .addOption(synthetic.wishes)
    .addOption(synthetic.slots)
    .addOption(synthetic.rooms)
    .addOption(synthetic.sides)
    .addOption(synthetic.hard)
    .addOption(synthetic.availability)
    .addOption(synthetic.days)
    .addOption(synthetic.scores)
    .addOption(synthetic.skew)
    .addOption(synthetic.hosts)
    .addOption(synthetic.sessions)
    .addOption(synthetic.mutual)
    .addOption(work.seed)
    .addOption(synthetic.out)
    .addOption(output.force)
    .addOption(speech.quiet)
    .addOption(speech.debug)
    .action(async options => done(await (await import('./generate.js')).generate(options)));
}

function codesVerb(done: Done) {
  return new Command('codes')
    .description('List the codes of errors in the input, with the cure of each.')
    .addOption(speech.json)
    .addOption(speech.debug)
    .action(async options => done(await (await import('./codes.js')).codes(options)));
}

/** Commander would only say "unknown command": we know what is coming, and what was probably meant. */
function refuseUnknownVerb(args: readonly string[]): void {
  const [first, topic] = args.filter(arg => !arg.startsWith('-') || arg === '-');
  const verb = first === 'help' && topic !== undefined ? topic : first;
  if (verb === undefined || VERBS.includes(verb)) return;
  const known = 'this version knows schedule, inspect, check, init, generate and codes';
  if (LATER.includes(verb)) throw new UsageError(`"${verb}" is not part of ejrc ${version()} yet; ${known}`);
  if (/\.(?:csv|tsv|txt|xlsx)$/i.test(verb) || verb === '-') {
    throw new UsageError(`expected a verb, got "${verb}"; did you mean "ejrc schedule ${verb}"?`);
  }
  const meant = closest(verb, VERBS);
  const near = distance(verb, meant);
  throw new UsageError(
    `unknown verb "${verb}"; ${near <= 3 && near < verb.length ? `did you mean "${meant}"?` : known}`,
  );
}
