/** The encodings that are read: their names in summary.json, in words, and as people write them. */

/** Told apart without being named. */
export type SniffedEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'shift_jis';

/** Name as `summary.json` gives it → other names for it. The first ones are told apart; the rest must be asked for. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['utf8', 'unicode', '65001', 'utf-8-bom'],
  'utf-16le': ['utf16le', 'utf-16', 'utf16', 'ucs-2', 'ucs2'],
  'utf-16be': ['utf16be'],
  'windows-1252': ['cp1252', '1252', 'ansi', 'latin1', 'latin-1', 'iso-8859-1'],
  shift_jis: ['shift-jis', 'shiftjis', 'sjis', 'cp932', '932', 'ms932', 'windows-31j'],
  'windows-1250': ['cp1250', '1250'],
  'windows-1251': ['cp1251', '1251'],
  'windows-1253': ['cp1253', '1253'],
  'windows-1254': ['cp1254', '1254'],
  'windows-1255': ['cp1255', '1255'],
  'windows-1256': ['cp1256', '1256'],
  'windows-1257': ['cp1257', '1257'],
  'windows-1258': ['cp1258', '1258'],
  'iso-8859-2': ['latin2', 'latin-2'],
  'iso-8859-15': ['latin9', 'latin-9'],
  macintosh: ['macroman', 'mac'],
  'euc-jp': ['eucjp'],
  'euc-kr': ['euckr', 'cp949', '949'],
  gb18030: ['gbk', 'gb2312', 'cp936', '936'],
  big5: ['cp950', '950'],
};

const WORDS: Readonly<Record<SniffedEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8 with a byte order mark',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252',
  shift_jis: 'Shift_JIS',
};

/** The name under which an encoding is known here; `undefined` for one that is not read. */
export function encodingNamed(text: string): string | undefined {
  const wanted = text.trim().toLowerCase().replaceAll('_', '-');
  for (const [name, others] of Object.entries(NAMES)) {
    if (name.replaceAll('_', '-') === wanted || others.includes(wanted)) return name;
  }
  return undefined;
}

/** All names, as `encodingNamed` gives them. */
export const ENCODINGS: readonly string[] = Object.keys(NAMES);

/** An encoding in words. */
export function encodingWords(name: string): string {
  return WORDS[name as SniffedEncoding] ?? name;
}
