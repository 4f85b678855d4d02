/** Runs the built command in a folder of its own, as a user would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/ejrc.js', import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Called at once with the process, e.g. to send it a signal later. */
  readonly started?: (child: ChildProcess) => void;
}

/** Resolves when the command has ended. */
export function ejrc(args: readonly string[], { cwd, input, env = {}, started }: RunOptions): Promise<Result> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...inherited } = process.env;
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...inherited, TERM: 'xterm-256color', ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', part => out.push(part));
  child.stderr.on('data', part => err.push(part));
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  started?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

/** A new folder with these files. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ejrc-cli-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Four people, everyone can be served: two slots suffice. */
export const PREFS = 'from,to,rank\nAichi,Vitagora,1\nVitagora,Aichi,1\nAichi,Alpha,2\nGifu,Alpha,1\nGifu,Vitagora,2\n';
