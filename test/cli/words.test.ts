import { describe, expect, it } from 'vitest';
import { refusalWords } from '../../src/cli/refusal.js';
import type { Paint } from '../../src/cli/terminal.js';
import { unservedWords } from '../../src/cli/unserved.js';
import { promisedMeetings, summaryWords } from '../../src/cli/words.js';
import { event, meeting, participant, plan, sample, slot, wish } from '../write/sample.js';

const same = (text: string) => text;
const plain: Paint = { bold: same, dim: same, green: same, yellow: same };

describe('summaryWords', () => {
  it('says what an organiser wants to know', () => {
    const text = summaryWords(sample.event, sample.plan, plain);
    expect(text).toContain('2 meetings, optimal: promises, points and breaks are proved');
    expect(text).toContain('  meetings  2 in 4 slots and 2 rooms\n  wishes    3 of 4 met; 1 meeting wished by both\n');
    expect(text).toContain(
      'No meeting for 1 participant:\n  Košice: its wish for Aichi: M001 and M002 stood in the way',
    );
    expect(text).not.toContain('Interrupted');
  });

  it('says what is not proved, and what cut in', () => {
    const words = (stopped: 'interrupted' | 'time-limit') =>
      summaryWords(sample.event, { ...sample.plan, status: 'feasible', stopped }, plain);
    expect(words('interrupted')).toMatch(/not proved the best[\s\S]*\nInterrupted: /);
    expect(words('time-limit')).toContain('The time limit cut in');
  });

  it('counts sessions, and what is interpreted, where there are any', () => {
    const host = participant('h', { role: 'host', group: { min: 1, max: 6, sessions: undefined } });
    const held = event({ participants: [host, participant('a'), participant('b')], slots: [slot('1')] });
    const session = { ...meeting('M1', ['h', 'a', 'b'], '1', 'R'), kind: 'group' as const, interpreter: 'I1' };
    const demand = (languages: string[], unmet: number, more: number) => ({ languages, slots: [], unmet, more });
    const interpreters = [demand(['fr', 'ja'], 2, 1), demand(['de', 'ja'], 5, 3), demand(['en', 'fr'], 1, 0)];
    const unmet = { points: 1, met: false, meeting: '', detail: '' };
    const reasons = ['interpreters-full', 'outbid', 'interpreters-full'] as const;
    const outcomes = reasons.map((reason, at) => ({ wish: at, reason, ...unmet }));
    const meetings = [session, meeting('M2', ['a', 'b'], '1', 'S')];
    const text = summaryWords(held, plan(meetings, outcomes, { interpreters }), plain);
    expect(text).toContain('\n  groups    1 session with 2 seats; 1 one-to-one beside\n  wishes ');
    expect(text).toContain('\n  languages 1 meeting interpreted; 2 wishes not met for want of an interpreter\n');
    expect(text).toContain(
      'One more interpreter, there in every slot, would add with nothing else moved:\n' +
        '  for de–ja: at least 3 more wished meetings\n  for fr–ja: at least 1 more wished meeting',
    );
    const many = Array.from({ length: 10 }, (_, at) => demand([`x${at}`], 1, 1));
    expect(summaryWords(held, plan([], [], { interpreters: many }), plain)).toContain(
      '\n  and 2 more (see summary.json)',
    );
  });

  it('promises are the sum of the minima', () => expect(promisedMeetings(sample.event)).toBe(4));
});

describe('unservedWords', () => {
  it('names ten and counts the rest; tells those who wished from those who were wished', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const one = event({
      participants: ids.map(id => participant(id, { name: `Name ${id}` })),
      wishes: [wish('p0', 'p1'), wish('p2', 'Group', { anyOf: ['p4', 'p5'] })],
    });
    const unmet = { points: 1, met: false, meeting: '', detail: '' };
    const made = plan(
      [],
      [
        { wish: 0, reason: 'same-side', ...unmet },
        { wish: 1, reason: 'outbid', ...unmet },
      ],
    );
    const counts = { ...made.report.counts, unserved: ids };
    const lines = unservedWords(one, { ...made, report: { ...made.report, counts } }, plain);
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe('No meeting for 12 participants:');
    expect(lines[1]).toBe('  Name p0: its wish for p1: both are on the same side');
    expect(lines[2]).toBe('  Name p1: wished nobody; the wish of p0: both are on the same side');
    expect(lines[4]).toBe('  Name p3: wished nobody, and nobody wished it by name');
    expect(lines[5]).toBe('  Name p4: wished nobody; the wish of p2: meetings with more points came first');
    expect(lines[11]).toBe('  and 2 more (see wishes.csv)');
  });
});

describe('refusalWords', () => {
  it('names each row by file and line, as the organiser called the file', () => {
    const conflict = [
      { table: 'prefs' as const, line: 14, text: 'A must meet B' },
      { table: 'locks' as const, line: 2, text: 'lock of A and C' },
      { table: 'event' as const, line: 0, text: 'across_sides: yes' },
    ];
    const inputs = [{ ...sample.event.inputs[0]!, name: 'wishes-may.csv' }];
    const text = refusalWords(event({ inputs }), {
      kind: 'impossible',
      conflict,
      explanation: 'one slot, two meetings',
    });
    expect(text).toBe(
      'wishes-may.csv:14: A must meet B\nlocks.csv:2: lock of A and C\nby default, as event.yaml may change: across_sides: yes\n' +
        'ejrc: impossible: one slot, two meetings\nChange or leave out any one of these rows. Nothing was written.',
    );
  });

  it('does not call impossible what is only not found', () => {
    const text = refusalWords(event(), { kind: 'not-found', explanation: 'two musts are missing' });
    expect(text).toContain('ejrc: two musts');
    expect(text).toContain('not proved');
  });
});
