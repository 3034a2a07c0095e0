import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what test files begin with copies of; see `beginAs` in program.ts. */
    beginnings: string
  }
}

/** Keeps a folder for the time of one run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'nscl-beginnings-'))
  project.provide('beginnings', folder)
  return () => rm(folder, { recursive: true, force: true })
}
