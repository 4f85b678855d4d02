import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/read/limits.js';
import { chooseSheet, Refused, tame, unpack } from '../../src/read/workbook.js';

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
  '<workbook><sheets><sheet name="Notes" state="hidden"/><sheet name="Kontakte &amp; Co"/><sheet name="２０２１"/></sheets></workbook>';

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

describe('chooseSheet', () => {
  const parts = { 'xl/workbook.xml': strToU8(BOOK) };
  it.each([
    [undefined, 2],
    ['Kontakte & Co', 2],
    ['kontakte & co', 2],
    ['Notes', 1],
    ['1', 1],
    ['3', 3],
    ['2021', 3],
  ])('%j is sheet %i', (wanted, number) => expect(chooseSheet(parts, wanted).number).toBe(number));
  it('an unknown one, with the names there are', () => {
    for (const wanted of ['Rooms', '4', '0']) {
      expect(refusal(() => chooseSheet(parts, wanted))).toBe(
        `E007 no sheet "${wanted}" among "Kontakte & Co", "２０２１"`,
      );
    }
    expect(refusal(() => chooseSheet({ 'xl/workbook.xml': strToU8('<workbook/>') }, undefined))).toMatch(/^E007/);
  });
});

describe('tame', () => {
  const sheet = (xml: string) => ({ 'xl/worksheets/sheet1.xml': strToU8(`<sheetData>${xml}</sheetData>`) });
  const textOf = (buffer: ArrayBuffer) =>
    Buffer.from(unzipSync(new Uint8Array(buffer))['xl/worksheets/sheet1.xml']!).toString();
  it('error values become texts, and only they', () => {
    const xml = '<row r="1"><c r="A1" s="1" t="e"><v>#N/A</v></c><c t="e" r="B1"/><c r="C1" t="n" x="e"/></row>';
    expect(textOf(tame(sheet(xml), LIMITS))).toBe(`<sheetData>${xml.replaceAll('t="e"', 't="str"')}</sheetData>`);
  });
  it('cells far out are refused before anything is filled up', () => {
    const of = (xml: string) => refusal(() => tame(sheet(xml), LIMITS));
    expect(of('<row r="1"><c r="NTP1"/></row>')).toBe('none');
    expect(of('<row r="1"><c r="NTQ1"/></row>')).toMatch(
      /^E012 .*10,000 columns, and the sheet reaches to column 10,001/,
    );
    expect(of('<row r="1048576"><c r="ZZ1048576"/></row>')).toMatch(
      /^E011 expected a sheet of at most 32,000,000 cells/,
    );
    expect(of('<row r="99999999"/>')).toMatch(/^E011/);
    expect(of('<row r="-1"/>')).toMatch(/^E006/);
    expect(of('<row r="1"><c r="AAAAAAAA1"/></row>')).toMatch(/^E006 .*a cell stands at "AAAAAAAA1"/);
  });
});
