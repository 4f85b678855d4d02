import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/read/folder.js';

const B2BSP = new URL('../../../shared/instances/b2bsp', import.meta.url).pathname;

const present = existsSync(B2BSP);

describe(present ? 'the published instances' : 'the published instances (skipped: ../shared is not there)', () => {
  it.skipIf(!present).each([
    ['forum-13', 70, 154, 21, 14],
    ['forum-14', 78, 302, 22, 22],
    ['forumt-14', 60, 237, 10, 27],
    ['forumt-14crafe', 60, 236, 10, 24],
    ['tic-12', 42, 125, 8, 21],
    ['tic-13', 47, 180, 10, 21],
    ['tic-13crafc', 47, 180, 10, 19],
    ['ticf-13crafc', 70, 154, 21, 12],
  ])('%s', async (name, people, wishes, slots, rooms) => {
    const { event } = await readEvent({ prefs: join(B2BSP, name, 'prefs.csv'), discover: true });
    expect(event.participants).toHaveLength(people);
    expect(event.wishes).toHaveLength(wishes);
    expect(event.slots).toHaveLength(slots);
    expect(event.rooms).toHaveLength(rooms);
    expect(event.rules).toMatchObject({ minMeetings: 0, maxBreaks: 2, allWishes: true });
    expect(event.participants.every(p => p.minMeetings === 0 && p.maxBreaks === 2)).toBe(true);
  });
});
