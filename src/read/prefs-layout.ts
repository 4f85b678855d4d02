/** The layouts of a table of wishes. */
import type { ChoiceColumn } from './choice-columns.js';
import type { AcrossColumn } from './forms.js';

/** As `--layout` names them. */
export type PrefsLayout = 'long' | 'ranked' | 'matrix' | 'list';

/** How a table of wishes is to be read. Columns are indexes of headers, from 0. */
export interface PrefsShape {
  readonly layout: PrefsLayout;
  /** Who wishes, the surest first; empty where no header says it. */
  readonly from: readonly number[];
  /** Of the layout `ranked`. */
  readonly choices: readonly ChoiceColumn[];
  /** Of the layout `matrix`. */
  readonly across: readonly AcrossColumn[];
  /** Of the layout `list`; -1 where no header says it. */
  readonly list: number;
  /** Whether the values of a list stand in order of preference. */
  readonly ordered: boolean;
  /** Whether commas join the values of a list. */
  readonly commas: boolean;
  /** Ranked or a matrix: the first cell decides. */
  readonly undecided: boolean;
  /** Columns without a meaning for wishes that everybody knows: no warning names them. */
  readonly aside: ReadonlySet<number>;
  /** For the notice; empty where the header says it in plain words. */
  readonly says: string;
}

/** Of a shape, what another layout has. */
export const BLANK = {
  from: [],
  choices: [],
  across: [],
  list: -1,
  ordered: true,
  commas: false,
  undecided: false,
  aside: new Set<number>(),
  says: '',
} as const;
