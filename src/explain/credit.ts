/**
 * Which contact meets a wish that several could meet: one for an organisation of which several people are met, or one that
 * a seat and a one-to-one both answer. Each wish is the reason for one of them only.
 */

/** A wish that several ways could meet, of which at least one is held. */
export interface Choice {
  /** Index. */
  readonly wish: number;
  /** Index of who wishes. */
  readonly asker: number;
  /** Contacts that could meet it, by their meetings. Not empty. */
  readonly contacts: readonly number[];
}

/**
 * The contact of each choice, by wish. First as many as can be of the contacts that no other wish and no lock asks for get
 * one (a largest matching by augmenting paths, Berge 1957); each wish that is left goes to the first contact that it makes
 * mutual, else to its first. `askers`: bits of those who speak for a contact already. `bitOf`: the bit of an asker.
 * O(contacts without a reason · choices), in practice linear.
 */
export function credited(
  choices: readonly Choice[],
  askers: Uint8Array,
  isLocked: (contact: number) => boolean,
  bitOf: (asker: number, contact: number) => number,
): Map<number, number> {
  const given = matched(choices, contact => askers[contact] === 0 && !isLocked(contact));
  const bits = new Map<number, number>();
  const bitsOf = (contact: number) => bits.get(contact) ?? askers[contact];
  const give = ({ asker }: Choice, contact: number) => bits.set(contact, bitsOf(contact) | bitOf(asker, contact));
  for (const [choice, contact] of given) give(choice, contact);
  for (const choice of choices) {
    if (given.has(choice)) continue;
    const { asker, contacts } = choice;
    const contact = contacts.find(one => bitsOf(one) === 3 - bitOf(asker, one)) ?? contacts[0];
    give(choice, contact);
    given.set(choice, contact);
  }
  return new Map([...given].map(([{ wish }, contact]) => [wish, contact]));
}

/** A largest matching of needy contacts with choices. */
function matched(choices: readonly Choice[], isNeedy: (contact: number) => boolean): Map<Choice, number> {
  const askedBy = new Map<number, Choice[]>();
  for (const choice of choices) {
    for (const contact of choice.contacts) {
      if (isNeedy(contact)) askedBy.set(contact, [...(askedBy.get(contact) ?? []), choice]);
    }
  }
  const given = new Map<Choice, number>();
  const holder = new Map<number, Choice>();
  for (const contact of askedBy.keys()) {
    const cameFrom = new Map<Choice, number>();
    const free = freeChoice(contact, askedBy, given, cameFrom);
    let choice = free;
    while (choice !== undefined) {
      const taker = cameFrom.get(choice)!;
      const before = holder.get(taker);
      given.set(choice, taker);
      holder.set(taker, choice);
      choice = before;
    }
  }
  return given;
}

/** A choice not given yet that a path of exchanges reaches from the contact; `cameFrom` says how. */
function freeChoice(
  start: number,
  askedBy: ReadonlyMap<number, readonly Choice[]>,
  given: ReadonlyMap<Choice, number>,
  cameFrom: Map<Choice, number>,
): Choice | undefined {
  const queue = [start];
  for (const contact of queue) {
    for (const choice of askedBy.get(contact) ?? []) {
      if (cameFrom.has(choice)) continue;
      cameFrom.set(choice, contact);
      const taken = given.get(choice);
      if (taken === undefined) return choice;
      queue.push(taken);
    }
  }
  return undefined;
}
