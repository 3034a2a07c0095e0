import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { readConfig } from '../platform/config.ts'
import { openSystem } from '../start/open.ts'
import { startReadyServer, template } from './ready-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    server: string
    /** The data folder of the template: its secrets seal the trail that each copy begins with. */
    templateData: string
  }
}

/** One real PostgreSQL for the whole run, and in it a template with everything loaded; each test file copies that. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Some tests start the program as a process of its own: never a former one.
  execFileSync(process.execPath, ['build.mjs', '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const directory = await mkdtemp(join(tmpdir(), 'nscl-test-'))
  const server = await startReadyServer(directory)
  const url = new URL(server.url)
  url.pathname = `/${template}`
  const templateData = join(directory, 'template')
  const opened = await openSystem(
    readConfig({ DATABASE_URL: url.href, NSCL_DATA: templateData, LOG_LEVEL: 'silent' }),
  )
  await opened.close()
  project.provide('server', server.url)
  project.provide('templateData', templateData)
  return async () => {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
