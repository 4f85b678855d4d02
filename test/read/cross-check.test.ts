import { describe, expect, it } from 'vitest';
import { faults } from './tables.js';

const PREFS = { 'prefs.csv': 'from,to\nA,B\n' };

describe('sides', () => {
  const rule = { ...PREFS, 'event.yaml': 'rules:\n  across_sides: yes\n' };
  it('are needed by the rule: of everyone, of the table, of the event', async () => {
    expect(await faults({ ...rule, 'participants.csv': 'id,side\nA,EU\nB,\n' })).toEqual(['participants.csv:3:2 E408']);
    expect(await faults({ ...rule, 'participants.csv': 'id\nA\nB\n' })).toEqual(['participants.csv:1:0 E408']);
    expect(await faults(rule)).toEqual(['event.yaml:0:0 E408']);
  });
  it('are not needed without it', async () => {
    expect(await faults({ ...PREFS, 'participants.csv': 'id,side\nA,EU\nB,\n' })).toEqual([]);
  });
});

describe('working hours', () => {
  const people = { ...PREFS, 'participants.csv': 'id,working_hours,timezone\nA,08:00-19:00,\nB,,Asia/Tokyo\n' };
  it('need slots with times', async () => {
    expect(await faults({ ...people, 'slots.csv': 'slot\n1\n' })).toEqual(['participants.csv:2:2 E306']);
    expect(await faults({ ...people, 'slots.csv': 'slot,start,end\n1,09:00,09:20\n' })).toEqual([]);
  });
});
