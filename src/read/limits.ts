/** Limits of every table read, each an error with its number in it. */
export interface Limits {
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Data rows of one table, blank rows not counted. */
  readonly rows: number;
  /** Columns of one table. */
  readonly columns: number;
  /** UTF-8 bytes of one cell. */
  readonly cellBytes: number;
  /** Faults kept; those beyond are only counted. */
  readonly faults: number;
  /** Cells of a sheet of a workbook, the empty ones up to the last row and column included. */
  readonly sheetCells: number;
}

/** Those of the command line. */
export const LIMITS: Limits = {
  fileBytes: 256 * 1024 * 1024,
  rows: 5_000_000,
  columns: 10_000,
  cellBytes: 64 * 1024,
  faults: 100_000,
  sheetCells: 32_000_000,
};

/** Most slots or rooms that are made from a number or a calendar. */
export const MOST_COUNTED = 100_000;
