/** Long texts, line by line, without a million small strings at once. */

const LINES_A_PIECE = 4096;

export class Lines {
  private readonly pieces: string[] = [];
  private lines: string[];

  constructor(first: string) {
    this.lines = [first];
  }

  add(line: string): void {
    this.lines.push(line);
    if (this.lines.length === LINES_A_PIECE) this.flush();
  }

  /** All lines, each with its end. O(characters). */
  text(): string {
    this.flush();
    return this.pieces.join('');
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    this.pieces.push(`${this.lines.join('\n')}\n`);
    this.lines = [];
  }
}

/** `P0001`: a letter and a number as wide as the largest. */
export function idOf(letter: string, index: number, count: number): string {
  return letter + String(index + 1).padStart(String(count).length, '0');
}
