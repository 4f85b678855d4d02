/** What is said while the solver works: a moving line on a terminal, one line for each phase elsewhere. */
import process from 'node:process';
import type { Progress } from '../model/outcome.js';
import { progressWords } from './proof.js';
import type { Voice } from './terminal.js';

export interface ProgressLine {
  update(progress: Progress): void;
  /** Takes the moving line away. */
  end(): void;
}

const SILENT: ProgressLine = { update: () => {}, end: () => {} };

/** Loads the spinner only where it is shown. */
export async function progressLine(voice: Voice): Promise<ProgressLine> {
  if (!voice.speaks) return SILENT;
  return voice.animates ? spinner() : phaseLines(voice);
}

/** stdin is left alone: in raw mode Ctrl-C would no longer be a signal. */
async function spinner(): Promise<ProgressLine> {
  const { default: ora } = await import('ora');
  const noColour = (process.env.NO_COLOR ?? '') !== '';
  const line = ora({
    stream: process.stderr,
    discardStdin: false,
    ...(noColour ? { color: false } : {}),
    text: 'starting',
  }).start();
  return {
    update: progress => {
      line.text = cut(progressWords(progress), (process.stderr.columns ?? 80) - 4);
    },
    end: () => void line.stop(),
  };
}

function phaseLines(voice: Voice): ProgressLine {
  const said = new Set<string>();
  return {
    update: ({ phase }) => {
      if (said.has(phase)) return;
      said.add(phase);
      voice.say(`${phase} …`);
    },
    end: () => {},
  };
}

/** One line of the terminal at most. */
function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}
