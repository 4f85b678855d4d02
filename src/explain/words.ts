/** How the sentences of `detail` name things. */
import type { Participant } from '../model/event.js';

/** Most names in one list; the rest are counted. */
export const MOST = 12;

/** `Anna Rossi (P12)`, or the id alone. */
export function who({ id, name }: Participant): string {
  return name && name !== id ? `${name} (${id})` : id;
}

/** `1, 2 and 3`; from 13 on `… and 5 more`. */
export function listed(items: readonly string[], total = items.length): string {
  if (total <= 1) return items.join('');
  if (total <= MOST) return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
  return `${items.slice(0, MOST).join(', ')} and ${total - MOST} more`;
}

/** How a sentence begins with these words; an id that starts one keeps its own letters. */
export function capital(text: string): string {
  return /^(?:both|a place|a free place|meeting in|nobody|only|the group) /.test(text)
    ? `${text[0].toUpperCase()}${text.slice(1)}`
    : text;
}

/** `slot 3` or `slots 3 and 4`. */
export function slotsNamed(ids: readonly string[]): string {
  return `${ids.length === 1 ? 'slot' : 'slots'} ${listed(ids)}`;
}
