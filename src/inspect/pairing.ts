/**
 * How much can take place at most where each person has so many places. By the duality of linear programs: with any price
 * y ≥ 0 for a place of each person, a choice of edges is worth at most Σ places · y + Σ max(0, worth − y of both ends).
 * Prices are halves, as those of the best are (Balinski 1965, "Integer programming: methods, uses, computation"); each in turn
 * is made the best for the others. No search, so a bound, seldom more than a few above the truth.
 */

/** Edges between nodes 0 to `nodes` − 1, each worth 1 or 2. */
export interface Edges {
  readonly nodes: number;
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** `undefined`: 1 each. */
  readonly worth: Uint8Array | undefined;
}

/** Twice the largest worth: prices and worths are counted in halves. */
const LARGEST = 4;
const ROUNDS = 3;

/** Edges by node, so that prices can be found node by node. */
export class Pairing {
  private readonly start: Int32Array;
  /** Edges of node v: incident[start[v] .. start[v + 1]). */
  private readonly incident: Int32Array;
  private readonly counts = new Int32Array(LARGEST + 1);

  /** O(nodes + edges). */
  constructor(private readonly edges: Edges) {
    const { nodes, count, a, b } = edges;
    this.start = new Int32Array(nodes + 2);
    for (let edge = 0; edge < count; edge++) {
      this.start[a[edge] + 2]++;
      this.start[b[edge] + 2]++;
    }
    for (let node = 2; node < nodes + 2; node++) this.start[node] += this.start[node - 1];
    this.incident = new Int32Array(2 * count);
    for (let edge = 0; edge < count; edge++) {
      this.incident[this.start[a[edge] + 1]++] = edge;
      this.incident[this.start[b[edge] + 1]++] = edge;
    }
  }

  /**
   * No choice of edges with at most `places[v]` at each node is worth more; nor more than `enough`, which is given where a
   * first choice of edges shows that this bound would not be lower. `isThere`: of the edges that count; all by default.
   * O(nodes + edges).
   */
  bound(
    places: ArrayLike<number>,
    enough = Number.POSITIVE_INFINITY,
    isThere: (edge: number) => boolean = () => true,
  ): number {
    if (this.isReached(places, enough, isThere)) return enough;
    // Prices that start at nothing end as a cover by few people, those that start at a half keep to it in dense events.
    const found = [0, 1].map(first => this.priced(places, isThere, first));
    return Math.min(enough, Math.floor(Math.min(...found) / 2));
  }

  /** Whether taking each edge that still finds places comes to `enough`. O(edges), mostly far fewer. */
  private isReached(places: ArrayLike<number>, enough: number, isThere: (edge: number) => boolean): boolean {
    const { count, nodes, a, b, worth } = this.edges;
    if (enough === Number.POSITIVE_INFINITY) return false;
    const taken = new Int32Array(nodes);
    let reached = 0;
    for (let edge = 0; edge < count && reached < enough; edge++) {
      const [x, y] = [a[edge], b[edge]];
      if (taken[x] >= places[x] || taken[y] >= places[y] || !isThere(edge)) continue;
      taken[x]++;
      taken[y]++;
      reached += worth === undefined ? 1 : worth[edge];
    }
    return reached >= enough;
  }

  private priced(places: ArrayLike<number>, isThere: (edge: number) => boolean, first: number): number {
    const { nodes, count, a, b } = this.edges;
    const price = new Uint8Array(nodes);
    if (first > 0)
      for (let node = 0; node < nodes; node++)
        price[node] = this.start[node + 1] - this.start[node] > places[node] ? first : 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (let node = 0; node < nodes; node++) price[node] = this.bestPrice(node, places[node], price, isThere);
    }
    let value = 0;
    for (let node = 0; node < nodes; node++) if (price[node] > 0) value += price[node] * places[node];
    for (let edge = 0; edge < count; edge++) {
      if (isThere(edge)) value += Math.max(0, this.worthOf(edge) - price[a[edge]] - price[b[edge]]);
    }
    return value;
  }

  /** What the first edge without a place is worth beyond the other end's price. */
  private bestPrice(node: number, places: number, price: Uint8Array, isThere: (edge: number) => boolean): number {
    const { start, incident, counts, edges } = this;
    if (start[node + 1] - start[node] <= places) return 0;
    counts.fill(0);
    for (let at = start[node]; at < start[node + 1]; at++) {
      const edge = incident[at];
      if (!isThere(edge)) continue;
      const other = edges.a[edge] === node ? edges.b[edge] : edges.a[edge];
      const gain = this.worthOf(edge) - price[other];
      if (gain > 0) counts[gain]++;
    }
    let above = 0;
    for (let gain = LARGEST; gain > 0; gain--) {
      above += counts[gain];
      if (above > places) return gain;
    }
    return 0;
  }

  private worthOf(edge: number): number {
    return this.edges.worth === undefined ? 2 : 2 * this.edges.worth[edge];
  }
}
