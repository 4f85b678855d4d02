#!/usr/bin/env node
import process from 'node:process';

const { main } = await import('../dist/main.js').catch(error => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist')) throw error;
  process.stderr.write('ejrc: expected the built program in dist, found none; run "npm run build" first\n');
  process.exit(70);
});

process.exitCode = await main(process.argv.slice(2));
