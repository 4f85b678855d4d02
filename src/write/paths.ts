/** Many paths in few words. */

/** `schedule.csv, agendas.csv, agendas/ (131 files)`: files at the top by name, folders by number. */
export function pathWords(paths: readonly string[]): string {
  const folders = new Map<string, number>();
  for (const path of paths) {
    const top = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : path;
    folders.set(top, (folders.get(top) ?? 0) + 1);
  }
  const words = [...folders].map(([top, files]) => {
    if (!top.endsWith('/')) return top;
    return `${top} (${files} ${files === 1 ? 'file' : 'files'})`;
  });
  return words.join(', ');
}
