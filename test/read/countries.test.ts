import { describe, expect, it } from 'vitest';
import { Context } from '../../src/read/context.js';
import { CountryCells } from '../../src/read/countries.js';
import { read } from './tables.js';

const codeOf = (text: string) => new CountryCells().read(text, 2);

describe('countries', () => {
  it.each([
    ['JP', 'JP', 'jpn', 'Japan', 'Japon', '日本', '日本国', 'ＪＡＰＡＮ'],
    [
      'GB',
      'UK',
      'U.K.',
      'gbr',
      'United Kingdom',
      'Royaume-Uni',
      'Vereinigtes Königreich',
      '英国',
      'イギリス',
      'Scotland',
    ],
    ['US', 'USA', 'U.S.A.', 'United States', 'États-Unis', 'Etats Unis', 'Vereinigte Staaten', '米国', 'アメリカ'],
    ['KR', 'Korea', 'South Korea', 'Republic of Korea', 'Corée du Sud', 'Südkorea', '韓国', '大韓民国'],
    ['CZ', 'Czechia', 'Czech Republic', 'Tchéquie', 'République tchèque', 'Tschechien', 'チェコ'],
    ['FR', 'France', 'Frankreich', 'フランス', '仏'],
    ['DE', 'Germany', 'Allemagne', 'Deutschland', 'ドイツ'],
    ['NL', 'The Netherlands', 'Holland', 'Pays-Bas', 'Niederlande', 'オランダ'],
    ['CN', 'China', 'Chine', '中国'],
    ['CI', 'Côte d’Ivoire', "Cote d'Ivoire", 'Ivory Coast', 'Elfenbeinküste'],
    ['TR', 'Turkey', 'Türkiye', 'Turquie', 'Türkei', 'トルコ'],
    ['GR', 'EL', 'Greece', 'Grèce', 'Griechenland', 'ギリシャ'],
  ])('%s has many names', (code, ...names) => {
    for (const name of names) expect([name, codeOf(name)]).toEqual([name, code]);
  });
  it('has two of one name, which is no code', () => expect(codeOf('Congo')).toBe('Congo'));
  it('keeps what it does not know, and says so once', () => {
    const [cells, context] = [new CountryCells(), new Context()];
    expect(['Atlantis', 'FR', 'Atlantis', '', 'EU'].map((text, i) => cells.read(text, i + 2))).toEqual([
      'Atlantis',
      'FR',
      'Atlantis',
      '',
      'EU',
    ]);
    cells.report('participants.csv', context);
    expect(context.notices).toEqual([
      'participants.csv: no known country, kept as written: "Atlantis" (line 2), "EU" (line 6)',
    ]);
  });
  it('are codes in the event', async () => {
    const { event } = await read({
      'prefs.csv': 'from,to\nA,B\n',
      'participants.csv': 'id,Pays\nA,Allemagne\nB,英国\n',
    });
    expect(event.participants.map(p => p.country)).toEqual(['DE', 'GB']);
  });
});
