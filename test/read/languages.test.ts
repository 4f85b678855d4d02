import { expect, it } from 'vitest';
import { languageCode } from '../../src/read/languages.js';

it.each([
  ['fr', 'FR', 'French', 'français', 'Französisch', 'フランス語', 'ｆｒ'],
  ['ja', 'Japanese', 'japonais', 'Japanisch', '日本語'],
  ['de', 'German', 'allemand', 'Deutsch', 'ドイツ語'],
  ['sk', 'Slovak', 'slovenčina', 'slovaque', 'Slowakisch'],
])('%s has many names', (code, ...names) => {
  for (const name of names) expect([name, languageCode(name)]).toEqual([name, code]);
});

it.each(['', 'xx', 'jp', 'Klingonisch', 'en-GB and fr'])('%j is none', text =>
  expect(languageCode(text)).toBeUndefined(),
);
