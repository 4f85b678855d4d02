/** The entry: which verb, the only catch, and the exit code. */
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { EXIT } from './exit.js';
import { version } from './version.js';

/**
 * Runs one command line and resolves to its exit code. Never throws.
 * @param args what stands after `ejrc`
 */
export async function main(args: readonly string[]): Promise<number> {
  survivePipes();
  // V8 lets the heap grow to a multiple before it collects: with a million wishes to 676 MB where 501 did, in the same time.
  setFlagsFromString('--heap-growing-percent=25');
  // By default most of a solver in WebAssembly is compiled anew in its first tenths of a second, at more cost than its programs have.
  setFlagsFromString('--wasm-tiering-budget=300000000');
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
