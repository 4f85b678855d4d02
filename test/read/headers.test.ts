import { describe, expect, it } from 'vitest';
import { bindHeader } from '../../src/read/bind.js';
import * as headers from '../../src/read/headers.js';
import { headerKey } from '../../src/read/text.js';

const TABLES = Object.entries(headers).filter(([, value]) => !Array.isArray(value)) as [
  string,
  headers.Columns<string>,
][];

/** Words that two columns of a table share on purpose: an e-mail address may be an id, a French note is a mark. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  PARTICIPANTS: [
    'email',
    'email address',
    'courriel',
    'adresse e-mail',
    'e-mail-adresse',
    'adresse de messagerie',
    'メール',
    'メールアドレス',
  ],
};

describe('aliases', () => {
  it.each(TABLES)('of %s mean one column each', (name, columns) => {
    const of = new Map<string, string>();
    const shared = new Set(SHARED[name]?.map(headerKey));
    for (const [column, aliases] of Object.entries(columns)) {
      for (const key of new Set([column, ...aliases].map(headerKey))) {
        if (shared.has(key)) continue;
        expect([key, of.get(key)]).toEqual([key, undefined]);
        of.set(key, column);
      }
    }
  });
  it.each(TABLES)('of %s bind their column, whatever the column', (_, columns) => {
    for (const [column, aliases] of Object.entries(columns)) {
      for (const alias of aliases) {
        const { index } = bindHeader(['x', alias], columns, [column], {});
        expect([alias, index.get(column)]).toEqual([alias, 1]);
      }
    }
  });
  it('of one table are read in its own language', () => {
    const table = ['会社名', '氏名', '国', 'メール', '参加可能時間'];
    const { index } = bindHeader(table, headers.PARTICIPANTS, ['id'], {});
    expect(Object.fromEntries(index)).toEqual({ organisation: 0, name: 1, country: 2, email: 3, available: 4, id: 3 });
  });
  it('every column can be bound by hand', () => {
    for (const [, columns] of TABLES) {
      for (const column of Object.keys(columns)) {
        expect(bindHeader(['A', 'Requested by'], columns, [], { [column]: 'requested BY' }).index.get(column)).toBe(1);
      }
    }
  });
});
