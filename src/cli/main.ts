#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// What was compiled at one start is ready at the next. Beside the built program, where no other user of the machine writes.
if (import.meta.url.endsWith('.js'))
  module.enableCompileCache?.(fileURLToPath(new URL('./.compile-cache', import.meta.url)))
const { runCommandLine } = await import('./program.ts')
await runCommandLine()
