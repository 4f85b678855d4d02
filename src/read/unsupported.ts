/**
 * What this version reads and cannot honour yet. Each refusal has its code and reason here and nowhere else:
 * when an engine learns to honour something, its lines go.
 */
import type { Rules } from '../model/event.js';
import type { Context, Source } from './context.js';
import type { ParticipantTable } from './participants.js';
import type { Row } from './table.js';
import { quote } from './text.js';
import type { WishBook } from './wishes.js';

/** E902: no engine makes group sessions; here a wish asks for one itself. */
export function refuseSeat(row: Row<'as'>, as: 'seat' | 'either'): void {
  row.fault('as', 'E902', `"${as}" needs group sessions, which are not scheduled yet`);
}

/** E902: the same; here the role of whom the wishes are for asks for it. One fault a host, at its role. O(hosts). */
export function refuseHosts(people: ParticipantTable | undefined, book: WishBook): void {
  for (const [index, count] of book.seats) {
    const { id, role, line } = people!.drafts[index]!.person;
    const cause = `${count} ${count === 1 ? 'wish needs' : 'wishes need'} a seat with the ${role} ${quote(id)}, and group sessions are not scheduled yet`;
    people!.table?.fault(line, 'role', 'E902', cause, 'leave the role empty, or write pair in "as" of these wishes');
  }
}

/** E903: no engine assigns interpreters. */
export function refuseInterpreters(source: Source, context: Context): void {
  const place = { file: source.path, columnName: 'languages' };
  context.faults.add(
    'E903',
    place,
    'interpreters are not scheduled yet',
    'leave the table out; --no-discover keeps it from being found',
  );
}

/** E907: no engine lets one of several people meet a wish. O(wishes) where there are organisations. */
export function refuseOrganisations(book: WishBook, file: string, context: Context): void {
  book.wishes.forEach(({ to, anyOf, line }) => {
    if (anyOf === undefined) return;
    const cause = `${quote(to)} is the organisation of ${anyOf.length} other participants, and a wish for any of them is not honoured yet`;
    const action = `name one of its people: ${anyOf.slice(0, 3).map(quote).join(', ')}${anyOf.length > 3 ? ' …' : ''}`;
    context.faults.add('E907', { file, line, columnName: 'to' }, cause, action);
  });
}

/** E908: no engine makes group sessions. */
export function refuseGroupLock<C extends string>(row: Row<C>, column: C, people: number): void {
  row.fault(column, 'E908', `a lock of ${people} people is not honoured yet`);
}

/** What this version writes. */
const WRITTEN_LANGUAGE = 'en';
const WRITTEN_FORMATS: readonly string[] = ['csv'];

/** E910: languages and formats that nothing writes. `tell` adds a fault at a key of `output` in the event file. */
export function refuseOutput(
  { language, formats }: { readonly language: string; readonly formats: readonly string[] },
  tell: (code: 'E910', key: string, cause: string, action: string) => void,
): void {
  if (language !== WRITTEN_LANGUAGE) {
    const cause = `nothing is written in "${language}" yet; this version writes English`;
    tell('E910', 'language', cause, 'write "language: en", or remove the line');
  }
  const later = formats.filter(format => !WRITTEN_FORMATS.includes(format));
  if (later.length === 0) return;
  const verb = later.length === 1 ? 'is' : 'are';
  const cause = `${later.join(', ')} ${verb} not written by this version; it writes ${WRITTEN_FORMATS.join(', ')}`;
  tell('E910', 'formats', cause, `remove ${later.length === 1 ? 'it' : 'them'}`);
}

/** E906: a rule that no engine keeps. `tell` adds a fault at a key of the event file. */
export function refuseRules(rules: Rules, tell: (code: 'E906', key: string, cause: string) => void): void {
  if (rules.acrossOrganisations) {
    tell('E906', 'across_organisations', 'keeping people of one organisation apart is not honoured yet');
  }
}
