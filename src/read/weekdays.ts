/** Days of the week as people write them. */
import { looseKey } from './text.js';

/** Monday is 0. English, French, German, Japanese; without accents and the dot of an abbreviation. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['monday', 'mon', 'lundi', 'lun', 'montag', 'mo', '月曜日', '月曜', '月'],
  ['tuesday', 'tue', 'tues', 'mardi', 'mar', 'dienstag', 'di', '火曜日', '火曜', '火'],
  ['wednesday', 'wed', 'mercredi', 'mer', 'mittwoch', 'mi', '水曜日', '水曜', '水'],
  ['thursday', 'thu', 'thur', 'thurs', 'jeudi', 'jeu', 'donnerstag', 'do', '木曜日', '木曜', '木'],
  ['friday', 'fri', 'vendredi', 'ven', 'freitag', 'fr', '金曜日', '金曜', '金'],
  ['saturday', 'sat', 'samedi', 'sam', 'samstag', 'sonnabend', 'sa', '土曜日', '土曜', '土'],
  ['sunday', 'sun', 'dimanche', 'dim', 'sonntag', 'so', '日曜日', '日曜', '日'],
];
const WEEKDAY = new Map(WEEKDAYS.flatMap((words, day) => words.map(word => [word, day] as const)));

/** 0 for a Monday, 6 for a Sunday; in brackets too, or with the dot of an abbreviation; `undefined` for any other word. */
export function weekdayNamed(word: string): number | undefined {
  return WEEKDAY.get(looseKey(word).replace(/^\(|[).]+$/g, ''));
}
