import { describe, expect, it } from 'vitest';
import { read } from './tables.js';

const PEOPLE = 'id,organisation\nA,Alpha\nB,ＡLPHA \nC,Gamma\nD,alpha\n';
const of = async (prefs: string, people: string, yaml?: string) => {
  const files = { 'prefs.csv': prefs, 'participants.csv': people, ...(yaml ? { 'event.yaml': yaml } : {}) };
  const { event, notices } = await read(files);
  const told = notices.filter(notice => notice.includes('people of one organisation'));
  return { rule: event.rules.acrossOrganisations, told };
};

describe('across_organisations', () => {
  it('is on where organisations are given, and off where none is', async () => {
    expect(await of('from,to\nA,C\n', PEOPLE)).toEqual({ rule: true, told: [] });
    expect(await of('from,to\nA,C\n', 'id,organisation\nA,\nC, \n')).toEqual({ rule: false, told: [] });
    expect(await of('from,to\nA,C\n', 'id\nA\nC\n')).toEqual({ rule: false, told: [] });
    expect((await read({ 'prefs.csv': 'from,to\nA,C\n' })).event.rules.acrossOrganisations).toBe(false);
  });

  it('says which wishes it forbids, unless the event file asks for it', async () => {
    const prefs = 'from,to,kind\nA,C,\nA,B,\nC,Alpha,\nA,Alpha,\nB,D,never\n';
    const { rule, told } = await of(prefs, PEOPLE);
    expect(rule).toBe(true);
    expect(told).toEqual([
      'people of one organisation do not meet: 2 wishes are for a colleague (the first: "A" for "B" in line 3); to allow it, write "rules: {across_organisations: no}" in event.yaml',
    ]);
    expect((await of('from,to\nA,B\n', PEOPLE)).told).toEqual([
      expect.stringContaining('1 wish is for a colleague ("A" for "B" in line 2)'),
    ]);
    expect(await of(prefs, PEOPLE, 'rules: {across_organisations: yes}\n')).toEqual({ rule: true, told: [] });
    expect(await of(prefs, PEOPLE, 'rules: {across_organisations: no}\n')).toEqual({ rule: false, told: [] });
    expect(await of('from,to,kind\nA,B,never\n', PEOPLE)).toEqual({ rule: true, told: [] });
  });

  it('does not count topics', async () => {
    const people = 'id,organisation,role\nA,Alpha,\nT,Alpha,topic\n';
    expect(await of('from,to\nA,T\n', people)).toEqual({ rule: true, told: [] });
  });
});
