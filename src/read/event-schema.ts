import type { ZodType } from 'zod';
import { TABLES } from '../model/event.js';
import { FORMATS, LATER_FORMATS } from '../model/outcome.js';
import { parseBreak } from './calendar.js';
import { MOST, parseYesNo } from './cells.js';
import { MOST_COUNTED } from './limits.js';
import { parseClock, parseDate } from './time.js';

type Empty = null | undefined;

/** Values of event.yaml; `null` is an empty value. Their kinds are right, what they mean together is not judged yet. */
export interface EventSettings {
  readonly name?: string | Empty;
  readonly timezone?: string | Empty;
  readonly files?: Readonly<Partial<Record<(typeof TABLES)[number], string | Empty>>> | Empty;
  /** A number of slots, or one or more blocks of a calendar. */
  readonly slots?: number | BlockSettings | readonly BlockSettings[] | Empty;
  readonly rooms?: number | Empty;
  readonly rules?: RuleSettings | Empty;
  readonly values?: { readonly mutual_bonus?: number | Empty } | Empty;
  readonly output?: OutputSettings | Empty;
}

/** One block of a calendar of slots. */
export interface BlockSettings {
  readonly date?: string | readonly string[] | Empty;
  readonly from: string;
  readonly to: string;
  readonly length: number;
  readonly gap?: number | Empty;
  readonly breaks?: string | readonly string[] | Empty;
  readonly session?: string | Empty;
}

interface RuleSettings {
  readonly across_sides?: boolean | Empty;
  readonly across_organisations?: boolean | Empty;
  readonly min_meetings?: number | Empty;
  readonly max_meetings?: number | Empty;
  readonly max_consecutive?: number | Empty;
  readonly max_breaks?: number | Empty;
  readonly all_wishes?: boolean | Empty;
}

interface OutputSettings {
  readonly language?: string | Empty;
  readonly formats?: string | readonly string[] | Empty;
  readonly excel?: boolean | Empty;
}

/** Known keys by the path of their parent (without places in lists), for suggestions. */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['name', 'timezone', 'files', 'slots', 'rooms', 'rules', 'values', 'output'],
  files: TABLES,
  slots: ['date', 'from', 'to', 'length', 'gap', 'breaks', 'session'],
  rules: [
    'across_sides',
    'across_organisations',
    'min_meetings',
    'max_meetings',
    'max_consecutive',
    'max_breaks',
    'all_wishes',
  ],
  values: ['mutual_bonus'],
  output: ['language', 'formats', 'excel'],
};

const LANGUAGES = ['en', 'fr', 'de', 'ja'] as const;

type Zod = typeof import('zod')['z'];

/** What may stand in event.yaml; messages say what is expected. Loads `zod` on first use. */
export async function eventSchema(): Promise<ZodType<EventSettings>> {
  const { z } = await import('zod');
  const parts = partsOf(z);
  const { whole, text } = parts;
  return z
    .strictObject(
      {
        name: text('a text').nullish().describe('Name of the event, as it stands in what is written.'),
        timezone: text('the name of a time zone')
          .nullish()
          .describe('IANA time zone of all times in the tables, such as Europe/Brussels or Asia/Tokyo.'),
        files: filesOf(z, parts).nullish(),
        slots: slotsOf(z, parts).nullish(),
        rooms: whole(1, MOST_COUNTED).nullish().describe('How many rooms there are, instead of a table of rooms.'),
        rules: rulesOf(z, parts).nullish(),
        values: valuesOf(z).nullish(),
        output: outputOf(z, parts).nullish(),
      },
      { error: expected('lines of "key: value"') },
    )
    .describe('The event file of ejrc. Every key may be left out.') as ZodType<EventSettings>;
}

/** The same as JSON Schema (draft 7), for editors. */
export async function eventJsonSchema(): Promise<object> {
  const { z } = await import('zod');
  return z.toJSONSchema(await eventSchema(), { io: 'input', target: 'draft-7', unrepresentable: 'any' });
}

/** Kinds of values that come again. */
function partsOf(z: Zod) {
  const text = (what: string) => z.string(what);
  const whole = (least: number, most = MOST) => {
    // Made when it is needed: the first number in words takes as long as a small table.
    const message = { error: () => `a whole number from ${least} to ${most.toLocaleString('en')}` };
    return z.int(message).min(least, message).max(most, message);
  };
  const yesNo = z
    .custom<boolean | string | number>(value => parseYesNo(String(value)) !== undefined, 'yes or no')
    .meta({ anyOf: [{ enum: [true, false, 'yes', 'no'] }, { type: ['string', 'integer'] }] })
    .transform(value => parseYesNo(String(value)) ?? false)
    .nullish();
  /** A text of some form, as YAML gives it. */
  const form = (isGood: (value: string) => boolean, what: string, examples: readonly string[]) =>
    z
      .string(what)
      .refine(isGood, what)
      .meta({ examples: [...examples] });
  /** One value, or a list of them. */
  const oneOrMore = <T extends ZodType>(one: T, what: string) => z.union([one, z.array(one, what).min(1, what)], what);
  return { text, whole, yesNo, form, oneOrMore };
}

type Parts = ReturnType<typeof partsOf>;

function filesOf(z: Zod, { text }: Parts) {
  const file = text('the path of a file').min(1, 'the path of a file').nullish();
  const shape = Object.fromEntries(TABLES.map(key => [key, file]));
  return z
    .strictObject(shape, { error: expected('files as a list of "table: path"') })
    .describe('Where the tables are, from the folder of this file. Not needed for the usual names beside the wishes.');
}

function slotsOf(z: Zod, { text, whole, form, oneOrMore }: Parts) {
  const day = 1440;
  const date = form(value => parseDate(value) !== undefined, 'a date such as 2021-05-18', ['2021-05-18']);
  const clock = form(value => parseClock(value) !== undefined, 'a time such as "09:00"', ['09:00']);
  const pause = form(value => parseBreak(value) !== undefined, 'a break such as "10:15-10:30"', ['10:15-10:30']);
  const block = z.strictObject(
    {
      date: oneOrMore(date, 'a date such as 2021-05-18, or a list of them')
        .nullish()
        .describe('Date or list of dates; none: times without a date.'),
      from: clock.describe('When the first slot starts.'),
      to: clock.describe('When the last slot is over.'),
      length: whole(1, day).describe('Length of a slot in minutes.'),
      gap: whole(0, day).nullish().describe('Minutes between one slot and the next; default 0.'),
      breaks: oneOrMore(pause, 'a break such as "10:15-10:30", or a list of them')
        .nullish()
        .describe('Pauses without slots, such as "10:15-10:30" or "Lunch 12:00-13:00".'),
      session: text('a text')
        .nullish()
        .describe('Label by which wishes and availability name these slots; default the date.'),
    },
    { error: expected('slots as "date, from, to, length"') },
  );
  return z
    .union([whole(1, MOST_COUNTED), block, z.array(block, 'slots').min(1, 'at least one block of slots')], {
      error: 'a number of slots, or "date, from, to, length" of them, or a list of these',
    })
    .describe('How many slots there are, or the calendar from which they are made; instead of a table of slots.');
}

function rulesOf(z: Zod, { whole, yesNo }: Parts) {
  return z.strictObject(
    {
      across_sides: yesNo.describe('yes: a meeting needs two different sides; default no.'),
      across_organisations: yesNo.describe(
        'no: people of one organisation may meet; default yes where organisations are given.',
      ),
      min_meetings: whole(0).nullish().describe('Meetings promised to everyone; default 1.'),
      max_meetings: whole(0).nullish().describe('Most meetings of everyone; default no bound.'),
      max_consecutive: whole(1)
        .nullish()
        .describe('Most meetings in neighbouring slots of a session; default no bound.'),
      max_breaks: whole(0).nullish().describe('Most breaks in an agenda; default no bound.'),
      all_wishes: yesNo.describe('yes: every wish must be met, or the run says why it cannot be; default no.'),
    },
    { error: expected('rules as a list of "key: value"') },
  );
}

function valuesOf(z: Zod) {
  const message = { error: () => `a number from 0 to ${MOST.toLocaleString('en')} with at most 3 decimals` };
  const bonus = z.number(message).min(0, message).max(MOST, message).refine(hasThreeDecimals, message).nullish();
  return z.strictObject(
    { mutual_bonus: bonus.describe('Points added to a meeting that both wish; default 0.') },
    { error: expected('values as a list of "key: value"') },
  );
}

function outputOf(z: Zod, { yesNo, oneOrMore }: Parts) {
  const known = [...FORMATS, ...LATER_FORMATS];
  const words = `formats of ${FORMATS.join(', ')}`;
  return z.strictObject(
    {
      language: z
        .enum(LANGUAGES, `one of ${LANGUAGES.join(', ')}`)
        .nullish()
        .describe('Language of what is written.'),
      formats: oneOrMore(z.enum(known, words), words).nullish().describe('What is written; default csv.'),
      excel: yesNo.describe('yes: CSV files start with a byte order mark, which Excel needs; default no.'),
    },
    { error: expected('output as a list of "key: value"') },
  );
}

function expected(what: string) {
  return (issue: { code: string }) => (issue.code === 'unrecognized_keys' ? undefined : what);
}

function hasThreeDecimals(value: number): boolean {
  return Math.round(value * 1000) / 1000 === value;
}
