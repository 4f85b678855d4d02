/** Linear assignment of n rows to m ≥ n columns at least cost. */

/**
 * Shortest augmenting paths (Jonker & Volgenant 1987, doi:10.1007/BF02278710), O(n²m).
 * @param cost row-major n × m; a pair that must not be used has a cost above the sum of all others
 * @returns the column of each row
 */
export function assign(cost: Float64Array, n: number, m: number): Int32Array {
  const potentialRow = new Float64Array(n + 1);
  const potentialColumn = new Float64Array(m + 1);
  const rowOf = new Int32Array(m + 1);
  const way = new Int32Array(m + 1);
  const least = new Float64Array(m + 1);
  const used = new Uint8Array(m + 1);
  for (let i = 1; i <= n; i++) {
    rowOf[0] = i;
    least.fill(Number.POSITIVE_INFINITY);
    used.fill(0);
    let column = 0;
    do {
      used[column] = 1;
      const row = rowOf[column];
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= m; j++) {
        if (used[j] === 1) continue;
        const reduced = cost[(row - 1) * m + j - 1] - potentialRow[row] - potentialColumn[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          way[j] = column;
        }
        // Among equals a free column ends the search at once.
        if (least[j] < delta || (least[j] === delta && rowOf[j] === 0 && rowOf[next] !== 0)) {
          delta = least[j];
          next = j;
        }
      }
      for (let j = 0; j <= m; j++) {
        if (used[j] === 1) {
          potentialRow[rowOf[j]] += delta;
          potentialColumn[j] -= delta;
        } else least[j] -= delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = way[column];
      rowOf[column] = rowOf[previous];
      column = previous;
    }
  }
  const columnOf = new Int32Array(n);
  for (let j = 1; j <= m; j++) if (rowOf[j] > 0) columnOf[rowOf[j] - 1] = j - 1;
  return columnOf;
}
