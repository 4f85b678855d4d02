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

describe('points', () => {
  const wishes = (score: string) => {
    const rows = Array.from(
      { length: 90_300 },
      (_, i) => `P${i % 301},P${(i + 1 + Math.floor(i / 301)) % 301},${score}`,
    );
    return { 'prefs.csv': `from,to,score\n${rows.join('\n')}\n` };
  };
  const participants = `id,weight\n${Array.from({ length: 301 }, (_, i) => `P${i},9.9\n`).join('')}`;
  it('are told apart to the last unit', async () => {
    expect(await faults({ ...wishes('999999'), 'participants.csv': participants })).toEqual([]);
  });
  it('of more than can be told apart are refused', async () => {
    const event = 'values: {mutual_bonus: 999999.999}\n';
    const files = { ...wishes('999999.999'), 'participants.csv': participants, 'event.yaml': event };
    expect(await faults(files)).toEqual(['prefs.csv:0:0 E207']);
  });
});

describe('working hours', () => {
  const people = { ...PREFS, 'participants.csv': 'id,working_hours,timezone\nA,08:00-19:00,\nB,,Asia/Tokyo\n' };
  it('need slots with times', async () => {
    expect(await faults({ ...people, 'slots.csv': 'slot\n1\n' })).toEqual(['participants.csv:2:2 E306']);
    expect(await faults({ ...people, 'slots.csv': 'slot,start,end\n1,09:00,09:20\n' })).toEqual([]);
  });
});
