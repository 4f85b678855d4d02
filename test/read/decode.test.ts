import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/read/decode.js';
import { runs } from '../helpers/runs.js';

async function textOf(bytes: Uint8Array, encoding: string): Promise<string> {
  const decoded = await decode(Buffer.from(bytes), encoding);
  if ('bad' in decoded) throw new Error(`bad ${decoded.bad.bytes.toString('hex')} after ${decoded.bad.before}`);
  return decoded.utf8.toString();
}

async function badOf(bytes: Uint8Array, encoding: string) {
  const decoded = await decode(Buffer.from(bytes), encoding);
  return 'bad' in decoded ? [decoded.bad.before.toString(), decoded.bad.bytes.toString('hex')] : undefined;
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('good bytes', () => {
  it.each([
    ['80 9c 8c 85 92 e9 fc df a0', 'windows-1252', '€œŒ…’éüß\u00a0'],
    ['87 40 fb fc 87 8a fa b1 81 60 81 7c', 'shift_jis', '①髙㈱﨑～－'],
    ['ed 42 ee ef b1 c0 de 5c 7e 81 5f', 'shift_jis', '鍈ⅰｱﾀﾞ\\~＼'],
    ['41 00 d9 9a 3d d8 00 de', 'utf-16le', 'A髙😀'],
    ['00 41 9a d9 d8 3d de 00', 'utf-16be', 'A髙😀'],
    ['e9 ab 99', 'utf-8', '髙'],
    ['b9', 'windows-1250', 'ą'],
    ['b0 a1', 'euc-jp', '亜'],
  ])('%s in %s', async (bytes, encoding, text) => expect(await textOf(hex(bytes), encoding)).toBe(text));
  it('whatever an encoding can write comes back', async () => {
    const letters = {
      'windows-1252': [...'aÉé€œŒŽ’“„…–«»\u00a0\r\n,;"'],
      shift_jis: [...'a髙①㈱～－ー表能ソ申ｱﾞ。｣ 　Ａ\r\n,;"\\~'],
      'utf-16le': [...'aÉ髙😀\r\n,;"'],
      'utf-16be': [...'aÉ髙😀\r\n,;"'],
      gb18030: [...'a髙龍€\r\n'],
    };
    for (const [encoding, alphabet] of Object.entries(letters)) {
      const text = fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }).map(parts => parts.join(''));
      await fc.assert(
        fc.asyncProperty(text, async given => {
          const bytes = iconv.encode(given, encoding === 'shift_jis' ? 'cp932' : encoding);
          expect(await textOf(bytes, encoding)).toBe(given);
        }),
        runs(100),
      );
    }
  });
  it('characters are not cut between parts', async () => {
    const text = `a${'表'.repeat(50_000)}\n${'能'.repeat(50_000)}\n髙`;
    expect(await textOf(iconv.encode(text, 'cp932'), 'shift_jis')).toBe(text);
  });
});

describe('bad bytes are told with the text before', () => {
  it.each([
    ['61 e9 0a', 'utf-8', 'a', 'e9'],
    ['61 0a 62 e9 ab', 'utf-8', 'a\nb', 'e9'],
    ['61 81 62', 'windows-1252', 'a', '81'],
    ['81 60 81 20 61', 'shift_jis', '～', '8120'],
    ['61 a0', 'shift_jis', 'a', 'a0'],
    ['61 81', 'shift_jis', 'a', '81'],
    ['61 00 00 d8 62 00', 'utf-16le', 'a', '00d8'],
    ['00 61 dc 00', 'utf-16be', 'a', '00dc'],
    ['61 00 62', 'utf-16le', 'a', '62'],
  ])('%s as %s', async (bytes, encoding, before, bad) => {
    expect(await badOf(hex(bytes), encoding)).toEqual([before, bad]);
  });
  it('far into a file', async () => {
    const good = iconv.encode(`${'表,能\n'.repeat(30_000)}終`, 'cp932');
    const bad = await badOf(Buffer.concat([good, hex('81 20 0a')]), 'shift_jis');
    expect(bad![0]).toBe(`${'表,能\n'.repeat(30_000)}終`);
    expect(bad![1]).toBe('8120');
  });
});
