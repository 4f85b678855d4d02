import { describe, expect, it } from 'vitest';
import type { Role, WishAs } from '../../src/model/event.js';
import { formOf } from '../../src/read/seats.js';
import { faults, messages, read } from './tables.js';

const ROLES: readonly Role[] = ['participant', 'host', 'topic'];

describe('what meets a wish', () => {
  it.each<[WishAs | '', Role, Role[], WishAs | 'E215' | 'E216' | 'E217']>([
    ['', 'participant', ['participant'], 'pair'],
    ['', 'participant', ['host'], 'seat'],
    ['', 'host', ['participant'], 'pair'],
    ['', 'host', ['host'], 'seat'],
    ['', 'topic', ['participant'], 'seat'],
    ['', 'topic', ['host'], 'seat'],
    ['', 'participant', ['host', 'host'], 'seat'],
    ['', 'participant', ['host', 'participant'], 'either'],
    ['', 'participant', ['topic', 'participant'], 'either'],
    ['', 'topic', ['topic'], 'E217'],
    ['seat', 'host', ['participant'], 'seat'],
    ['seat', 'participant', ['participant'], 'E215'],
    ['seat', 'participant', ['participant', 'host'], 'seat'],
    ['pair', 'participant', ['host'], 'pair'],
    ['pair', 'topic', ['participant'], 'E216'],
    ['pair', 'participant', ['topic', 'host'], 'pair'],
    ['either', 'participant', ['host'], 'either'],
    ['either', 'participant', ['participant'], 'pair'],
    ['either', 'host', ['topic'], 'seat'],
  ])('"%s" of a %s for %j is %s', (asked, from, others, expected) => {
    const found = formOf(asked || undefined, from, others);
    expect(typeof found === 'string' ? found : found.code).toBe(expected);
  });

  it('is a seat only where somebody can sit with somebody, a one-to-one only among people', () => {
    for (const asked of [undefined, 'seat', 'pair', 'either'] as const) {
      for (const from of ROLES) {
        for (const to of ROLES) {
          const found = formOf(asked, from, [to]);
          const topics = [from, to].filter(role => role === 'topic').length;
          if (found === 'seat' || found === 'either')
            expect([from, to].some(role => role !== 'participant')).toBe(true);
          if (found === 'pair' || found === 'either') expect(topics).toBe(0);
          if (topics === 2) expect(found).toMatchObject({ code: 'E217' });
        }
      }
    }
  });
});

describe('wishes for hosts and topics', () => {
  const hosts = { 'participants.csv': 'id,role,organisation\nA,,Alpha\nB,,Beta\nH,host,Beta\nT,topic,\nU,topic,\n' };

  it('are seats, unless they say otherwise', async () => {
    const prefs = 'from,to,as,kind\nA,H,,\nH,A,,\nA,B,,\nA,T,either,\nT,B,,\nB,H,pair,\nA,U,,never\nA,Beta,,\n';
    const { event } = await read({ 'prefs.csv': prefs, ...hosts });
    expect([...event.wishes].map(({ as }) => as)).toEqual([
      'seat',
      'pair',
      'pair',
      'seat',
      'seat',
      'pair',
      'pair',
      'either',
    ]);
  });

  it('have their faults told where they stand', async () => {
    const prefs = 'from,to,as\nA,B,seat\nA,T,pair\nT,U,\nT,U,seat\nA,Beta,seat\n';
    expect(await faults({ 'prefs.csv': prefs, ...hosts })).toEqual([
      'prefs.csv:2:3 E215',
      'prefs.csv:3:3 E216',
      'prefs.csv:4:2 E217',
      'prefs.csv:5:2 E203',
    ]);
    expect(await faults({ 'prefs.csv': 'from,to,as\nA,B,seat\n' })).toEqual(['prefs.csv:2:3 E215']);
  });

  it('are not judged where the participants could not be read', async () => {
    const unread = { 'prefs.csv': 'from,to,as\nA,H,seat\n', 'participants.csv': 'role\nhost\n' };
    expect(await faults(unread)).toEqual(['participants.csv:1:0 E101']);
  });

  it('of topics need no side', async () => {
    const yaml = 'rules: {across_sides: yes}\n';
    const sided = { 'prefs.csv': 'from,to\nA,T\n', 'event.yaml': yaml };
    expect(await messages({ ...sided, 'participants.csv': 'id,side,role\nA,EU,\nT,,topic\n' })).toEqual([]);
  });
});
