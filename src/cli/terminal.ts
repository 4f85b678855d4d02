/** Standard streams: data to stdout, words to stderr, and what the terminal can show. */
import process from 'node:process';

/** Colours as functions; each returns its text unchanged where there are none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/** How this run speaks on stderr. */
export interface Voice {
  /** False with `--quiet`: then only errors are said. */
  readonly speaks: boolean;
  /** Whether a moving line makes sense: a terminal, not dumb, not CI, not quiet. */
  readonly animates: boolean;
  readonly paint: Paint;
  /** One line of words; nothing with `--quiet`. */
  say(text: string): void;
  /** Something that a reader found, assumed or kept out. */
  note(this: void, sentence: string): void;
  /** One line that is said even with `--quiet`. */
  complain(text: string): void;
}

const PLAIN: Paint = { bold: text => text, dim: text => text, green: text => text, yellow: text => text };

/** The voice of one run. Loads the colour library only on a stream that shows colours. */
export async function voice(quiet = false): Promise<Voice> {
  const { env, stderr } = process;
  const dumb = env.TERM === 'dumb';
  const shades = await paint('stderr');
  const complain = (text: string) => void stderr.write(`${text}\n`);
  const say = quiet ? () => {} : complain;
  return {
    speaks: !quiet,
    animates: !quiet && stderr.isTTY === true && !dumb && (env.CI ?? '') === '',
    paint: shades,
    say,
    note: sentence => say(shades.dim(`note: ${sentence}`)),
    complain,
  };
}

/** `NO_COLOR` and `TERM=dumb` always win; chalk judges the rest, for each stream by itself. */
export async function paint(stream: 'stdout' | 'stderr'): Promise<Paint> {
  const { env } = process;
  const never = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  if (never || (process[stream].isTTY !== true && env.FORCE_COLOR === undefined)) return PLAIN;
  const { Chalk, supportsColor, supportsColorStderr } = await import('chalk');
  const supported = stream === 'stdout' ? supportsColor : supportsColorStderr;
  return new Chalk({ level: supported === false ? 0 : supported.level });
}

/** Data, to stdout, as it is. */
export function print(text: string): void {
  process.stdout.write(text);
}
