/** The entry: which verb, the only catch, and the exit code. */
import process from 'node:process';
import { EXIT } from './exit.js';
import { tuneV8 } from './memory.js';
import { version } from './version.js';

/**
 * Runs one command line and resolves to its exit code. Never throws.
 * @param args what stands after `ejrc`
 */
export async function main(args: readonly string[]): Promise<number> {
  survivePipes();
  tuneV8();
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  try {
    const { run } = await import('./program.js');
    return await run(args);
  } catch (error) {
    const { report } = await import('./faults.js');
    const { code, text } = report(error, args.includes('--debug'));
    process.stderr.write(text);
    return code;
  }
}

/** A reader that goes away early (`ejrc codes | head -1`) is no fault: the rest is dropped, the run ends as it would. */
function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
