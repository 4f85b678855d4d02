/** What a table of wishes is, told by its header. */
import { choiceColumns, numberedAlike } from './choice-columns.js';
import type { Context } from './context.js';
import { formShape } from './form-shape.js';
import { type AcrossColumn, formOf } from './forms.js';
import { HeaderColumns, listed } from './header-columns.js';
import type { OpenTable } from './open-table.js';
import type { People } from './people.js';
import { BLANK, type PrefsLayout, type PrefsShape } from './prefs-layout.js';
import { quote } from './text.js';

/** O(headers). `wanted`: what `--layout` says. */
export function shapeOf(
  open: OpenTable,
  context: Context,
  people: People,
  wanted: PrefsLayout | undefined,
): PrefsShape {
  const columns = new HeaderColumns(open.header, context.options.map ?? {}, people);
  const form = formOf(open.header);
  if (form !== undefined) return formShape(columns, form, wanted);
  return wanted === undefined ? toldShape(columns) : wantedShape(columns, wanted);
}

function fromOf(columns: HeaderColumns): readonly number[] {
  return columns.at('from') < 0 ? [] : [columns.at('from')];
}

/** A column of whom it is for, numbered choices, one column of choices, or participants across. */
function toldShape(columns: HeaderColumns): PrefsShape {
  const from = fromOf(columns);
  if (columns.at('to') >= 0) return { ...BLANK, layout: 'long' };
  const choices = choiceColumns(columns.header, columns.map);
  if (choices.length > 0) return { ...BLANK, layout: 'ranked', from, choices };
  if (columns.header.length >= 2 && columns.list >= 0) {
    const says = `read as a list: the cells of ${columns.named([columns.list])} name several, the most wanted first`;
    return { ...BLANK, layout: 'list', from, list: columns.list, says };
  }
  return acrossShape(columns) ?? { ...BLANK, layout: 'long' };
}

/** The columns that the layout of `--layout` can make use of. Without a header of who wishes it is the first one. */
function wantedShape(columns: HeaderColumns, layout: PrefsLayout): PrefsShape {
  const { header } = columns;
  const from = fromOf(columns);
  if (layout === 'long') return { ...BLANK, layout };
  if (layout === 'list') return { ...BLANK, layout, from, list: columns.listAmong(columns.questions(new Set(from))) };
  const first = from.length > 0 ? from : [0];
  const free = [...columns.unknown].filter(index => !first.includes(index) && header[index] !== '');
  if (layout === 'matrix') return { ...BLANK, layout, from: first, across: columns.acrossOf(free) };
  const numbered = choiceColumns(header, columns.map);
  if (numbered.length > 0) return { ...BLANK, layout, from, choices: numbered };
  const alike = numberedAlike(header, free);
  const choices = alike.length > 0 ? alike : free.map((index, i) => ({ index, rank: i + 1 }));
  return { ...BLANK, layout, from: choices.length > 0 ? first : from, choices };
}

/** The corner of a matrix: nothing, or what stands down and across ("buyer / seller"). */
const CORNER = /^$|[\\/→]/;

/** Participants across, or names under numbered headers that are no choices by name (`Name, Prof1, Prof2`). */
function acrossShape(columns: HeaderColumns): PrefsShape | undefined {
  const { header, unknown } = columns;
  const from = Math.max(columns.at('from'), 0);
  const rest = columns.questions(new Set([from])).filter(index => unknown.has(index));
  const alike = numberedAlike(header, rest);
  const isKnown = columns.mostlyKnown(rest);
  const isFrom =
    columns.at('from') >= 0 || CORNER.test(header[0]!) || (unknown.has(0) && (alike.length > 0 || isKnown));
  if (!isFrom) return undefined;
  const base = { ...BLANK, from: [from], across: columns.acrossOf(rest) };
  const matrix: PrefsShape = { ...base, layout: 'matrix', says: matrixSays(header[from]!, base.across) };
  if (isKnown) return matrix;
  if (alike.length > 0) {
    const whose = columns.named(alike.map(column => column.index));
    const says = `read as ranked: the cells of ${whose} name whom ${quote(header[from]!)} wishes, the most wanted first`;
    const undecided = columns.people.known === undefined && alike.length === rest.length && columns.others === 0;
    return { ...base, layout: 'ranked', choices: alike, undecided, says };
  }
  return from === 0 && columns.others === 0 && rest.length >= 2 ? matrix : undefined;
}

/** The matrix that an undecided table turns out to be. `header`: of the whole table. */
export function asMatrix(shape: PrefsShape, header: readonly string[]): PrefsShape {
  const says = matrixSays(header[shape.from[0]!]!, shape.across);
  return { ...shape, layout: 'matrix', undecided: false, says };
}

function matrixSays(from: string, across: readonly AcrossColumn[]): string {
  const who = from === '' ? 'the first column' : quote(from);
  const whom = listed(across.map(column => column.name));
  return `read as a matrix: who wishes in ${who}, whom in the headers ${whom}, how much in the cells`;
}
