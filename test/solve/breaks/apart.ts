/** An event in which agendas seem to have fewer breaks than they have together. */
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import type { EqualWorth } from '../../../src/solve/breaks/formula.js';
import { makeEvent } from '../../helpers/event.js';
import { problemOf, termsWith } from '../tiny.js';

/** H and I meet each other and two guests: H's gap is in the second slot, I's in the fifth. */
export function apart(): EqualWorth {
  const event = makeEvent({
    participants: [
      { id: 'A', available: ['1'] },
      { id: 'B', available: ['3'] },
      { id: 'C', available: ['4'] },
      { id: 'D', available: ['6'] },
    ],
    wishes: [
      ['H', 'I', 'must'],
      ['H', 'A', 'must'],
      ['H', 'B', 'must'],
      ['I', 'C', 'must'],
      ['I', 'D', 'must'],
    ],
    slots: 7,
    rules: { minMeetings: 0 },
  });
  const problem = problemOf(event);
  const terms = termsWith(problem);
  return { problem, terms, duals: undefined, points: 5, facts: sharedFacts(problem, terms, undefined, 0) };
}
