// Whether nobody waits any more for the answer that this thread is at: the flag that `worker.ts` shares with each thread is heard
// at once, while a message would wait for the answer. Plain JavaScript, so that workers run it unbuilt too.
import { workerData } from 'node:worker_threads';

const flag = workerData instanceof Int32Array ? workerData : new Int32Array(1);

/** What an engine answers from then on is nothing that anybody may look at. Never where it runs in no thread of its own. O(1). */
export function isCutShort() {
  return Atomics.load(flag, 0) === 1;
}
