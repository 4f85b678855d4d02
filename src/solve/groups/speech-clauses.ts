/** Who understands whom, and who interprets, as clauses: one variable a meeting, slot and way to understand. */
import type { GroupProblem, Speech } from '../../model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../model/problem.js';
import type { Cnf } from '../cnf.js';
import { addRests } from '../rules-in-clauses.js';

/** An item that may be in the meeting, and where it is. */
interface Part {
  readonly item: number;
  readonly literal: number;
}

/**
 * Every meeting has a way to understand that is open to all its people; an interpreter serves one meeting a slot, and rests.
 * @param literalsOf literals of an item by slot, 0 where it cannot be
 * @param sizes by cell (host, slot): the first literal is true where there is a session
 */
export function addSpeech(
  cnf: Cnf,
  problem: GroupProblem,
  literalsOf: (i: number) => readonly number[],
  sizes: readonly (readonly number[])[],
): void {
  const { speech, pairs, seats, seatHost } = problem;
  if (!speech) return;
  const T = pairs.slots;
  const clauses = new SpeechClauses(cnf, speech, problem);
  for (let e = 0; e < pairs.meetings; e++) {
    literalsOf(e).forEach((literal, t) => {
      if (literal !== 0) clauses.addMeeting(literal, [{ item: e, literal }], t);
    });
  }
  const parts: Part[][] = sizes.map(() => []);
  for (let s = 0; s < seats; s++) {
    literalsOf(pairs.meetings + s).forEach((literal, t) => {
      if (literal !== 0) parts[seatHost[s] * T + t].push({ item: pairs.meetings + s, literal });
    });
  }
  sizes.forEach((size, cell) => {
    if (size.length > 0) clauses.addMeeting(size[0], parts[cell], cell % T);
  });
  clauses.addInterpreters();
}

class SpeechClauses {
  /** Literals by interpreter and slot: it serves a meeting. */
  private readonly serves: number[][][];

  constructor(
    private readonly cnf: Cnf,
    private readonly speech: Speech,
    private readonly problem: GroupProblem,
  ) {
    this.serves = Array.from({ length: speech.interpreters }, () =>
      Array.from({ length: problem.pairs.slots }, () => []),
    );
  }

  addMeeting(held: number, parts: readonly Part[], t: number): void {
    const { languages, interpreters, available } = this.speech;
    const W = this.problem.pairs.words;
    const ways: number[] = [];
    for (let way = 0; way < languages + interpreters; way++) {
      const isLanguage = way < languages;
      if (!isLanguage && !hasBit(available, (way - languages) * W, t)) continue;
      const without = parts.filter(({ item }) => !this.isOpen(item, way));
      if (isLanguage && without.length === 0) return;
      if (without.length === parts.length) continue;
      const literal = this.cnf.newVariable();
      for (const one of without) this.cnf.add(-literal, -one.literal);
      if (!isLanguage) this.serves[way - languages][t].push(literal);
      ways.push(literal);
    }
    this.cnf.add(-held, ...ways);
  }

  addInterpreters(): void {
    const { cnf, serves } = this;
    serves.forEach((slots, j) => {
      for (const literals of slots) cnf.atMost(literals, 1);
      const most = this.speech.maxConsecutive[j];
      if (most >= UNBOUNDED) return;
      const busy = slots.map(literals => (literals.length === 0 ? 0 : cnf.anyOf(literals)));
      addRests(cnf, this.problem.pairs, busy, most);
    });
  }

  private isOpen(item: number, way: number): boolean {
    const { ofItem, ways } = this.speech;
    return ((ofItem[item * ways + (way >> 5)] >>> (way & 31)) & 1) === 1;
  }
}
