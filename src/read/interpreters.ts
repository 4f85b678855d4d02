import type { Interpreter } from '../model/event.js';
import type { AvailabilityReader } from './availability.js';
import { pendingCell } from './availability.js';
import { wholeCell } from './cells.js';
import type { Context, Source } from './context.js';
import { INTERPRETERS } from './headers.js';
import { IdRegister } from './ids.js';
import { openTable } from './open-table.js';
import { readLanguages } from './participants.js';
import { bindTable } from './table.js';
import { quote } from './text.js';

/** Reads interpreters.csv. Codes: E11x, E305, E306, E401, E409, E410. O(rows). */
export function readInterpreters(
  source: Source,
  context: Context,
  availability: AvailabilityReader | undefined,
): Interpreter[] {
  const open = openTable(source, context);
  const table = open && bindTable<keyof typeof INTERPRETERS>(open, INTERPRETERS, ['id', 'languages'], context);
  const register = new IdRegister();
  const interpreters: Interpreter[] = [];
  table?.forEachRow(row => {
    const id = row.text('id');
    const fault = register.define(id, row.line);
    if (fault) row.fault('id', fault.code, fault.cause);
    const [available, unavailable] = [pendingCell(row, 'available'), pendingCell(row, 'unavailable')];
    const languages = [...new Set(readLanguages(row, 'languages'))];
    if (languages.length < 2) {
      const got = languages.length === 0 ? 'none' : quote(languages[0]!);
      row.fault('languages', 'E410', `expected two languages or more, got ${got}`);
    }
    interpreters.push({
      id,
      name: row.text('name') || id,
      languages,
      ...(availability?.pair(available, unavailable, table) ?? { available: undefined, unavailable: [] }),
      maxConsecutive: wholeCell(row, 'max_consecutive', 1),
      line: row.line,
    });
  });
  return interpreters;
}
