/** The options of `ejrc generate`, with meaning, unit and default. */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { DEFAULTS, RANGES, SIZES, type Size } from '../generate/options.js';
import { parsePath } from './parsers.js';

type Numeric = keyof typeof RANGES;

/** A whole number in the range of `name`. */
function number<const Flags extends string>(flags: Flags, name: Numeric, text: string) {
  const [least, most] = RANGES[name];
  return new Option(flags, text).argParser(given => {
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `expected a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}, got "${given}".`,
    );
  });
}

const SIZE_NAMES = Object.keys(SIZES) as Size[];

function sizeWords(): string {
  const words = Object.entries(SIZES).map(
    ([size, { people, wishes, slots, rooms }]) => `${size} ${people}/${wishes}/${slots}/${rooms}`,
  );
  return words.join(', ');
}

export const synthetic = {
  size: new Option('--size <name>', `people/wishes/slots/rooms: ${sizeWords()}`)
    .choices(SIZE_NAMES)
    .default('M' as const),
  people: number('--people <number>', 'people', 'how many people take part (default: that of the size)'),
  wishes: number('--wishes <number>', 'wishes', 'how many wishes they have together (default: that of the size)'),
  slots: number('--slots <number>', 'slots', 'how many slots there are (default: that of the size)'),
  rooms: number(
    '--rooms <number>',
    'rooms',
    'how many rooms there are (default: that of the size; with --hard seven tenths of it)',
  ),
  sides: number(
    '--sides <number>',
    'sides',
    '2: two sides, half of the people each, and every wish goes across; 1: no sides',
  ).default(DEFAULTS.sides as number),
  hard: new Option(
    '--hard',
    'people live in three time zones and can meet in three fifths of a day; rooms are tight (default: no)',
  ),
  availability: number(
    '--availability <percent>',
    'availability',
    `slots of its day in which a person can meet, in percent (default: ${DEFAULTS.availability}; with --hard 100)`,
  ),
  days: number('--days <number>', 'days', 'days over which the slots are spread').default(DEFAULTS.days as number),
  scores: new Option('--scores <kind>', 'ranks: everyone ranks its wishes; distinct: no two wishes have the same score')
    .choices(['ranks', 'distinct'] as const)
    .default(DEFAULTS.scores as 'ranks' | 'distinct'),
  skew: number(
    '--skew <number>',
    'skew',
    'how unevenly the wishes fall: 0 all are equally wanted, 9 few get most',
  ).default(DEFAULTS.skew as number),
  hosts: number(
    '--hosts <number>',
    'hosts',
    'people who hold group sessions; up to three in ten wishes are for seats in these, more where most people hold some',
  ).default(DEFAULTS.hosts as number),
  sessions: number('--sessions <number>', 'sessions', 'sessions that a host holds at most').default(
    DEFAULTS.sessions as number,
  ),
  mutual: number(
    '--mutual <percent>',
    'mutual',
    'wishes that answer a wish of the other where one is left to answer, in percent',
  ).default(DEFAULTS.mutual as number),
  out: new Option('--out <folder>', 'folder for the tables').argParser(parsePath).default('event'),
};
