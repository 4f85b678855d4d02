/** What is thrown, as words on stderr and an exit code. */
import { CommanderError } from 'commander';
import { formatInputError, InputRejected, UsageError } from '../errors.js';
import { EXIT, ProgramFault } from './exit.js';

/** Most input errors printed; the rest are counted. */
const MOST_ERRORS = 50;
/** Most contradictions of the program printed. */
const MOST_FINDINGS = 10;

export interface FaultReport {
  readonly code: number;
  /** With a final line break; empty where everything was said already. */
  readonly text: string;
}

/** Known faults in one line each, unknown ones as a fault of the program; with `debug` those bring their stack. */
export function report(error: unknown, debug: boolean): FaultReport {
  if (error instanceof InputRejected) return { code: EXIT.input, text: inputErrors(error) };
  if (error instanceof UsageError) return { code: EXIT.usage, text: `ejrc: ${error.message}\n` };
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.done : EXIT.usage, text: '' };
  return { code: EXIT.fault, text: programFault(error, debug) };
}

/** As they were sorted; after 50 the rest are counted. */
function inputErrors({ errors, more }: InputRejected): string {
  const all = errors.length + more;
  const lines = errors.slice(0, MOST_ERRORS).map(formatInputError);
  const rest = all - lines.length;
  if (rest > 0) lines.push(`and ${rest} more ${rest === 1 ? 'error' : 'errors'}`);
  const count = `${all} ${all === 1 ? 'error' : 'errors'} in the input; nothing was written`;
  return `${lines.join('\n')}\nejrc: ${count} ("ejrc codes" explains each code)\n`;
}

function programFault(error: unknown, debug: boolean): string {
  const said = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error ? `${error.stack}\n` : '';
  const hint = debug ? '' : '; run it again with --debug for the place';
  return `${stack}ejrc: a fault in the program, not in your files: ${said}${hint}\n${findings(error)}`;
}

function findings(error: unknown): string {
  if (!(error instanceof ProgramFault)) return '';
  const rest = error.findings.length - MOST_FINDINGS;
  const lines = [...error.findings.slice(0, MOST_FINDINGS), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return lines.map(line => `  ${line}\n`).join('');
}
