/** What was read, counted: people, wishes, points. */
import type { Event, Participant, WishAs, WishKind } from '../model/event.js';
import { integerPoints } from '../model/points.js';
import { isMutual, isNamed, type Links } from './links.js';
import type { People } from './people.js';
import type { InputFigures, PeopleFigures, Spread, Tally, WishFigures } from './report.js';

/** Wishes that each participant makes, and those for it by name; `never` rows are none. */
export interface Demand {
  readonly made: Int32Array;
  readonly received: Int32Array;
}

/** O(inputs). */
export function inputFigures({ inputs }: Event): InputFigures[] {
  return inputs.map(({ table, name, rows, encoding, delimiter, layout }) => {
    return { table, file: name, rows, encoding, delimiter, layout: layout ?? null };
  });
}

/** O(people). */
export function peopleFigures({ participants }: Event): PeopleFigures {
  const by = (label: (person: Participant) => string) => tally(participants.map(label));
  return {
    total: participants.length,
    byRole: by(({ role }) => role),
    bySide: by(({ side }) => side),
    byCountry: by(({ country }) => country),
  };
}

/** O(wishes + links). Throws RangeError where the points are too many to be counted exactly. */
export function wishFigures(event: Event, people: People, links: Links): { figures: WishFigures; demand: Demand } {
  const byKind: Record<WishKind, number> = { wish: 0, must: 0, never: 0 };
  const byForm: Record<WishAs, number> = { pair: 0, seat: 0, either: 0 };
  const demand = {
    made: new Int32Array(event.participants.length),
    received: new Int32Array(event.participants.length),
  };
  const values = new Values();
  let [forOrganisations, withSession] = [0, 0];
  event.wishes.forEach(({ kind, as, from, to, anyOf, session, rank, score }) => {
    byKind[kind]++;
    if (kind === 'never') return;
    byForm[as]++;
    demand.made[people.indexOf.get(from)!]++;
    if (anyOf === undefined) demand.received[people.indexOf.get(to)!]++;
    else forOrganisations++;
    if (session !== undefined) withSession++;
    values.add(rank, score);
  });
  const figures = {
    total: byKind.wish + byKind.must,
    byKind,
    byForm: { pair: byForm.pair, seat: byForm.seat, either: byForm.either },
    forOrganisations,
    withSession,
    ...pairFigures(links),
    made: spread(demand.made),
    received: spread(demand.received),
    ...values.figures(),
    points: pointsOf(event),
  };
  return { figures, demand };
}

/** Ranks or scores of a file, which has one of them or neither. */
class Values {
  private kind: WishFigures['values'] = 'none';
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;

  add(rank: number | undefined, score: number | undefined): void {
    const value = rank ?? score;
    if (value === undefined) return;
    this.kind = rank === undefined ? 'scores' : 'ranks';
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }

  figures(): Pick<WishFigures, 'values' | 'valueRange'> {
    return { values: this.kind, valueRange: this.kind === 'none' ? null : [this.least, this.most] };
  }
}

function pairFigures(links: Links): { pairs: number; mutual: number } {
  let [pairs, mutual] = [0, 0];
  for (let link = 0; link < links.count; link++) {
    if (isNamed(links, link)) pairs++;
    if (isMutual(links, link)) mutual++;
  }
  return { pairs, mutual };
}

function pointsOf(event: Event): number {
  const { ofWish, scale } = integerPoints(event);
  return ofWish.reduce((sum, points) => sum + points, 0) / scale;
}

function tally(labels: readonly string[]): Tally[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, count })).sort((x, y) => y.count - x.count);
}

/** The median of an even number of values is the mean of the middle two. */
function spread(values: Int32Array): Spread {
  if (values.length === 0) return { min: 0, median: 0, max: 0 };
  const sorted = values.slice().sort();
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return { min: sorted[0], median: (sorted[low] + sorted[high]) / 2, max: sorted[sorted.length - 1] };
}
