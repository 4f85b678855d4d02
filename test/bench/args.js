// What `npm run bench` is asked for.
import { parseArgs } from 'node:util';

/**
 * @typedef {'S' | 'M' | 'L' | 'XL' | 'XXL'} Size
 * @typedef {'ours' | 'wasm' | 'native' | 'lp' | 'greedy'} EngineName
 * @typedef {object} Asked
 * @property {Size[]} sizes
 * @property {(1 | 2)[]} sides
 * @property {boolean[]} hard
 * @property {number[]} seeds
 * @property {string} scores `ranks` or `distinct`
 * @property {'quick' | 'standard' | 'thorough'} effort
 * @property {EngineName[]} peers
 * @property {number} peerLimit seconds for each peer and event
 * @property {number} peerColumns largest model a peer is given
 * @property {boolean} write
 */

const HELP = `npm run bench -- [options]
  --sizes S,M,L        sizes of "ejrc generate": S, M, L, XL, XXL (default S,M,L)
  --seeds 1-3          seeds of the events, such as 1-3 or 2,5 (default 1-3)
  --sides 1,2          1: general, 2: two-sided (default 1,2)
  --modes easy,hard    time zones and tight rooms, or not (default easy,hard)
  --scores ranks       points of wishes: ranks or distinct (default ranks)
  --effort standard    effort of ejrc: quick, standard, thorough (default standard)
  --peers all          of wasm,native,lp,greedy those to run beside it, or none (default all)
  --peer-limit 60      seconds for each peer and event (default 60)
  --peer-columns 50000 largest model a peer is given, in columns (default 50000)
  --write              put the tables into test/bench/README.md (default: print only)
`;

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
      sizes: option('S,M,L'),
      seeds: option('1-3'),
      sides: option('1,2'),
      modes: option('easy,hard'),
      scores: option('ranks'),
      effort: option('standard'),
      peers: option('all'),
      'peer-limit': option('60'),
      'peer-columns': option('50000'),
      write: flag,
      help: flag,
    },
  });
  if (values.help) return HELP;
  return {
    sizes: words(values.sizes, /** @type {const} */ (['S', 'M', 'L', 'XL', 'XXL'])),
    seeds: numbers(values.seeds),
    sides: words(values.sides, /** @type {const} */ (['1', '2'])).map(side => (side === '2' ? 2 : 1)),
    hard: words(values.modes, /** @type {const} */ (['easy', 'hard'])).map(mode => mode === 'hard'),
    scores: words(values.scores, /** @type {const} */ (['ranks', 'distinct']))[0],
    effort: words(values.effort, /** @type {const} */ (['quick', 'standard', 'thorough']))[0],
    peers: values.peers === 'all' ? [...PEERS] : values.peers === 'none' ? [] : words(values.peers, PEERS),
    peerLimit: numbers(values['peer-limit'])[0],
    peerColumns: numbers(values['peer-columns'])[0],
    write: values.write,
  };
}
