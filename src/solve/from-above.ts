/** Questions from a bound downwards: the closer to it, the less prices leave open, so that each program is small. */
import type { Annealer } from './anneal.js';
import type { KernelOutcome } from './kernel.js';
import type { Patience } from './worker.js';

/** Questions about less and less. */
const MOST = 4;

/**
 * What to ask for from a bound downwards: the last step below it, then a step less, two more, four more. Where points tell nearly
 * every meeting apart, the bound itself is hardly ever attained, and a step is many units.
 */
export function* fromAbove(bound: number, step: number): Generator<number> {
  let least = bound - (step - 1);
  for (let i = 0; i < MOST; i++) {
    yield least;
    least -= step * 2 ** i;
  }
}

/**
 * Is there a schedule worth so much? If not, one worth less? Once there is one, the next better is asked for, until a question
 * stays open, or what is found is not taken: where limits are not all counted, it may find no rooms.
 * @param annealer has the schedule at hand: only better ones are asked for, where it keeps `target` promises
 * @param ask whether any schedule is worth more than so much; takes what it finds
 */
export async function askFromAbove(
  { bound, step, target }: { readonly bound: number; readonly step: number; readonly target: number },
  annealer: Annealer,
  ask: (value: number) => Promise<KernelOutcome | undefined>,
  patience: Patience,
): Promise<void> {
  const steps = fromAbove(bound, step);
  let isFound = false;
  while (!annealer.done && !patience.stopped) {
    const { promises, points } = annealer.standing;
    const least = isFound ? points + 1 : steps.next().value;
    if (least === undefined) return;
    const outcome = await ask(promises >= target ? Math.max(least - 1, points) : least - 1);
    isFound = outcome?.slotOf !== undefined;
    if (!isFound && !outcome?.proved) return;
    const isTaken = annealer.standing.points > points || annealer.standing.promises > promises;
    if (isFound && !isTaken) return;
  }
}
