/** Short tables are what libraries fail at: of the 240 Japanese ones below chardet 2.1 takes none for Shift_JIS. */
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { costAs1252, costAsDamagedUtf8, costAsShiftJis } from '../../src/read/likelihood.js';
import { type Sniffed, sniffEncoding } from '../../src/read/sniff.js';
import { runs } from '../helpers/runs.js';
import { EUROPEAN, JAPANESE } from './short-texts.js';

const CASES = [
  ['windows-1252', EUROPEAN],
  ['shift_jis', JAPANESE],
] as const;

const bytesOf = (text: string, encoding: string) => iconv.encode(text, encoding === 'shift_jis' ? 'cp932' : encoding);

/** A table in which only these cells are not ASCII. */
function sniff(cells: readonly string[], encoding: string): Sniffed | undefined {
  return sniffEncoding(bytesOf(`from,to,note\n${cells.map(cell => `Ada,Ben,${cell}\n`).join('')}`, encoding));
}

describe('the texts', () => {
  it.each(CASES)('are many, and can be written in %s', (encoding, texts) => {
    expect(texts.length).toBeGreaterThanOrEqual(200);
    for (const text of texts) expect(iconv.decode(bytesOf(text, encoding), encoding)).toBe(text);
    expect(texts.filter(text => isUtf8(bytesOf(text, encoding)))).toEqual([]);
  });
});

describe.each(CASES)('%s', (encoding, texts) => {
  it.each(texts)('%s alone', text => expect(sniff([text], encoding)?.encoding).toBe(encoding));
  it('few leave a doubt alone', () => {
    const doubtful = texts.filter(text => sniff([text], encoding)?.rival !== undefined);
    expect(doubtful.length).toBeLessThan(texts.length / 12);
  });
  it('any two are told right, and six nearly always without a doubt', () => {
    const some = (count: number) => fc.array(fc.constantFrom(...texts), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(some(2), cells => void expect(sniff(cells, encoding)?.encoding).toBe(encoding)),
      runs(5000),
    );
    const doubts = fc.sample(some(6), 2000).filter(cells => sniff(cells, encoding)?.rival !== undefined);
    expect(doubts.length).toBeLessThan(20);
  });
  it('with any delimiter and quotes around', () => {
    const around = fc.tuple(fc.constantFrom(',', ';', '\t', '"', '\r\n', ' '), fc.constantFrom(...texts));
    fc.assert(
      fc.property(around, ([sign, text]) => {
        const bytes = bytesOf(`from${sign}to\r\n${text}${sign}${text}`, encoding);
        expect(sniffEncoding(bytes)?.encoding).toBe(encoding);
      }),
      runs(2000),
    );
  });
});

describe('costs', () => {
  const cost = (text: string, encoding: string) => [costAs1252, costAsShiftJis].map(f => f(bytesOf(text, encoding)));
  it('half-width katakana beside each other, not an accent among letters', () => {
    const [latin, kana] = cost('ﾄﾖﾀ', 'shift_jis');
    expect(kana!).toBeLessThan(latin!);
    const [accent, single] = cost('MÜLLER', 'windows-1252');
    expect(accent!).toBeLessThan(single!);
  });
  it('bytes that do not exist cost most', () => {
    expect(costAs1252(Uint8Array.of(0x81))).toBe(40);
    expect(costAsShiftJis(Uint8Array.of(0xa0))).toBe(40);
    expect(costAsShiftJis(Uint8Array.of(0x81, 0x20))).toBe(40);
  });
  it('UTF-8 of which some bytes are damaged is not taken for something else', () => {
    const damaged = (text: string) =>
      Buffer.concat([Buffer.from(`from,to\n${text}`), Buffer.of(0xfc), Buffer.from('l\n')]);
    for (const text of ['Hélène,René\nMc', '岐阜,愛知\nM', 'Café,M']) {
      expect(sniffEncoding(damaged(text))?.encoding).toBe('utf-8');
    }
    expect(costAsDamagedUtf8(Buffer.from('é岐😀'))).toBe(26);
    expect(sniffEncoding(bytesOf('«SOCIÉTÉ»', 'windows-1252'))?.encoding).toBe('windows-1252');
  });
});
