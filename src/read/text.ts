/** How texts of tables are compared. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the expression
const ASCII = /^[\x00-\x7f]*$/;

/** Ids and labels are compared in this form: trimmed, Unicode NFKC. O(length). */
export function idKey(text: string): string {
  return ASCII.test(text) ? text.trim() : text.normalize('NFKC').trim();
}

/** Ids with the same form differ only by case or width. O(length). */
export function foldKey(text: string): string {
  return idKey(text).toLowerCase();
}

/** For suggestions: without case, width and accents. O(length). */
export function looseKey(text: string): string {
  if (ASCII.test(text)) return text.trim().toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

/** Headers are compared without case, accents, full/half-width form, spaces, `_` and `-`. O(length). */
export function headerKey(text: string): string {
  return looseKey(text).replace(/[\s_-]/g, '');
}

/** The values of a cell joined with `;`, `|` or line breaks; trimmed, empty ones left out. */
export function splitList(text: string): string[] {
  if (text === '') return [];
  return text
    .split(/[;；|｜\n]/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** Labels (sides, sessions) that are the same up to case and width share the first spelling. */
export class Labels {
  private readonly spelling = new Map<string, string>();

  /** The first spelling of the label; learns it if it is new. */
  learn(label: string): string {
    const key = foldKey(label);
    const known = this.spelling.get(key);
    if (known !== undefined) return known;
    this.spelling.set(key, label);
    return label;
  }

  /** The first spelling, or `undefined` for a label never learnt. */
  find(label: string): string | undefined {
    return this.spelling.get(foldKey(label));
  }

  /** In order of first appearance. */
  get all(): string[] {
    return [...this.spelling.values()];
  }
}

/** A value in quotes for a message, cut after 60 characters. */
export function quote(text: string): string {
  const clean = text.replace(/\p{Cc}/gu, ' ');
  return `"${clean.length > 60 ? `${[...clean].slice(0, 60).join('')}…` : clean}"`;
}

/** The first `most` of several words for a message, and how many there are beyond. */
export function few(words: readonly string[], most: number, between = ', '): string {
  const more = words.length - most;
  return words.slice(0, most).join(between) + (more > 0 ? ` and ${more.toLocaleString('en')} more` : '');
}

/** `1 cell`, `1,200 cells`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
