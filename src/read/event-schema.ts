import type { ZodType } from 'zod';
import { MOST, parseYesNo } from './cells.js';

/** Values of event.yaml that are read; `null` is an empty value. */
export interface EventSettings {
  readonly name?: string | null | undefined;
  /** A number of slots, or a calendar of them. */
  readonly slots?: number | object | null | undefined;
  readonly rooms?: number | null | undefined;
  readonly rules?: RuleSettings | null | undefined;
  readonly values?: { readonly mutual_bonus?: number | null | undefined } | null | undefined;
}

interface RuleSettings {
  readonly across_sides?: boolean | null | undefined;
  readonly across_organisations?: boolean | null | undefined;
  readonly min_meetings?: number | null | undefined;
  readonly max_meetings?: number | null | undefined;
  readonly max_consecutive?: number | null | undefined;
  readonly max_breaks?: number | null | undefined;
  readonly all_wishes?: boolean | null | undefined;
}

/** Known keys by the path of their parent, for suggestions. */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['name', 'timezone', 'files', 'slots', 'rooms', 'rules', 'values', 'output'],
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
};

/** What may stand in event.yaml; messages say what is expected. Loads `zod` on first use. */
export async function eventSchema(): Promise<ZodType<EventSettings>> {
  const { z } = await import('zod');
  const whole = (least: number) =>
    z
      .custom<number>(
        value => Number.isInteger(value) && (value as number) >= least && (value as number) <= MOST,
        `a whole number from ${least} to 1,000,000`,
      )
      .nullish();
  const yesNo = z
    .custom<boolean | string | number>(value => parseYesNo(String(value)) !== undefined, 'yes or no')
    .transform(value => parseYesNo(String(value)) ?? false)
    .nullish();
  const rules = z.strictObject(
    {
      across_sides: yesNo,
      across_organisations: yesNo,
      min_meetings: whole(0),
      max_meetings: whole(0),
      max_consecutive: whole(1),
      max_breaks: whole(0),
      all_wishes: yesNo,
    },
    { error: expected('rules as a list of "key: value"') },
  );
  const bonus = z.custom<number>(isBonus, 'a number from 0 to 1,000,000 with at most 3 decimals').nullish();
  const values = z.strictObject({ mutual_bonus: bonus }, { error: expected('values as a list of "key: value"') });
  return z.strictObject(
    {
      name: z.string('a text').nullish(),
      timezone: z.unknown().optional(),
      files: z.unknown().optional(),
      output: z.unknown().optional(),
      slots: z.union([whole(1), z.looseObject({})], 'a number of slots').nullish(),
      rooms: whole(1),
      rules: rules.nullish(),
      values: values.nullish(),
    },
    { error: expected('lines of "key: value"') },
  ) as ZodType<EventSettings>;
}

function expected(what: string) {
  return (issue: { code: string }) => (issue.code === 'unrecognized_keys' ? undefined : what);
}

function isBonus(value: unknown): boolean {
  if (typeof value !== 'number' || !(value >= 0 && value <= MOST)) return false;
  return Math.round(value * 1000) / 1000 === value;
}
