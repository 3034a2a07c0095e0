#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// What was compiled at one start is ready at the next. Beside the built program, where no other user of the machine writes.
if (import.meta.url.endsWith('.js'))
  module.enableCompileCache?.(fileURLToPath(new URL('./.compile-cache', import.meta.url)))
// `npm start` brings a newer Node.js; a service file may name the machine's own, and version 20 lacks this one function.
Map.groupBy ??= (items, keyOf) => {
  const groups = new Map()
  let place = 0
  for (const item of items) {
    const key = keyOf(item, place++)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
const { runCommandLine } = await import('./program.ts')
await runCommandLine()
