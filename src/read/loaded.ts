/** What becomes of a file before its table is read. */
import { createHash } from 'node:crypto';
import type { ErrorCode } from '../errors.js';
import type { SheetRows } from './sheet.js';

/** A file of text. */
export interface LoadedText {
  readonly kind: 'text';
  /** UTF-8, without a byte order mark. */
  readonly bytes: Buffer;
  /** What the file was taken for: a name of encodings.ts. */
  readonly encoding: string;
  /** Hex digest of the file. */
  readonly sha256: string;
  /** What the run should say of its encoding; empty for plain UTF-8. */
  readonly notes: readonly string[];
}

/** A sheet of a workbook. */
export interface LoadedSheet {
  readonly kind: 'sheet';
  readonly rows: SheetRows;
  readonly encoding: 'xlsx';
  readonly sha256: string;
  /** Which sheet it is, where there are several. */
  readonly notes: readonly string[];
  /** Names of the others that are visible. */
  readonly otherSheets: readonly string[];
}

/** A fault of a file, told when the table is opened. */
export interface LoadFault {
  readonly kind: 'fault';
  readonly code: ErrorCode;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly column: number;
  readonly cause: string;
  readonly action: string | undefined;
}

export type Loaded = LoadedText | LoadedSheet | LoadFault;

/** A fault without an action has the cure of its code. */
export function fault(code: ErrorCode, cause: string, action?: string, place = { line: 0, column: 0 }): LoadFault {
  return { kind: 'fault', code, cause, action, ...place };
}

/** Hex digest of a file. O(bytes). */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
