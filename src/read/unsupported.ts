/**
 * What this version reads and cannot honour yet. Each refusal has its code and reason here and nowhere else:
 * when an engine learns to honour something, its lines go.
 */
import { FORMATS } from '../model/outcome.js';

/** What this version writes. */
const WRITTEN_LANGUAGE = 'en';

/** E910: languages and formats that nothing writes. `tell` adds a fault at a key of `output` in the event file. */
export function refuseOutput(
  { language, formats }: { readonly language: string; readonly formats: readonly string[] },
  tell: (code: 'E910', key: string, cause: string, action: string) => void,
): void {
  if (language !== WRITTEN_LANGUAGE) {
    const cause = `nothing is written in "${language}" yet; this version writes English`;
    tell('E910', 'language', cause, 'write "language: en", or remove the line');
  }
  const later = formats.filter(format => !FORMATS.some(written => written === format));
  if (later.length === 0) return;
  const verb = later.length === 1 ? 'is' : 'are';
  const cause = `${later.join(', ')} ${verb} not written by this version; it writes ${FORMATS.join(', ')}`;
  tell('E910', 'formats', cause, `remove ${later.length === 1 ? 'it' : 'them'}`);
}
