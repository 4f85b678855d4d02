/**
 * Which meeting meets a wish that several could meet: one for an organisation of which several people are met, or one
 * that a seat and a one-to-one both answer. Each wish is the reason for one meeting only.
 */

/** A wish with the contacts that could meet it. */
export interface Choice {
  /** Index into `event.wishes`. */
  readonly wish: number;
  /** Index of who wishes. */
  readonly asker: number;
  /** Numbers of the contacts that could meet it, by their first row. */
  readonly contacts: readonly number[];
  /** Those that could but for the session it asks for. */
  readonly elsewhere: readonly number[];
}

export interface Credits {
  readonly met: readonly (readonly [Choice, contact: number])[];
  /** Contacts without a reason, with a wish (index) that spoke for each and is met by another. */
  readonly robbed: readonly (readonly [contact: number, wish: number])[];
  /** Contacts for which nothing speaks but a wish for another session. */
  readonly strayed: readonly (readonly [Choice, contact: number])[];
}

/**
 * First as many as can be of the contacts that have no other reason get a wish each (a largest matching: Berge 1957, by
 * augmenting paths); then each wish that is left goes to the first contact which it makes mutual, else to its first.
 * `askers`: sides that speak for each contact already; `locked`: contacts that need no reason; `sideOf`: bit of an asker.
 * O(contacts without a reason · choices), in practice linear.
 */
export function credit(
  choices: readonly Choice[],
  askers: Uint8Array,
  locked: ReadonlySet<number>,
  sideOf: (asker: number, contact: number) => number,
): Credits {
  const needy = new Set(
    choices
      .flatMap(({ contacts, elsewhere }) => [...contacts, ...elsewhere])
      .filter(contact => askers[contact] === 0 && !locked.has(contact)),
  );
  const matching = new Matching(choices);
  const unmatched = [...needy].filter(contact => !matching.give(contact));
  const met = matching.met();
  const sides = new Map<number, number>();
  const add = (contact: number, side: number): void => {
    sides.set(contact, (sides.get(contact) ?? askers[contact]) | side);
  };
  for (const [{ asker }, contact] of met) add(contact, sideOf(asker, contact));
  for (const choice of choices) {
    if (matching.isGiven(choice) || choice.contacts.length === 0) continue;
    const { asker, contacts } = choice;
    const makesMutual = (contact: number) => (sides.get(contact) ?? askers[contact]) === 3 - sideOf(asker, contact);
    const contact = contacts.find(makesMutual) ?? contacts[0];
    add(contact, sideOf(asker, contact));
    met.push([choice, contact]);
  }
  return { met, ...leftOver(choices, unmatched) };
}

function leftOver(choices: readonly Choice[], unmatched: readonly number[]): Pick<Credits, 'robbed' | 'strayed'> {
  const robbed: [number, number][] = [];
  const strayed: [Choice, number][] = [];
  for (const contact of unmatched) {
    const taken = choices.find(({ contacts }) => contacts.includes(contact));
    if (taken) robbed.push([contact, taken.wish]);
    else strayed.push([choices.find(({ elsewhere }) => elsewhere.includes(contact))!, contact]);
  }
  return { robbed, strayed };
}

/** Wishes given to contacts, one each. */
class Matching {
  private readonly of = new Map<number, Choice[]>();
  private readonly givenTo = new Map<Choice, number>();

  constructor(choices: readonly Choice[]) {
    for (const choice of choices) {
      for (const contact of choice.contacts) {
        const list = this.of.get(contact);
        if (list) list.push(choice);
        else this.of.set(contact, [choice]);
      }
    }
  }

  isGiven(choice: Choice): boolean {
    return this.givenTo.has(choice);
  }

  met(): [Choice, number][] {
    return [...this.givenTo];
  }

  /** Gives the contact a wish, if need be by giving others another; false if there is no way. O(choices). */
  give(contact: number): boolean {
    const reachedFrom = new Map<Choice, number>();
    const queue = [contact];
    for (const next of queue) {
      for (const choice of this.of.get(next) ?? []) {
        if (reachedFrom.has(choice)) continue;
        reachedFrom.set(choice, next);
        const holder = this.givenTo.get(choice);
        if (holder === undefined) {
          this.shift(choice, reachedFrom, contact);
          return true;
        }
        queue.push(holder);
      }
    }
    return false;
  }

  /** Turns the path that ends with a free wish over: each contact on it takes the wish by which it was left. */
  private shift(free: Choice, reachedFrom: ReadonlyMap<Choice, number>, start: number): void {
    let choice = free;
    for (;;) {
      const contact = reachedFrom.get(choice)!;
      const before = contact === start ? undefined : this.wishOf(contact);
      this.givenTo.set(choice, contact);
      if (!before) return;
      choice = before;
    }
  }

  private wishOf(contact: number): Choice {
    return this.of.get(contact)!.find(choice => this.givenTo.get(choice) === contact)!;
  }
}
