// Keeps the prices of one event's agendas, and improves them as it is asked. Plain JavaScript, so that it runs unbuilt too. Deterministic.
import { parentPort } from 'node:worker_threads';
import { DiagramPrices } from './diagram-prices.js';

/** @typedef {import('./agenda-prices.js').PriceQuestion} PriceQuestion */
/** @typedef {import('./agenda-prices.js').PriceAnswer} PriceAnswer */

/** @type {DiagramPrices | undefined} */
let prices;

/** What they are about. @type {PriceQuestion['tier']} */
let tier = 'breaks';

/** @param {PriceQuestion} question @returns {PriceAnswer} */
function answer(question) {
  const { agendas, work, upper, isLast } = question;
  if (agendas) {
    prices = new DiagramPrices(agendas);
    tier = 'breaks';
  }
  if (!prices) throw new Error('a session starts with its agendas');
  if (tier !== question.tier) prices.charge(1, question.tier === 'idle' ? 1 : 0);
  tier = question.tier;
  prices.improve(work, upper);
  const isDone = prices.isDone(upper);
  const guides = tier === 'breaks' && (isLast || isDone) && prices.tellAnything;
  return { least: prices.least, isDone, ...(guides && { prices: prices.inBreaks() }) };
}

parentPort?.on('message', question => parentPort?.postMessage(answer(question)));
