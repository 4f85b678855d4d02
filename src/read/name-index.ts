import { nameKey, organisationKey, plainText, turnedKey } from './names.js';
import type { ParticipantDraft } from './participants.js';
import { foldKey } from './text.js';

/** People of one organisation. */
export interface Organisation {
  /** In the spelling of its first participant. */
  readonly label: string;
  /** Indexes of its participants, in table order. */
  readonly members: readonly number[];
}

/** By what a text that is no id names somebody. */
export type NamedBy = 'e-mail address' | 'name' | 'organisation';

/** Who or what a text names; nobody: `undefined` in its place. */
export interface Found {
  readonly by: NamedBy;
  /** Indexes of the participants that fit, in table order; at least one. */
  readonly people: readonly number[];
  /** Index of the organisation, where the text names exactly one. */
  readonly organisation: number | undefined;
}

type Lists = Map<string, number[]>;

/** Finds participants by what is not their id. Built once in O(participants), asked in O(1) expected. */
export class NameIndex {
  readonly organisations: Organisation[] = [];
  private readonly byMail: Lists = new Map();
  private readonly byName: Lists = new Map();
  private readonly byLooseName: Lists = new Map();
  private readonly byOrganisation: Lists = new Map();
  private readonly byLooseOrganisation: Lists = new Map();
  private readonly known = new Map<string, Found | undefined>();

  constructor(drafts: readonly ParticipantDraft[]) {
    const members: number[][] = [];
    drafts.forEach(({ person }, index) => {
      add(this.byMail, foldKey(person.email), index);
      for (const name of new Set([person.name, person.id])) {
        add(this.byName, plainText(name), index);
        add(this.byLooseName, nameKey(name), index);
        add(this.byLooseName, turnedKey(name) ?? '', index);
      }
      const at = this.organisation(person.organisation, members);
      if (at >= 0) members[at]!.push(index);
    });
  }

  /** The e-mail address beats the name, which beats the organisation; a text that is written alike beats one that is folded. O(length). */
  find(text: string): Found | undefined {
    if (this.known.has(text)) return this.known.get(text);
    const found = this.search(text);
    this.known.set(text, found);
    return found;
  }

  private search(text: string): Found | undefined {
    const mailed = text.includes('@') ? this.byMail.get(foldKey(text)) : undefined;
    if (mailed !== undefined) return { by: 'e-mail address', people: mailed, organisation: undefined };
    const named =
      this.byName.get(plainText(text)) ??
      this.byLooseName.get(nameKey(text)) ??
      this.byLooseName.get(turnedKey(text) ?? '');
    if (named !== undefined) return { by: 'name', people: named, organisation: undefined };
    const places = this.byOrganisation.get(foldKey(text)) ?? this.byLooseOrganisation.get(organisationKey(text));
    if (places === undefined) return undefined;
    const people = places.flatMap(place => this.organisations[place]!.members).sort((a, b) => a - b);
    return { by: 'organisation', people, organisation: places.length === 1 ? places[0] : undefined };
  }

  /** Index of the organisation, -1 for an empty label. */
  private organisation(label: string, members: number[][]): number {
    const key = foldKey(label);
    if (key === '') return -1;
    const known = this.byOrganisation.get(key);
    if (known !== undefined) return known[0]!;
    const list: number[] = [];
    members.push(list);
    const at = this.organisations.push({ label, members: list }) - 1;
    add(this.byOrganisation, key, at);
    add(this.byLooseOrganisation, organisationKey(label), at);
    return at;
  }
}

function add(lists: Lists, key: string, value: number): void {
  if (key === '') return;
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}
