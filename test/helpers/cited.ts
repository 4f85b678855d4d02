/** The rows of a contradiction. */
import type { CitedRow } from '../../src/model/cited-rows.js';
import type { Contradiction } from '../../src/model/problem.js';

export function citedBy({ demands, others }: Contradiction): CitedRow[] {
  return [...demands, ...others];
}

/** `table line` of each of them. */
export function placesCitedBy(contradiction: Contradiction): string[] {
  return citedBy(contradiction).map(({ table, line }) => `${table} ${line}`);
}
