import { sniffDelimiter } from './delimiter.js';

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];

/**
 * Physical line and cell, both from 1, of what follows this part of a table in UTF-8. Line ends and delimiters in
 * quoted cells belong to the cell. Without `delimiter` it is sniffed. O(bytes).
 */
export function placeAfter(before: Buffer, delimiter: string | undefined): { line: number; column: number } {
  const sign = (delimiter ?? sniffDelimiter(before.toString('utf8', 0, 65_536))).charCodeAt(0);
  let [line, column] = [1, 1];
  let [quoted, starts] = [false, true];
  for (let i = 0; i < before.length; i++) {
    const byte = before[i];
    const lineEnd = byte === LF || (byte === CR && before[i + 1] !== LF);
    if (lineEnd) line++;
    if (byte === QUOTE && (quoted || starts)) {
      if (quoted && before[i + 1] === QUOTE) i++;
      else quoted = !quoted;
      starts = false;
    } else if (!quoted) {
      starts = byte === sign || lineEnd;
      if (byte === sign) column++;
      if (lineEnd) column = 1;
    }
  }
  return { line, column };
}
