import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

const wishesOf = async (table: string | readonly string[], files = {}, options = {}) => [
  ...(await read({ 'prefs.csv': table, ...files }, { slots: '4', rooms: '2', ...options })).event.wishes,
];

describe('layouts', () => {
  it.each([
    ['from,to', 'long'],
    ['from,to,choice', 'long'],
    ['from,choice 1,choice 2', 'ranked'],
    ['from,Wish,Wish', 'ranked'],
  ])('%s is read as %s', async (header, layout) => {
    const cells = ['A', 'B', layout === 'ranked' ? 'C' : '1'].slice(0, header.split(',').length);
    expect(await wishesOf(`${header}\n${cells.join(',')}\n`)).toHaveLength(layout === 'ranked' ? 2 : 1);
  });
  it.each([
    ['from,A,B', ['A,,1', 'B,2,'], 'read as a matrix'],
    ['from,choices', ['A,B;C'], 'read as a list'],
    ['from,preference', ['A,B|C'], 'read as a list'],
    ['from,P1,P2', ['P1,,1', 'P2,2,'], 'read as a matrix'],
    ['from,P1,P2', ['A,,', 'B,C,A'], 'read as ranked'],
    ['Name,Prof1,Prof2', ['A,B,C'], 'read as ranked'],
    [',A,B', ['A,x,1', 'B,2,x'], 'read as a matrix'],
  ])('%s with %j is %s, and the run says so', async (header, rows, says) => {
    const { event, notices } = await read({ 'prefs.csv': [header, ...rows] }, { slots: '4', rooms: '2' });
    expect(event.wishes).toHaveLength(2);
    expect(notices.join('\n')).toContain(says);
  });
  it.each([
    ['Buyer,Supplier', ['A,B'], 'A B'],
    ['Company,Wants to meet', ['A,B'], 'A B'],
    ['Host name,Host email,Guest name,Status', ['A,a@x.org,B,Pending'], 'A B'],
    ['Buyer \\ Seller,B,C', ['A,3,'], 'A B'],
    ['Student,Prof1,Prof2', ['A,B,'], 'A B 1'],
    ['Name,Email,Prof 1,Prof 2,Notes', ['A,a@x.org,B,,late'], 'A B 1'],
    ['タイムスタンプ,メールアドレス,お名前,会社名,第1希望,第2希望', ['x,a@x.org,A,甲社,B,'], 'A B 1'],
    [
      'ID,Heure de début,Heure de fin,Adresse de messagerie,Nom,Qui souhaitez-vous rencontrer ?',
      ['1,x,y,anonymous,A,B;'],
      'A B',
    ],
    ['Timestamp,Company,Whom?', ['x,A,B'], 'A B'],
  ])('%s with %j', async (header, rows, expected) => {
    const [wish] = await wishesOf([header, ...rows]);
    expect([wish!.from, wish!.to, wish!.rank ?? ''].join(' ').trim()).toBe(expected);
  });
  it('no layout at all: what the long one lacks is told', async () => {
    expect(await faults({ 'prefs.csv': 'from,whom,rank\n' })).toEqual(['prefs.csv:1:0 E101']);
  });
  it('--layout wins', async () => {
    expect(await wishesOf('from,to,choice 1\nA,,B\n', {}, { layout: 'ranked' })).toMatchObject([
      { from: 'A', to: 'B', rank: 1 },
    ]);
    expect(await faults({ 'prefs.csv': 'from,to\n' }, { layout: 'ranked' })).toEqual(['prefs.csv:1:0 E101']);
  });
});

describe('long', () => {
  it('every column, and what is left out', async () => {
    const table = [
      'to,note,from,rank,kind,as,session',
      'Ben,hello,Ada,2,MUST,pair,Morning',
      'Cyd,,Ada,,,,',
      'Ada,,Cyd,,never,,',
    ];
    const slots = { 'slots.csv': 'slot,session\n1,morning\n2,late\n' };
    expect(await wishesOf(table, slots, { slots: undefined })).toEqual([
      {
        from: 'Ada',
        to: 'Ben',
        kind: 'must',
        as: 'pair',
        rank: 2,
        score: undefined,
        session: 'morning',
        note: 'hello',
        line: 2,
      },
      {
        from: 'Ada',
        to: 'Cyd',
        kind: 'wish',
        as: 'pair',
        rank: undefined,
        score: undefined,
        session: undefined,
        note: '',
        line: 3,
      },
      {
        from: 'Cyd',
        to: 'Ada',
        kind: 'never',
        as: 'pair',
        rank: undefined,
        score: undefined,
        session: undefined,
        note: '',
        line: 4,
      },
    ]);
  });
  it('scores, with a decimal comma where ; separates', async () => {
    expect((await wishesOf('from;to;stars\nA;B;2,125\nB;A;1000000\n')).map(w => w.score)).toEqual([2.125, 1_000_000]);
    expect(await faults({ 'prefs.csv': 'from,to,score\nA,B,"2,1"\nB,A,1000000.001\nC,A,-1\nC,B,1.0001\n' })).toEqual(
      [2, 3, 4, 5].map(line => `prefs.csv:${line}:3 E207`),
    );
  });
  it('ranks are whole numbers from 1', async () => {
    expect(await faults({ 'prefs.csv': 'from,to,rank\nA,B,1.5\nB,A,0\nC,A,first\nC,B,1000001\n' })).toEqual(
      [2, 3, 4, 5].map(line => `prefs.csv:${line}:3 E206`),
    );
  });
  it('ranks or scores: told once; an empty column is no fault', async () => {
    expect(await faults({ 'prefs.csv': 'from,to,rank,score\nA,B,1,2\nB,A,1,2\n' })).toEqual(['prefs.csv:2:4 E202']);
    expect(await wishesOf('from,to,rank,score\nA,B,1,\nB,A,2,\n')).toHaveLength(2);
  });
  it('headers bound by hand', async () => {
    const table = 'Who,Whom,to\nA,B,x\n';
    expect(await wishesOf(table, {}, { map: { from: 'who', To: 'Whom' } })).toMatchObject([{ from: 'A', to: 'B' }]);
    expect(await faults({ 'prefs.csv': 'from,to\nA,B\n' }, { map: { rnak: 'to' } })).toEqual(['--map:0:0 E103']);
  });
});

describe('ranked', () => {
  it('the number in the header is the rank; empty cells are skipped', async () => {
    const wishes = await wishesOf(
      'from,Choice #3,2nd preference,第1希望,choice_10\nA,B,,C,D\nB,,A,,\n',
      {},
      { map: { 'choice 1': '第1希望' } },
    );
    expect(wishes.map(w => [w.from, w.to, w.rank, w.line])).toEqual([
      ['A', 'B', 3, 2],
      ['A', 'C', 1, 2],
      ['A', 'D', 10, 2],
      ['B', 'A', 2, 3],
    ]);
  });
  it('marks for nobody are no wish, unless somebody is known by one', async () => {
    const table = 'from,choice 1,choice 2\nA,n/a,B\nB,-,A\nC,none,none\n';
    expect((await wishesOf(table)).map(w => [w.from, w.to, w.rank])).toEqual([
      ['A', 'B', 2],
      ['B', 'A', 2],
    ]);
    // As a score it may be no wish or one without a score.
    expect(await faults({ 'prefs.csv': 'from,to,score\nA,B,none\n' })).toEqual(['prefs.csv:2:3 E207']);
    const known = { 'participants.csv': 'id\nA\nB\nC\n-\n' };
    expect((await wishesOf(table, known)).map(w => [w.from, w.to])).toEqual([
      ['A', 'B'],
      ['B', '-'],
      ['B', 'A'],
    ]);
  });
  it('one header repeated counts by position', async () => {
    expect((await wishesOf('name,choice,choice,choice\nA,B,,C\n')).map(w => [w.to, w.rank])).toEqual([
      ['B', 1],
      ['C', 3],
    ]);
  });
  it('columns without a meaning are named once', async () => {
    const { notices } = await read({ 'prefs.csv': 'from,choice 1,Diet\nA,B,none\n' }, { slots: '4', rooms: '2' });
    expect(notices.map(n => n.replace(/^.*\//, ''))).toEqual(['prefs.csv: unknown column "Diet" kept out']);
  });
  it('faults of each cell', async () => {
    const people = { 'participants.csv': 'id\nA\nB\n' };
    const table = ['from,choice 1,choice 2,choice 3', 'A,B,A,B', 'Z,Y,,', 'A,X,,', ',B,,'];
    expect(await faults({ 'prefs.csv': table, ...people })).toEqual([
      'prefs.csv:2:3 E205',
      'prefs.csv:2:4 E203',
      'prefs.csv:3:1 E204',
      'prefs.csv:3:2 E204',
      'prefs.csv:4:1 E212',
      'prefs.csv:4:2 E204',
      'prefs.csv:5:1 E110',
    ]);
  });
  it('faults of the header', async () => {
    expect(await faults({ 'prefs.csv': 'from,choice 1,wish 1\nA,B,C\n' })).toEqual(['prefs.csv:1:3 E102']);
    expect(await faults({ 'prefs.csv': 'from,choice 0,wish 1\nA,B,C\n' })).toEqual(['prefs.csv:1:2 E206']);
    expect(await faults({ 'prefs.csv': 'choice 1,choice 2\nA,B\n' })).toEqual(['prefs.csv:1:0 E101']);
  });
});

describe('matrix', () => {
  const grid = (rows: readonly string[], files = {}) => wishesOf(rows, files, {});
  it('scores, signs and words; what is on the diagonal does not count', async () => {
    const rows = ['from,A,B,C,D', 'A,x,2.5,,yes', 'B,0,-,△,n/a', 'C,★★,4/5,×,must meet', 'D,no thanks,"1,5",-,no'];
    expect(await faults({ 'prefs.csv': rows })).toEqual(['prefs.csv:5:3 E207']);
    const wishes = await grid(rows.map(row => row.replace('"1,5"', 'maybe')));
    expect(wishes.map(w => `${w.from}${w.to} ${w.kind} ${w.score}`)).toEqual([
      'AB wish 2.5',
      'AD wish 2',
      'BA wish 0',
      'BC wish 1',
      'CA wish 2',
      'CB wish 4',
      'CD must undefined',
      'DA never undefined',
      'DB wish 1',
    ]);
  });
  it('decimal commas where ; separates', async () => {
    expect((await grid(['from;A;B', 'A;;1,5'])).map(w => w.score)).toEqual([1.5]);
  });
  it('people are those of the header and those of the rows', async () => {
    const { event } = await read({ 'prefs.csv': 'from,A,B\nB,1,\nC,,2\n' }, { slots: '4' });
    expect(event.participants.map(p => p.id)).toEqual(['A', 'B', 'C']);
  });
  it('faults: unknown and repeated headers, a wish for oneself, two rows, bad cells', async () => {
    const people = { 'participants.csv': 'id,name\nA,Ada\nB,\nC,\n' };
    const rows = ['from,A,B,Ada,Zoe', 'A,3,1,,', 'B,lots,,,', 'B,,,,', 'C,,1000001,,'];
    expect(await faults({ 'prefs.csv': rows, ...people }, { layout: 'matrix' })).toEqual([
      'prefs.csv:1:4 E102',
      'prefs.csv:1:5 E204',
      'prefs.csv:2:2 E205',
      'prefs.csv:3:2 E207',
      'prefs.csv:4:1 E212',
      'prefs.csv:5:3 E207',
    ]);
  });
  it('columns that describe who wishes are kept out and named once', async () => {
    const people = { 'participants.csv': 'id\nA\nB\n' };
    const { event, notices } = await read({ 'prefs.csv': 'from,Country,A,B\nA,FR,,1\n', ...people });
    expect(event.wishes).toHaveLength(1);
    expect(notices.filter(n => n.includes('Country'))).toEqual([
      expect.stringMatching(/prefs\.csv: unknown column "Country" kept out$/),
    ]);
  });
  it('without participants there is no matrix', async () => {
    expect(await faults({ 'prefs.csv': 'from\nA\n' }, { layout: 'matrix' })).toEqual(['prefs.csv:1:0 E101']);
  });
});

describe('list', () => {
  it('in order of preference, joined with ; | or line breaks', async () => {
    const wishes = await wishesOf(['from,choices', 'A,B ; C', 'B,"C|A"', 'C,"A\nB"', 'D,']);
    expect(wishes.map(w => `${w.from}${w.to}${w.rank}`)).toEqual(['AB1', 'AC2', 'BC1', 'BA2', 'CA1', 'CB2']);
  });
  it('commas only where each part is somebody; a name may hold one', async () => {
    const people = { 'participants.csv': 'id\nA\nB\n"Acme, Inc."\nC\n' };
    const wishes = await wishesOf(['from,choices', 'A,"C, Acme, Inc., B"', 'B,"Acme, Inc."'], people);
    expect(wishes.map(w => `${w.from} ${w.to} ${w.rank}`)).toEqual([
      'A C 1',
      'A Acme, Inc. 2',
      'A B 3',
      'B Acme, Inc. 1',
    ]);
    expect(await faults({ 'prefs.csv': ['from,choices', 'A,"C, Zoe"'], ...people })).toEqual(['prefs.csv:2:2 E204']);
  });
  it('commas part those who have a row of their own, above or below', async () => {
    const wishes = await wishesOf(['from,choices', 'A,"B, C"', 'B,"A, Zoe"', 'C,']);
    expect(wishes.map(w => `${w.from} ${w.to} ${w.rank}`)).toEqual(['A B 1', 'A C 2', 'B A, Zoe 1']);
  });
  it('marks for nobody are no wish', async () => {
    const wishes = await wishesOf(['from,choices', 'A,n/a', 'B,A;-;C', 'C,keine']);
    expect(wishes.map(w => `${w.from} ${w.to} ${w.rank}`)).toEqual(['B A 1', 'B C 2']);
  });
  it('any column by --layout list or by hand', async () => {
    expect(await wishesOf('from,to\nA,B;C\n', {}, { layout: 'list' })).toHaveLength(2);
    expect(await wishesOf('from,x,y\nA,B;C,n\n', {}, { layout: 'list', map: { choices: 'X' } })).toHaveLength(2);
  });
  it('faults', async () => {
    expect(await faults({ 'prefs.csv': ['from,choices', 'A,B;A;B', 'A,C'] })).toEqual([
      'prefs.csv:2:2 E205',
      'prefs.csv:2:2 E203',
      'prefs.csv:3:1 E212',
    ]);
    expect(await faults({ 'prefs.csv': 'from,x,y\nA,B,C\n' }, { layout: 'list' })).toEqual(['prefs.csv:1:0 E101']);
  });
});

describe('how much, in words', () => {
  it('scores and kinds of a long table', async () => {
    const rows = ['from,to,interest', 'A,B,Must meet', 'A,C,★★★', 'B,A,No thanks', 'B,C,Vielleicht', 'C,A,non', 'C,B,'];
    expect((await wishesOf(rows)).map(w => `${w.from}${w.to} ${w.kind} ${w.score}`)).toEqual([
      'AB must undefined',
      'AC wish 3',
      'BA never undefined',
      'BC wish 1',
      'CB wish undefined',
    ]);
  });
  it('a kind may be said in words of a platform; scores only where no other column has them', async () => {
    const kinds = ['from,to,kind', 'A,B,meet', 'A,C,はい', 'B,A,non merci', 'B,C,no', 'C,A,必須'];
    expect((await wishesOf(kinds)).map(w => `${w.from}${w.to} ${w.kind} ${w.score}`)).toEqual([
      'AB wish undefined',
      'AC wish 2',
      'BA never undefined',
      'CA must undefined',
    ]);
    expect((await wishesOf('from,to,kind,rank\nA,B,yes,1\n')).map(w => [w.score, w.rank])).toEqual([[undefined, 1]]);
  });
  it('who is only named in a row of "no" takes part', async () => {
    const { event } = await read({ 'prefs.csv': 'from,to,score\nA,B,yes\nC,A,no\n' });
    expect(event.participants.map(p => p.id)).toEqual(['A', 'B', 'C']);
  });
  it('a French note is a mark where nothing else is, and a remark where it is no number', async () => {
    const wishes = await wishesOf('de;cible;note\nA;B;4,5\nB;A;à voir\n');
    expect(wishes.map(w => [w.score, w.note])).toEqual([
      [4.5, ''],
      [undefined, 'à voir'],
    ]);
    expect((await wishesOf('from,to,note\nA,B,4\n')).map(w => [w.score, w.note])).toEqual([[undefined, '4']]);
  });
});

describe('status', () => {
  it('declined and cancelled requests keep the pair apart, whatever the kind says', async () => {
    const rows = [
      'from,to,status,kind',
      'A,B,Accepted,must',
      'A,C,,',
      'B,A,CANCELLED,',
      'B,C,Abgelehnt,must',
      'C,A,保留中,',
    ];
    expect((await wishesOf(rows)).map(w => `${w.from}${w.to} ${w.kind}`)).toEqual([
      'AB must',
      'AC wish',
      'BA never',
      'BC never',
      'CA wish',
    ]);
  });
  describe('accepted requests that are promised', () => {
    const rows = [
      'from,to,status,kind',
      'A,B,Accepted,',
      'A,C,Pending,',
      'B,A,Accepted,wish',
      'B,C,Confirmed,never',
      'C,A,Declined,',
      'C,D,Accepted,no',
      'D,A,Accepted,must',
    ];
    const bare = (notice: string) => notice.replace(/^.*\/(?=prefs\.csv: )/, '');
    const kinds = async (accepted: 'wish' | 'must') => {
      const { event, notices } = await read({ 'prefs.csv': rows }, { accepted });
      const told = notices.filter(notice => notice.includes('of the requests'));
      return { kinds: [...event.wishes].map(w => `${w.from}${w.to} ${w.kind}`), told: told.map(bare) };
    };
    it('are musts where that is asked for, unless their own kind says no', async () => {
      expect(await kinds('must')).toEqual({
        kinds: ['AB must', 'AC wish', 'BA must', 'BC never', 'CA never', 'DA must'],
        told: [
          'prefs.csv: of the requests, 3 accepted must be met, as --accepted says, 2 accepted and 1 pending are wishes, 1 declined or cancelled keeps the pair apart',
        ],
      });
    });
    it('are wishes else', async () => {
      expect((await kinds('wish')).kinds).toEqual(['AB wish', 'AC wish', 'BA wish', 'BC never', 'CA never', 'DA must']);
    });
    it('are missed where there are none', async () => {
      for (const table of ['from,to,status\nA,B,Pending\n', 'from,to\nA,B\n', 'from,choice 1\nA,B\n']) {
        const { notices } = await read({ 'prefs.csv': table }, { accepted: 'must' });
        expect(notices.map(bare)).toContain(
          'prefs.csv: no accepted request is a wish, so --accepted must changes nothing',
        );
      }
    });
  });
  it('an unknown one is a fault', async () => {
    expect(await messages({ 'prefs.csv': 'from,to,status\nA,B,Perhaps\n' })).toEqual([
      'expected pending, accepted, declined or canceled, got "Perhaps"; use one of these',
    ]);
  });
});

describe('forms', () => {
  const google = (rows: readonly string[], options = {}) => wishesOf(rows, {}, options);
  it('ticked answers have no order, unless the question or --layout says so', async () => {
    const rows = (question: string) => [`Timestamp,Name,${question}`, '1/1/2021,A,"B, C"', '1/2/2021,B,A'];
    const ranks = async (question: string, options = {}) => (await google(rows(question), options)).map(w => w.rank);
    expect(await ranks('Whom do you want to meet?')).toEqual([undefined, undefined, undefined]);
    expect(await ranks('Rank whom you want to meet')).toEqual([1, 2, 1]);
    expect(await ranks('Whom do you want to meet?', { layout: 'list' })).toEqual([1, 2, 1]);
  });
  it('answers without an order may come in several rows', async () => {
    expect(await google(['Timestamp,Name,Whom?', 'x,A,B', 'x,A,C'])).toHaveLength(2);
    expect(await faults({ 'prefs.csv': ['Timestamp,Name,Whom?', 'x,A,B', 'x,A,"C, B"'] })).toEqual([
      'prefs.csv:3:3 E203',
    ]);
  });
  it('a grid of ranks, and a grid of participants', async () => {
    const ranked = await google(['Horodateur,Nom,Vos choix [1er],Vos choix [2e]', 'x,A,C,B']);
    expect(ranked.map(w => [w.to, w.rank])).toEqual([
      ['C', 1],
      ['B', 2],
    ]);
    const across = await google(['Zeitstempel,Name,Wen? [B],Wen? [C]', 'x,A,Ja,Nein', 'x,D,Vielleicht,Ja']);
    expect(across.map(w => `${w.from}${w.to}${w.score}`)).toEqual(['AB2', 'DB1', 'DC2']);
  });
  it('a question asked several times, as both forms number it', async () => {
    const wishes = await google([
      'ID,Start time,Completion time,Email,Name,Whom?,Whom?2,Whom?3',
      '1,a,b,anonymous,A,B,,C',
    ]);
    expect(wishes.map(w => [w.from, w.to, w.rank])).toEqual([
      ['A', 'B', 1],
      ['A', 'C', 3],
    ]);
  });
  it('one wish a row', async () => {
    const wishes = await google(['Timestamp,from,to,rank', 'x,A,B,1', 'x,A,C,2']);
    expect(wishes.map(w => w.rank)).toEqual([1, 2]);
  });
  it('several questions that could be meant are told, and one can be bound by hand', async () => {
    const rows = ['Timestamp,Name,Whom to meet?,Whom to meet not?', 'x,A,B,C'];
    expect(await faults({ 'prefs.csv': rows })).toEqual(['prefs.csv:1:0 E101']);
    expect(await google(rows, { map: { choices: 'Whom to meet?' } })).toHaveLength(1);
  });
});
