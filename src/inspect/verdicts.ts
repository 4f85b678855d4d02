/** What can never be met, wish by wish; and what wishes for organisations need of who wishes. */
import type { Event, Wish } from '../model/event.js';
import { type Chances, codeOf, OBSTACLES, POSSIBLE } from './chances.js';
import type { Hosts } from './hosts.js';
import { isNamed, type Links, linkOf } from './links.js';
import { meet } from './masks.js';
import type { People } from './people.js';
import type { ImpossibleWish, Obstacle } from './report.js';
import type { Survey } from './survey.js';

export interface Verdicts {
  readonly impossible: readonly ImpossibleWish[];
  readonly byObstacle: Readonly<Record<Obstacle, number>>;
  /** People with a wish of theirs, or for them (an organisation's people count), that can or cannot be met. */
  readonly wished: Uint8Array;
  /** Needs of wishes for organisations that no wish by name shares, as in `Survey`. */
  readonly single: Int32Array;
  readonly flexible: Int32Array;
  /** Of these: those that only a one-to-one meets. */
  readonly pairNeeds: number;
}

/** What the earlier steps found. */
export interface Found {
  readonly people: People;
  readonly links: Links;
  readonly hosts: Hosts;
  readonly survey: Survey;
  readonly chances: Chances;
}

/** O(wishes + people of the organisations wished for × words). */
export function judgeWishes(event: Event, found: Found): Verdicts {
  return new Judge(event, found).walk();
}

class Judge {
  private readonly impossible: ImpossibleWish[] = [];
  private readonly byObstacle = Object.fromEntries(OBSTACLES.map(name => [name, 0])) as Record<Obstacle, number>;
  private readonly wished: Uint8Array;
  private readonly single: Int32Array;
  private readonly flexible: Int32Array;
  private readonly mask: Int32Array;
  private pairNeeds = 0;

  constructor(
    private readonly event: Event,
    private readonly found: Found,
  ) {
    const count = event.participants.length;
    this.wished = new Uint8Array(count);
    this.single = new Int32Array(count);
    this.flexible = new Int32Array(count);
    this.mask = new Int32Array(found.people.words);
  }

  walk(): Verdicts {
    this.event.wishes.forEach((wish, index) => {
      if (wish.kind === 'never') return;
      const isNamed = this.found.links.ofWish[index] >= 0;
      const code = isNamed ? this.named(wish, index) : this.any(wish, wish.anyOf ?? [wish.to]);
      if (code !== POSSIBLE) this.refuse(wish, OBSTACLES[code - 1]);
    });
    const { impossible, byObstacle, wished, single, flexible, pairNeeds } = this;
    return { impossible, byObstacle, wished, single, flexible, pairNeeds };
  }

  private refuse({ line, from, to, kind }: Wish, obstacle: Obstacle): void {
    const must = kind === 'must' || this.event.rules.allWishes;
    this.impossible.push({ line, from, to, obstacle, must });
    this.byObstacle[obstacle]++;
  }

  private named({ as }: Wish, index: number): number {
    const { links, survey } = this.found;
    const link = links.ofWish[index];
    this.wished[links.a[link]] = 1;
    this.wished[links.b[link]] = 1;
    if (as === 'pair') return survey.pair[link];
    if (as === 'seat') return survey.seat[link];
    return survey.seat[link] === POSSIBLE ? POSSIBLE : survey.pair[link];
  }

  /** The obstacle of who came nearest, where nobody of the organisation can meet the wish. */
  private any(wish: Wish, anyOf: readonly string[]): number {
    const { people, links } = this.found;
    const from = people.indexOf.get(wish.from)!;
    this.wished[from] = 1;
    let nearest = anyOf.length === 0 ? codeOf('no-common-slot') : 1;
    let isShared = false;
    let isPossible = false;
    for (const id of anyOf) {
      const to = people.indexOf.get(id)!;
      this.wished[to] = 1;
      const link = linkOf(links, from, to);
      const code = this.codeOfAny(wish, link);
      if (code === POSSIBLE) isPossible = true;
      else nearest = Math.max(nearest, code);
      if (isNamed(links, link)) isShared = true;
    }
    if (!isPossible) return nearest;
    if (!isShared) this.need(wish, from);
    return POSSIBLE;
  }

  private codeOfAny({ as, session }: Wish, link: number): number {
    const { survey } = this.found;
    const pair = as === 'seat' ? codeOf('never') : survey.pair[link];
    const seat = as === 'pair' ? codeOf('never') : survey.seat[link];
    if (session === undefined || (pair !== POSSIBLE && seat !== POSSIBLE)) {
      return pair === POSSIBLE || seat === POSSIBLE ? POSSIBLE : Math.max(pair, seat);
    }
    const inSession =
      (pair === POSSIBLE && this.pairIn(session, link)) || (seat === POSSIBLE && this.seatIn(session, link));
    return inSession ? POSSIBLE : codeOf('no-common-slot');
  }

  private pairIn(session: string, link: number): boolean {
    const { chances, people } = this.found;
    return chances.ofPair(link, this.mask) === POSSIBLE && meet(this.mask, people.calendar.session(session), 0);
  }

  private seatIn(session: string, link: number): boolean {
    const { chances, people, links, hosts } = this.found;
    return [links.a[link], links.b[link]].some(
      host =>
        chances.ofSeat(link, host, hosts, this.mask) === POSSIBLE &&
        meet(this.mask, people.calendar.session(session), 0),
    );
  }

  /** Who holds sessions may serve the wish by a seat in its own, or sit with others. */
  private need({ as }: Wish, from: number): void {
    if (as !== 'pair' && this.found.hosts.hostOf[from] >= 0) this.flexible[from]++;
    else this.single[from]++;
    if (as === 'pair') this.pairNeeds++;
  }
}
