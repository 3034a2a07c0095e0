#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// What was compiled at one start is ready at the next. Beside the built program, where no other user of the machine writes.
if (import.meta.url.endsWith('.js'))
  module.enableCompileCache?.(fileURLToPath(new URL('./.compile-cache', import.meta.url)))
// `npm start` and `npx nscl` run the Node.js that comes with the program; an older one of the machine lacks what amounts of money need.
if (!('rawJSON' in JSON)) {
  console.error(
    `nscl: Node.js ${process.versions.node} quá cũ để chạy trực tiếp; xin dùng npm start, npx nscl hoặc node_modules/.bin/node dist/cli.js\n` +
      `nscl: Node.js ${process.versions.node} is too old to run it directly; please use npm start, npx nscl or node_modules/.bin/node dist/cli.js`,
  )
  process.exit(1)
}
const { runCommandLine } = await import('./program.ts')
await runCommandLine()
