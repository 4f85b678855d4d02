import type { Document, LineCounter } from 'yaml';
import type { ErrorCode } from '../errors.js';
import type { Context } from './context.js';
import { type EventSettings, eventSchema, KNOWN_KEYS } from './event-schema.js';
import { quote } from './text.js';

/** Keys and places in lists that lead to a value. */
export type Path = readonly PropertyKey[];

/** What zod says is wrong. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: Path;
  readonly message: string;
  readonly keys?: readonly string[];
  /** Of a value that may be of several kinds: what is wrong with it as each of them. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Holds what an event file says against what may stand in it, and tells faults at their line and column. */
export class Judge {
  constructor(
    readonly file: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
    readonly context: Context,
  ) {}

  /** The values if they are of the right kinds; else every fault (E602, E603) is told. */
  async settings(value: unknown): Promise<EventSettings | undefined> {
    const result = (await eventSchema()).safeParse(value);
    if (result.success) return result.data;
    const told = new Set<string>();
    for (const issue of result.error.issues.flatMap(one => plainIssues(one as Issue, []))) {
      const key = `${issue.path.join('.')}\n${issue.message}`;
      if (told.has(key)) continue;
      told.add(key);
      if (issue.code === 'unrecognized_keys')
        for (const name of issue.keys ?? []) this.unknownKey([...issue.path, name]);
      else this.wrongValue(issue.path, issue.message, value);
    }
    return undefined;
  }

  /** Collects a fault at a key; the code's cure unless there is a better one. */
  tell(code: ErrorCode, path: Path, cause: string, action?: string): void {
    const { line, column } = this.place(path);
    this.context.faults.add(code, { file: this.file, line, column, columnName: nameOf(path) }, cause, action);
  }

  private unknownKey(path: Path): void {
    const parent = path.slice(0, -1).filter(key => typeof key === 'string');
    const known = KNOWN_KEYS[parent.join('.')] ?? [];
    const action = this.context.suggester.action(String(path.at(-1)), known, `known are ${known.join(', ')}`);
    this.tell('E602', path, `no key ${quote(nameOf(path))}`, action);
  }

  private wrongValue(path: Path, expected: string, value: unknown): void {
    const got = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
    const words = typeof got === 'string' ? got : String(JSON.stringify(got));
    this.tell('E603', path, `expected ${expected}, got ${got === undefined ? 'nothing' : quote(words)}`);
  }

  /** Line and column (of characters) of the key, or of its nearest parent in the file. */
  private place(path: Path): { line: number; column: number } {
    let node: unknown = this.document.contents;
    let offset = 0;
    for (const key of path) {
      const items = (node as { items?: YamlItem[] })?.items;
      const item = typeof key === 'number' ? items?.[key] : items?.find(one => one.key?.value === key);
      if (item === undefined) break;
      offset = item.key?.range?.[0] ?? item.range?.[0] ?? offset;
      node = typeof key === 'number' ? item : item.value;
    }
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }
}

/** A pair of a map, or a node of a list. */
interface YamlItem {
  readonly key?: { readonly value?: unknown; readonly range?: readonly number[] };
  readonly value?: unknown;
  readonly range?: readonly number[];
}

/** `slots.2.from` of the second block: places count from 1. */
function nameOf(path: Path): string {
  return path.map(key => (typeof key === 'number' ? key + 1 : String(key))).join('.');
}

/** Of a value that may be of several kinds: what is wrong with it as the kind that it means to be. */
function plainIssues(issue: Issue, above: Path): Issue[] {
  const path = [...above, ...issue.path];
  const meant = issue.errors?.find(branch => branch.length > 0 && branch.every(one => isWithin(one)));
  if (issue.code !== 'invalid_union' || meant === undefined) return [{ ...issue, path }];
  return meant.flatMap(one => plainIssues(one, path));
}

/** The kind is right, and something in it is wrong. */
function isWithin(issue: Issue): boolean {
  return (
    issue.path.length > 0 ||
    issue.code === 'unrecognized_keys' ||
    issue.code === 'too_big' ||
    issue.code === 'too_small'
  );
}
