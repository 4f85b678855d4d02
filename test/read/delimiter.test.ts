import { describe, expect, it } from 'vitest';
import { delimiterName, separatorLine, sniffDelimiter } from '../../src/read/delimiter.js';

describe('sniffDelimiter', () => {
  it.each([
    ['from,to', ','],
    ['from;to', ';'],
    ['from\tto', '\t'],
    ['"name, first";to;rank', ';'],
    ['"a;b;c",to', ','],
    ['"multi\nline;;;",to\n', ','],
    ['\n\r\nfrom;to\n,,,,', ';'],
    ['id', ','],
    ['', ','],
    ['a,b;c', ','],
  ])('%j', (text, delimiter) => expect(sniffDelimiter(text)).toBe(delimiter));
});

it('an Excel separator line', () => {
  expect(separatorLine('sep=;\r\na;b')).toEqual({ delimiter: ';', bytes: 5 });
  expect(separatorLine('"sep=\t"\na')).toEqual({ delimiter: '\t', bytes: 7 });
  expect(separatorLine('separator;b')).toBeUndefined();
});

it('names them', () => expect([',', '\t'].map(delimiterName)).toEqual(['","', 'tab']));
