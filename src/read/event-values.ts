/** What an event file says, and an event that has none: all that other readers know of it. */
import type { Rules, TableName } from '../model/event.js';
import type { EventSettings } from './event-schema.js';
import type { SlotTable } from './slots.js';

/** What an event file says, with the defaults. */
export interface EventFile {
  readonly name: string;
  /** IANA zone of all event times. */
  readonly timezone: string | undefined;
  /** Tables that it names, as paths from where the run started. */
  readonly files: ReadonlyMap<TableName, string>;
  readonly rules: Rules;
  /** What it says of `across_organisations`; the rules have it off where it says nothing. */
  readonly acrossOrganisations: boolean | undefined;
  readonly mutualBonus: number;
  /** A count, or the slots of a calendar, instead of a table; `unread`: there is one, with faults. */
  readonly slots: number | SlotTable | 'unread' | undefined;
  readonly rooms: number | undefined;
  readonly output: OutputSettings;
  /** Path as given; empty without a file. */
  readonly file: string;
}

/** What the event file says of the files that are written. */
export interface OutputSettings {
  /** Formats by name, each once; `undefined`: not said. */
  readonly formats: readonly string[] | undefined;
  /** Whether CSV files start with a byte order mark; `undefined`: not said. */
  readonly excel: boolean | undefined;
}

/** An event without an event file. */
export const NO_EVENT_FILE: EventFile = {
  name: '',
  timezone: undefined,
  files: new Map(),
  rules: rulesOf({}),
  acrossOrganisations: undefined,
  mutualBonus: 0,
  slots: undefined,
  rooms: undefined,
  output: { formats: undefined, excel: undefined },
  file: '',
};

/** Its rules, with the defaults. */
export function rulesOf({ rules }: EventSettings): Rules {
  return {
    acrossSides: rules?.across_sides ?? false,
    acrossOrganisations: rules?.across_organisations ?? false,
    minMeetings: rules?.min_meetings ?? Math.min(1, rules?.max_meetings ?? 1),
    maxMeetings: rules?.max_meetings ?? undefined,
    maxConsecutive: rules?.max_consecutive ?? undefined,
    maxBreaks: rules?.max_breaks ?? undefined,
    allWishes: rules?.all_wishes ?? false,
  };
}
