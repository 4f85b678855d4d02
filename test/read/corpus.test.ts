/** One event in each encoding and form: `fixtures/encodings`, see the README there. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { readEvent } from '../../src/read/folder.js';

const CORPUS = fileURLToPath(new URL('../../fixtures/encodings', import.meta.url));

async function readVariant(family: string, variant: string) {
  const folder = join(CORPUS, family, variant);
  const path = (name: string) => join(folder, `${name}.${existsSync(join(folder, 'prefs.xlsx')) ? 'xlsx' : 'csv'}`);
  const files = { prefs: path('prefs'), participants: path('participants'), slots: path('slots') };
  const { event, notices } = await readEvent({ ...files, rooms: '3', discover: false });
  return { event, notices: notices.map(notice => notice.replaceAll(`${folder}/`, '')) };
}

/** What all variants share: everything but the files, and the lines at which rows stand in them. */
function bare({ inputs, wishes, participants, slots, ...rest }: Event) {
  const unplaced = <T extends { readonly line: number }>({ line, ...others }: T) => others;
  return {
    ...rest,
    wishes: [...wishes].map(unplaced),
    participants: participants.map(unplaced),
    slots: slots.map(unplaced),
  };
}

/** Variant → encoding and delimiter that `summary.json` names. */
const SHARED = {
  'utf-8': ['utf-8', ','],
  'utf-8-tab': ['utf-8', '\t'],
  'utf-8-bom': ['utf-8-bom', ';'],
  'utf-16le': ['utf-16le', ';'],
  'utf-16be': ['utf-16be', ';'],
  'utf-16le-without-mark': ['utf-16le', ';'],
  'utf-16be-without-mark': ['utf-16be', ','],
  xlsx: ['xlsx', ''],
} as const;

const FAMILIES: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  latin: {
    ...SHARED,
    'windows-1252': ['windows-1252', ';'],
    'windows-1252-comma': ['windows-1252', ','],
    'excel-french': ['windows-1252', ';'],
    'separator-line': ['windows-1252', ';'],
    untidy: ['windows-1252', ';'],
  },
  japanese: {
    ...SHARED,
    shift_jis: ['shift_jis', ','],
    'shift_jis-tab': ['shift_jis', '\t'],
    'excel-japanese': ['shift_jis', ','],
    'full-width': ['shift_jis', ','],
  },
};

describe.each(Object.entries(FAMILIES))('%s', (family, variants) => {
  it('every variant is listed here', () => {
    expect(readdirSync(join(CORPUS, family)).sort()).toEqual(Object.keys(variants).sort());
  });
  it.each(Object.entries(variants))('%s', async (variant, [encoding, delimiter]) => {
    const { event, notices } = await readVariant(family, variant);
    const plain = await readVariant(family, 'utf-8');
    expect(bare(event)).toEqual(bare(plain.event));
    expect(event.inputs.map(input => input.encoding)).toEqual([encoding, encoding, encoding]);
    expect(event.inputs.find(input => input.table === 'prefs')!.delimiter).toBe(delimiter);
    const said = notices.filter(notice => /^prefs\.\w+: .*(?:UTF|Windows|Shift_JIS|Excel|cells)/.test(notice));
    expect(said).toHaveLength(encoding === 'utf-8' && delimiter === ',' ? 0 : 1);
  });
});

it('and it is the event that was meant', async () => {
  const { event: latin } = await readVariant('latin', 'utf-8');
  expect([...latin.wishes].map(({ from, to, score, note }) => [from, to, score, note])).toEqual([
    ['Hélène', 'Jürgen', 3.5, 'œuvre à deux, 50 €'],
    ['Hélène', 'Núñez', 1, ''],
    ['Jürgen', 'Hélène', 4.25, ''],
    ['Jürgen', 'Zoé', 2, 'zwei Zeilen:\ngroße Straße'],
    ['Núñez', 'Jürgen', 0.5, '¿mañana?'],
    ['Zoé', 'Núñez', 3, 'l’après-midi – si possible'],
    ['Zoé', 'Hélène', 2.5, '« oui »'],
  ]);
  expect(latin.slots.map(slot => `${slot.date} ${slot.start}-${slot.end} ${slot.session}`)).toEqual([
    '2021-05-06 10:00-10:20 Après-midi',
    '2021-05-18 09:00-09:20 Matinée',
    '2021-05-18 09:25-09:45 Matinée',
    '2021-05-18 10:00-10:20 Après-midi',
  ]);
  const { event: japanese } = await readVariant('japanese', 'utf-8');
  expect([...japanese.wishes].map(({ from, to, note }) => [from, to, note])).toEqual([
    ['髙橋', '①岐阜', '㈱日立～東京'],
    ['髙橋', '愛知', ''],
    ['①岐阜', '髙橋', '二行の\nメモ, 十分'],
    ['①岐阜', '﨑山', 'ﾊﾝｶｸ'],
    ['愛知', '①岐阜', '50％－αＡ'],
    ['﨑山', '愛知', 'ソニー・表示'],
  ]);
});
