import type { Columns } from './headers.js';
import { headerKey } from './text.js';

/** Which header holds which column. */
export interface Binding<C extends string> {
  /** Column → index of its header, from 0. */
  readonly index: ReadonlyMap<C, number>;
  /** Indexes of headers that repeat a bound one. */
  readonly repeated: readonly { readonly column: C; readonly index: number }[];
  /** Indexes of headers that are no column of the table. */
  readonly unknown: readonly number[];
  /** Columns that were bound by hand. */
  readonly byHand: readonly C[];
}

/**
 * A column bound by hand beats one named by its own name, which beats aliases in the order of the table of headers.
 * A required column without a header of its own may share one (an e-mail address as id). O(headers + aliases).
 */
export function bindHeader<C extends string>(
  header: readonly string[],
  columns: Columns<C>,
  required: readonly C[],
  map: Readonly<Record<string, string>>,
): Binding<C> {
  const keys = header.map(headerKey);
  const names = Object.keys(columns) as C[];
  const index = new Map<C, number>();
  const taken = new Set<number>();
  const bind = (column: C, at: number, share = false) => {
    if (at < 0 || index.has(column) || (taken.has(at) && !share)) return;
    index.set(column, at);
    taken.add(at);
  };
  for (const [column, wanted] of handBindings(map, names)) bind(column, keys.indexOf(headerKey(wanted)));
  const byHand = [...index.keys()];
  for (const column of names) bind(column, keys.indexOf(headerKey(column)));
  // Required columns last: what another column is called too (an e-mail address) is that column's, and shared below.
  for (const column of [...names.filter(name => !required.includes(name)), ...required]) {
    for (const alias of columns[column]) bind(column, keys.indexOf(headerKey(alias)));
  }
  for (const column of required) {
    for (const alias of columns[column]) bind(column, keys.indexOf(headerKey(alias)), true);
  }
  const repeated = [...index].flatMap(([column, at]) =>
    keys.flatMap((key, i) => (i > at && key === keys[at] && !taken.has(i) ? [{ column, index: i }] : [])),
  );
  const repeats = new Set(repeated.map(r => r.index));
  const unknown = keys.flatMap((_, i) => (taken.has(i) || repeats.has(i) ? [] : [i]));
  return { index, repeated, unknown, byHand };
}

function handBindings<C extends string>(map: Readonly<Record<string, string>>, names: readonly C[]): [C, string][] {
  return Object.entries(map).flatMap(([wanted, header]) => {
    const column = names.find(name => headerKey(name) === headerKey(wanted));
    return column === undefined ? [] : [[column, header] as [C, string]];
  });
}
