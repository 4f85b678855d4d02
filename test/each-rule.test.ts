/** The table of test/README.md: where each hard rule is held. And that it is: a schedule breaks it, a solve does not, a reason tells it. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../src/check/check.js';
import { RULE_CHECKS } from '../src/check/rules.js';
import { explainWishes } from '../src/explain/reasons.js';
import { RULES } from '../src/model/rules.js';
import { solveEvent } from '../src/solve/solve.js';
import { expectClean, expectSolved } from './helpers/checked.js';
import { eventsOf, RULE_CASES, type RuleCase } from './helpers/rule-cases.js';

const textOf = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** Cells of each row by its rule, without the first. */
const TABLE = new Map(
  [...textOf('test/README.md').matchAll(/^\| `([\w-]+)` \|(.*)\|$/gm)].map(([, rule, rest]) => [
    rule,
    rest.split('|').map(cell => cell.trim()),
  ]),
);

/** `` `src/a.ts` `one` `` */
const PLACE = /`(src\/[\w/.-]+\.ts)` `(\w+)`/g;

/** What a cell names: each file and what it declares there. A cell that names nothing is a fault of the table. */
function placesIn(cell: string): readonly (readonly [file: string, symbol: string])[] {
  const places = [...cell.matchAll(PLACE)].map(([, file, symbol]) => [file, symbol] as const);
  expect(places.length).toBeGreaterThan(0);
  return places;
}

/** A function, class or constant, or a method. */
function declares(file: string, symbol: string): boolean {
  const declared = `(?:function|class|const) ${symbol}\\b|^ {2}(?:(?:private|static|async|get) )*${symbol}\\(.*\\{$`;
  return new RegExp(declared, 'm').test(textOf(file));
}

describe('the table of rules', () => {
  it('has a row for each rule, in their order, and no other', () => {
    expect([...TABLE.keys()]).toEqual(RULES.map(({ id }) => id));
    expect(new Set(RULE_CASES.map(({ rule }) => rule))).toEqual(new Set(TABLE.keys()));
  });

  it('would not take what is not there', () => {
    expect(declares('src/check/rules.ts', 'RULE_CHECKS')).toBe(true);
    expect(declares('src/check/rules.ts', 'knownSlot')).toBe(false);
  });

  it.each(RULES)('says where $id is held', ({ id }) => {
    const [solver, checker, reason, broken] = TABLE.get(id) ?? [];
    const named = [...placesIn(solver), ...placesIn(checker)];
    expect(named.filter(([file, symbol]) => !declares(file, symbol))).toEqual([]);
    expect(placesIn(checker).map(([, symbol]) => symbol)).toEqual([RULE_CHECKS[id].name]);
    const [, file, name] = /^`([\w.-]+)`: (.+)$/.exec(broken) ?? [];
    expect(textOf(`test/check/${file}`)).toMatch(new RegExp(`rule: '${id}',\\s+name: '${name}',`));
    expectReason(id, reason);
  });
});

/** The one that the cases find, told where the cell says; a code of the reader; or none. */
function expectReason(id: string, cell: string): void {
  const [, code] = /^`(E\d{3})` when read$/.exec(cell) ?? [];
  const stopped = RULE_CASES.flatMap(({ rule, stops }) => (rule === id && stops ? stops.reason : []));
  if (code) expect(existsSync(new URL(`../fixtures/bad/${code}`, import.meta.url))).toBe(true);
  const [, reason] = /^`([\w-]+)`: /.exec(cell) ?? [];
  const isNone = code !== undefined || cell === '–';
  expect(new Set(stopped)).toEqual(new Set(isNone ? [] : [reason]));
  if (isNone) return;
  const places = placesIn(cell);
  expect(places.filter(([file, symbol]) => !file.startsWith('src/explain/') || !declares(file, symbol))).toEqual([]);
}

/** The rows as the checker reads them. */
function brokenBy({ breaks }: RuleCase) {
  const meetings = breaks.map(([people, slot, room, other], index) => ({
    id: `M${index + 1}`,
    participants: people.split(';'),
    slot: String(slot),
    room,
    kind: 'pair' as const,
    locked: false,
    interpreter: '',
    line: index + 2,
    ...other,
  }));
  return { meetings };
}

describe.each(RULE_CASES)('$rule', one => {
  it('alone is broken by a schedule that the checker refuses', () => {
    for (const event of eventsOf(one)) {
      const { violations } = check(event, brokenBy(one));
      expect(violations.map(({ rule }) => rule)).toEqual([one.rule, one.also ?? []].flat());
    }
  });

  it('is kept by what the solver makes, which holds no more than it has to leave out, and says why', async () => {
    for (const event of eventsOf(one)) {
      const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
      expectClean(event, outcome);
      const { schedule } = expectSolved(event, outcome);
      const wishes = explainWishes(event, schedule);
      const unmet = [...wishes]
        .slice(0, one.event.wishes?.length)
        .filter(({ met, reason }) => !met && reason !== undefined);
      expect(unmet.map(({ wish, reason }) => ({ wish, reason }))).toEqual(one.stops ? [one.stops] : []);
    }
  });
});
