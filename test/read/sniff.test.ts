import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { sniffEncoding } from '../../src/read/sniff.js';

const TABLE = 'from,to\r\n岐阜,Hélène\r\n';

describe('sniffEncoding', () => {
  it.each([
    ['utf-8', 0, Buffer.from(TABLE)],
    ['utf-8-bom', 3, Buffer.from(`\ufeff${TABLE}`)],
    ['utf-16le', 2, Buffer.from(`\ufeff${TABLE}`, 'utf16le')],
    ['utf-16be', 2, Buffer.from(`\ufeff${TABLE}`, 'utf16le').swap16()],
    ['utf-16le', 0, Buffer.from(TABLE, 'utf16le')],
    ['utf-16be', 0, Buffer.from(TABLE, 'utf16le').swap16()],
    ['utf-8', 0, Buffer.from('')],
  ])('%s, mark %i', (encoding, mark, bytes) => expect(sniffEncoding(bytes)).toEqual({ encoding, mark }));
  it('UTF-16 with few letters of ASCII', () => {
    const table = `氏名,会社\n${'岐阜県庁国際課,愛知県庁産業部\n'.repeat(300)}`;
    expect(sniffEncoding(Buffer.from(table, 'utf16le'))).toEqual({ encoding: 'utf-16le', mark: 0 });
  });
  it('binary files are none of them', () => {
    expect(sniffEncoding(Buffer.of(0, 1, 2, 3, 0, 0, 7, 8))).toBeUndefined();
    expect(sniffEncoding(Buffer.concat([Buffer.from('from,to\n'), Buffer.alloc(40)]))).toBeUndefined();
    expect(sniffEncoding(Buffer.from('a\u0000b\u0001c', 'utf16le'))).toBeUndefined();
  });
  it('names the rival where bytes leave a doubt', () => {
    expect(sniffEncoding(iconv.encode('from,to\nAda,谷\n', 'cp932'))).toEqual({
      encoding: 'shift_jis',
      mark: 0,
      rival: 'windows-1252',
    });
  });
  it('looks at all of a long file, not only its head', () => {
    const head = 'from,to\n'.concat('Ada,Ben\n'.repeat(50_000));
    expect(sniffEncoding(iconv.encode(`${head}Zoé,Hélène\n`, 'win1252'))?.encoding).toBe('windows-1252');
    expect(sniffEncoding(iconv.encode(`${head}高橋,髙橋\n`, 'cp932'))?.encoding).toBe('shift_jis');
  });
});
