import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edges, Pairing } from '../../src/inspect/pairing.js';
import { runs } from '../helpers/runs.js';

const arbGraph = fc
  .record({
    places: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 6 }),
    ends: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(1, 1, 2), fc.boolean()), { maxLength: 9 }),
  })
  .map(({ places, ends }) => {
    const nodes = places.length;
    const edges = ends.filter(([a, b]) => a % nodes !== b % nodes);
    return { places, edges: edges.map(([a, b, worth, there]) => ({ a: a % nodes, b: b % nodes, worth, there })) };
  });

function toEdges({ places, edges }: { places: number[]; edges: { a: number; b: number; worth: number }[] }): Edges {
  return {
    nodes: places.length,
    count: edges.length,
    a: Int32Array.from(edges, ({ a }) => a),
    b: Int32Array.from(edges, ({ b }) => b),
    worth: Uint8Array.from(edges, ({ worth }) => worth),
  };
}

/** The best choice of edges, by trying all. */
function best(places: readonly number[], edges: readonly { a: number; b: number; worth: number }[]): number {
  if (edges.length === 0) return 0;
  const [{ a, b, worth }, ...rest] = edges;
  const without = best(places, rest);
  if (places[a] === 0 || places[b] === 0) return without;
  const left = places.map((number, node) => (node === a || node === b ? number - 1 : number));
  return Math.max(without, worth + best(left, rest));
}

describe('Pairing', () => {
  it('bounds every choice of edges, and mostly is the best of them', () => {
    let [exact, all] = [0, 0];
    fc.assert(
      fc.property(arbGraph, fc.integer({ min: 0, max: 9 }), (graph, enough) => {
        const pairing = new Pairing(toEdges(graph));
        const truth = best(graph.places, graph.edges);
        const bound = pairing.bound(graph.places);
        expect(bound).toBeGreaterThanOrEqual(truth);
        expect(pairing.bound(graph.places, enough)).toBe(Math.min(bound, enough));
        const some = graph.edges.filter(({ there }) => there);
        const ofSome = pairing.bound(graph.places, undefined, edge => graph.edges[edge].there);
        expect(ofSome).toBeGreaterThanOrEqual(best(graph.places, some));
        expect(ofSome).toBeLessThanOrEqual(some.reduce((sum, { worth }) => sum + worth, 0));
        all++;
        if (bound === truth) exact++;
      }),
      runs(500),
    );
    expect(exact / all).toBeGreaterThan(0.9);
  });

  it('a star holds as much as its middle, a triangle of single places one edge and a half', () => {
    const star = [1, 2, 3, 4].map(b => ({ a: 0, b, worth: 1 }));
    expect(new Pairing(toEdges({ places: [2, 1, 1, 1, 1], edges: star })).bound([2, 1, 1, 1, 1])).toBe(2);
    const triangle = [
      { a: 0, b: 1, worth: 2 },
      { a: 1, b: 2, worth: 2 },
      { a: 0, b: 2, worth: 2 },
    ];
    expect(new Pairing(toEdges({ places: [1, 1, 1], edges: triangle })).bound([1, 1, 1])).toBe(3);
  });
});
