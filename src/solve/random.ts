/**
 * The only source of random numbers. Integer arithmetic and the four exact operations of IEEE 754 alone, so that the same
 * seed gives the same numbers on every machine (`Math.exp` and `Math.log` may differ in the last bit between engines).
 */

/** Natural logarithm for x > 0 by range reduction and the series of artanh; relative error below 1e-14. */
function portableLog(x: number): number {
  const LN2 = Math.LN2;
  let exponent = 0;
  while (x > 1.5) {
    x /= 2;
    exponent++;
  }
  while (x < 0.75) {
    x *= 2;
    exponent--;
  }
  const z = (x - 1) / (x + 1);
  let term = z;
  let sum = 0;
  for (let k = 1; k < 40; k += 2) {
    sum += term / k;
    term *= z * z;
  }
  return 2 * sum + exponent * LN2;
}

const QUANTILES = 4096;
/** Quantiles of the exponential distribution with mean 1. */
const EXPONENTIAL = Float64Array.from({ length: QUANTILES }, (_, i) => -portableLog((i + 0.5) / QUANTILES));

/** Generator sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, period about 2^127. */
export class Random {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c: number;
  private d = 1;

  constructor(seed: number) {
    this.c = seed | 0;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** Uniform in 0 … 2^32 − 1. */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /**
   * Uniform in 0 … n − 1, for 1 ≤ n ≤ 2^31, with a bias below n / 2^32. Products of up to 2^53 are exact, larger ones rounded the
   * same way everywhere.
   */
  below(n: number): number {
    return Math.floor((this.next() / 4294967296) * n);
  }

  /** Exponentially distributed with mean 1: a loss d is accepted at temperature T when d < T · exponential(). */
  exponential(): number {
    return EXPONENTIAL[this.next() >>> 20];
  }
}

/** `steps` temperatures from `first` to `last` in geometric progression, first included, last reached. */
export function cooling(first: number, last: number, steps: number): Float64Array {
  const ratio = Math.max(0, 1 + portableExpMinusOne(portableLog(last / first) / Math.max(1, steps - 1)));
  const temperatures = new Float64Array(steps);
  let value = first;
  for (let i = 0; i < steps; i++) {
    temperatures[i] = value;
    value *= ratio;
  }
  return temperatures;
}

/** e^x − 1 for |x| ≤ 8 by its power series. */
function portableExpMinusOne(x: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 60; k++) {
    term *= x / k;
    sum += term;
  }
  return sum;
}
