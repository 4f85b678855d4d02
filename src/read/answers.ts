/** Answers of polls. */
import { parseYesNo } from './cells.js';
import { looseKey } from './text.js';

export type Answer = 'yes' | 'no' | 'if need be';

/** Words beside those of every yes/no cell, without accents; English, French, German, Japanese. */
const WORDS: Readonly<Record<Answer, readonly string[]>> = {
  yes: ['available', 'free', 'ok', '✓', '✔', '☑', '◎', 'disponible', 'libre', 'verfugbar', 'frei', '可', '可能'],
  no: ['unavailable', 'busy', '-', '–', '✗', '✘', '✕', 'indisponible', 'occupe', 'nicht verfugbar', 'belegt', '不可'],
  'if need be': [
    'if need be',
    'ifneedbe',
    'if needed',
    '(yes)',
    'maybe',
    '?',
    'si necessaire',
    'si besoin',
    'peut-etre',
    'wenn notig',
    'notfalls',
    'vielleicht',
    '△',
    '▲',
    '必要なら',
    'たぶん',
  ],
};

const KNOWN = new Map(
  Object.entries(WORDS).flatMap(([answer, words]) => words.map(word => [looseKey(word), answer as Answer] as const)),
);

/** `undefined` for what is no answer; an empty cell is a no. */
export function parseAnswer(text: string): Answer | undefined {
  const plain = parseYesNo(text);
  if (plain !== undefined) return plain ? 'yes' : 'no';
  return KNOWN.get(looseKey(text));
}
