// What `npm run bench` is asked for.
import { parseArgs } from 'node:util';

/**
 * @typedef {'S' | 'M' | 'L' | 'XL' | 'XXL'} Size
 * @typedef {'ours' | 'wasm' | 'native' | 'lp' | 'greedy'} EngineName
 * @typedef {'quick' | 'standard' | 'thorough'} Effort
 * @typedef {(typeof MODES)[number]} Mode kind of generated event
 * @typedef {object} Asked
 * @property {'pairs' | 'groups' | 'reading'} mode
 * @property {Size[]} sizes
 * @property {string[]} shapes of group events, by name; empty: all of the sizes
 * @property {(1 | 2)[]} sides
 * @property {Mode[]} modes
 * @property {number[]} seeds
 * @property {string} scores `ranks` or `distinct`
 * @property {Effort[]} efforts one for one-to-ones
 * @property {number} runs of each reader
 * @property {EngineName[]} peers
 * @property {number} peerLimit seconds for each peer and event
 * @property {number} peerColumns largest model a peer is given
 * @property {boolean} write
 */

const HELP = `npm run bench -- [options]
  --groups             group events instead: sizes S, M, L (default S,M), efforts quick,standard; no lp, no greedy
  --shapes "M crunch"  group events of these names only (default all of the sizes)
  --reading            reading alone instead: CPU beside csv-parse (default size XL: 100,000 wishes)
  --runs 5             of each reader, the median counts (default 5)

  --sizes S,M,L        sizes of "ejrc generate": S, M, L, XL, XXL (default S,M,L)
  --seeds 1-3          seeds of the events, such as 1-3 or 2,5 (default 1-3)
  --sides 1,2          1: general, 2: two-sided (default 1,2)
  --modes easy,hard    easy: gaps in people's days; hard: time zones and tight rooms; full: neither; tight: tight rooms
                       alone (default easy,hard)
  --scores ranks       points of wishes: ranks or distinct (default ranks)
  --effort standard    effort of ejrc: quick, standard, thorough (default standard); several with --groups
  --peers all          of wasm,native,lp,greedy those to run beside it, or none (default all)
  --peer-limit 60      seconds for each peer and event (default 60)
  --peer-columns 50000 largest model a peer is given, in columns (default 50000)
  --write              put the tables into test/bench/README.md (default: print only)
`;

/** What each mode takes where nothing is said. */
const USUAL = {
  pairs: { sizes: 'S,M,L', efforts: 'standard' },
  groups: { sizes: 'S,M', efforts: 'quick,standard' },
  reading: { sizes: 'XL', efforts: 'standard' },
};

const MODES = /** @type {const} */ (['easy', 'hard', 'full', 'tight']);
const PEERS = /** @type {const} */ (['wasm', 'native', 'lp', 'greedy']);

/**
 * @template {string} Name
 * @param {string} text
 * @param {readonly Name[]} known
 */
function words(text, known) {
  return text.split(',').map(word => {
    const found = known.find(name => name === word.trim());
    if (found === undefined) throw new Error(`expected some of ${known.join(',')}, got "${word}"`);
    return found;
  });
}

/** @param {string} text such as `1-3` or `2,5` */
function numbers(text) {
  return text.split(',').flatMap(part => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    if (first === undefined) throw new Error(`expected numbers such as 1-3 or 2,5, got "${text}"`);
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, k) => Number(first) + k);
  });
}

/**
 * @param {string[]} args
 * @returns {Asked | string} text to print instead of running
 */
export function parse(args) {
  const option = (/** @type {string} */ value) => ({ type: /** @type {const} */ ('string'), default: value });
  const flag = { type: /** @type {const} */ ('boolean'), default: false };
  const { values } = parseArgs({
    args,
    options: {
      groups: flag,
      reading: flag,
      shapes: option(''),
      runs: option('5'),
      sizes: { type: /** @type {const} */ ('string') },
      seeds: option('1-3'),
      sides: option('1,2'),
      modes: option('easy,hard'),
      scores: option('ranks'),
      effort: { type: /** @type {const} */ ('string') },
      peers: option('all'),
      'peer-limit': option('60'),
      'peer-columns': option('50000'),
      write: flag,
      help: flag,
    },
  });
  if (values.help) return HELP;
  if (values.groups && values.reading) throw new Error('expected one of --groups and --reading, got both');
  const mode = values.groups ? 'groups' : values.reading ? 'reading' : 'pairs';
  const efforts = words(values.effort ?? USUAL[mode].efforts, /** @type {const} */ (['quick', 'standard', 'thorough']));
  if (mode === 'pairs' && efforts.length > 1) throw new Error('expected one --effort without --groups, got several');
  const peers = values.peers === 'all' ? [...PEERS] : values.peers === 'none' ? [] : words(values.peers, PEERS);
  return {
    mode,
    sizes: words(values.sizes ?? USUAL[mode].sizes, /** @type {const} */ (['S', 'M', 'L', 'XL', 'XXL'])),
    shapes: values.shapes.split(',').flatMap(name => name.trim() || []),
    seeds: numbers(values.seeds),
    sides: words(values.sides, /** @type {const} */ (['1', '2'])).map(side => (side === '2' ? 2 : 1)),
    modes: words(values.modes, MODES),
    scores: words(values.scores, /** @type {const} */ (['ranks', 'distinct']))[0],
    efforts,
    runs: numbers(values.runs)[0],
    peers: peers.filter(peer => mode === 'pairs' || (mode === 'groups' && peer !== 'lp' && peer !== 'greedy')),
    peerLimit: numbers(values['peer-limit'])[0],
    peerColumns: numbers(values['peer-columns'])[0],
    write: values.write,
  };
}
