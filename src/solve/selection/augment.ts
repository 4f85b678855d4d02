/**
 * Leads excess to where units are lacking along ways of least loss: one search from all excess at once, which moves the prices
 * so that those ways lose nothing, then as many units along them as fit (primal–dual method; Ford & Fulkerson 1962, "Flows in
 * networks"). Ways only go forward in the order of the search, so that none is looked at twice, as in Dinic's level graphs.
 */
import { Buckets } from './buckets.js';
import type { Circulation } from './circulation.js';
import type { Residual } from './residual.js';

export class Augmenter {
  /** Half arcs and ends looked at by the last search. */
  work = 0;
  /** Change of prices since the residual arcs were built. */
  private readonly moved: Float64Array;
  private readonly distance: Float64Array;
  /** Place of each node in the order of the search, 0 for those not reached. */
  private readonly order: Int32Array;
  private readonly pointer: Int32Array;
  private readonly reached: Int32Array;
  private count = 0;
  private nearestLack = 0;
  private readonly buckets = new Buckets();

  constructor(
    private readonly circulation: Circulation,
    private readonly residual: Residual,
  ) {
    const nodes = circulation.price.length;
    this.moved = new Float64Array(nodes);
    this.distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    this.order = new Int32Array(nodes);
    this.pointer = new Int32Array(nodes);
    this.reached = new Int32Array(nodes);
  }

  /** One search and the units it finds ways for; false if no excess was left. O(arcs · log distances). */
  step(): boolean {
    if (!this.search()) return false;
    const { excess } = this.circulation;
    for (let i = 0; i < this.count; i++) {
      const node = this.reached[i];
      while (excess[node] > 0 && this.sendFrom(node));
    }
    for (let i = 0; i < this.count; i++) {
      const node = this.reached[i];
      this.distance[node] = Number.POSITIVE_INFINITY;
      this.order[node] = 0;
    }
    return true;
  }

  /** Puts the changes of prices and arcs into the circulation. */
  writeBack(): void {
    const { price } = this.circulation;
    for (let node = 0; node < price.length; node++) price[node] += this.moved[node];
    this.moved.fill(0);
    this.residual.writeBack();
  }

  /** Dijkstra as far as the nearest lack. */
  private search(): boolean {
    const { circulation, distance, order, buckets, pointer, moved, reached } = this;
    const { excess, people: P, source } = circulation;
    this.count = 0;
    this.work = excess.length;
    this.nearestLack = Number.POSITIVE_INFINITY;
    for (let node = 0; node < excess.length; node++) if (excess[node] > 0) this.reach(node, 0);
    let rank = 0;
    for (let least = buckets.least; least !== undefined; least = buckets.least) {
      if (least <= this.nearestLack) {
        const list = buckets.nearest();
        for (let i = 0; i < list.length; i++) {
          const node = list[i];
          if (order[node] > 0 || distance[node] !== least) continue;
          order[node] = ++rank;
          pointer[node] = node < source ? this.residual.start[node] : node === source ? 0 : P;
          if (excess[node] < 0) continue;
          if (node < source) this.lookFrom(node);
          else this.lookFromHub(node);
        }
      }
      buckets.drop();
    }
    for (let i = 0; i < this.count; i++) {
      const node = reached[i];
      const nearer = this.nearestLack - distance[node];
      if (nearer > 0) moved[node] += nearer;
    }
    return this.count > 0;
  }

  private reach(node: number, length: number): void {
    if (length >= this.distance[node] || length > this.nearestLack) return;
    if (this.distance[node] === Number.POSITIVE_INFINITY) this.reached[this.count++] = node;
    this.distance[node] = length;
    if (this.circulation.excess[node] < 0) this.nearestLack = length;
    this.buckets.push(node, length);
  }

  private lookFrom(node: number): void {
    const { residual, moved, distance } = this;
    const { start, to, loss, open } = residual;
    const base = distance[node] - moved[node];
    const end = start[node + 1];
    for (let h = start[node]; h < end; h++) {
      if (open[h] === 0) continue;
      const next = to[h];
      const length = base + moved[next] + loss[h];
      if (length < distance[next] && length <= this.nearestLack) this.reach(next, length);
    }
    this.work += end - start[node];
    const hub = node < this.circulation.people ? this.circulation.source : this.circulation.drain;
    this.reach(hub, distance[node] + this.lossToHub(node));
  }

  private lookFromHub(hub: number): void {
    const { people: P, source, drain } = this.circulation;
    const first = hub === source ? 0 : P;
    for (let node = first; node < first + P; node++) this.reach(node, this.distance[hub] + this.lossFromHub(node));
    this.work += P;
    const other = hub === source ? drain : source;
    this.reach(other, this.distance[hub] + this.lossBetweenHubs(hub));
  }

  private levelOf(node: number): number {
    return this.circulation.price[node] + this.moved[node];
  }

  private lossToHub(node: number): number {
    const { circulation } = this;
    if (node < circulation.people)
      return circulation.last(node) + this.levelOf(circulation.source) - this.levelOf(node);
    return this.levelOf(circulation.drain) - this.levelOf(node) - circulation.more(node);
  }

  private lossFromHub(node: number): number {
    const { circulation } = this;
    if (node < circulation.people)
      return this.levelOf(node) - this.levelOf(circulation.source) - circulation.more(node);
    return circulation.last(node) + this.levelOf(node) - this.levelOf(circulation.drain);
  }

  private lossBetweenHubs(from: number): number {
    const { source, drain, total, ends } = this.circulation;
    const level = this.levelOf(drain) - this.levelOf(source);
    if (from === drain) return total < ends.most ? -level : Number.POSITIVE_INFINITY;
    return total > 0 ? level : Number.POSITIVE_INFINITY;
  }

  /** Depth-first along ways without loss, forward in the order of the search; moves a unit if some lack is found. */
  private sendFrom(first: number): boolean {
    const { excess } = this.circulation;
    const nodes = [first];
    const halves: number[] = [];
    while (nodes.length > 0) {
      const node = nodes[nodes.length - 1];
      if (excess[node] < 0) break;
      const next = this.next(node);
      if (next >= 0) {
        nodes.push(next);
        halves.push(this.pointer[node]);
        continue;
      }
      // Nothing leads on from here: nobody needs to come again.
      this.order[node] = 0;
      nodes.pop();
      halves.pop();
    }
    if (nodes.length === 0) return false;
    excess[first]--;
    excess[nodes[nodes.length - 1]]++;
    for (let i = 0; i < halves.length; i++) this.move(nodes[i], nodes[i + 1], halves[i]);
    return true;
  }

  /** The next node a unit can go to without loss, -1 if there is none; leaves the pointer at the half arc to it. */
  private next(node: number): number {
    const { residual, circulation, moved, order, pointer } = this;
    const { people: P, source, drain } = circulation;
    const rank = order[node];
    if (node < source) {
      const { start, to, loss, open } = residual;
      const end = start[node + 1];
      for (let h = pointer[node]; h < end; h++) {
        if (open[h] === 1 && order[to[h]] > rank && moved[to[h]] + loss[h] === moved[node]) {
          pointer[node] = h;
          return to[h];
        }
      }
      pointer[node] = end;
      const hub = node < P ? source : drain;
      return order[hub] > rank && this.lossToHub(node) === 0 ? hub : -1;
    }
    const end = node === source ? P : 2 * P;
    for (; pointer[node] < end; pointer[node]++) {
      const next = pointer[node];
      if (order[next] > rank && this.lossFromHub(next) === 0) return next;
    }
    const other = node === source ? drain : source;
    return order[other] > rank && this.lossBetweenHubs(node) === 0 ? other : -1;
  }

  private move(from: number, to: number, half: number): void {
    const { circulation, residual } = this;
    const { people: P, source, drain, used } = circulation;
    if (from < source && to < source) residual.send(half);
    else if (from < source) used[from] += from < P ? -1 : 1;
    else if (to < source) used[to] += to < P ? 1 : -1;
    else circulation.total += from === drain ? 1 : -1;
  }
}
