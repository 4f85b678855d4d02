/**
 * Which meetings would take place if slots did not matter, at every size: a flow of greatest value by primal–dual successive
 * shortest paths (Ford & Fulkerson 1962; potentials: Edmonds & Karp 1972, doi:10.1145/321694.321699), a blocking flow along
 * tight arcs in each phase. Source → left participant → right participant → sink, one unit a meeting; the first units of a
 * participant are its promises and worth more than all points. Two sides: the flow is integral. Otherwise both sides are all
 * participants (the bipartite double cover) and half the flow is a half-integral selection (Balinski 1965).
 * The final potentials are prices that any schedule obeys; `evaluateBound` turns them into an exact bound.
 */
import FlatQueue from 'flatqueue';
import { hasBit, type Problem } from '../../model/problem.js';
import type { Duals, PromiseTerms } from '../duals.js';
import { type TwoSides, twoSides } from './sides.js';
import { placesOf } from './small.js';

export interface FlowSelection {
  /** 0, 1/2 or 1 for each meeting. */
  readonly fraction: Float64Array;
  readonly duals: Duals;
}

/** Many distinct scores make many phases: beyond this many, or this many arcs looked at in all, the prices take over. */
const MOST_PHASES = 400;
const MOST_ARCS = 5e7;

/** One participant's arc from the source or to the sink: `promised` units worth a bonus each, then plain ones. */
interface Ends {
  readonly places: Int32Array;
  readonly promised: Int32Array;
  readonly used: Int32Array;
}

class Flow {
  readonly carried: Uint8Array;
  /** Value of the best path from the source to each left and right node, and to the sink. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  sink = 0;
  total = 0;
  private readonly source: Ends;
  private readonly drain: Ends;
  private readonly dead: Uint8Array;
  private readonly pointer: Int32Array;

  constructor(
    private readonly problem: Problem,
    private readonly graph: TwoSides,
    terms: PromiseTerms,
    readonly bonus: number,
    private readonly most: number,
  ) {
    const P = problem.participants;
    const places = Int32Array.from({ length: P }, (_, p) => placesOf(problem, p));
    this.source = { places, promised: terms.possible, used: new Int32Array(P) };
    this.drain = { places, promised: terms.possible, used: new Int32Array(P) };
    this.carried = new Uint8Array(graph.tail.length);
    this.left = new Float64Array(P);
    this.right = new Float64Array(P).fill(Number.NEGATIVE_INFINITY);
    this.dead = new Uint8Array(2 * P);
    this.pointer = new Int32Array(2 * P);
    this.start();
  }

  /** Gain of one unit more at an end; minus infinity if its places are used up. */
  private gain(ends: Ends, p: number): number {
    if (ends.used[p] >= ends.places[p]) return Number.NEGATIVE_INFINITY;
    return ends.used[p] < ends.promised[p] ? this.bonus : 0;
  }

  /** Potentials of the empty flow, an acyclic graph. O(arcs). */
  private start(): void {
    const { tail, head, value } = this.graph;
    const P = this.problem.participants;
    for (let p = 0; p < P; p++) this.left[p] = Math.max(0, this.gain(this.source, p));
    for (let arc = 0; arc < tail.length; arc++) {
      const reach = this.left[tail[arc]] + value[arc];
      if (reach > this.right[head[arc]]) this.right[head[arc]] = reach;
    }
    this.sink = Number.NEGATIVE_INFINITY;
    for (let p = 0; p < P; p++) {
      if (this.right[p] === Number.NEGATIVE_INFINITY) this.right[p] = 0;
      else this.sink = Math.max(this.sink, this.right[p] + this.gain(this.drain, p));
    }
  }

  /** Augments along paths of the best value until it is not positive; false if there are too many different values. */
  run(): boolean {
    const phases = Math.max(MOST_PHASES, MOST_ARCS / Math.max(1, this.graph.tail.length));
    for (let phase = 0; phase < phases; phase++) {
      if (!(this.sink > 0) || this.total >= this.most) return true;
      this.block();
      if (this.total >= this.most) return true;
      if (!this.update()) return true;
    }
    return false;
  }

  /** Sends units along arcs without slack until no path of them is left. */
  private block(): void {
    const P = this.problem.participants;
    this.dead.fill(0);
    for (let p = 0; p < P; p++) {
      this.pointer[p] = this.graph.outStart[p];
      this.pointer[P + p] = this.graph.inStart[p];
    }
    for (let p = 0; p < P; p++) {
      while (this.total < this.most && this.gain(this.source, p) === this.left[p] && this.augment(p)) this.total++;
    }
  }

  /** Depth-first along tight arcs from left node p; applies the path it finds. */
  private augment(p: number): boolean {
    const { graph, dead, carried } = this;
    const P = this.problem.participants;
    if (dead[p] === 1) return false;
    const nodes = [p];
    const arcs: number[] = [];
    dead[p] = 1;
    while (nodes.length > 0) {
      const node = nodes[nodes.length - 1];
      if (node >= P && this.gain(this.drain, node - P) + this.right[node - P] === this.sink) {
        for (const arc of arcs) carried[arc] ^= 1;
        this.source.used[p]++;
        this.drain.used[node - P]++;
        for (const visited of nodes) dead[visited] = 0;
        return true;
      }
      const arc = this.nextArc(node);
      if (arc < 0) {
        nodes.pop();
        arcs.pop();
        continue;
      }
      const next = node < P ? P + graph.head[arc] : graph.tail[arc];
      dead[next] = 1;
      nodes.push(next);
      arcs.push(arc);
    }
    return false;
  }

  /** The next tight residual arc of a node to one that is not dead, -1 if there is none. */
  private nextArc(node: number): number {
    const { graph, dead, carried, left, right, pointer } = this;
    const { tail, head, value, outStart, inStart, incoming } = graph;
    const P = this.problem.participants;
    if (node < P) {
      for (; pointer[node] < outStart[node + 1]; pointer[node]++) {
        const arc = pointer[node];
        const q = head[arc];
        if (carried[arc] === 0 && dead[P + q] === 0 && left[node] + value[arc] === right[q]) return arc;
      }
      return -1;
    }
    for (; pointer[node] < inStart[node - P + 1]; pointer[node]++) {
      const arc = incoming[pointer[node]];
      const p = tail[arc];
      if (carried[arc] === 1 && dead[p] === 0 && right[node - P] - value[arc] === left[p]) return arc;
    }
    return -1;
  }

  /** Dijkstra on slacks up to the sink, then potentials fall by the distances; false if no path of positive value is left. */
  private update(): boolean {
    const { graph, carried, left, right } = this;
    const { tail, head, value, outStart, inStart, incoming } = graph;
    const P = this.problem.participants;
    const distance = new Float64Array(2 * P).fill(Number.POSITIVE_INFINITY);
    const settled = new Uint8Array(2 * P);
    const queue = new FlatQueue<number>();
    let sink = Number.POSITIVE_INFINITY;
    const reach = (node: number, length: number): void => {
      if (length >= distance[node]) return;
      distance[node] = length;
      queue.push(node, length);
    };
    for (let p = 0; p < P; p++) {
      const gain = this.gain(this.source, p);
      if (gain >= 0) reach(p, left[p] - gain);
    }
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (settled[node] === 1) continue;
      if (distance[node] >= sink) break;
      settled[node] = 1;
      const length = distance[node];
      if (node < P) {
        for (let arc = outStart[node]; arc < outStart[node + 1]; arc++) {
          if (carried[arc] === 0) reach(P + head[arc], length + right[head[arc]] - left[node] - value[arc]);
        }
        continue;
      }
      const q = node - P;
      sink = Math.min(sink, length + this.sink - right[q] - this.gain(this.drain, q));
      for (let i = inStart[q]; i < inStart[q + 1]; i++) {
        const arc = incoming[i];
        if (carried[arc] === 1) reach(tail[arc], length + left[tail[arc]] - right[q] + value[arc]);
      }
    }
    const found = sink < this.sink;
    // No path of positive value is left: the sink falls to 0 and no further.
    sink = Math.min(sink, this.sink);
    for (let p = 0; p < P; p++) {
      left[p] -= Math.min(distance[p], sink);
      right[p] -= Math.min(distance[P + p], sink);
    }
    this.sink -= sink;
    return found;
  }
}

/** The limit that counts every meeting, -1 if there is none. */
function totalLimit(problem: Problem): number {
  for (let j = 0; j < problem.limits; j++) if (problem.kindLimits.every(limits => limits.includes(j))) return j;
  return -1;
}

/**
 * O(phases · (arcs · log people)) for the paths; phases are the distinct values of paths, few where points are ranks.
 * @returns `undefined` where there are too many, or sums leave the exact range of doubles
 */
export function selectByFlow(problem: Problem, terms: PromiseTerms): FlowSelection | undefined {
  const { meetings: E, points, slots: T, capacity } = problem;
  let total = 1;
  for (let e = 0; e < E; e++) total += points[e];
  if (total * problem.participants * 8 > 2 ** 52) return undefined;
  const graph = twoSides(problem);
  const copies = graph.doubled ? 2 : 1;
  const limit = totalLimit(problem);
  let most = Number.POSITIVE_INFINITY;
  if (limit >= 0) most = copies * capacity.subarray(limit * T, (limit + 1) * T).reduce((sum, rooms) => sum + rooms, 0);
  const flow = new Flow(problem, graph, terms, total, most);
  if (!flow.run()) return undefined;
  const fraction = new Float64Array(E);
  flow.carried.forEach((unit, arc) => {
    fraction[graph.meeting[arc]] += unit / copies;
  });
  return { fraction, duals: toDuals(problem, terms, flow, graph, limit) };
}

/** Potentials as prices of places, maxima, rooms and rewards of promises, in halves of a point. */
function toDuals(problem: Problem, terms: PromiseTerms, flow: Flow, graph: TwoSides, limit: number): Duals {
  const { participants: P, slots: T, words: W, available, maxMeetings, parallel } = problem;
  const sink = Math.max(0, flow.sink);
  const unit = 2;
  const duals: Duals = {
    unit,
    pi: new Float64Array(P * T),
    rho: new Float64Array(problem.limits * T),
    mu: new Float64Array(P),
    theta: new Float64Array(P),
    sigma: flow.bonus * unit,
  };
  for (let p = 0; p < P; p++) {
    const worths: number[] = [];
    if (graph.doubled || graph.isLeft[p] === 1) worths.push(flow.left[p]);
    if (graph.doubled || graph.isLeft[p] === 0) worths.push(sink - flow.right[p]);
    const worth = (worths.reduce((sum, x) => sum + x, 0) / worths.length) * unit;
    duals.theta[p] = Math.min(duals.sigma, Math.max(0, worth));
    const price = Math.max(0, -worth);
    if (terms.possible[p] === 0) duals.theta[p] = 0;
    let slots = 0;
    for (let t = 0; t < T; t++) if (hasBit(available, p * W, t)) slots++;
    if (maxMeetings[p] < slots * parallel[p]) duals.mu[p] = price;
    else for (let t = 0; t < T; t++) if (hasBit(available, p * W, t)) duals.pi[p * T + t] = price;
  }
  if (limit >= 0) duals.rho.fill(sink * unit, limit * T, (limit + 1) * T);
  return duals;
}
