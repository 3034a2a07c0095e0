// Lint, types and boundaries at once; each tells what it found when it has ended. Exit code 1 when one of them found something.

import { spawn } from 'node:child_process'

const checks = ['biome check .', 'tsc --noEmit', 'depcruise --config .dependency-cruiser.cjs src']

/** @returns {Promise<{ said: string, failed: boolean }>} */
const run = (command) =>
  new Promise((resolve) => {
    // Found by npm on the path, on Windows through its shell.
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    child.on('close', (code) => resolve({ said, failed: code !== 0 }))
  })

await Promise.all(
  checks.map(async (command) => {
    const { said, failed } = await run(command)
    process.stdout.write(`${command}\n${said}\n`)
    if (failed) process.exitCode = 1
  }),
)
