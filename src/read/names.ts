/** How names of people and organisations are compared: without case, width, accents, titles and legal forms. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the expression
const ASCII = /^[\x00-\x7f]*$/;
const ONE_WORD = /^[A-Za-z0-9]+$/;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Lower case and half width, accents of Latin, Greek and Cyrillic letters taken off; the marks of kana stay, as ガ is
 * another letter than カ. O(length).
 */
export function plainText(text: string): string {
  if (ASCII.test(text)) return text.trim().toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, letter => LETTERS[letter]!)
    .trim();
}

const TITLES = new Set(
  (
    'mr mrs ms miss mx sir dame dr prof professor phd md ing dipl mag rer nat hc ' +
    'm mme mlle monsieur madame mademoiselle pr professeur docteur herr frau fr doktor'
  ).split(' '),
);
const HONORIFICS = /(?:さん|さま|様|氏|殿|先生|教授|博士)$/u;

/**
 * Two names of a person have the same key when they differ by case, width, accents, punctuation, the order of first
 * and last name, or title words. A name of titles alone keeps them. O(length · log length).
 */
export function nameKey(text: string): string {
  if (ONE_WORD.test(text)) return text.toLowerCase();
  const plain = plainText(text);
  if (CJK.test(plain)) {
    const whole = plain.replace(/[\s\p{P}]/gu, '');
    return whole.replace(HONORIFICS, '') || whole;
  }
  const words = wordsOf(plain);
  const names = words.filter(word => !TITLES.has(word));
  const kept = names.length > 0 ? names : words;
  // The parts of an identifier (P1-2) have an order, those of a name have not.
  return (kept.every(word => /^\p{L}+$/u.test(word)) ? kept.sort() : kept).join(' ');
}

/** The key of a Japanese, Chinese or Korean name with its two parts the other way round; `undefined` where no space parts them. O(length). */
export function turnedKey(text: string): string | undefined {
  if (ASCII.test(text)) return undefined;
  const plain = plainText(text);
  if (!CJK.test(plain)) return undefined;
  const parts = plain
    .replace(HONORIFICS, '')
    .trim()
    .split(/[\s・]+/u);
  return parts.length === 2 ? nameKey(`${parts[1]} ${parts[0]}`) : undefined;
}

function wordsOf(plain: string): string[] {
  return plain
    .replace(/['’`´]/gu, '')
    .split(/[^\p{L}\p{N}&+]+/u)
    .filter(word => word !== '');
}

const FORMS = new Set(
  (
    'ltd limited inc incorporated llc llp plc corp corporation co company gmbh mbh ag kg kgaa ohg gbr ug ev eg ' +
    'sa sas sasu sarl eurl snc sprl srl sr spa bv nv oy oyj ab as asa aps kk se sl slu sro zrt kft doo dd pte pty sdn bhd the'
  ).split(' '),
);
const FORMS_CJK =
  /株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|特定非営利活動法人|独立行政法人|国立大学法人|学校法人|\((?:株|有|同|社|一社|財|公財)\)|有限公司|股份有限公司|주식회사/gu;

/** Two names of an organisation have the same key when they differ by case, width, accents, punctuation or legal form. O(length). */
export function organisationKey(text: string): string {
  if (ONE_WORD.test(text)) return text.toLowerCase();
  const plain = plainText(text);
  if (CJK.test(plain)) {
    const bare = plain.replace(FORMS_CJK, '').replace(/[\s\p{P}]/gu, '');
    if (bare !== '') return bare;
  }
  const words = wordsOf(plain.replace(/\./g, ''));
  let [from, to] = [0, words.length];
  // "& Co. KG" is a legal form of three words.
  while (to - from > 1 && (FORMS.has(words[to - 1]!) || /^[&+]$/.test(words[to - 1]!))) to--;
  while (to - from > 1 && FORMS.has(words[from]!)) from++;
  return words.slice(from, to).join(' ');
}

/**
 * The name as agendas show it. First and last name are joined; beside a first name alone, a `name` is the last one (as
 * in "Nom, Prénom") unless it holds the first name already. Names in Chinese, Japanese or Korean letters begin with the family.
 */
export function fullName(name: string, first: string, last: string): string {
  if (first === '' && last === '') return name;
  if (last === '' && name !== '') return plainText(name).includes(plainText(first)) ? name : joined(first, name);
  return name !== '' && last !== '' && plainText(name) !== plainText(last) ? name : joined(first, last);
}

function joined(first: string, last: string): string {
  return (CJK.test(first + last) ? [last, first] : [first, last]).filter(part => part !== '').join(' ');
}
