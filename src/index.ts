/** The library's face: the powers of the command line, without terminal or process. */
export { checkCertificate } from './check/certificate.js';
export { check } from './check/check.js';
export { CODES, type ErrorCode, formatInputError, type InputError, InputRejected, UsageError } from './errors.js';
export { explainWishes } from './explain/reasons.js';
export { type GeneratedTable, generateTables } from './generate/generate.js';
export { type GenerateOptions, type GenerateRequest, settle } from './generate/options.js';
export type * from './model/certificate.js';
export type * from './model/event.js';
export type * from './model/objective.js';
export type * from './model/outcome.js';
export { RULES, type RuleId } from './model/rules.js';
export type * from './model/schedule.js';
export { readCertificate } from './read/certificate.js';
export { type ReadOptions, type ReadResult, readEvent, readSchedule } from './read/folder.js';
export { solveEvent } from './solve/solve.js';
export { certificateText } from './write/certificate.js';
export { type FolderOptions, writeFolder } from './write/folder.js';
export { type BuildOptions, buildFiles, type Format, type OutFile } from './write/writers.js';
