/** Countries by name or code in English, French, German and Japanese. */
import { createRequire } from 'node:module';
import type { LocaleData } from 'i18n-iso-countries';
import type { Context } from './context.js';
import { plainText } from './names.js';
import { few, quote } from './text.js';

type Library = typeof import('i18n-iso-countries');

/** Spellings that people use and the library does not know. */
const VARIANTS: Readonly<Record<string, string>> = {
  AE: 'UAE|Emirates|Émirats|EAU|VAE|アラブ首長国連邦|UAE',
  BA: 'Bosnia|Bosnia & Herzegovina|Bosnie|Bosnien|ボスニア',
  BE: 'België|Belgique|白',
  BN: 'Brunei|ブルネイ',
  BO: 'ボリビア',
  BR: 'Brasil',
  CD: 'DR Congo|DRC|Congo - Kinshasa|Congo-Kinshasa|RDC|Kongo-Kinshasa|コンゴ民主共和国',
  CG: 'Congo-Brazzaville|Congo - Brazzaville|Kongo-Brazzaville|コンゴ共和国',
  CH: 'Schweiz|Suisse|Svizzera|スイス連邦',
  CI: "Cote d'Ivoire|Ivory Coast",
  CN: "PRC|People's Republic of China|Mainland China|Chine populaire|Volksrepublik China|VR China|中国|中華人民共和国",
  CV: 'Cabo Verde',
  CZ: 'Czech|Czechia|Tchéquie|Tchequie|Rép. tchèque|Tschechei|Česko|チェコ共和国',
  DE: 'Deutschland|BRD|Allemagne|独',
  DK: 'Danmark',
  EE: 'Eesti',
  ES: 'España',
  FI: 'Suomi',
  FR: 'République française|Französische Republik|仏|仏国',
  GB: 'UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Grande-Bretagne|Angleterre|Écosse|England|Schottland|Großbritannien|英国|イギリス|イングランド|スコットランド|英',
  GR: 'Hellas',
  HK: 'Hong Kong|Hong Kong SAR|Hong Kong SAR China|Hongkong|香港',
  HR: 'Hrvatska',
  HU: 'Magyarország',
  IE: 'Republic of Ireland|Éire',
  IR: 'イラン',
  IT: 'Italia|伊',
  JP: 'Nippon|Nihon|日本国|日',
  KG: 'Kirghizstan',
  KP: 'North Korea|DPRK|Corée du Nord|Nordkorea|北朝鮮',
  KR: 'Korea|Republic of Korea|ROK|S. Korea|Corée|Korea (South)|South Korea|Republik Korea|韓国|大韓民国|한국|대한민국|韓',
  LA: 'Laos|ラオス',
  LT: 'Lietuva',
  LU: 'Luxembourg|Luxemburg|Lëtzebuerg',
  LV: 'Latvija',
  MD: 'Moldova|Moldavie|Republik Moldau|Moldawien|モルドバ',
  MK: 'North Macedonia|Macedonia|Macédoine|Mazedonien|マケドニア',
  MM: 'Myanmar|Burma|Birmanie|Birma|ビルマ',
  MO: 'Macao|Macau|マカオ|澳門',
  NL: 'Holland|The Netherlands|Hollande|Nederland|オランダ王国|蘭',
  NO: 'Norge',
  PL: 'Polska',
  PS: 'Palestine|Palästina|パレスチナ',
  RO: 'România',
  RS: 'Srbija',
  RU: 'Russia|Russian Federation|Russie|Russland|ロシア|ロシア連邦|露',
  SE: 'Sverige',
  SI: 'Slovenija',
  SK: 'Slovakia|Slovak Republic|Slovensko|Slowakische Republik|スロバキア共和国',
  SV: 'Salvador',
  SY: 'Syria|Syrien|シリア',
  TR: 'Turkey|Türkiye|Turquie|Türkei',
  TW: 'Taiwan|Taïwan|Chinese Taipei|ROC|臺灣|台湾',
  TZ: 'Tanzania|Tanzanie',
  US: 'USA|U.S.A.|U.S.|United States|America|États-Unis|Etats-Unis|Amérique|Vereinigte Staaten|Amerika|米国|アメリカ|米',
  VA: 'Vatican|Vatican City|Vatikan|バチカン',
  VE: 'Venezuela|ベネズエラ',
  VN: 'Viet Nam|Vietnam|Viêt Nam|Việt Nam|越南',
  ZA: 'RSA|Südafrika|Afrique du Sud|南ア',
};

/** Not case, accents, width, spaces, points and dashes make the difference. */
function key(text: string): string {
  return plainText(text).replace(/[\s\p{P}]/gu, '');
}

/** Reads cells of `country`. Loads its names with the first cell; one that was read before costs O(1). */
export class CountryCells {
  private names: Map<string, string | undefined> | undefined;
  private readonly known = new Map<string, string>();
  private readonly unknown: string[] = [];

  /** The ISO 3166-1 alpha-2 code of a name or code (alpha-2, alpha-3); any other text as it is, which `report` tells. */
  read(text: string, line: number): string {
    if (text === '') return '';
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.names ??= allNames();
    const code = this.names.get(key(text));
    if (code === undefined) this.unknown.push(`${quote(text)} (line ${line})`);
    this.known.set(text, code ?? text);
    return code ?? text;
  }

  /** Names the texts that are no country, once. */
  report(file: string, context: Context): void {
    const { unknown } = this;
    if (unknown.length === 0) return;
    context.notice(`${file}: no known country, kept as written: ${few(unknown, 5)}`);
  }
}

/** Every name and code → alpha-2 code; `undefined` for a name of two countries (Congo). */
function allNames(): Map<string, string | undefined> {
  const require = createRequire(import.meta.url);
  // The package's own entry loads the names of all its languages.
  const library = require('i18n-iso-countries/index.js') as Library;
  const found = new Map<string, string | undefined>();
  const learn = (name: string, code: string) => {
    const other = found.get(key(name));
    found.set(key(name), other === undefined || other === code ? code : undefined);
  };
  const languages: readonly LocaleData[] = [
    require('i18n-iso-countries/langs/en.json'),
    require('i18n-iso-countries/langs/fr.json'),
    require('i18n-iso-countries/langs/de.json'),
    require('i18n-iso-countries/langs/ja.json'),
  ];
  for (const language of languages) {
    library.registerLocale(language);
    const names = library.getNames(language.locale, { select: 'all' });
    for (const [code, list] of Object.entries(names)) for (const name of list) learn(name, code);
  }
  // What people write beats a rare official name; codes beat all names.
  for (const [code, list] of Object.entries(VARIANTS)) for (const name of list.split('|')) found.set(key(name), code);
  for (const [alpha2, alpha3] of Object.entries(library.getAlpha2Codes())) {
    found.set(key(alpha2), alpha2);
    found.set(key(alpha3), alpha2);
  }
  found.set('uk', 'GB');
  found.set('el', 'GR');
  return found;
}
