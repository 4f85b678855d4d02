// One reader on the tables of a folder, in a process of its own: prints one line of JSON.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [reader, folder] = process.argv.slice(2);

/** Seconds of the processor so far. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The event that the tables mean, every fault looked for. */
async function readEvent() {
  const { ejrc } = await import('./product.js');
  const started = spent();
  const { event } = await ejrc.readEvent({ prefs: join(folder, 'prefs.csv'), discover: true });
  const rows = event.inputs.reduce((sum, input) => sum + input.rows, 0);
  return { reading: spent() - started, wishes: event.wishes.length, rows };
}

/** Cells as text and nothing more, of the same files. */
async function parseAlone() {
  const { parse } = await import('csv-parse/sync');
  const started = spent();
  let [wishes, rows] = [0, 0];
  for (const name of readdirSync(folder).filter(name => name.endsWith('.csv'))) {
    const found = parse(readFileSync(join(folder, name))).length - 1;
    rows += found;
    if (name === 'prefs.csv') wishes = found;
  }
  return { reading: spent() - started, wishes, rows };
}

const cost = reader === 'ejrc' ? await readEvent() : await parseAlone();
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ...cost, whole: spent(), megabytes }));
