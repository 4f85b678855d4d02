import { plainText } from './names.js';

/** ISO 639-1. */
const CODES = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et ' +
    'eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk ' +
    'kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny ' +
    'oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk ' +
    'tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
);

/** The languages in which names of languages are known, besides each one's own. */
const SPEECHES = ['en', 'fr', 'de', 'ja'];

let names: Map<string, string> | undefined;

/**
 * The code of ISO 639-1 for a code or a name: in English, French, German, Japanese or the language itself (`ja`,
 * `Japanese`, `japonais`, `日本語`); `undefined` for any other text. O(1), but for the first name.
 */
export function languageCode(text: string): string | undefined {
  const plain = plainText(text);
  if (CODES.has(plain)) return plain;
  names ??= allNames();
  return names.get(plain);
}

function allNames(): Map<string, string> {
  const found = new Map<string, string>();
  const inSpeech = SPEECHES.map(speech => new Intl.DisplayNames([speech], { type: 'language', fallback: 'none' }));
  for (const code of CODES) {
    for (const speech of [new Intl.DisplayNames([code], { type: 'language', fallback: 'none' }), ...inSpeech]) {
      const name = speech.of(code);
      if (name !== undefined && !found.has(plainText(name))) found.set(plainText(name), code);
    }
  }
  return found;
}
