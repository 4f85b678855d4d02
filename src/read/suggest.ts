import { distance } from 'fastest-levenshtein';
import { looseKey, quote } from './text.js';

/** Comparisons spent on suggestions in one run: a wrong table of 100,000 rows must not take minutes. */
const MOST_COMPARISONS = 20_000_000;

/** Finds what was probably meant. Deterministic: the same faults get the same suggestions. */
export class Suggester {
  private spent = 0;
  private readonly forms = new WeakMap<readonly string[], string[]>();

  /**
   * The nearest candidate if it is close: equal without case and accents, one beginning with the other,
   * or an edit distance of at most a third of the longer word. O(candidates · length²).
   */
  nearest(text: string, candidates: readonly string[]): string | undefined {
    if (this.spent > MOST_COMPARISONS || text.length > 200) return undefined;
    this.spent += candidates.length;
    const wanted = looseKey(text);
    const forms = this.looseForms(candidates);
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    forms.forEach((form, i) => {
      const cost = wordCost(wanted, form, bestCost);
      if (cost < bestCost) [best, bestCost] = [i, cost];
    });
    return candidates[best];
  }

  /** `did you mean "Gifu"?`, or the other action if nothing is close. */
  action(text: string, candidates: readonly string[], otherwise: string): string {
    const near = this.nearest(text, candidates);
    return near === undefined ? otherwise : `did you mean ${quote(near)}?`;
  }

  private looseForms(candidates: readonly string[]): string[] {
    let forms = this.forms.get(candidates);
    if (forms === undefined || forms.length !== candidates.length) {
      forms = candidates.map(looseKey);
      this.forms.set(candidates, forms);
    }
    return forms;
  }
}

/** 0 for equal words, below 1 for a beginning of at least 3 letters, else the edit distance; infinite if not close. */
function wordCost(a: string, b: string, bestSoFar: number): number {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.startsWith(short)) return 1 - short.length / long.length;
  const most = Math.max(1, Math.floor(long.length / 3));
  if (short.length < 2 || long.length - short.length >= Math.min(most + 1, bestSoFar)) return Number.POSITIVE_INFINITY;
  const edits = distance(a, b);
  return edits <= most ? edits : Number.POSITIVE_INFINITY;
}
