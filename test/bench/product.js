// The built product, under the types of its source, so that this folder is checked even where nothing is built yet.

/** @typedef {import('../../src/index.js').Event} Event */
/** @typedef {import('../../src/index.js').Schedule} Schedule */

/** @type {typeof import('../../src/index.js')} */
export const ejrc = await import(new URL('../../dist/index.js', import.meta.url).href);

/** What the command line does about memory. @type {typeof import('../../src/cli/memory.js')} */
export const memory = await import(new URL('../../dist/memory.js', import.meta.url).href);
