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
  const streams = watchStreams();
  tuneV8();
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  try {
    const { run } = await import('./program.js');
    const code = await run(args);
    return code === EXIT.done && !streams.areWhole ? EXIT.usage : code;
  } catch (error) {
    const { report } = await import('./faults.js');
    const { code, text } = report(error, args.includes('--debug'));
    process.stderr.write(text);
    return code;
  }
}

/**
 * A reader that goes away early (`ejrc codes | head -1`) is no fault: the rest is dropped, the run ends as it would. Nor does a
 * full disk end it, as files may still be written elsewhere; but that words or data were lost is told, and an exit code of 0 is
 * none any more, even where that is known after the run only.
 */
function watchStreams(): { areWhole: boolean } {
  const state = { areWhole: true };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || !state.areWhole) return;
      state.areWhole = false;
      process.exitCode ||= EXIT.usage;
      if (name === 'stdout')
        process.stderr.write(`ejrc: standard output could not be written to its end: ${error.message}\n`);
    });
  }
  return state;
}
