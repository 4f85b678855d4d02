/** The meetings with which a first schedule is filled, in their order. */
import type { Engine } from '../model/outcome.js';
import type { Problem } from '../model/problem.js';
import type { FillOrder } from './anneal.js';
import type { Budget } from './budget.js';
import type { PromiseTerms } from './duals.js';
import type { MeetingWork } from './meeting-work.js';
import type { FlowSelection } from './selection/flow.js';
import { fillOrder } from './selection/order.js';
import { MOST_SMALL_MEETINGS, selectSmall } from './selection/small.js';
import { selectFitting } from './short-slots.js';

export interface FirstSelection {
  /** Selected meetings first, then by points. */
  readonly order: FillOrder;
  /** With its potentials, which are the first prices. */
  readonly flow: FlowSelection | undefined;
}

/** By the flow, and by the readable engine where few meetings are to be selected. */
export async function firstSelection(
  problem: Problem,
  terms: PromiseTerms,
  engine: Engine,
  budget: Budget,
  { isHuge, alike }: MeetingWork,
): Promise<FirstSelection> {
  const usesFlow = engine === 'auto' || engine === 'flow';
  const flow = usesFlow ? await selectFitting(problem, terms, budget, isHuge, alike) : undefined;
  const readable = engine === 'lp' || (engine === 'auto' && problem.meetings <= MOST_SMALL_MEETINGS);
  const small = readable ? await selectSmall(problem, terms) : undefined;
  return { order: await fillOrder(problem, small ?? flow?.fraction, budget), flow };
}
