import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { eventJsonSchema, KNOWN_KEYS } from '../../src/read/event-schema.js';

const FILE = fileURLToPath(new URL('../../src/read/event.schema.json', import.meta.url));

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
}

/** Keys by the path of their parent, as the schema has them. */
function keysOf(schema: Schema, path: readonly string[] = [], found: Record<string, string[]> = {}) {
  for (const inner of [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]) keysOf(inner, path, found);
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    const keys = found[path.join('.')] ?? [];
    if (!keys.includes(key)) keys.push(key);
    found[path.join('.')] = keys;
    keysOf(value, [...path, key], found);
  }
  return found;
}

it('the JSON Schema that is shipped is that of the reader', async () => {
  const text = `${JSON.stringify(await eventJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(FILE);
  expect(JSON.parse(readFileSync(FILE, 'utf8')).$schema).toBe('http://json-schema.org/draft-07/schema#');
});

it('the keys that are suggested are those that are read', async () => {
  expect(keysOf((await eventJsonSchema()) as Schema)).toEqual(KNOWN_KEYS);
});
