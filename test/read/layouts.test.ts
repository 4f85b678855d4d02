/** One small event in every layout that is read: fixtures/layouts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { integerPoints } from '../../src/model/points.js';
import { readEvent } from '../../src/read/folder.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/layouts', import.meta.url));
const read = (file: string) =>
  readEvent({
    prefs: join(FOLDER, file),
    participants: join(FOLDER, 'participants.csv'),
    slots: '4',
    rooms: '2',
    discover: false,
  });

/** What a layout can say besides who wishes whom. */
type Says = 'order' | 'nothing more' | 'must and never';

const LAYOUTS: Readonly<Record<string, { says: Says; never: boolean }>> = {
  'b2match-meetings.csv': { says: 'nothing more', never: true },
  'google-forms-checkboxes.csv': { says: 'nothing more', never: false },
  'google-forms-grid.csv': { says: 'order', never: false },
  'google-forms-repeated.csv': { says: 'order', never: false },
  'grip-long.csv': { says: 'must and never', never: true },
  'grip-matrix.csv': { says: 'must and never', never: true },
  'list.csv': { says: 'order', never: false },
  'long-french.csv': { says: 'order', never: false },
  'long-german.csv': { says: 'order', never: false },
  'long-japanese.csv': { says: 'order', never: false },
  'long-ranks.csv': { says: 'order', never: true },
  'long-scores.csv': { says: 'order', never: true },
  'matrix-empty-corner.csv': { says: 'order', never: false },
  'matrix.csv': { says: 'order', never: false },
  'meeting-mojo.csv': { says: 'nothing more', never: false },
  'microsoft-forms-german.csv': { says: 'nothing more', never: false },
  'microsoft-forms-ranking.csv': { says: 'order', never: false },
  'ranked-japanese.csv': { says: 'order', never: false },
  'ranked.csv': { says: 'order', never: false },
  'stars.csv': { says: 'order', never: false },
  'status-french.csv': { says: 'nothing more', never: true },
  'status-german.csv': { says: 'nothing more', never: true },
  'status-japanese.csv': { says: 'nothing more', never: true },
  'visit-day.csv': { says: 'order', never: false },
  'yes-no-maybe-english.csv': { says: 'order', never: false },
  'yes-no-maybe-french.csv': { says: 'order', never: false },
  'yes-no-maybe-german.csv': { says: 'order', never: false },
  'yes-no-maybe-japanese.csv': { says: 'order', never: false },
};

/** First and second wishes of the event; its one `never` is M and G. */
const FIRST = ['G L', 'K M', 'L G', 'M K'];
const SECOND = ['G M', 'K G', 'L K', 'M L'];

function expected({ says, never }: { says: Says; never: boolean }): string[] {
  const [first, second] = {
    order: ['wish 2', 'wish 1'],
    'nothing more': ['wish 1', 'wish 1'],
    'must and never': ['must 1', 'wish 1'],
  }[says];
  return [
    ...FIRST.map(pair => `${pair} ${first}`),
    ...SECOND.map(pair => `${pair} ${second}`),
    ...(never ? ['M G never 0'] : []),
  ].sort();
}

function wishesOf(event: Event): string[] {
  const { ofWish, scale } = integerPoints(event);
  return [...event.wishes].map(({ from, to, kind }, i) => `${from} ${to} ${kind} ${ofWish[i]! / scale}`).sort();
}

describe('every layout is read to the same event', () => {
  it('and every file is one', () => {
    const files = readdirSync(FOLDER).filter(file => file.endsWith('.csv') && file !== 'participants.csv');
    expect(files.sort()).toEqual(Object.keys(LAYOUTS));
  });
  it.each(Object.keys(LAYOUTS))('%s', async file => {
    const { event } = await read(file);
    expect(wishesOf(event)).toEqual(expected(LAYOUTS[file]!));
    expect(event.participants).toEqual((await read('long-ranks.csv')).event.participants);
  });
  it('and the README says where each shape comes from', () => {
    const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    for (const file of Object.keys(LAYOUTS)) expect(readme).toContain(file);
  });
});

it('what the runs say of them', async () => {
  const lines: string[] = [];
  for (const file of Object.keys(LAYOUTS)) {
    const { notices } = await read(file);
    lines.push(...notices.map(notice => notice.replaceAll(`${FOLDER}/`, '')));
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('layout-notices.txt');
});
