import { describe, expect, it } from 'vitest';
import { parseAppetite, parseKind, saysNothing } from '../../src/read/appetite.js';
import { parseStatus, STATUS_WORDS } from '../../src/read/status.js';

describe('how much', () => {
  it.each([
    ['3', 3],
    ['３', 3],
    ['2.125', 2.125],
    ['0', 0],
    ['★★★☆☆', 3],
    ['⭐️⭐️', 2],
    ['***', 3],
    ['4 stars', 4],
    ['1 star', 1],
    ['3 étoiles', 3],
    ['2 Sterne', 2],
    ['4つ星', 4],
    ['星5つ', 5],
    ['4/5', 4],
    ['3 out of 5', 3],
    ['3,5 von 5', 3.5],
    ['Yes', 2],
    ['OUI', 2],
    ['ja', 2],
    ['はい', 2],
    ['maybe', 1],
    ['Peut-être', 1],
    ['vielleicht', 1],
    ['たぶん', 1],
    ['◎', 3],
    ['○', 2],
    ['△', 1],
  ])('%s is a wish of %d', (text, score) => expect(parseAppetite(text, false)).toMatchObject({ kind: 'wish', score }));
  it.each([
    ['Must meet', 'must'],
    ['unbedingt', 'must'],
    ['必須', 'must'],
    ['Meet', 'wish'],
    ['Souhait', 'wish'],
    ['No thanks', 'never'],
    ['Non, merci', 'never'],
    ['会いたくない', 'never'],
    ['no', 'none'],
    ['nein', 'none'],
    ['×', 'none'],
  ])('%s is %s', (text, kind) => {
    expect(parseAppetite(text, false)).toMatchObject({ kind, score: undefined });
    expect(parseKind(text)).toMatchObject({ kind });
  });
  it.each(['', 'lots', '-1', '1e3', '1.2345', '6/5', '★4', '1000001', 'yes please'])('%j is nothing of that', text =>
    expect(parseAppetite(text, false)).toBeUndefined(),
  );
  it('reads a decimal comma only where it may', () => {
    expect(parseAppetite('1,5', true)).toMatchObject({ score: 1.5 });
    expect(parseAppetite('1,5', false)).toBeUndefined();
  });
  it('knows marks for nothing', () => {
    for (const text of ['', '-', '—', 'N/A', 'k.A.', '■', '該当なし']) expect(saysNothing(text)).toBe(true);
    for (const text of ['0', 'x', 'no', '-1']) expect(saysNothing(text)).toBe(false);
  });
});

describe('status', () => {
  it.each([
    ['pending', ['', 'Pending', 'En attente', 'Ausstehend', '保留中']],
    ['accepted', ['ACCEPTED', 'Acceptée', 'Angenommen', '承認済み', 'Ｃｏｎｆｉｒｍｅｄ']],
    ['declined', ['Declined', 'Canceled', 'Cancelled', 'Annulé', 'Refusée', 'Abgesagt', 'キャンセル', '辞退']],
  ])('%s in four languages', (status, texts) => {
    for (const text of texts) expect([text, parseStatus(text)]).toEqual([text, status]);
  });
  it('suggests words that it knows', () => {
    for (const word of STATUS_WORDS) expect(parseStatus(word)).toBeDefined();
    expect(parseStatus('perhaps')).toBeUndefined();
  });
});
