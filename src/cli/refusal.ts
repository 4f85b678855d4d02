/** Why there is no schedule: the rows in conflict by file and line. */
import type { Event } from '../model/event.js';
import type { SolveOutcome } from '../model/outcome.js';

/** Several lines, no final line break. */
export function refusalWords(event: Event, outcome: Exclude<SolveOutcome, { kind: 'solved' }>): string {
  if (outcome.kind === 'not-found') {
    return [
      `ejrc: ${outcome.explanation}`,
      'It is not proved that there is none: ask for less. Nothing was written.',
    ].join('\n');
  }
  const fileOf = new Map(event.inputs.map(input => [input.table, input.name]));
  const rows = outcome.conflict.map(({ table, line, text }) => {
    const file = fileOf.get(table) ?? (table === 'event' ? 'by default, as event.yaml may change' : `${table}.csv`);
    return `${file}${line > 0 ? `:${line}` : ''}: ${text}`;
  });
  const cure = 'Change or leave out any one of these rows. Nothing was written.';
  return [...rows, `ejrc: impossible: ${outcome.explanation}`, cure].join('\n');
}
