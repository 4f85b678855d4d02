/** What one more interpreter would add, in words. */
import type { InterpreterDemand } from '../model/outcome.js';
import type { Paint } from './terminal.js';

/** Most sets of languages named. */
const MOST_NAMED = 8;

/** A heading and a line for each pair of languages, those with most to gain first; nothing where nothing would be gained. */
export function interpreterWords(demand: readonly InterpreterDemand[], paint: Paint): string[] {
  const useful = demand.filter(({ more }) => more > 0).sort((a, b) => b.more - a.more);
  if (useful.length === 0) return [];
  const lines = useful.slice(0, MOST_NAMED).map(({ languages, more }) => {
    return `  for ${languages.join('–')}: at least ${more} more wished ${more === 1 ? 'meeting' : 'meetings'}`;
  });
  if (useful.length > MOST_NAMED) lines.push(`  and ${useful.length - MOST_NAMED} more (see summary.json)`);
  return [paint.yellow('One more interpreter, there in every slot, would add with nothing else moved:'), ...lines];
}
