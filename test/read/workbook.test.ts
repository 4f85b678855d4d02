import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/read/limits.js';
import { chooseSheet, Refused, readWorkbook, unpack } from '../../src/read/workbook.js';

const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

function refusal(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof Refused) return `${error.code} ${error.message}`;
    throw error;
  }
}

const BOOK =
  '<workbook xmlns:r="r"><sheets><sheet name="Notes" state="hidden" r:id="r1"/><sheet name="Kontakte &amp; Co" r:id="r2"/><sheet name="２０２１" r:id="r3"/></sheets></workbook>';

describe('unpack', () => {
  it('gives the XML of the workbook alone', () => {
    const parts = unpack(zip({ 'xl/workbook.xml': 'x', 'xl/media/a.png': 'y', 'docProps/app.xml': 'z' }), LIMITS);
    expect(Object.keys(parts)).toEqual(['xl/workbook.xml']);
  });
  it.each([
    ['an OpenDocument table (.ods)', { mimetype: 'm', 'content.xml': '' }],
    ['a binary Excel workbook (.xlsb)', { 'xl/workbook.bin': '' }],
    ['an Apple Numbers table', { 'Index/Document.iwa': '' }],
    ['a Word document', { 'word/document.xml': '' }],
    ['a zip file that holds no Excel workbook', { 'a.txt': '' }],
  ])('%s is refused by name', (name, files) => {
    expect(refusal(() => unpack(zip(files as Record<string, string>), LIMITS))).toBe(`E004 ${name} is not read`);
  });
  it('a damaged one', () => {
    const whole = zip({ 'xl/workbook.xml': 'x'.repeat(1000) });
    expect(refusal(() => unpack(whole.subarray(0, 40), LIMITS))).toMatch(/^E006 the workbook is damaged/);
    expect(refusal(() => unpack(strToU8('PK\u0003\u0004'), LIMITS))).toMatch(/^E006/);
  });
  it('a bomb is not unpacked', () => {
    const bomb = zip({ 'xl/workbook.xml': 'x', 'xl/worksheets/sheet1.xml': ' '.repeat(4_000_000) });
    expect(bomb.length).toBeLessThan(10_000);
    const limits = { ...LIMITS, fileBytes: 3_000_000 };
    expect(refusal(() => unpack(bomb, limits))).toMatch(/^E010 expected at most 3,000,000 bytes/);
  });
  it('nor one that lies about its size', () => {
    const bomb = zip({ 'xl/workbook.xml': ' '.repeat(4_000_000) });
    const claim = Buffer.from(Uint32Array.of(4_000_000).buffer);
    const lying = Buffer.from(bomb);
    for (let at = lying.indexOf(claim); at >= 0; at = lying.indexOf(claim)) lying.writeUInt32LE(1000, at);
    const result = refusal(() => {
      const parts = unpack(lying, { ...LIMITS, fileBytes: 3_000_000 });
      expect(parts['xl/workbook.xml']!.length).toBeLessThanOrEqual(1000);
    });
    expect(result).toMatch(/^none$|^E006/);
  });
});

const RELATIONS = `<Relationships>${[1, 2, 3]
  .map(i => `<Relationship Id="r${i}" Type="x/worksheet" Target="worksheets/sheet${i}.xml"/>`)
  .join('')}<Relationship Id="s" Type="x/styles" Target="/xl/other.xml"/></Relationships>`;

describe('chooseSheet', () => {
  const workbook = readWorkbook({
    'xl/workbook.xml': strToU8(BOOK),
    'xl/_rels/workbook.xml.rels': strToU8(RELATIONS),
  });
  it.each([
    [undefined, 2],
    ['Kontakte & Co', 2],
    ['kontakte & co', 2],
    ['Notes', 1],
    // Hidden ones are not counted.
    ['1', 2],
    ['2', 3],
    ['2021', 3],
  ])('%j is sheet %i', (wanted, number) => {
    expect(chooseSheet(workbook, wanted).path).toBe(`xl/worksheets/sheet${number}.xml`);
  });
  it('an unknown one, with the names there are', () => {
    for (const wanted of ['Rooms', '3', '0']) {
      expect(refusal(() => chooseSheet(workbook, wanted))).toBe(
        `E007 no sheet "${wanted}" among "Kontakte & Co", "２０２１"`,
      );
    }
    const empty = readWorkbook({ 'xl/workbook.xml': strToU8('<workbook/>') });
    expect(refusal(() => chooseSheet(empty, undefined))).toMatch(/^E007/);
  });
  it('other parts and the epoch', () => {
    expect(workbook.kinds.get('styles')).toBe('xl/other.xml');
    expect(workbook.from1904).toBe(false);
    const mac = '<x:workbook xmlns:x="m"><x:workbookPr date1904="1"/></x:workbook>';
    expect(readWorkbook({ 'xl/workbook.xml': strToU8(mac) }).from1904).toBe(true);
  });
});
