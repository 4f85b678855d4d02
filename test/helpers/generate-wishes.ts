/** Wishes of a random event. */
import type { Wish } from '../../src/model/event.js';
import type { GenerateOptions } from './generate.js';
import type { Person } from './generate-tables.js';
import type { Dice } from './random.js';

type WishFields = Partial<Wish> & Pick<Wish, 'from' | 'to'>;
type OrderedPair = readonly [from: string, to: string];

/** Wishes in the order they were drawn, then the `never` rows. */
export function makeWishes(options: GenerateOptions, dice: Dice, people: readonly Person[]): WishFields[] {
  const pairs = drawPairs(options, dice, people);
  const ranks = new Map<string, number>();
  const wishes = pairs.map(([from, to]): WishFields => {
    const rank = (ranks.get(from) ?? 0) + 1;
    ranks.set(from, rank);
    const wish = { from, to, session: drawSession(options, dice) };
    if (options.values === 'ranks') return { ...wish, rank };
    return options.values === 'scores' ? { ...wish, score: dice.below(1000) / 10 } : wish;
  });
  return [...wishes, ...drawNevers(options, dice, people, pairs)];
}

function drawSession({ sessions, days }: GenerateOptions, dice: Dice): string | undefined {
  if (!dice.chance(sessions)) return undefined;
  return `${dice.pick(['morning', 'afternoon'])} ${1 + dice.below(days)}`;
}

/** Different ordered pairs; fewer than asked for where the people have no more. */
function drawPairs(options: GenerateOptions, dice: Dice, people: readonly Person[]): OrderedPair[] {
  const found = new Map<string, OrderedPair>();
  const draw = (from: string, to: string) => {
    if (from !== to && found.size < options.wishes) found.set(`${from} ${to}`, [from, to]);
  };
  for (let tries = 0; tries < options.wishes * 20 && found.size < options.wishes; tries++) {
    const from = dice.pick(people);
    const to = people[dice.skewed(people.length, options.skew)];
    if (options.sides === 2 && from.side === to.side && !dice.chance(5)) continue;
    draw(from.id, to.id);
    if (dice.chance(options.mutual)) draw(to.id, from.id);
  }
  return [...found.values()];
}

/** Rows of kind `never`: half of them answer a wish, unless every wish is a must. */
function drawNevers(
  options: GenerateOptions,
  dice: Dice,
  people: readonly Person[],
  pairs: readonly OrderedPair[],
): WishFields[] {
  const taken = new Set(pairs.map(([from, to]) => `${from} ${to}`));
  const found = new Map<string, WishFields>();
  for (let tries = 0; tries < options.nevers * 10 && found.size < options.nevers; tries++) {
    const answers = pairs.length > 0 && dice.chance(50);
    const [to, from] = answers ? dice.pick(pairs) : [dice.pick(people).id, dice.pick(people).id];
    const wished = taken.has(`${from} ${to}`) || (options.allWishes && taken.has(`${to} ${from}`));
    if (from !== to && !wished) found.set(`${from} ${to}`, { from, to, kind: 'never' });
  }
  return [...found.values()];
}
