import type { Order } from '../model/event.js';
import type { Context, Source } from './context.js';
import { ORDER } from './headers.js';
import { openTable } from './open-table.js';
import type { People } from './people.js';
import { bindTable, type Row } from './table.js';
import { quote } from './text.js';

type Column = keyof typeof ORDER;

/** Reads order.csv. Codes: E204, E501, E503. O(rows). */
export function readOrder(source: Source, context: Context, people: People): Order[] {
  const open = openTable(source, context);
  const table = open && bindTable<Column>(open, ORDER, ['before_a', 'before_b', 'after_a', 'after_b'], context);
  const rows: Order[] = [];
  table?.forEachRow(row => {
    const before = pair(row, 'before_a', 'before_b', people);
    const after = pair(row, 'after_a', 'after_b', people);
    if (before === undefined || after === undefined) return;
    if (new Set([...before, ...after]).size === 2) {
      row.fault('after_a', 'E503', `${before.map(quote).join(' and ')} would meet before they meet`);
      return;
    }
    rows.push({ before, after, line: row.line });
  });
  return rows;
}

function pair(row: Row<Column>, a: Column, b: Column, people: People): [string, string] | undefined {
  const [first, second] = [a, b].map(column => people.named(row, column, row.text(column)));
  if (first! < 0 || second! < 0) return undefined;
  if (first !== second) return [people.ids[first!]!, people.ids[second!]!];
  row.fault(b, 'E501', `expected two participants, got ${quote(people.ids[first!]!)} twice`);
  return undefined;
}
