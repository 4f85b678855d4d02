/** Headers that hold the first choice, the second choice and so on. */
import { CHOICE } from './headers.js';
import { headerKey } from './text.js';

/** A column of a ranked table that holds choices. */
export interface ChoiceColumn {
  /** Of the header, from 0. */
  readonly index: number;
  /** Rank of its wishes, from 1. */
  readonly rank: number;
}

/** Numbers in words, as far as forms use them. */
const ORDINALS: readonly (readonly string[])[] = [
  ['first', 'premier', 'première', 'erste', 'erster', 'erst', '一'],
  ['second', 'deuxième', 'zweite', 'zweiter', 'zweit', '二'],
  ['third', 'troisième', 'dritte', 'dritter', 'dritt', '三'],
  ['fourth', 'quatrième', 'vierte', 'vierter', 'viert', '四'],
  ['fifth', 'cinquième', 'fünfte', 'fünfter', 'fünft', '五'],
  ['sixth', 'sixième', 'sechste', 'sechster', 'sechst', '六'],
  ['seventh', 'septième', 'siebte', 'siebter', 'siebt', '七'],
  ['eighth', 'huitième', 'achte', 'achter', 'acht', '八'],
  ['ninth', 'neuvième', 'neunte', 'neunter', 'neunt', '九'],
  ['tenth', 'dixième', 'zehnte', 'zehnter', 'zehnt', '十'],
];
const NUMBER_OF_WORD = new Map(ORDINALS.flatMap((words, i) => words.map(word => [headerKey(word), i + 1] as const)));

const WORDS = [...new Set(CHOICE.map(headerKey))].join('|');
const SPELLED = [...NUMBER_OF_WORD.keys()].join('|');
const ENDING = '(?:st|nd|rd|th|er|ere|e|eme|ter|te|\\.)?';
const WORD = new RegExp(`^(?:${WORDS})$`, 'u');
const AFTER = new RegExp(`^(?:${WORDS})(?:no\\.?|nr\\.?|n[°º]|no|#)?(\\d{1,5})$`, 'u');
const COUNT = `^(?:第|no\\.?|nr\\.?|n[°º]|#)?(?:(\\d{1,5})${ENDING}|(${SPELLED}))`;
const BEFORE = new RegExp(`${COUNT}(?:${WORDS})$`, 'u');
/** Without the word: `1st` is a header of anything, but a row of a form's grid. */
const ALONE = new RegExp(`${COUNT}$`, 'u');

/**
 * The choices among headers: `choice 1`, `Preference_2`, `3rd wish`, `第1希望` by their number, or one word repeated by its
 * position. Columns bound by hand (`--map "choice 1=…"`) count by the number of the column. O(headers).
 */
export function choiceColumns(
  header: readonly string[],
  map: Readonly<Record<string, string>> = {},
  skip: ReadonlySet<number> = new Set(),
): ChoiceColumn[] {
  const byHand = new Map(
    Object.entries(map)
      .filter(([column]) => choiceNumber(column) !== undefined)
      .map(([column, wanted]) => [headerKey(wanted), headerKey(column)]),
  );
  const keys = header.map(headerKey).map((key, i) => (skip.has(i) ? '' : (byHand.get(key) ?? key)));
  const numbered = keys.flatMap((key, index) => {
    const rank = choiceNumber(key);
    return rank === undefined ? [] : [{ index, rank }];
  });
  if (numbered.length > 0) return numbered;
  const repeated = keys.flatMap((key, index) => (WORD.test(key) ? [{ key, index }] : []));
  if (repeated.length < 2 || new Set(repeated.map(r => r.key)).size > 1) return [];
  return byPosition(repeated.map(r => r.index));
}

/** The number of a header such as `choice 1` or `second wish`; `undefined` for any other. O(length). */
export function choiceNumber(header: string): number | undefined {
  const key = headerKey(header);
  const after = AFTER.exec(key);
  return after === null ? numberBefore(BEFORE.exec(key)) : Number(after[1]);
}

/** The number of a row of a form's grid (`1`, `1st`, `second`, `2nd choice`); `undefined` for any other text. O(length). */
export function ordinal(text: string): number | undefined {
  return choiceNumber(text) ?? numberBefore(ALONE.exec(headerKey(text)));
}

function numberBefore(match: RegExpExecArray | null): number | undefined {
  if (match === null) return undefined;
  return match[1] === undefined ? NUMBER_OF_WORD.get(match[2]!) : Number(match[1]);
}

/** Columns as choices, the first the most wanted. */
export function byPosition(indexes: readonly number[]): ChoiceColumn[] {
  return indexes.map((index, i) => ({ index, rank: i + 1 }));
}

/**
 * Headers that are one word with the numbers 1 to n (`Prof1`, `Prof2` …), whatever the word; empty if those among
 * `indexes` are not. O(headers).
 */
export function numberedAlike(header: readonly string[], indexes: readonly number[]): ChoiceColumn[] {
  const parts = indexes.map(index => ({ index, match: /^(.*\D)(\d{1,5})$/u.exec(headerKey(header[index]!)) }));
  const groups = new Map<string, ChoiceColumn[]>();
  for (const { index, match } of parts) {
    if (match === null) continue;
    const group = groups.get(match[1]!) ?? [];
    group.push({ index, rank: Number(match[2]) });
    groups.set(match[1]!, group);
  }
  const [largest = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  const ranks = new Set(largest.map(column => column.rank));
  const complete =
    ranks.size === largest.length && largest.every(column => column.rank >= 1 && column.rank <= ranks.size);
  return complete && largest.length >= 2 ? largest : [];
}
