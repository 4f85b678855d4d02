import { walkXml } from './xml.js';

/** What the number of a cell means by its format: a date (with a time or without), a time alone, or a number. */
export type NumberKind = 'date' | 'time' | 'number';

/** Formats that Excel knows by number: dates, those of East Asia among them, and times. */
const DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const TIMES = [18, 19, 20, 21, 32, 33, 45, 46, 47];

/** Kind of each style by its index, from the part `styles`. O(length). */
export function numberKinds(xml: string): NumberKind[] {
  const codes = new Map<string, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt') {
        const { numFmtId = '', formatCode = '' } = attributes();
        codes.set(numFmtId, formatCode);
      } else if (name === 'xf' && inCells) {
        const id = attributes().numFmtId ?? '0';
        const code = codes.get(id);
        kinds.push(code === undefined ? builtIn(Number(id)) : kindOfFormat(code));
      }
    },
    close: name => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

function builtIn(id: number): NumberKind {
  return DATES.includes(id) ? 'date' : TIMES.includes(id) ? 'time' : 'number';
}

/** By the letters of a format such as `dd/mm/yyyy hh:mm`, texts and colours in it left out. */
export function kindOfFormat(code: string): NumberKind {
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(code);
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general/gi, '').replace(/;.*$/s, '');
  if (/[yd]/i.test(letters) || /m{3}|g{1,3}e/i.test(letters)) return 'date';
  if (elapsed || /[hs]/i.test(letters)) return 'time';
  return /^[^0#?]*m[^0#?]*$/i.test(letters) ? 'date' : 'number';
}
