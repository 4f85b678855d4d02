/** The instance of `fixtures/small`, read from its files, and its answer. */

import type { Event } from '../../src/model/event.js';
import type { Figures } from '../../src/model/objective.js';
import type { Schedule } from '../../src/model/schedule.js';
import { readEvent } from '../../src/read/folder.js';
import { readSchedule } from '../../src/read/schedule.js';

/** The optimum that `fixtures/small/answer.md` derives. */
export const SMALL_FIGURES: Figures = { promises: 5, points: 19, breaks: 1, idle: 2, moves: 1 };

/** Event and answer, read anew. */
export async function readSmall(): Promise<{ event: Event; answer: Schedule }> {
  const { event } = await readEvent({ prefs: 'fixtures/small/prefs.csv', discover: true });
  return { event, answer: await readSchedule('fixtures/small/answer.csv') };
}
