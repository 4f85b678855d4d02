/** Tables that web forms export: their own columns, and which of the questions hold wishes. */
import { byPosition, type ChoiceColumn, ordinal } from './choice-columns.js';
import { FROM_ORGANISATION, FROM_PERSON } from './headers.js';
import { headerKey } from './text.js';

/** A form's export. */
export interface Form {
  readonly name: 'Google Forms' | 'Microsoft Forms';
  /** Headers (from 0) that the form adds: times, the number of the answer. */
  readonly aside: ReadonlySet<number>;
}

const keys = (...words: string[]) => new Set(words.map(headerKey));

const TIMESTAMP = keys('Timestamp', 'Horodateur', 'Zeitstempel', 'タイムスタンプ');
const STARTED = keys('Start time', 'Heure de début', 'Startzeit', '開始時刻');
const COMPLETED = keys('Completion time', "Heure d'achèvement", 'Heure de fin', 'Fertigstellungszeit', '完了時刻');
const MODIFIED = keys(
  'Last modified time',
  'Heure de la dernière modification',
  'Zeitpunkt der letzten Änderung',
  '最終変更時刻',
);

/** The form that a table comes from; `undefined` for any other table. O(headers). */
export function formOf(header: readonly string[]): Form | undefined {
  const all = header.map(headerKey);
  const where = (...sets: ReadonlySet<string>[]) =>
    new Set(all.flatMap((key, i) => (sets.some(set => set.has(key)) ? [i] : [])));
  if (where(STARTED).size > 0 && where(COMPLETED).size > 0) {
    return { name: 'Microsoft Forms', aside: where(STARTED, COMPLETED, MODIFIED, keys('ID')) };
  }
  const aside = where(TIMESTAMP);
  return aside.size > 0 ? { name: 'Google Forms', aside } : undefined;
}

/** Headers that say who answers, the surest first: a question for the name, the account's name, its e-mail address; else an organisation. */
export function whoAnswers(header: readonly string[], aside: ReadonlySet<number>): number[] {
  const all = header.map(headerKey);
  const columns = (words: readonly string[]) => {
    const found = words.map(word => all.findIndex((key, i) => key === headerKey(word) && !aside.has(i)));
    return [...new Set(found.filter(at => at >= 0))];
  };
  const people = columns(['from', ...FROM_PERSON]);
  return people.length > 0 ? people : columns(FROM_ORGANISATION);
}

/** `Whom would you like to meet? [Gifu]`: one row of a form's grid. */
const GRID = /^(.*?)\s*[[［]([^[\]［］]+)[\]］]$/su;

/** A column that stands for a participant. */
export interface AcrossColumn {
  /** Of the header, from 0. */
  readonly index: number;
  readonly name: string;
}

/** The columns of the largest grid among `indexes`; at least two. */
export function gridColumns(header: readonly string[], indexes: readonly number[]): AcrossColumn[] {
  const grids = new Map<string, AcrossColumn[]>();
  for (const index of indexes) {
    const [, question, row] = GRID.exec(header[index]!) ?? [];
    if (row === undefined) continue;
    const grid = grids.get(headerKey(question!)) ?? [];
    grid.push({ index, name: row.trim() });
    grids.set(headerKey(question!), grid);
  }
  const [largest = []] = [...grids.values()].sort((a, b) => b.length - a.length);
  return largest.length >= 2 ? largest : [];
}

/** A grid whose rows are "1st", "2nd" … */
export function rankedGrid(grid: readonly AcrossColumn[]): ChoiceColumn[] {
  const ranked = grid.map(({ index, name }) => ({ index, rank: ordinal(name) ?? 0 }));
  return ranked.every(({ rank }) => rank > 0) ? ranked : [];
}

/** One question asked several times: the same header, or with a number from 2 as Microsoft Forms writes it. */
export function repeatedQuestion(header: readonly string[], indexes: readonly number[]): ChoiceColumn[] {
  const groups = new Map<string, number[]>();
  for (const index of indexes) {
    const key = headerKey(header[index]!);
    const [, base, number] = /^(.*\D)(\d{1,3})$/u.exec(key) ?? [];
    const group = groups.get(key) ?? (base === undefined ? undefined : groups.get(base));
    if (group === undefined) groups.set(key, [index]);
    else if (groups.has(key) || Number(number) === group.length + 1) group.push(index);
  }
  const [largest = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  return largest.length >= 2 ? byPosition(largest) : [];
}

/** Words of a question that asks whom somebody wishes to meet. */
const ASKS = /meet|wish|choice|choose|prefer|rencontr|souhait|choix|treffen|wunsch|wünsch|希望|会い|面談|商談|面会/u;
/** Words of a question that asks for an order. */
const ORDERS = /\brank|\border|priorit|class|\brang|reihenfolge|順/u;

/** The only one of the questions that asks whom somebody wishes; the only question at all serves too. -1 for none. */
export function wishQuestion(header: readonly string[], indexes: readonly number[]): number {
  const asking = indexes.filter(index => ASKS.test(header[index]!.toLowerCase()));
  if (asking.length === 1) return asking[0]!;
  return indexes.length === 1 ? indexes[0]! : -1;
}

/** Whether the question asks for an order of its answers. */
export function asksForOrder(question: string): boolean {
  return ORDERS.test(question.toLowerCase());
}
