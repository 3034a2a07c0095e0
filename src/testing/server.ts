import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { readConfig } from '../platform/config.ts'
import { startEmbedded } from '../platform/postgres/index.ts'
import { openSystem } from '../start/open.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    server: string
  }
}

export const template = 'nscl_template'

/** One real PostgreSQL for the whole run, and in it a template with everything loaded; each test file copies that. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-test-'))
  // Tests that need durability (the crash test) start a server of their own.
  const server = await startEmbedded({
    directory,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '120' },
  })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${template}`)
  const url = new URL(server.url)
  url.pathname = `/${template}`
  const opened = await openSystem(
    readConfig({ DATABASE_URL: url.href, NSCL_DATA: join(directory, 'template'), LOG_LEVEL: 'silent' }),
  )
  await opened.close()
  await admin.end()
  project.provide('server', server.url)
  return async () => {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
