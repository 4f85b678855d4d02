/** The prices of a bound by index, and every reason why they are no prices. */
import type { BoundCertificate, OddSetPrice, SlotPrice } from '../../model/certificate.js';
import type { Ground } from './ground.js';

/** All in multiples of the bound's unit. */
export interface PriceTable {
  /** People × slots. */
  readonly places: Float64Array;
  readonly windows: readonly PricedWindow[];
  readonly maxima: Float64Array;
  readonly promises: Float64Array;
  readonly rooms: readonly { readonly ids: ReadonlySet<string>; readonly slots: Float64Array }[];
  readonly meetings: Float64Array;
  readonly interpreters: readonly { readonly ids: ReadonlySet<string>; readonly slots: Float64Array }[];
  readonly odd: readonly PricedSet[];
}

/** Neighbouring slots (indexes) of which a participant (index) is busy in all but one at most. */
export interface PricedWindow {
  readonly person: number;
  readonly first: number;
  readonly last: number;
  readonly price: number;
}

/** People (indexes) whose meetings among themselves in a slot (index) have a price. */
export interface PricedSet {
  readonly people: ReadonlySet<number>;
  readonly slot: number;
  readonly price: number;
}

/** Faults are sentences; with none, all sums of prices that one meeting pays or earns are exact. O(prices). */
export function tabulate(bound: BoundCertificate, ground: Ground): { prices: PriceTable; faults: readonly string[] } {
  const table = new Table(bound, ground);
  return { prices: table, faults: [...table.faults, ...headFaults(bound), ...tooLarge(table)] };
}

class Table implements PriceTable {
  readonly places: Float64Array;
  readonly windows: PricedWindow[] = [];
  readonly maxima: Float64Array;
  readonly promises: Float64Array;
  readonly rooms: { ids: ReadonlySet<string>; slots: Float64Array }[];
  readonly meetings: Float64Array;
  readonly interpreters: { ids: ReadonlySet<string>; slots: Float64Array }[];
  readonly odd: readonly PricedSet[];
  readonly faults: string[] = [];

  constructor(
    bound: BoundCertificate,
    private readonly ground: Ground,
  ) {
    const { participants, slots } = ground.event;
    this.places = new Float64Array(participants.length * slots.length);
    this.maxima = new Float64Array(participants.length);
    this.promises = new Float64Array(participants.length);
    this.meetings = new Float64Array(slots.length);
    for (const prices of bound.participants) this.addParticipant(prices, mostReward(bound));
    this.rooms = bound.rooms.map(({ rooms, slots }) =>
      this.setOf(rooms, slots, 'room', 'a table in', id => ground.rooms.tables.has(id)),
    );
    this.interpreters = (bound.interpreters ?? []).map(({ interpreters, slots }) =>
      this.setOf(interpreters, slots, 'interpreter', 'one of the interpreters', id => ground.interpreters.ids.has(id)),
    );
    this.putSlots(this.meetings, 0, bound.meetings, 'a meeting');
    for (const [id] of bound.meetings) this.refuseUnlimited(id);
    this.odd = (bound.odd ?? []).map(set => this.oddSet(set));
  }

  private oddSet({ people, slot, price }: OddSetPrice): PricedSet {
    const { peopleIndex, slotIndex } = this.ground;
    const what = `a meeting of two of ${people.slice(0, 3).join(', ')}${people.length > 3 ? ' …' : ''}`;
    for (const id of people)
      if (!peopleIndex.has(id)) this.faults.push(`there is a price for "${id}", who is no participant of the event`);
    if (!slotIndex.has(slot)) this.faults.push(`${what} has a price in slot "${slot}", which is unknown`);
    if (!isPrice(price)) this.faults.push(`the price of ${what} is ${price}, expected a whole number from 0 to 2^53`);
    // Who is named twice has its places counted once.
    return { people: new Set(people.map(id => peopleIndex.get(id) ?? -1)), slot: slotIndex.get(slot) ?? -1, price };
  }

  private addParticipant(prices: BoundCertificate['participants'][number], mostReward: number): void {
    const { participant: id, slots = [], rests = [], maximum = 0, promise = 0 } = prices;
    const p = this.ground.peopleIndex.get(id);
    if (p === undefined) {
      this.faults.push(`there are prices for "${id}", who is no participant of the event`);
      return;
    }
    this.putSlots(this.places, p * this.ground.event.slots.length, slots, `a place of ${id}`);
    this.addWindows(p, rests);
    this.put(this.maxima, p, maximum, `max_meetings of ${id}`);
    this.put(this.promises, p, promise, `a promise to ${id}`);
    if (maximum !== 0 && this.ground.most[p] === Number.POSITIVE_INFINITY)
      this.faults.push(`max_meetings of ${id} has a price, but ${id} has no such limit`);
    if (promise > mostReward)
      this.faults.push(
        `the reward of a promise to ${id} is ${promise}, above the price of any promise (${mostReward})`,
      );
  }

  /** A window given twice is one of the sum of both prices. */
  private addWindows(person: number, rests: readonly SlotPrice[]): void {
    const { participants, slots } = this.ground.event;
    const { id, maxConsecutive: most } = participants[person];
    for (const [slot, price] of rests) {
      const what = `a rest of ${id} from slot "${slot}" on`;
      const first = this.ground.slotIndex.get(slot);
      if (!isPrice(price)) this.faults.push(`the price of ${what} is ${price}, expected a whole number from 0 to 2^53`);
      else if (first === undefined) this.faults.push(`${what} has a price, but the slot is unknown`);
      else if (most === undefined) this.faults.push(`${what} has a price, but ${id} has no max_consecutive`);
      else {
        const window = slots.slice(first, first + most + 1);
        if (window.length <= most || window.some(({ session }) => session !== window[0].session))
          this.faults.push(`${what} has a price, but ${most + 1} neighbouring slots of its session do not begin there`);
        else this.windows.push({ person, first, last: first + most, price });
      }
    }
  }

  private setOf(
    names: readonly string[],
    slots: readonly SlotPrice[],
    what: string,
    one: string,
    isKnown: (id: string) => boolean,
  ): { ids: ReadonlySet<string>; slots: Float64Array } {
    for (const id of names)
      if (!isKnown(id)) this.faults.push(`there are prices for ${what} "${id}", which is unknown`);
    const prices = new Float64Array(this.ground.event.slots.length);
    this.putSlots(prices, 0, slots, `${one} ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`);
    return { ids: new Set(names), slots: prices };
  }

  private refuseUnlimited(id: string): void {
    const slot = this.ground.event.slots[this.ground.slotIndex.get(id) ?? -1];
    if (slot && slot.meetings === undefined)
      this.faults.push(`meetings in slot "${id}" have a price, but the slot has no such limit`);
  }

  private putSlots(to: Float64Array, offset: number, prices: readonly SlotPrice[], what: string): void {
    for (const [id, price] of prices) {
      const slot = this.ground.slotIndex.get(id);
      if (slot === undefined) this.faults.push(`${what} has a price in slot "${id}", which is unknown`);
      else this.put(to, offset + slot, price, `${what} in slot "${id}"`);
    }
  }

  private put(to: Float64Array, index: number, price: number, what: string): void {
    if (!isPrice(price)) this.faults.push(`the price of ${what} is ${price}, expected a whole number from 0 to 2^53`);
    else if (to[index] !== 0) this.faults.push(`the price of ${what} is given twice`);
    else to[index] = price;
  }
}

function isPrice(price: number): boolean {
  return Number.isSafeInteger(price) && price >= 0;
}

/** A promise's price, or in the tier `promises` the one that it is worth, rounded down to whole prices. */
function mostReward({ tier, promise, unit }: BoundCertificate): number {
  return tier === 'points' ? promise : Math.floor(unit.parts / unit.points);
}

function headFaults({ tier, promises, promise, unit }: BoundCertificate): string[] {
  const faults: string[] = [];
  for (const value of [unit.points, unit.parts])
    if (!isPrice(value) || value === 0) faults.push(`a unit is ${value}, expected a whole number from 1 to 2^53`);
  if (!isPrice(promise)) faults.push(`the price of a promise is ${promise}, expected a whole number from 0 to 2^53`);
  if (!isPrice(promises)) faults.push(`the promises demanded are ${promises}, expected a whole number from 0`);
  if (tier === 'promises' && (promises !== 0 || promise !== 0))
    faults.push('a bound on promises demands none and prices none');
  return faults;
}

/** The dearest of each kind together must stay exact in a double; no partial sum is then larger. */
function tooLarge(table: PriceTable): string[] {
  const { places, windows, maxima, promises, rooms, interpreters, meetings, odd } = table;
  const dearest = (list: Float64Array) => list.reduce((most, price) => Math.max(most, price), 0);
  const ofRooms = [...rooms, ...interpreters].reduce((sum, { slots }) => sum + dearest(slots), 0);
  const ofSets = [...odd, ...windows].reduce((sum, { price }) => sum + price, 0);
  const sum = 2 * (dearest(places) + dearest(maxima) + dearest(promises)) + ofRooms + ofSets + dearest(meetings);
  return sum <= Number.MAX_SAFE_INTEGER ? [] : ['the prices are too large to be added exactly'];
}
