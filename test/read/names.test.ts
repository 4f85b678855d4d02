import { describe, expect, it } from 'vitest';
import { fullName, nameKey, organisationKey, turnedKey } from '../../src/read/names.js';

describe('names of people', () => {
  it.each([
    ['Jan Novak', 'Ján NOVÁK'],
    ['Ben Boll', 'Boll, Ben'],
    ['Prof. Dr. Ben Boll', 'Herr Ben Boll'],
    ['Mme Léa Martin', 'LEA MARTIN'],
    ['O’Brien, Ann', "Ann O'Brien"],
    ['Søren Ærø', 'soren aero'],
    ['山田太郎', '山田　太郎 様'],
    ['Ｇｉｆｕ', 'gifu'],
  ])('%s is %s', (a, b) => expect(nameKey(a)).toBe(nameKey(b)));
  it.each([
    ['Ben Boll', 'Ben Bell'],
    ['P1-2', 'P2-1'],
    ['ガス', 'カス'],
    ['Dr', 'Prof'],
    ['Anne Marie', 'Anne-Maria'],
  ])('%s is not %s', (a, b) => expect(nameKey(a)).not.toBe(nameKey(b)));
});

it('a name of Japan, China or Korea is known in either order where a space parts it', () => {
  expect(turnedKey('花子 山田')).toBe(nameKey('山田花子'));
  expect(turnedKey('山田　花子 様')).toBe(nameKey('花子山田'));
  for (const name of ['山田花子', '東京 大阪 京都', 'Hanako Yamada', '']) expect(turnedKey(name)).toBeUndefined();
});

describe('names of organisations', () => {
  it.each([
    ['Acme', 'ACME Ltd.'],
    ['Acme', 'Acme Co., Ltd.'],
    ['Müller', 'Muller GmbH & Co. KG'],
    ['Lyon Santé', 'LYON SANTE, S.A.S.'],
    ['岐阜商事', '株式会社岐阜商事'],
    ['岐阜商事', '岐阜商事㈱'],
    ['岐阜商事', '岐阜商事 (有)'],
    ['Acme', 'The Acme Company'],
  ])('%s is %s', (a, b) => expect(organisationKey(a)).toBe(organisationKey(b)));
  it.each([
    ['Acme Japan', 'Acme France'],
    ['AG', 'KG'],
    ['Boll Ben', 'Ben Boll'],
  ])('%s is not %s', (a, b) => expect(organisationKey(a)).not.toBe(organisationKey(b)));
});

describe('first and last names', () => {
  it.each([
    ['', 'Léa', 'Martin', 'Léa Martin'],
    ['Martin', 'Léa', '', 'Léa Martin'],
    ['Léa Martin', 'Léa', '', 'Léa Martin'],
    ['Dr. Léa Martin', 'Léa', 'Martin', 'Dr. Léa Martin'],
    ['', '太郎', '山田', '山田 太郎'],
    ['', '', 'Martin', 'Martin'],
    ['Martin', '', '', 'Martin'],
    ['', '', '', ''],
  ])('%j, %j and %j are %j', (name, first, last, full) => expect(fullName(name, first, last)).toBe(full));
  it('are keys without case', () => expect(nameKey('')).toBe(''));
});
