import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../src/read/answers.js';
import { faults, messages, read } from './tables.js';

const BASE = {
  'prefs.csv': 'from,to\nAda,Ben\nCyd,Ada\n',
  'slots.csv': [
    'slot,date,start,end,session',
    '1,2021-05-18,09:00,09:20,am',
    '2,2021-05-18,09:20,09:40,am',
    '3,2021-05-18,14:00,14:20,pm',
    '4,2021-05-19,09:00,09:20,am',
  ],
};

/** `Ada: 1 2 | Ben:` …: the slots taken from each participant. */
async function taken(poll: readonly string[], files = {}) {
  const { event } = await read({ ...BASE, 'availability.csv': poll, ...files });
  return event.participants.map(({ id, unavailable }) => `${id}: ${unavailable.join(' ')}`.trimEnd()).join(' | ');
}
const noticesOf = async (poll: readonly string[]) =>
  (await read({ ...BASE, 'availability.csv': poll })).notices
    .filter(notice => notice.includes('availability.csv:'))
    .map(n => n.replace(/^.*availability\.csv: /, ''));
const messagesOf = (...poll: string[]) => messages({ ...BASE, 'availability.csv': poll });
const faultsOf = (...poll: string[]) => faults({ ...BASE, 'availability.csv': poll });

describe('availability.csv', () => {
  it('a column a slot', async () => {
    expect(await taken(['participant,1,2,3,4', 'Ada,yes,no,○,×', 'Ben,1,0,if need be,'])).toBe(
      'Ada: 2 4 | Ben: 2 4 | Cyd:',
    );
  });
  it('sessions, days, spans and dates', async () => {
    expect(await taken(['participant,am,pm', 'Ada,no,yes'])).toBe('Ada: 1 2 4 | Ben: | Cyd:');
    expect(await taken(['participant,Tuesday,Wed 09:00-10:00', 'Ada,yes,no'])).toBe('Ada: 4 | Ben: | Cyd:');
    expect(await taken(['participant,2021-05-18 09:10-09:20,2021-05-19', 'Ada,no,yes'])).toBe('Ada: 1 | Ben: | Cyd:');
    expect(await taken(['participant,09:00-09:20', 'Ada,no'])).toBe('Ada: 1 4 | Ben: | Cyd:');
  });
  it('a grid of starts: each lasts until the next, the last as long as the shortest', async () => {
    const poll = ['participant,2021-05-18 09:00,2021-05-18 09:15,2021-05-18 09:30,2021-05-18 14:00'];
    expect(await taken([...poll, 'Ada,yes,no,yes,yes'])).toBe('Ada: 1 2 | Ben: | Cyd:');
    expect(await taken([...poll, 'Ada,yes,yes,no,yes'])).toBe('Ada: 2 | Ben: | Cyd:');
    expect(await taken([...poll, 'Ada,no,yes,yes,no'])).toBe('Ada: 1 3 | Ben: | Cyd:');
    expect(await taken(['participant,Wed 09:00', 'Ada,no'])).toBe('Ada: 4 | Ben: | Cyd:');
    expect(await taken(['participant,14:00', 'Ada,no'])).toBe('Ada: 3 | Ben: | Cyd:');
  });
  it('whatever the first column is called, or nothing', async () => {
    for (const header of ['', 'Name', 'Who?', 'ID'])
      expect(await taken([`${header},1`, 'Ben,no'])).toBe('Ada: | Ben: 1 | Cyd:');
  });
  it('dates as spreadsheets write them, the month first where one can only be read so', async () => {
    expect(await taken(['name,18/05/2021 9:00,19/05/2021 9:00', 'Ada,yes,no'])).toBe('Ada: 4 | Ben: | Cyd:');
    expect(await taken(['name,5/18/2021 9:00 AM,5/19/2021 9:00 AM', 'Ada,yes,no'])).toBe('Ada: 4 | Ben: | Cyd:');
    expect(await noticesOf([',1-4', 'Ada,no'])).toEqual([]);
  });
  it('takes away what participants.csv leaves, and people with the same answers share a list', async () => {
    const people = ['id,available,unavailable', 'Ada,am,2', 'Ben,,', 'Cyd,,'];
    const poll = ['participant,1,2,3,4', 'Ada,no,yes,yes,yes', 'Ben,no,yes,yes,yes', 'Cyd,no,yes,yes,yes'];
    const { event } = await read({ ...BASE, 'participants.csv': people, 'availability.csv': poll });
    const [ada, ben, cyd] = event.participants;
    expect([ada!.available, ada!.unavailable]).toEqual([
      ['1', '2', '4'],
      ['1', '2'],
    ]);
    expect(ben!.unavailable).toEqual(['1']);
    expect(cyd!.unavailable).toBe(ben!.unavailable);
  });
  it('is found, or named by an option or the event file', async () => {
    const poll = 'participant,1\nAda,no\n';
    const { event, notices } = await read({ ...BASE, 'availability.csv': poll });
    expect(notices[0]).toMatch(/used: slots\.csv, availability\.csv$/);
    expect(event.inputs.find(input => input.table === 'availability')).toMatchObject({
      name: 'availability.csv',
      rows: 1,
    });
    const named = await read({ ...BASE, 'poll.csv': poll, 'event.yaml': 'files: {availability: poll.csv}\n' });
    expect(named.event.participants[0]!.unavailable).toEqual(['1']);
  });
  it('says what it took answers for', async () => {
    expect(await noticesOf(['participant,1,2,3', 'Ada,maybe,(yes),no', 'Ben,,,'])).toEqual([
      '2 answers "if need be" taken for yes',
      '1 row without an answer: nothing is taken away',
      'no column is of slot 4: nothing is taken away there',
    ]);
    expect(await noticesOf(['participant,email,comment,1-4,07:00-08:00', 'Ada,a@b.example,hello,yes,no'])).toEqual([
      'columns "email", "comment" kept out',
      'no slot lies in column "07:00-08:00"',
    ]);
    expect(await noticesOf(['participant,Full name,Company,1-4', 'Ada,Ada A.,Acme,yes'])).toEqual([
      'columns "Full name", "Company" kept out',
    ]);
  });
});

describe('faults of availability.csv', () => {
  it('stand at their cell', async () => {
    expect(await faultsOf('participant,1,2', 'Ada,yes,perhaps not', 'Nobody,yes,no', 'Ada,yes,no')).toEqual([
      'availability.csv:2:3 E405',
      'availability.csv:3:1 E204',
      'availability.csv:4:1 E111',
    ]);
    expect(await faultsOf('participant,mornings,2021-06-01,5', 'Ada,yes,no,no')).toEqual([
      'availability.csv:1:2 E305',
      'availability.csv:1:3 E305',
      'availability.csv:1:4 E305',
    ]);
    expect(await faultsOf('1,2', 'yes,no')).toEqual(['availability.csv:1:0 E101']);
  });
  it('in words', async () => {
    expect(await messagesOf('participant,1,amx', 'Ada,perhaps,no')).toEqual([
      'no slot or session "amx"; did you mean "am"?',
      '"perhaps" is neither yes, no nor "if need be"; write yes, no or if need be',
    ]);
  });
  it('times where the slots have none', async () => {
    const files = { 'prefs.csv': BASE['prefs.csv'], 'availability.csv': ['participant,09:00,Monday', 'Ada,yes,no'] };
    expect(await faults(files)).toEqual(['availability.csv:1:2 E306', 'availability.csv:1:3 E306']);
  });
});

it.each([
  ['yes', ['yes', 'Y', '1', 'x', 'はい', '○', '◎', 'OK', '✓', 'Verfügbar', 'disponible']],
  ['no', ['no', 'N', '0', '', ' ', '×', '✗', '-', 'Occupé', '不可']],
  ['if need be', ['if need be', 'IfNeedBe', '(Yes)', 'maybe', '△', 'Peut-être', 'wenn nötig']],
  [undefined, ['perhaps', '2', 'yes no']],
] as const)('%s', (answer, texts) => {
  for (const text of texts) expect(parseAnswer(text), text).toBe(answer);
});
