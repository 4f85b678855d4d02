/** Events of `ejrc generate`, as the product's own reader reads them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type GeneratedTable, generateTables } from '../../src/generate/generate.js';
import { type GenerateOptions, type GenerateRequest, settle } from '../../src/generate/options.js';
import type { Event } from '../../src/model/event.js';
import { readEvent } from '../../src/read/folder.js';
import { Random } from '../../src/solve/random.js';

export const request = (given: Partial<GenerateRequest> = {}): GenerateOptions =>
  settle({ size: 'M', name: 'A test', ...given });

export function generatedTables(options: GenerateOptions, seed = 1): GeneratedTable[] {
  const random = new Random(seed);
  return generateTables(options, () => random.next());
}

/** Written, read, and refused here if the reader has anything to say. */
export async function generatedEvent(given: Partial<GenerateRequest> = {}, seed = 1): Promise<Event> {
  const folder = mkdtempSync(join(tmpdir(), 'ejrc-generate-'));
  for (const { path, text } of generatedTables(request(given), seed)) writeFileSync(join(folder, path), text);
  const { event, notices } = await readEvent({ prefs: join(folder, 'prefs.csv'), discover: true });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('used: event.yaml, slots.csv, participants.csv, rooms.csv');
  return event;
}
