import { describe, expect, it } from 'vitest';
import { read } from './tables.js';

/** Notices on participants and organisations that are alike. */
async function notices(participants: readonly string[] | undefined, prefs: readonly string[] = ['from,to', 'A,B']) {
  const files = participants === undefined ? {} : { 'participants.csv': participants };
  const result = await read({ 'prefs.csv': prefs, ...files }, { slots: '4', rooms: '2' });
  return result.notices.map(n => n.replace(/^.*\//, '')).filter(n => /twice|different/.test(n));
}

describe('near-duplicates', () => {
  it('are named with both lines', async () => {
    const rows = ['id,name,email', 'A,Ben Boll,', 'B,"BOLL, Ben",', 'C,Cyd,x@y.org', 'D,Dan,X@Y.org', 'E,Cyd Ltd,'];
    expect(await notices(rows)).toEqual([
      'participants.csv: the same participant twice? "A" (Ben Boll) in line 2 and "B" (BOLL, Ben) in line 3; ' +
        '"C" (Cyd) in line 4 and "D" (Dan) in line 5; "C" (Cyd) in line 4 and "E" (Cyd Ltd) in line 6',
    ]);
  });
  it('among ids, also where prefs.csv alone names them', async () => {
    expect(await notices(undefined, ['from,to', 'Acme,Zoë', 'Zoe,Acme GmbH', 'B,C'])).toEqual([
      'prefs.csv: the same participant twice? "Zoë" in line 2 and "Zoe" in line 3; "Acme" in line 2 and "Acme GmbH" in line 3',
    ]);
  });
  it('are counted beyond ten', async () => {
    const rows = Array.from({ length: 14 }, (_, i) => `P${i},Ann Arno`);
    expect((await notices(['id,name', 'A,', 'B,', ...rows]))[0]).toMatch(/ and 3 more$/);
  });
  it('among organisations', async () => {
    expect(await notices(['id,organisation', 'A,Acme', 'B,Acme Inc.', 'C,ACME', 'D,Bolt'])).toEqual([
      'participants.csv: taken for different organisations: "Acme" in line 2 and "Acme Inc." in line 3; write one in the same way as the other if they are one',
    ]);
  });
  it('are none where nothing is alike', async () => {
    expect(await notices(['id,organisation', 'A,Acme', 'B,Acme', 'P1-2,', 'P2-1,', '"?",', '"!",'])).toEqual([]);
  });
});
