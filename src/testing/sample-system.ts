import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { makeSample } from '../sample/commands.ts'
import { openSystem } from '../start/open.ts'
import { bare } from './ready-cluster.ts'
import { copyOf, type TestSystem } from './system.ts'

const database = 'nscl_sample'

/**
 * A fresh copy of the small sample that test files share: six enterprises with their figures of 2024 and 2025. The first file that asks
 * makes it; another that asks meanwhile waits. It ends itself.
 */
export async function sampleSystem(): Promise<TestSystem> {
  const directory = join(dirname(inject('templateData')), 'sample')
  const admin = new pg.Client({ connectionString: inject('server') })
  await admin.connect()
  try {
    await admin.query('SELECT pg_advisory_lock(181)')
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await make(admin, directory)
  } finally {
    await admin.end()
  }
  return copyOf({ database, directory }, { sample: true })
}

async function make(admin: pg.Client, directory: string): Promise<void> {
  const making = `${database}_making`
  // What a file left that was ended in the middle.
  await admin.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`)
  await rm(directory, { recursive: true, force: true })
  await admin.query(`CREATE DATABASE ${making} TEMPLATE ${bare}`)
  const url = new URL(inject('server'))
  url.pathname = `/${making}`
  const opened = await openSystem(
    readConfig({ DATABASE_URL: url.href, NSCL_DATA: directory, LOG_LEVEL: 'silent' }),
    { sample: true },
  )
  try {
    await makeSample(opened.system, {
      enterprises: 6,
      facts: 0,
      years: { first: 2024, last: 2025 },
      seed: 181,
    })
  } finally {
    await opened.close()
  }
  await admin.query(`ALTER DATABASE ${making} RENAME TO ${database}`)
}
