/**
 * Room for lists of many megabytes, which the system gets back when they are not needed any more.
 *
 * The C library of Linux maps large blocks one by one and gives each back when it is freed. But each freed block of up to 32 MiB
 * teaches it to take blocks of that size from its heap from then on (mallopt(3), M_MMAP_THRESHOLD), of which it gives little back:
 * with a million wishes it kept a hundred megabytes for nothing. Larger blocks teach it nothing, and what is never written to
 * takes no memory.
 */
const TEACHES_UP_TO = 32 * 1024 * 1024;
/** Bytes: smaller blocks are so many, and so short-lived, that the heap may have them. */
export const LARGE = 8_000_000;

/** At least so many bytes, all 0. O(1) where they are many. */
export function roomFor(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes < LARGE ? bytes : Math.max(bytes, TEACHES_UP_TO + 1));
}

/** As many zeros. */
export function largeFloat64(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(roomFor(length * Float64Array.BYTES_PER_ELEMENT), 0, length);
}

/** As many zeros. */
export function largeInt32(length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(roomFor(length * Int32Array.BYTES_PER_ELEMENT), 0, length);
}
