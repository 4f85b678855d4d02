import { type ChoiceColumn, choiceColumns } from './choice-columns.js';
import { asksForOrder, type Form, gridColumns, rankedGrid, repeatedQuestion, whoAnswers } from './forms.js';
import { type HeaderColumns, listed } from './header-columns.js';
import { BLANK, type PrefsLayout, type PrefsShape } from './prefs-layout.js';

/** What the answers of a form are: one wish a row, a ranking, a grid of participants, or answers in one cell. O(headers). */
export function formShape(columns: HeaderColumns, form: Form, wanted: PrefsLayout | undefined): PrefsShape {
  const { header } = columns;
  const byHand = columns.byHand('from');
  const from = byHand >= 0 ? [byHand] : whoAnswers(header, form.aside);
  const aside = new Set([...form.aside, ...from]);
  const isLong = columns.at('to') >= 0 && (['rank', 'score', 'kind', 'status'] as const).some(c => columns.at(c) >= 0);
  if (wanted === 'long' || (wanted === undefined && isLong)) return { ...BLANK, layout: 'long', aside: form.aside };
  const questions = columns.questions(aside);
  const who = columns.named(from, ' or ') || 'no column';
  const base = { ...BLANK, from, aside, commas: form.name === 'Google Forms' };
  const says = (whom: string) => `taken for answers of ${form.name}: who answers in ${who}, whom they wish in ${whom}`;
  const grid = gridColumns(header, questions);
  const choices = choicesOf(columns, questions, aside, wanted);
  if (wanted === 'ranked' || (wanted === undefined && choices.length > 0 && columns.byHand('choices') < 0)) {
    const whom = `${columns.named(choices.map(column => column.index))}, the most wanted first`;
    return { ...base, layout: 'ranked', choices, says: says(whom) };
  }
  if (wanted === 'matrix' || (wanted === undefined && grid.length > 0)) {
    const across = grid.length > 0 ? grid : columns.acrossOf(questions);
    const whom = `the headers ${listed(across.map(column => column.name))}, how much in the cells`;
    return { ...base, layout: 'matrix', across, says: says(whom) };
  }
  const list = columns.listAmong(questions);
  const ordered = wanted === 'list' || (list >= 0 && asksForOrder(header[list]!));
  const order = ordered ? 'the most wanted first' : 'all equally wanted (--layout list: the most wanted first)';
  const whom = `${list < 0 ? 'no column' : columns.named([list])}, ${order}`;
  return { ...base, layout: 'list', list, ordered, says: says(whom) };
}

/** Numbered choices, a grid of them, or one question asked several times. */
function choicesOf(
  { header, map }: HeaderColumns,
  questions: readonly number[],
  aside: ReadonlySet<number>,
  wanted: PrefsLayout | undefined,
): readonly ChoiceColumn[] {
  const numbered = choiceColumns(header, map, aside);
  if (numbered.length > 0) return numbered;
  const grid = gridColumns(header, questions);
  const ranked = rankedGrid(grid);
  if (ranked.length > 0) return ranked;
  return grid.length > 0 && wanted !== 'ranked' ? [] : repeatedQuestion(header, questions);
}
