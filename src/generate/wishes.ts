/** prefs.csv: who wishes to meet whom, one wish a row. */
import type { Dice } from './dice.js';
import { idOf, Lines } from './lines.js';
import type { GenerateOptions } from './options.js';
import { PairSet } from './pair-set.js';
import { isHost, sideOf } from './tables.js';

/** Percent of wishes that go to hosts. */
const TO_HOSTS = 30;
/** Draws before a free partner is looked for one by one. */
const MOST_DRAWS = 20;
/** Scores above this get decimals instead. */
const LARGEST_SCORE = 1_000_000;

/** Rows by who wishes, the most wanted first. Expected O(wishes · skew) unless most pairs are wished. */
export function prefsCsv(options: GenerateOptions, dice: Dice): string {
  const { people, wishes, scores } = options;
  const { start, to } = new WishDraw(options, dice).all();
  const scoreOf = scores === 'distinct' ? dice.permutation(wishes) : undefined;
  const lines = new Lines(scoreOf ? 'from,to,score' : 'from,to,rank');
  for (let person = 0; person < people; person++) {
    const from = idOf('P', person, people);
    const own = to.subarray(start[person], start[person + 1]);
    const ownScores = scoreOf
      ?.subarray(start[person], start[person + 1])
      .sort()
      .reverse();
    own.forEach((partner, k) => {
      const value = ownScores ? scoreText(ownScores[k] + 1, wishes) : String(k + 1);
      lines.add(`${from},${idOf('P', partner, people)},${value}`);
    });
  }
  return lines.text();
}

function scoreText(score: number, wishes: number): string {
  return wishes <= LARGEST_SCORE ? String(score) : (score / 1000).toFixed(3);
}

/** Wishes per person: all in proportion to a weight of 50 to 149, no one more than it has partners. O(people + wishes). */
function shareOut({ people, wishes }: GenerateOptions, dice: Dice, mostOf: (person: number) => number): Int32Array {
  const weights = Int32Array.from({ length: people }, () => 50 + dice.below(100));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight, person) => Math.min(mostOf(person), Math.floor((wishes * weight) / total)));
  let left = wishes - counts.reduce((sum, count) => sum + count, 0);
  for (let person = 0; left > 0; person = (person + 1) % people) {
    if (counts[person] >= mostOf(person)) continue;
    counts[person]++;
    left--;
  }
  return counts;
}

/** Draws round by round: everyone's first wish, everyone's second … */
class WishDraw {
  /** Those who may be wished, by side of who wishes: hosts, then the others, the most popular first. */
  private readonly partners: readonly Int32Array[];
  /** How many of the first partners are hosts. */
  private readonly hosts: readonly number[];
  private readonly start: Int32Array;
  private readonly to: Int32Array;
  private readonly drawn: PairSet;
  /** Wishes for each person that it may still answer, as lists linked by `next`; −1 ends. */
  private readonly newest: Int32Array;
  private readonly next: Int32Array;
  private readonly from: Int32Array;

  constructor(
    private readonly options: GenerateOptions,
    private readonly dice: Dice,
  ) {
    const { people, wishes, sides } = options;
    const rank = (person: number) => (isHost(person, options) ? 0 : 1);
    const popular = dice.permutation(people).sort((one, other) => rank(one) - rank(other));
    this.partners = sides === 1 ? [popular] : [1, 0].map(side => popular.filter(person => person % 2 === side));
    this.hosts = this.partners.map(all => all.filter(person => isHost(person, options)).length);
    const self = sides === 1 ? 1 : 0;
    const counts = shareOut(options, dice, person => this.partners[sideOf(person, options)].length - self);
    this.start = new Int32Array(people + 1);
    counts.forEach((count, person) => {
      this.start[person + 1] = this.start[person] + count;
    });
    this.to = new Int32Array(wishes);
    this.from = new Int32Array(wishes);
    this.next = new Int32Array(wishes);
    this.newest = new Int32Array(people).fill(-1);
    this.drawn = new PairSet(people, wishes);
  }

  /** Wishes of person p: `to[start[p]]` … `to[start[p + 1] − 1]`. */
  all(): { start: Int32Array; to: Int32Array } {
    const { start, to, options } = this;
    let open = true;
    for (let round = 0; open; round++) {
      open = false;
      for (let person = 0; person < options.people; person++) {
        const wish = start[person] + round;
        if (wish >= start[person + 1]) continue;
        open = true;
        this.draw(wish, person);
      }
    }
    return { start, to };
  }

  private draw(wish: number, person: number): void {
    const partner = this.answer(person) ?? this.anyone(person);
    this.from[wish] = person;
    this.to[wish] = partner;
    this.drawn.add(person, partner);
    if (this.drawn.has(partner, person)) return;
    this.next[wish] = this.newest[partner];
    this.newest[partner] = wish;
  }

  /** Who wished this person last and has no answer, in `mutual` of a hundred cases. Amortised O(1). */
  private answer(person: number): number | undefined {
    if (!this.dice.chance(this.options.mutual)) return undefined;
    for (let wish = this.newest[person]; wish >= 0; wish = this.next[wish]) {
      this.newest[person] = this.next[wish];
      if (!this.drawn.has(person, this.from[wish])) return this.from[wish];
    }
    return undefined;
  }

  private anyone(person: number): number {
    const side = sideOf(person, this.options);
    const partners = this.partners[side];
    const hosts = this.hosts[side];
    const free = (partner: number) => partner !== person && !this.drawn.has(person, partner);
    const toHost = hosts > 0 && this.dice.chance(TO_HOSTS);
    const others = hosts < partners.length ? hosts : 0;
    for (let draw = 0; draw < MOST_DRAWS; draw++) {
      const place = toHost
        ? this.dice.below(hosts)
        : others + this.dice.skewed(partners.length - others, this.options.skew);
      if (free(partners[place])) return partners[place];
    }
    let place = this.dice.skewed(partners.length, this.options.skew);
    while (!free(partners[place])) place = (place + 1) % partners.length;
    return partners[place];
  }
}
