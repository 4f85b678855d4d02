import { describe, expect, it } from 'vitest';
import { checkId, IdRegister } from '../../src/read/ids.js';

describe('checkId', () => {
  it.each([
    ['', 'E110'],
    ['a;b', 'E113'],
    ['a；b', 'E113'],
    ['a\u0007b', 'E113'],
    ['x'.repeat(201), 'E114'],
  ])('%j is %s', (id, code) => expect(checkId(id)?.code).toBe(code));
  it.each(['a', 'O’Brien & Søn, S.A. (FR)', '岐阜県', '😀'.repeat(200)])('%s is good', id =>
    expect(checkId(id)).toBeUndefined(),
  );
});

describe('IdRegister', () => {
  it('finds by any spelling equal after NFKC and keeps the first', () => {
    const register = new IdRegister();
    expect(register.define('Gifu', 2)).toBeUndefined();
    expect(register.find('Ｇｉｆｕ')).toBe(0);
    expect(register.find('gifu')).toBe(-1);
    expect(register.ids).toEqual(['Gifu']);
  });
  it('tells the same id from one that differs by case or width', () => {
    const register = new IdRegister();
    register.define('Gifu', 2);
    expect(register.define('Gifu', 3)?.code).toBe('E111');
    expect(register.define('Ｇｉｆｕ', 4)?.code).toBe('E112');
    expect(register.define('GIFU', 5)?.code).toBe('E112');
    expect(register.find('GIFU')).toBe(1);
    expect(register.define('Mie', 6)).toBeUndefined();
  });
});
