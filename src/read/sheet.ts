/** The rows of a sheet as texts, as if the table had been saved as CSV. */
import type { Limits } from './limits.js';
import { type NumberKind, numberKinds } from './sheet-styles.js';
import { numberText, serialText } from './sheet-values.js';
import {
  chooseSheet,
  damaged,
  type Parts,
  partText,
  Refused,
  readWorkbook,
  type SheetChoice,
  unpack,
  type Workbook,
} from './workbook.js';
import { walkXml } from './xml.js';

/** A row with something in it. */
export interface SheetRow {
  /** In the sheet, from 1. */
  readonly line: number;
  /** Up to the last that is not empty. */
  readonly cells: readonly string[];
}

/** In the order of the sheet; blank rows are left out. */
export type SheetRows = readonly SheetRow[];

/**
 * Reads one sheet of an Excel workbook, by name or number or else the first: dates and times in ISO form, numbers in
 * plain digits, `TRUE` and `FALSE`, error values such as `#N/A` as they are. Throws `Refused` (E004, E006, E007, E010 to
 * E012). O(unpacked bytes).
 */
export function readSheet(
  bytes: Uint8Array,
  wanted: string | undefined,
  limits: Limits,
): { rows: SheetRows; choice: SheetChoice } {
  const parts = unpack(bytes, limits);
  try {
    const workbook = readWorkbook(parts);
    const choice = chooseSheet(workbook, wanted);
    if (parts[choice.path] === undefined) throw damaged(`the sheet has no part ${choice.path}`);
    return { rows: new SheetBuilder(parts, workbook, limits).read(partText(parts, choice.path)), choice };
  } catch (error) {
    throw error instanceof Refused ? error : damaged(error);
  }
}

/** Texts that cells share, phonetic readings left out. O(length). */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  const gather = new RichText();
  walkXml(xml, {
    open: name => gather.open(name, 'si'),
    close: name => {
      const text = gather.close(name, 'si');
      if (text !== undefined) texts.push(text);
    },
    text: text => gather.add(text),
  });
  return texts;
}

/** The text of an element that holds `t`, in runs or not; `rPh` are readings of Japanese words and no part of it. */
class RichText {
  private text = '';
  private inText = false;
  private reading = false;

  open(name: string, whole: string): void {
    if (name === whole) this.text = '';
    else if (name === 't') this.inText = !this.reading;
    else if (name === 'rPh') this.reading = true;
  }

  /** The text where `whole` ends. */
  close(name: string, whole: string): string | undefined {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.reading = false;
    return name === whole ? unescaped(this.text) : undefined;
  }

  add(text: string): void {
    if (this.inText) this.text += text;
  }
}

/** Excel writes control characters as `_x000D_`; line breaks become LF. */
function unescaped(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}

/** Builds rows from the elements of a sheet. */
class SheetBuilder {
  private readonly shared: readonly string[];
  private readonly kinds: readonly NumberKind[];
  private readonly rows: SheetRow[] = [];
  private readonly rich = new RichText();
  private cells: string[] = [];
  private row = 0;
  private column = 0;
  /** Type and style of the cell, as its attributes say. */
  private type = 'n';
  private style = 0;
  private value = '';
  private inValue = false;
  private filled = 0;

  constructor(
    parts: Parts,
    private readonly workbook: Workbook,
    private readonly limits: Limits,
  ) {
    this.shared = sharedTexts(partText(parts, workbook.kinds.get('sharedStrings') ?? 'xl/sharedStrings.xml'));
    this.kinds = numberKinds(partText(parts, workbook.kinds.get('styles') ?? 'xl/styles.xml'));
  }

  read(xml: string): SheetRows {
    walkXml(xml, {
      open: (name, attributes) => this.open(name, attributes),
      close: name => this.close(name),
      text: text => {
        if (this.inValue) this.value += text;
        else this.rich.add(text);
      },
    });
    return this.rows;
  }

  private open(name: string, attributes: () => Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes());
    else if (name === 'row') this.openRow(attributes().r);
    else if (name === 'v') {
      this.value = '';
      this.inValue = true;
    } else this.rich.open(name, 'is');
  }

  /** Rows and cells without a place follow the one before. */
  private openRow(place: string | undefined): void {
    const next = place === undefined ? this.row + 1 : Number(place);
    if (!Number.isInteger(next) || next <= this.row) throw damaged(`row ${place} follows row ${this.row}`);
    this.row = next;
    this.column = 0;
    this.cells = [];
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const next = r === undefined ? this.column + 1 : columnOf(r);
    if (next <= this.column) throw damaged(`a cell ${r} in row ${this.row}`);
    this.column = next;
    [this.type, this.style, this.value] = [t, Number(s), ''];
  }

  private close(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v') this.inValue = false;
    else if (name === 'row') {
      if (this.cells.length > 0) this.rows.push({ line: this.row, cells: this.cells });
    } else {
      const text = this.rich.close(name, 'is');
      if (text !== undefined) this.value = text;
    }
  }

  private closeCell(): void {
    const text = this.cellText();
    if (text === '') return;
    this.bound();
    while (this.cells.length < this.column - 1) this.cells.push('');
    this.cells.push(text);
  }

  private cellText(): string {
    const { value } = this;
    if (value === '') return '';
    if (this.type === 's') return this.shared[Number(value)] ?? this.strange();
    if (this.type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    if (this.type === 'str') return unescaped(value);
    if (this.type === 'd') return value.replace(/Z$/, '');
    if (this.type !== 'n') return value;
    const number = Number(value);
    if (!Number.isFinite(number)) return this.strange();
    const kind = this.kinds[this.style] ?? 'number';
    return kind === 'number' ? numberText(number) : serialText(number, kind, this.workbook.from1904);
  }

  private strange(): never {
    throw damaged(`a cell of type ${this.type} with the value ${this.value.slice(0, 40)} in row ${this.row}`);
  }

  /** Empty cells are filled in up to the last of a row: their number is bounded too. */
  private bound(): void {
    const { limits, column, row } = this;
    const english = (n: number) => n.toLocaleString('en');
    const action = 'delete what is far from the table (Ctrl+End shows the last cell)';
    if (column > limits.columns) {
      const cause = `expected at most ${english(limits.columns)} columns, and row ${row} reaches to column ${english(column)}`;
      throw new Refused('E012', cause, action);
    }
    this.filled += column - this.cells.length;
    if (this.filled > limits.sheetCells) {
      throw new Refused(
        'E011',
        `expected at most ${english(limits.sheetCells)} cells up to the last of each row`,
        action,
      );
    }
  }
}

/** Column from 1 of a place such as `AB12`. */
function columnOf(place: string): number {
  let column = 0;
  for (let i = 0; i < place.length; i++) {
    const code = place.charCodeAt(i);
    if (code < 0x41 || code > 0x5a) break;
    column = column * 26 + code - 64;
  }
  if (column === 0 || column > 1e9) throw damaged(`a cell stands at ${place.slice(0, 40)}`);
  return column;
}
