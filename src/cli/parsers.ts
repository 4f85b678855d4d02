/** Values of options: text in, value out, or a refusal that says what was expected. */
import { InvalidArgumentError } from 'commander';
import { TABLES, type TableName } from '../model/event.js';
import {
  EFFORTS,
  type Effort,
  ENGINES,
  type Engine,
  FORMATS,
  type Format,
  LATER_FORMATS,
  LEAST_KEPT,
} from '../model/outcome.js';

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** A whole number from 0 to 4,294,967,295. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffff_ffff) {
    throw new InvalidArgumentError(`expected a whole number from 0 to 4,294,967,295, got "${text}".`);
  }
  return seed;
}

export function parseEffort(text: string): Effort {
  return oneOf(EFFORTS, text);
}

export function parseEngine(text: string): Engine {
  return oneOf(ENGINES, text);
}

function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const found = names.find(name => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`expected ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, got "${text}".`);
}

/** A file, a folder, or what else must not be empty, as the variable of a script that was not set is. */
export function parsePath(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('expected a name, got an empty text.');
  return text;
}

/** `30s`, `2m`, `1.5h` or plain seconds; more than 0. */
export function parseSeconds(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS];
  if (!(seconds > 0)) throw new InvalidArgumentError(`expected a time above 0 such as 30s, 2m or 90, got "${text}".`);
  return seconds;
}

/** A share from 0.5 to 1: `99%`, `99.5%`, at most two decimals. */
export function parsePercent(text: string): number {
  const [, amount] = /^(\d+(?:\.\d{1,2})?)%$/.exec(text) ?? [];
  const share = Math.round(Number(amount) * 100) / 10_000;
  if (!(share >= LEAST_KEPT && share <= 1)) {
    throw new InvalidArgumentError(`expected a percentage from 50% to 100%, such as 99% or 99.5%, got "${text}".`);
  }
  return share;
}

/** `,` `;` or a tab, or the words `tab`, `comma`, `semicolon`. */
export function parseDelimiter(text: string): string {
  const named: Record<string, string> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';' };
  const delimiter = named[text] ?? text;
  if (![',', ';', '\t'].includes(delimiter)) {
    throw new InvalidArgumentError(`expected one of , ; tab, got "${text}".`);
  }
  return delimiter;
}

type ByTable = Partial<Record<TableName | '', string>>;

/** `value` for all tables or `participants=value` for one, added to those given before. What may stand there the reader judges. */
export function parseByTable(text: string, before: ByTable = {}): ByTable {
  const [, name, rest] = /^(\w+)=(.*)$/su.exec(text) ?? [];
  const table = (['prefs', ...TABLES] as const).find(known => known === name) ?? '';
  const value = (table === '' ? text : rest!).trim();
  if (value === '') throw new InvalidArgumentError(`expected a value, or TABLE=VALUE, got "${text}".`);
  if (Object.hasOwn(before, table)) throw new InvalidArgumentError(`it was given twice${table && ` for ${table}`}.`);
  return { ...before, [table]: value };
}

/** `from="Requested by"`, added to those given before. */
export function parseMap(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, column = '', header = ''] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
  const name = column.trim();
  if (name === '' || header.trim() === '') {
    throw new InvalidArgumentError(`expected COLUMN=HEADER such as from="Requested by", got "${text}".`);
  }
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`the column "${name}" was bound twice.`);
  return { ...before, [name]: header };
}

/** A list such as `csv`, joined with commas. */
export function parseFormats(text: string): Format[] {
  return text.split(',').map(part => {
    const name = part.trim().toLowerCase();
    const known = FORMATS.find(format => format === name);
    if (known) return known;
    if (LATER_FORMATS.some(format => format === name)) {
      throw new InvalidArgumentError(`${name} is not written by this version; it writes ${FORMATS.join(', ')}.`);
    }
    throw new InvalidArgumentError(`expected ${FORMATS.join(', ')}, got "${part}".`);
  });
}
