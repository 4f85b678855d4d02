/** An inspection in words: sections with a title, figures before names, lists cut at a sensible length. */
import type { Inspection, Tally, WishFigures } from '../inspect/report.js';
import { tidy } from '../write/csv.js';
import { capacityWords, demandWords, isolatedWords, promiseWords, unmetWords } from './inspect-limits.js';
import { type Section, type Telling, table } from './sections.js';
import type { Paint } from './terminal.js';
import { count } from './words.js';

const DELIMITERS: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '': '' };
const LAYOUTS: Readonly<Record<string, string>> = {
  long: 'one wish a row (long)',
  ranked: 'one participant a row, a column a choice (ranked)',
  matrix: 'participants across and down (matrix)',
  list: 'one participant a row, all choices in a cell (list)',
};

/** The whole report, with a final line break. `all`: no list is cut. */
export function inspectionWords(inspection: Inspection, paint: Paint, all: boolean): string {
  const telling: Telling = { paint, all };
  const sections = [
    readWords(inspection),
    peopleWords(inspection),
    wishWords(inspection.wishes),
    demandWords(inspection, telling),
    isolatedWords(inspection, telling),
    capacityWords(inspection, telling),
    promiseWords(inspection, telling),
    unmetWords(inspection, telling),
  ];
  const title = inspection.event.name === '' ? [] : [paint.bold(inspection.event.name)];
  return `${[...title, ...sections.flatMap(section => sectionLines(section, paint))].join('\n')}\n`;
}

function sectionLines({ title, lines }: Section, paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines.map(line => `  ${line}`)];
}

function readWords({ inputs }: Inspection): Section {
  const rows = inputs.map(({ table, file, rows, encoding, delimiter, layout }) => [
    table,
    file,
    table === 'event' ? '' : count(rows, 'row'),
    [encoding, DELIMITERS[delimiter] ?? delimiter, layout === null ? '' : (LAYOUTS[layout] ?? layout)]
      .filter(text => text !== '')
      .join(', '),
  ]);
  return { title: 'Read', lines: table(rows) };
}

function peopleWords({ people }: Inspection): Section {
  const rows = [
    ['number', `${people.total}: ${people.byRole.map(({ label, count: n }) => count(n, label)).join(', ')}`],
  ];
  if (isTold(people.bySide)) rows.push(['sides', tallyWords(people.bySide)]);
  if (isTold(people.byCountry)) rows.push(['countries', tallyWords(people.byCountry)]);
  return { title: 'People', lines: table(rows) };
}

/** Whether anybody has a label. */
function isTold(tally: readonly Tally[]): boolean {
  return tally.some(({ label }) => label !== '');
}

function tallyWords(tally: readonly Tally[]): string {
  const most = 8;
  const named = tally.slice(0, most).map(({ label, count: number }) => `${label === '' ? 'none' : label} ${number}`);
  return `${named.join(', ')}${tally.length > most ? ` … and ${tally.length - most} more` : ''}`;
}

function wishWords(wishes: WishFigures): Section {
  const { byKind, byForm, made, received } = wishes;
  const number = [
    `${wishes.total}`,
    byKind.must > 0 ? `${byKind.must} must be met` : '',
    wishes.forOrganisations > 0 ? `${wishes.forOrganisations} for anyone of an organisation` : '',
    wishes.withSession > 0 ? `${wishes.withSession} for a session` : '',
    byKind.never > 0 ? `beside ${count(byKind.never, 'row')} of pairs that must never meet` : '',
  ];
  const forms = `${byForm.pair} by a one-to-one, ${byForm.seat} by a seat in a group, ${byForm.either} by either`;
  return {
    title: 'Wishes',
    lines: table([
      ['number', number.filter(text => text !== '').join(', ')],
      ...(byForm.seat + byForm.either > 0 ? [['met', forms]] : []),
      ['pairs', `${wishes.pairs} of people, ${wishes.mutual} wished by both`],
      ['a person', `makes ${spreadWords(made, ' wishes')} and is wished by ${spreadWords(received)}`],
      ['points', `${tidy(wishes.points)} in all${valueWords(wishes)}`],
    ]),
  };
}

function spreadWords({ min, median, max }: WishFigures['made'], noun = ''): string {
  return `${min} to ${max}${noun} (median ${tidy(median)})`;
}

function valueWords({ values, valueRange }: WishFigures): string {
  return valueRange === null
    ? ', each wish the same'
    : `, ${values} from ${tidy(valueRange[0])} to ${tidy(valueRange[1])}`;
}
