/** File names out of ids: safe on every system, unique without case, and never outside their folder. */

/** Most bytes of a name in UTF-8, extension and suffix not counted; systems allow 255 or less. */
const MOST_BYTES = 120;

const NOT_ALLOWED = /[^\p{L}\p{M}\p{N} ._\-@+(),&]/gu;
/** Names of devices under Windows, with or without an extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** One safe name (without extension) for each id, in their order; `taken` names are never given. O(total length). */
export function fileNames(ids: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken.map(collisionKey));
  const nextSuffix = new Map<string, number>();
  return ids.map(id => {
    const stem = safeStem(id);
    let name = stem;
    let suffix = nextSuffix.get(collisionKey(stem)) ?? 2;
    while (used.has(collisionKey(name))) name = `${stem}-${suffix++}`;
    nextSuffix.set(collisionKey(stem), suffix);
    used.add(collisionKey(name));
    return name;
  });
}

function safeStem(id: string): string {
  const allowed = cut(id.normalize('NFC').replace(NOT_ALLOWED, '_')).replace(/[ .]+$/u, '');
  const plainStart = /^[\p{L}\p{N}_(]/u.test(allowed);
  return plainStart && !DEVICE.test(allowed) ? allowed : `_${allowed}`;
}

/** Shortens at a code point, so that no character is halved. */
function cut(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) break;
    kept += character;
  }
  return kept;
}

/** Equal for names that some file system takes for the same file. */
function collisionKey(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
