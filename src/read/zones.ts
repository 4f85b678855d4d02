/** Time zones: their names, what the event's clock skips or shows twice, and its slots on other clocks. */
import type { Event, LocalTimes, Slot } from '../model/event.js';
import type { Context } from './context.js';
import type { ParticipantTable } from './participants.js';
import type { SlotTable } from './slots.js';
import type { Suggester } from './suggest.js';
import { looseKey, quote } from './text.js';

const named = new Map<string, string | undefined>();
/** One list for all who ask, as a suggester keeps the forms of its words; and the same in lower case. */
let known: { readonly zones: readonly string[]; readonly lower: readonly string[] } | undefined;

function knownZones() {
  const zones = known?.zones ?? Intl.supportedValuesOf('timeZone');
  known ??= { zones, lower: zones.map(zone => zone.toLowerCase()) };
  return known;
}

/** The zone in its usual spelling (`Europe/Brussels` of `europe/brussels`); `undefined` if the running Node knows none. Cached. */
export function zoneNamed(text: string): string | undefined {
  if (!named.has(text)) named.set(text, /^[A-Za-z][\w+/-]*$/.test(text) ? usualName(text) : undefined);
  return named.get(text);
}

/** Three letters that ICU takes for a zone and IANA does not, such as `IST`, which is India there: all but these. */
const OLD_NAME = /^(?!(?:CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$)[A-Z]{3}$/i;

function usualName(timeZone: string): string | undefined {
  try {
    if (OLD_NAME.test(timeZone)) return undefined;
    const usual = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    return usual.toLowerCase() === timeZone.toLowerCase() ? usual : timeZone;
  } catch {
    return undefined;
  }
}

/** What people write who know no IANA names, where it can mean one zone only. */
const COMMON: Readonly<Record<string, string>> = { jst: 'Asia/Tokyo', kst: 'Asia/Seoul', cest: 'Europe/Brussels' };

/** What to do about an unknown zone: the nearest name, or the zone of a town. O(zones). */
export function zoneAction(text: string, suggester: Suggester): string {
  const { zones, lower } = knownZones();
  const word = looseKey(text).replaceAll(' ', '_');
  const meant = COMMON[word] ?? zones[lower.findIndex(zone => zone.endsWith(`/${word}`))];
  if (meant !== undefined) return `did you mean ${quote(meant)}?`;
  return suggester.action(text, zones, 'write an IANA name such as Europe/Brussels or Asia/Tokyo');
}

/** E308: working hours on another clock need the event's zone and the dates of slots. Without them local times are left out, and the run says so. O(participants). */
export function checkClocks(
  people: ParticipantTable,
  slots: SlotTable | undefined,
  zone: string | undefined,
  context: Context,
): void {
  const dated = slots?.slots.every(slot => slot.date !== '') ?? true;
  if (slots?.timed === false || (zone !== undefined && dated)) return;
  const [lack, action] =
    zone === undefined
      ? ['the event has no time zone', 'write one into event.yaml, such as timezone: Europe/Brussels']
      : ['the slots have no dates', 'give every slot a date'];
  const abroad = people.drafts.filter(({ person }) => person.timezone !== undefined && person.timezone !== zone);
  for (const { person } of abroad) {
    if (person.workingHours === undefined) continue;
    const cause = `these hours are in the zone ${quote(person.timezone!)}, and ${lack}`;
    people.table?.fault(person.line, 'working_hours', 'E308', cause, action);
  }
  if (abroad.length === 0) return;
  const who = abroad.length === 1 ? '1 participant has a time zone' : `${abroad.length} participants have time zones`;
  context.notice(`${who} of ${abroad.length === 1 ? 'its' : 'their'} own, and ${lack}: agendas show event time only`);
}

/**
 * E309: a time that the event's clock skips or shows twice, where it is put forward or back. Loads the time zone library
 * only if it is put at all around one of the dates. O(slots).
 */
export async function checkDaylight(table: SlotTable, zone: string | undefined): Promise<void> {
  if (zone === undefined) return;
  const dates = new Set(table.slots.flatMap(({ date, start }) => (date !== '' && start !== '' ? [date] : [])));
  const unsteady = [...dates].filter(date => !isSteady(zone, date));
  if (unsteady.length === 0) return;
  const { Temporal } = await import('temporal-polyfill');
  for (const slot of table.slots) {
    if (slot.start === '' || !unsteady.includes(slot.date)) continue;
    for (const column of ['start', 'end'] as const) {
      const plain = plainTime(Temporal, slot, column);
      const [early, late] = (['earlier', 'later'] as const).map(disambiguation =>
        plain.toZonedDateTime(zone, { disambiguation }),
      );
      if (early!.equals(late!)) continue;
      const skipped = !early!.toPlainDateTime().equals(plain);
      table.fault(slot, column, 'E309', ...daylightWords(slot, slot[column], zone, skipped));
    }
  }
}

function daylightWords(slot: Slot, time: string, zone: string, skipped: boolean): [cause: string, action: string] {
  const turn = skipped ? 'there is no such time: clocks are put forward' : 'it comes twice: clocks are put back';
  const cause = `slot ${quote(slot.id)}, ${slot.date} ${time} in ${zone}: ${turn} that day`;
  return [cause, 'move the slot, or write all times of the event in UTC (timezone: UTC)'];
}

/** Whether the offset is the same on the day before and the day after: zones are not put forward and back within three days. */
function isSteady(zone: string, date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (moment: number) => format.formatToParts(moment).find(part => part.type === 'timeZoneName')?.value;
  const day = 86_400_000;
  return offset(midnight - day) === offset(midnight + 2 * day);
}

type Library = typeof import('temporal-polyfill').Temporal;

/** The wall-clock time; `24:00` is midnight of the next day. */
function plainTime(Temporal: Library, slot: Slot, column: 'start' | 'end') {
  const time = slot[column];
  const day = Temporal.PlainDate.from(slot.date);
  return time === '24:00' ? day.add({ days: 1 }).toPlainDateTime('00:00') : day.toPlainDateTime(time);
}

/**
 * What `Event.localTimes` holds. Loads the time zone library only if somebody's zone differs from the event's.
 * O(zones × slots + participants). Throws `RangeError` for a time that the event's clock skips or shows twice.
 */
export async function localTimesOf(
  event: Pick<Event, 'timezone' | 'slots' | 'participants'>,
): Promise<ReadonlyMap<string, readonly LocalTimes[]>> {
  const { timezone: home, slots } = event;
  const found = new Map<string, readonly LocalTimes[]>();
  if (home === undefined || !slots.every(({ date, start, end }) => date && start && end)) return found;
  const zones = new Set<string>();
  for (const { timezone } of event.participants) if (timezone !== undefined && timezone !== home) zones.add(timezone);
  if (zones.size === 0) return found;
  const { Temporal } = await import('temporal-polyfill');
  const moments = slots.map(slot =>
    (['start', 'end'] as const).map(column =>
      plainTime(Temporal, slot, column).toZonedDateTime(home, { disambiguation: 'reject' }),
    ),
  );
  for (const zone of zones) {
    const times = moments.map(moment => {
      const [start, end] = moment.map(at => at.withTimeZone(zone));
      const clock = (at: typeof start) => at!.toPlainTime().toString({ smallestUnit: 'minute' });
      const day = (at: typeof start) => at!.toPlainDate().toString();
      return { date: day(start), start: clock(start), end: clock(end), endDate: day(end) };
    });
    found.set(zone, times);
  }
  return found;
}
