import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputRejected } from '../../src/errors.js';
import { type ReadOptions, type ReadResult, readEvent } from '../../src/read/folder.js';

/** A folder for one test with files of these names; rows may be given as lines. */
export function folderOf(files: Readonly<Record<string, string | readonly string[] | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ejrc-read-'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), Array.isArray(content) ? `${content.join('\n')}\n` : (content as string));
  }
  return folder;
}

/** Reads the tables of a folder, discovered unless `options` say otherwise. */
export function read(
  files: Readonly<Record<string, string | readonly string[] | Uint8Array>>,
  options: Partial<ReadOptions> = {},
): Promise<ReadResult> {
  return readEvent({ prefs: join(folderOf(files), 'prefs.csv'), discover: true, ...options });
}

/** The faults of a run as `prefs.csv:14:3 E204`, the folder left out; empty if there are none. */
export async function faults(
  files: Readonly<Record<string, string | readonly string[] | Uint8Array>>,
  options: Partial<ReadOptions> = {},
): Promise<string[]> {
  return (await rejected(files, options)).map(e => `${[baseOf(e.file), e.line, e.column].join(':')} ${e.code}`);
}

/** The messages of a run behind their place: cause and action. */
export async function messages(
  files: Readonly<Record<string, string | readonly string[] | Uint8Array>>,
  options: Partial<ReadOptions> = {},
): Promise<string[]> {
  return (await rejected(files, options)).map(e => `${e.cause}; ${e.action}`);
}

async function rejected(files: Parameters<typeof read>[0], options: Partial<ReadOptions>) {
  try {
    await read(files, options);
    return [];
  } catch (error) {
    if (error instanceof InputRejected) return error.errors;
    throw error;
  }
}

function baseOf(path: string): string {
  return path.split('/').at(-1)!;
}
