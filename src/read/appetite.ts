/** How much somebody wants to meet somebody, in the words and signs of forms, platforms and spreadsheets. */
import type { ErrorCode } from '../errors.js';
import type { WishKind } from '../model/event.js';
import { MOST, parseDecimal } from './cells.js';
import type { Context } from './context.js';
import { counted, idKey, looseKey, quote } from './text.js';

/** What a cell says: a score, a kind, or that there is no wish at all. */
export interface Appetite {
  /** `none`: no wish. */
  readonly kind: WishKind | 'none';
  /** From 0 to 1,000,000 with at most 3 decimals; `undefined` where the word names a kind. */
  readonly score: number | undefined;
  /** The word was one of yes, maybe and no. */
  readonly answer: boolean;
}

type Words = readonly (readonly [Omit<Appetite, 'answer'>, readonly string[]])[];

/** Of the column `kind`, and wherever a score may stand: Grip's three words among them. */
const KIND_WORDS: Words = [
  [
    { kind: 'must', score: undefined },
    ['must', 'must meet', 'obligatoire', 'impératif', 'à rencontrer absolument', 'muss', 'pflicht', 'unbedingt'],
  ],
  [{ kind: 'must', score: undefined }, ['unbedingt treffen', '必須', '必ず', '必ず会いたい', '絶対会いたい']],
  [
    { kind: 'wish', score: undefined },
    ['wish', 'meet', 'want to meet', 'souhait', 'rencontrer', 'à rencontrer', 'wunsch', 'treffen', '希望', '会いたい'],
  ],
  [
    { kind: 'never', score: undefined },
    ['never', 'no thanks', 'no, thanks', 'no thank you', 'do not meet', 'jamais', 'non merci', 'non, merci', 'nie'],
  ],
  [
    { kind: 'never', score: undefined },
    [
      'niemals',
      'nein danke',
      'nein, danke',
      'nicht treffen',
      '不可',
      '会わない',
      '会いたくない',
      '結構です',
      '面談不可',
    ],
  ],
];

/** Yes is worth 2, maybe 1; the Japanese marks ◎ ○ △ × have a third grade above yes. */
const ANSWER_WORDS: Words = [
  [{ kind: 'wish', score: 3 }, ['◎']],
  [
    { kind: 'wish', score: 2 },
    ['yes', 'y', 'true', 'x', '✓', '✔', '☑', 'oui', 'o', 'ja', 'j', 'はい', '○', '〇', '◯', '可', '有'],
  ],
  [
    { kind: 'wish', score: 1 },
    ['maybe', 'perhaps', 'possibly', 'peut-être', 'éventuellement', 'vielleicht', 'eventuell', 'たぶん', '△', '未定'],
  ],
  [{ kind: 'wish', score: 1 }, ['どちらでも', 'どちらでもよい', '場合による']],
  [{ kind: 'none', score: undefined }, ['no', 'n', 'false', 'non', 'nein', 'いいえ', '×', '✗', '✘', '☐', '無']],
];

function table(words: Words, answer: boolean): Map<string, Appetite> {
  return new Map(words.flatMap(([said, list]) => list.map(word => [looseKey(word), { ...said, answer }])));
}

const KINDS = table(KIND_WORDS, false);
const ANSWERS = table(ANSWER_WORDS, true);

const STARS = /^[★⭐✭✮✯🌟*]+[☆✩]*$/u;
const SO_MANY_STARS = /^(?:(\d+(?:[.,]\d+)?)\s*(?:stars?|etoiles?|sterne?|つ星|つほし|個|点)|星\s*(\d+)つ?)$/u;
const OUT_OF = /^(\d+(?:[.,]\d+)?)\s*(?:\/|out of|sur|von|aus)\s*(\d+)$/u;

/** A kind in words of any of the four languages; `undefined` for any other text. O(length). */
export function parseKind(text: string): Appetite | undefined {
  return KINDS.get(looseKey(text)) ?? ANSWERS.get(looseKey(text));
}

/**
 * A number, stars (`★★★`, `4 stars`, `4/5`), yes, maybe or no, or a kind; `undefined` for any other text.
 * `comma`: whether a decimal comma is read. O(length).
 */
export function parseAppetite(text: string, comma: boolean): Appetite | undefined {
  // Plain digits first: there may be a million of them.
  const said = /^\d+$/.test(text) ? undefined : parseKind(text);
  if (said !== undefined) return said;
  const score = parseDecimal(text, 3, comma) ?? parseStars(text);
  if (score === undefined || score > MOST) return undefined;
  return { kind: 'wish', score, answer: false };
}

function parseStars(text: string): number | undefined {
  const signs = text.replace(/\s|\uFE0E|\uFE0F/gu, '');
  if (STARS.test(signs)) return [...signs].filter(sign => sign !== '☆' && sign !== '✩').length;
  const plain = looseKey(idKey(text));
  const stars = SO_MANY_STARS.exec(plain);
  if (stars !== null) return parseDecimal(stars[1] ?? stars[2]!, 3, true);
  const [, got, most] = OUT_OF.exec(plain) ?? [];
  if (got === undefined) return undefined;
  const score = parseDecimal(got, 3, true);
  return score !== undefined && score <= Number(most) ? score : undefined;
}

/** Cells that say nothing: a dash, a slash, "n/a". */
const NOTHING = /^(?:[-–—―ー/\\.・■▪#_]+|n\/?a|n\.a\.|s\.o\.|k\.a\.|なし|該当なし)$/u;

/** Whether a cell holds a mark for "nothing here". O(length). */
export function saysNothing(text: string): boolean {
  return text === '' || NOTHING.test(looseKey(text));
}

/** Parses cells that say how much, and remembers what has to be said of them. */
export class AppetiteCells {
  private readonly answers = new Set<string>();
  private readonly kinds = new Set<string>();
  /** The first score that is written as stars. */
  private stars: string | undefined;
  private none = 0;
  private zeros = 0;

  /** `comma`: whether a decimal comma is read. */
  constructor(private readonly comma: boolean) {}

  /** `undefined` for a cell that says nothing, and for a faulty one, which `tell` is told of. O(length). */
  read(text: string, tell: (code: ErrorCode, cause: string, action?: string) => void): Appetite | undefined {
    if (saysNothing(text)) return undefined;
    const appetite = parseAppetite(text, this.comma);
    if (appetite !== undefined) return this.note(text, appetite);
    const number = 'a number from 0 to 1,000,000 with at most 3 decimals';
    if (/\d/.test(text)) tell('E207', `expected ${number}, got ${quote(text)}`);
    else tell('E207', `expected a number, stars, or yes, maybe or no, got ${quote(text)}`, 'write one of these');
    return undefined;
  }

  /** Remembers a cell that was read. */
  note(text: string, appetite: Appetite): Appetite {
    if (appetite.answer) {
      if (this.answers.size < 12) this.answers.add(text);
      if (appetite.kind === 'none') this.none++;
    } else if (appetite.score === undefined) {
      if (this.kinds.size < 12) this.kinds.add(`${quote(text)} is ${MEANINGS[appetite.kind]}`);
    } else {
      if (appetite.score === 0) this.zeros++;
      if (this.stars === undefined && !/^[\d.,]+$/.test(idKey(text)))
        this.stars = `${quote(text)} is ${appetite.score}`;
    }
    return appetite;
  }

  /** Says what words were taken for; `inMatrix`: and that a 0 is a wish, where an empty cell would be none. */
  report(file: string, context: Context, inMatrix = false): void {
    if (this.answers.size > 0) {
      const left = this.none === 0 ? '' : ` (${counted(this.none, 'cell')})`;
      const marks = [...this.answers].some(word => /[◎△]/u.test(word)) ? ' (◎ 3, ○ 2, △ 1)' : '';
      context.notice(`${file}: yes is a wish of 2 points, maybe of 1${marks}, no is no wish${left}`);
    }
    if (this.kinds.size > 0) context.notice(`${file}: ${[...this.kinds].join(', ')}`);
    if (this.stars !== undefined) context.notice(`${file}: stars are scores: ${this.stars}`);
    if (inMatrix && this.zeros > 0) {
      context.notice(
        `${file}: ${counted(this.zeros, 'cell')} of 0 ${this.zeros === 1 ? 'is a wish' : 'are wishes'} worth no points; leave a cell empty for no wish`,
      );
    }
  }
}

const MEANINGS = {
  must: 'a meeting that must take place (kind must)',
  wish: 'a wish of 1 point',
  never: 'a pair that must not meet (kind never)',
  none: 'no wish',
} as const;
