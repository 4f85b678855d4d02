/** Every hard rule on one-to-ones and groups, counted anew from the arrays, and every schedule of a tiny event. */
import type { GroupProblem, ItemSlots } from '../../../src/model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../../src/model/problem.js';

interface Held {
  /** People of the meeting, each once. */
  readonly people: readonly number[];
  readonly slot: number;
  readonly kind: number;
  readonly items: readonly number[];
  /** Index of the host, -1 for a one-to-one. */
  readonly host: number;
}

const range = (count: number): number[] => [...new Array(count).keys()];

/** One-to-ones and sessions that are held. */
export function meetingsIn(problem: GroupProblem, slotOf: ItemSlots): Held[] {
  const { pairs, hosts, host, seatHost, seatGuest, sizeKind, sizes, lockedRooms } = problem;
  const meetings: Held[] = [];
  for (let e = 0; e < pairs.meetings; e++)
    if (slotOf[e] >= 0)
      meetings.push({ people: [pairs.a[e], pairs.b[e]], slot: slotOf[e], kind: pairs.kind[e], items: [e], host: -1 });
  for (const h of range(hosts)) {
    for (const slot of range(pairs.slots)) {
      const seats = range(problem.seats).filter(s => seatHost[s] === h && slotOf[pairs.meetings + s] === slot);
      if (seats.length === 0) continue;
      const locked = lockedRooms.find(one => one.host === h && one.slot === slot);
      const kind = locked?.kind ?? (seats.length < sizes ? sizeKind[h * sizes + seats.length] : -1);
      const people = [host[h], ...seats.map(s => seatGuest[s])];
      meetings.push({ people, slot, kind, items: seats.map(s => pairs.meetings + s), host: h });
    }
  }
  return meetings;
}

/** The rules that are broken; sessions of too few guests are no fault here. Empty for a schedule to be proud of. */
export function faultsOf(problem: GroupProblem, slotOf: ItemSlots): string[] {
  const { pairs } = problem;
  const { participants: P, slots: T, words: W } = pairs;
  const meetings = meetingsIn(problem, slotOf);
  const faults: string[] = [];
  for (const i of range(slotOf.length)) {
    if (slotOf[i] < 0) continue;
    const [domain, at] = i < pairs.meetings ? [pairs.domain, i] : [problem.seatDomain, i - pairs.meetings];
    if (!hasBit(domain, at * W, slotOf[i])) faults.push('domain');
  }
  const slotsOf = range(P).map((): number[] => []);
  for (const { people, slot } of meetings) for (const p of new Set(people)) slotsOf[p].push(slot);
  for (const p of range(P)) {
    if (slotsOf[p].length > pairs.maxMeetings[p]) faults.push('max_meetings');
    let run = 0;
    for (const t of range(T)) {
      const count = slotsOf[p].filter(slot => slot === t).length;
      if (count > pairs.parallel[p]) faults.push('parallel');
      if (t > 0 && pairs.stretch[t] !== pairs.stretch[t - 1]) run = 0;
      run = count > 0 ? run + 1 : 0;
      if (run > pairs.maxConsecutive[p]) faults.push('max_consecutive');
    }
  }
  for (const h of range(problem.hosts)) {
    const own = meetings.filter(({ host }) => host === h);
    if (own.length > problem.mostSessions[h]) faults.push('sessions');
    if (own.some(({ items }) => items.length > problem.groupMax[h])) faults.push('group_max');
    for (const { items, slot } of own) {
      const locked = problem.lockedRooms.find(one => one.host === h && one.slot === slot);
      if (locked && items.length > locked.most) faults.push('locked room');
    }
    if (own.some(({ slot }) => !hasBit(problem.hostDomain, h * W, slot))) faults.push('host domain');
  }
  for (const t of range(T)) {
    const roomed = meetings.filter(({ slot, kind }) => slot === t && kind >= 0);
    for (const limit of range(pairs.limits)) {
      const load = roomed.filter(({ kind }) => pairs.kindLimits[kind].includes(limit)).length;
      if (load > pairs.capacity[limit * T + t]) faults.push('rooms');
    }
  }
  for (const k of range(problem.onceStart.length - 1)) {
    const items = problem.onceItems.subarray(problem.onceStart[k], problem.onceStart[k + 1]);
    if (items.filter(i => slotOf[i] >= 0).length > 1) faults.push('once');
  }
  problem.orderFirst.forEach((first, row) => {
    const [before, after] = [slotOf[first], slotOf[problem.orderSecond[row]]];
    if (before >= 0 && after >= 0 && before >= after) faults.push('order');
  });
  for (const { people, host } of meetings) {
    const apart = (p: number) => problem.apart.subarray(problem.apartStart[p], problem.apartStart[p + 1]);
    if (host >= 0 && people.slice(1).some(p => people.slice(1).some(q => apart(p).includes(q)))) faults.push('apart');
  }
  if (!canBeInterpreted(problem, meetings)) faults.push('interpreters');
  return faults;
}

/** Tries every assignment of interpreters to the meetings that need one. */
function canBeInterpreted({ speech, pairs }: GroupProblem, meetings: readonly Held[]): boolean {
  if (!speech) return true;
  const { languages, interpreters, ways: width, ofItem, available, maxConsecutive } = speech;
  const open = ({ items }: Held, bit: number) =>
    items.every(i => ((ofItem[i * width + (bit >> 5)] >>> (bit & 31)) & 1) === 1);
  const needy = meetings.filter(meeting => !range(languages).some(bit => open(meeting, bit)));
  const taken = new Set<string>();
  const isRested = (j: number, t: number): boolean => {
    const busy = (x: number) => pairs.stretch[x] === pairs.stretch[t] && taken.has(`${j} ${x}`);
    let run = 1;
    for (let x = t - 1; x >= 0 && busy(x); x--) run++;
    for (let x = t + 1; x < pairs.slots && busy(x); x++) run++;
    return maxConsecutive[j] === UNBOUNDED || run <= maxConsecutive[j];
  };
  const assign = (at: number): boolean => {
    if (at === needy.length) return true;
    const { slot } = needy[at];
    for (const j of range(interpreters)) {
      const key = `${j} ${slot}`;
      if (!open(needy[at], languages + j) || !hasBit(available, j * pairs.words, slot) || taken.has(key)) continue;
      if (!isRested(j, slot)) continue;
      taken.add(key);
      if (assign(at + 1)) return true;
      taken.delete(key);
    }
    return false;
  };
  return assign(0);
}

export interface Worth {
  readonly musts: number;
  readonly promises: number;
  readonly points: number;
  /** Sessions of too few guests. */
  readonly short: number;
}

export function worthOf(problem: GroupProblem, slotOf: ItemSlots): Worth {
  const { pairs } = problem;
  const meetings = meetingsIn(problem, slotOf);
  let [musts, points] = [0, 0];
  slotOf.forEach((t, i) => {
    if (t < 0) return;
    const s = i - pairs.meetings;
    musts += s < 0 ? pairs.must[i] : problem.seatMust[s];
    points += s < 0 ? pairs.points[i] : problem.seatPoints[s];
  });
  for (const { items, points: once } of problem.repeats)
    points -= once * Math.max(0, items.filter(i => slotOf[i] >= 0).length - 1);
  const degree = (p: number) => meetings.filter(({ people }) => people.includes(p)).length;
  const promises = range(pairs.participants).reduce((sum, p) => sum + Math.min(degree(p), pairs.minMeetings[p]), 0);
  const short = meetings.filter(({ host, items }) => host >= 0 && items.length < problem.groupMin[host]).length;
  return { musts, promises, points, short };
}

/**
 * Calls back with every schedule without conflict, always the same array, and what it is worth; short sessions are among them.
 * O((slots + 1) to the power of the items).
 */
export function walkAll(problem: GroupProblem, use: (slotOf: Int32Array, worth: Worth) => void): void {
  const { pairs, seats } = problem;
  const slotOf = new Int32Array(pairs.meetings + seats).fill(-1);
  const walk = (i: number): void => {
    if (i === slotOf.length) {
      use(slotOf, worthOf(problem, slotOf));
      return;
    }
    walk(i + 1);
    for (let t = 0; t < pairs.slots; t++) {
      slotOf[i] = t;
      // Whatever is broken stays broken with more meetings.
      if (faultsOf(problem, slotOf).length === 0) walk(i + 1);
    }
    slotOf[i] = -1;
  };
  walk(0);
}

/** The best schedule by trying all: most musts, then promises, then points. */
export function bestOfAll(problem: GroupProblem): Worth {
  let best: Worth = { musts: 0, promises: 0, points: 0, short: 0 };
  walkAll(problem, (_, worth) => {
    const gain = worth.musts - best.musts || worth.promises - best.promises || worth.points - best.points;
    if (worth.short === 0 && gain > 0) best = worth;
  });
  return best;
}
