/** A queue of nodes by distance, first in first out among equals: a heap of the distances, a list for each. */
import FlatQueue from 'flatqueue';

export class Buckets {
  private readonly distances = new FlatQueue<number[]>();
  private readonly lists = new Map<number, number[]>();

  /** O(1), and O(log distances) for a distance that is not in the queue yet. */
  push(node: number, distance: number): void {
    let list = this.lists.get(distance);
    if (list === undefined) {
      list = [];
      this.lists.set(distance, list);
      this.distances.push(list, distance);
    }
    list.push(node);
  }

  /** The least distance, `undefined` if the queue is empty. */
  get least(): number | undefined {
    return this.distances.peekValue();
  }

  /** The nodes of the least distance, to which more of them may be added while they are read; then `drop` it. */
  nearest(): readonly number[] {
    return this.distances.peek()!;
  }

  drop(): void {
    const distance = this.distances.peekValue()!;
    this.distances.pop();
    this.lists.delete(distance);
  }
}
