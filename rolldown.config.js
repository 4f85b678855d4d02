// Puts the program's own modules together: to load two hundred small files takes a tenth of a second.
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: [
    'src/index.ts',
    'src/cli/main.ts',
    // What the benchmarks measure with.
    'src/cli/memory.ts',
    // Workers, which stand beside whoever starts them.
    'src/solve/demands-worker.js',
    'src/solve/mip-worker.js',
    'src/solve/sat-worker.js',
    'src/solve/breaks/diagram-worker.js',
    'src/solve/groups/relaxation-worker.js',
  ],
  // What npm installs stays as it is; a path begins with a dot, a slash or a drive.
  external: /^(?![./]|[A-Z]:)/i,
  platform: 'node',
  // Names that do not change with what is in them: a run that began before a build still finds what it loads late.
  output: { dir: 'dist', cleanDir: true, chunkFileNames: '[name].js' },
});
