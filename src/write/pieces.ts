/** Pieces of lines that stand in many lines of many files: each is encoded once. Pieces are joined with commas. */
import type { Participant, Slot } from '../model/event.js';
import { line } from './csv.js';
import type { LocalClock } from './local-time.js';

/** A participant with its pieces. */
export interface Person {
  /** Index into `event.participants`. */
  readonly index: number;
  readonly participant: Participant;
  /** `id,name` */
  readonly name: string;
  readonly organisation: string;
}

export function personOf(participant: Participant, index: number): Person {
  const name = line([participant.id, participant.name]);
  return { index, participant, name, organisation: line([participant.organisation]) };
}

/** The slots of the event (by index) on the clock of one zone. */
export interface ZonePieces {
  /** `date,start,end,local_date,local_start,local_end` */
  readonly times: readonly string[];
  /** `slot,` and these times and `,timezone` */
  readonly slots: readonly string[];
}

export class Pieces {
  private readonly zones = new Map<string | undefined, ZonePieces>();
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly slots: readonly Slot[],
    private readonly local: LocalClock,
  ) {}

  /** All participants of a zone share one. O(slots) for a new zone. */
  zone(person: Participant): ZonePieces {
    const known = this.zones.get(person.timezone);
    if (known) return known;
    const own = this.local.slots(person);
    const shown = this.slots.map((slot, at) => ({ slot, own: own[at]! }));
    const times = shown.map(({ slot, own }) => line([slot.date, slot.start, slot.end, own.date, own.start, own.end]));
    const made = {
      times,
      slots: shown.map(({ slot, own }, at) => `${line([slot.id])},${times[at]},${line([own.timezone])}`),
    };
    this.zones.set(person.timezone, made);
    return made;
  }

  /** One cell with a text that comes again and again: a room, a kind. O(1) but for a new text. */
  cell(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const made = line([text]);
    this.texts.set(text, made);
    return made;
  }
}
