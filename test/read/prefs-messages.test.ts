/** What is said of faulty tables of wishes, word for word, beyond the one message a code of test/errors.test.ts. */
import { expect, it } from 'vitest';
import { formatInputError, InputRejected } from '../../src/errors.js';
import type { ReadOptions } from '../../src/read/folder.js';
import { read } from './tables.js';

type Files = Readonly<Record<string, readonly string[]>>;

const PEOPLE = [
  'id,name,organisation',
  'P1,Ada Arno,Acme',
  'P2,Ben Boll,Bolt',
  'P3,Ben Boll,Acme Ltd',
  'P4,Cyd,Bolt',
  'P5,Dan,Solo',
];

/** One fault or two each, with what leads to it. */
const CASES: readonly (readonly [string, Files, Partial<ReadOptions>?])[] = [
  ['a name of two', { 'prefs.csv': ['from,to', 'P1,Ben Boll'] }],
  ['an organisation wishes', { 'prefs.csv': ['from,to', 'Bolt,P1'] }],
  ['two organisations that differ by their legal form', { 'prefs.csv': ['from,to', 'P2,"ACME, Inc."'] }],
  ['its own organisation', { 'prefs.csv': ['from,to', 'P5,Solo'] }],
  ['its own name', { 'prefs.csv': ['from,to', 'P1,ARNO Ada'] }],
  ['an organisation twice', { 'prefs.csv': ['from,to', 'P1,Bolt', 'P1,bolt'] }],
  ['a wrong word for how much', { 'prefs.csv': ['from,to,interest', 'P1,P2,a lot', 'P1,P4,-3'] }],
  ['a wrong kind', { 'prefs.csv': ['from,to,kind', 'P1,P2,musst'] }],
  ['a wrong status', { 'prefs.csv': ['from,to,statut', 'P1,P2,peut-être'] }],
  ['a header that is nobody', { 'prefs.csv': ['from,P1,P2,Cyt', 'P4,1,2,3'] }],
  ['a header twice', { 'prefs.csv': ['from,P1,Ada Arno', 'P4,1,2'] }, { layout: 'matrix' }],
  ['a cell of a matrix', { 'prefs.csv': ['from,P1,P2', 'P4,1,sometimes'] }],
  ['a matrix without participants', { 'prefs.csv': ['from', 'P4'] }, { layout: 'matrix' }],
  ['two rows of a matrix', { 'prefs.csv': ['from,P1,P2', 'P4,1,2', 'Cyd,1,2'] }],
  ['a list without choices', { 'prefs.csv': ['from,a,b', 'P4,1,2'] }, { layout: 'list' }],
  ['somebody unknown in a list', { 'prefs.csv': ['from,choices', 'P1,P2;P9;Zoe'] }],
  ['somebody unknown among names that commas part', { 'prefs.csv': ['from,choices', 'P1,"P2, P9, P4"'] }],
  ['a ranking without choices', { 'prefs.csv': ['from,to', 'P1,P2'] }, { layout: 'ranked' }],
  ['a form with two questions', { 'prefs.csv': ['Timestamp,Name,Whom to meet?,Whom not to meet?', 'x,Cyd,P1,P2'] }],
  ['a form without names', { 'prefs.csv': ['Timestamp,Whom to meet?', 'x,P1'] }],
  [
    'a form that nobody signed',
    { 'prefs.csv': ['ID,Start time,Completion time,Email,Name,Whom?', '1,a,b,anonymous,,P1'] },
  ],
  ['no wishes at all', { 'prefs.csv': ['who,whom', 'P1,P2'] }],
];

it('the messages', async () => {
  const texts: string[] = [];
  for (const [title, files, options] of CASES) {
    texts.push(`# ${title}`);
    try {
      await read({ 'participants.csv': PEOPLE, ...files }, options);
      texts.push('read without a fault');
    } catch (error) {
      if (!(error instanceof InputRejected)) throw error;
      texts.push(...error.errors.map(fault => formatInputError(fault).replaceAll(/\S*\/(?=\w+\.csv)/g, '')));
    }
  }
  expect(texts).not.toContain('read without a fault');
  await expect(`${texts.join('\n')}\n`).toMatchFileSnapshot('prefs-messages.txt');
});
