/** The delimiters that are told apart, the likeliest first. */
export const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that occurs most often in the first line with content, outside quotes; a comma where none does. */
export function sniffDelimiter(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  let seen = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') {
      if (seen) break;
      continue;
    }
    seen = true;
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let best: string = ',';
  for (const delimiter of DELIMITERS) if ((counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0)) best = delimiter;
  return best;
}

/** The delimiter that an Excel first line `sep=;` asks for, and the bytes of that line without its end. */
export function separatorLine(text: string): { delimiter: string; bytes: number } | undefined {
  const match = /^"?sep=(.)"?(?=\r|\n|$)/i.exec(text);
  return match ? { delimiter: match[1]!, bytes: Buffer.byteLength(match[0]) } : undefined;
}

/** A delimiter in words. */
export function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : `"${delimiter}"`;
}
