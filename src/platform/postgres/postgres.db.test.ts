import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { startEmbedded } from './index.ts'

const directory = await mkdtemp(join(tmpdir(), 'nscl-pg-'))
afterAll(() => rm(directory, { recursive: true, force: true }))
const running = () => existsSync(join(directory, 'pg', 'postmaster.pid'))
const start = () => startEmbedded({ directory })

async function answer(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ one: number }>('SELECT 1 AS one')
    return rows[0]?.one ?? 0
  } finally {
    await client.end()
  }
}

it('is made once when two programs begin at the same moment', async () => {
  const [first, second] = await Promise.all([start(), start()])
  expect(second.url).toBe(first.url)
  expect(await readdir(directory)).toEqual(expect.not.arrayContaining([expect.stringContaining('making')]))
  await Promise.all([first.stop(), second.stop()])
  expect(running()).toBe(false)
})

it('stops with the last program that works on it, even one that has no connection of its own open', async () => {
  const first = await start()
  const second = await start()
  expect(second.url).toBe(first.url)
  await first.stop()
  expect(running()).toBe(true)
  expect(await answer(second.url)).toBe(1)
  await second.stop()
  expect(running()).toBe(false)
})

it('never stops under a program that is just beginning', async () => {
  const program = async (pauses: readonly number[]) => {
    for (const pause of pauses) {
      const server = await start()
      expect(await answer(server.url)).toBe(1)
      await wait(pause)
      expect(await answer(server.url)).toBe(1)
      await server.stop()
    }
  }
  await Promise.all([program([0, 3, 9, 1, 6]), program([2, 0, 4, 8, 1]), program([1, 7, 0, 2, 5])])
  expect(running()).toBe(false)
})

it('makes a cluster anew where an older version left half of one', async () => {
  const half = await mkdtemp(join(tmpdir(), 'nscl-pg-half-'))
  try {
    await mkdir(join(half, 'pg', 'base'), { recursive: true })
    const server = await startEmbedded({ directory: half })
    expect(await answer(server.url)).toBe(1)
    await server.stop()
    expect((await readdir(half)).sort()).toEqual(['pg', 'secrets'])
  } finally {
    await rm(half, { recursive: true, force: true })
  }
})
