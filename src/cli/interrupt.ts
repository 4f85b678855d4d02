/** Ctrl-C: the first asks the solver to end, the second leaves at once. */
import process from 'node:process';
import { EXIT } from './exit.js';
import type { Voice } from './terminal.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Interrupt {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  release(): void;
}

/**
 * Listens until released. Files are written by blocking calls, so a signal never finds them half written.
 */
export function listenForInterrupt(voice: Voice): Interrupt {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    voice.say('stopping: the best schedule so far will be written (once more leaves at once)');
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
