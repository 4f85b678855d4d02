/** Ctrl-C: the first asks the solver to end, another leaves at once, as does the first while there is nothing to write. */
import process from 'node:process';
import { EXIT } from './exit.js';
import type { Voice } from './terminal.js';

/** Ctrl-C, what ends jobs, and a terminal or connection that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Milliseconds in which another signal counts as the same: what runs commands for others may send one twice. */
const SAME = 100;

export interface Interrupt {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** From now on there will be a schedule to write. Tables may be waited for without end, from a pipe. */
  begin(): void;
  /** Gives the signals back to the system. */
  release(): void;
}

/**
 * Listens until released. Files are written by blocking calls, so a signal never finds them half written.
 */
export function listenForInterrupt(voice: Voice): Interrupt {
  const controller = new AbortController();
  let [hasBegun, isAnother] = [false, false];
  const stop = () => {
    if (!hasBegun) voice.complain('ejrc: interrupted before anything was scheduled; nothing was written');
    if (!hasBegun || isAnother) process.exit(EXIT.interrupted);
    if (controller.signal.aborted) return;
    setTimeout(() => {
      isAnother = true;
    }, SAME).unref();
    controller.abort();
    voice.say('stopping with the best schedule so far (once more leaves at once)');
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    begin: () => {
      hasBegun = true;
    },
    release: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
