import type { Context } from './context.js';
import { nameKey, organisationKey, turnedKey } from './names.js';
import { few, foldKey, quote } from './text.js';

/** Pairs listed one by one; the others are counted. */
const MOST_LISTED = 10;

/** A participant as it may be compared with others. */
export interface Comparable {
  readonly id: string;
  /** Default: the id. */
  readonly name?: string;
  readonly email?: string;
  readonly line: number;
}

/**
 * Warns of participants that are probably one: the same e-mail address, or names that differ by case, width, accents,
 * the order of first and last name, or a legal form. Each is compared with the first that is alike. O(participants).
 */
export function noticeNearDuplicates(file: string, people: readonly Comparable[], context: Context): void {
  const first = new Map<string, Comparable>();
  const found: string[] = [];
  for (const person of people) {
    const other = earlierAlike(person, first);
    if (other !== undefined) found.push(`${named(other)} and ${named(person)}`);
  }
  if (found.length > 0) context.notice(`${file}: the same participant twice? ${few(found, MOST_LISTED, '; ')}`);
}

function earlierAlike(person: Comparable, first: Map<string, Comparable>): Comparable | undefined {
  let other: Comparable | undefined;
  for (const key of keysOf(person)) {
    const known = first.get(key);
    if (known === undefined) first.set(key, person);
    else if (known !== person) other ??= known;
  }
  return other;
}

/** Participants with a key in common are alike. */
function keysOf({ id, name = id, email = '' }: Comparable): string[] {
  const texts = name === id ? [id] : [id, name];
  const keys = texts
    .flatMap(text => [`n ${nameKey(text)}`, `n ${turnedKey(text) ?? ''}`, `o ${organisationKey(text)}`])
    .filter(key => key.length > 2);
  if (email !== '' && email !== id) keys.push(`m ${foldKey(email)}`);
  return keys;
}

function named({ id, name = id, line }: Comparable): string {
  return `${quote(id)}${name === id ? '' : ` (${name})`} in line ${line}`;
}

/** Warns of organisations that are probably one, and are taken for two. O(participants). */
export function noticeNearOrganisations(
  file: string,
  labels: readonly { readonly label: string; readonly line: number }[],
  context: Context,
): void {
  const first = new Map<string, { readonly label: string; readonly line: number }>();
  const found: string[] = [];
  for (const each of labels) {
    const key = organisationKey(each.label) || each.label;
    const known = first.get(key);
    if (known === undefined) first.set(key, each);
    else found.push(`${quote(known.label)} in line ${known.line} and ${quote(each.label)} in line ${each.line}`);
  }
  if (found.length === 0) return;
  context.notice(
    `${file}: taken for different organisations: ${few(found, MOST_LISTED, '; ')}; write one in the same way as the other if they are one`,
  );
}
