import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cameUnderWatch } from './audit-beginning.ts'
import { packageDirectory } from './config.ts'

const folder = join(packageDirectory, 'migrations')

/**
 * Tables that a migration itself has filled by the time that it puts them under watch, by its statements, its blocks and the functions that
 * these call; what functions write later is no part of it.
 */
function filledBeforeWatch(sql: string): string[] {
  const bodies = new Map(
    [...sql.matchAll(/CREATE (?:OR REPLACE )?FUNCTION (\w+)[^$]*\$(\w*)\$([\s\S]*?)\$\2\$/g)].map(
      ([, name = '', , body = '']) => [name, body],
    ),
  )
  const done = sql.replace(/(DO\s+)?\$(\w*)\$([\s\S]*?)\$\2\$/g, (_all, block, _mark, body: string) =>
    block === undefined
      ? ' '
      : `${body} ${[...bodies].flatMap(([name, own]) => (body.includes(`${name}(`) ? [own] : [])).join(' ')}`,
  )
  return [...done.matchAll(/CALL watch(?:_guarded)?\('(\w+)'/g)].flatMap(({ 1: table = '', index }) =>
    new RegExp(`INSERT INTO ${table}\\b`).test(done.slice(0, index)) ? [table] : [],
  )
}

test('the rows that a migration puts into a table before it watches it are recorded as its baseline', () => {
  const found = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) => {
      const tables = filledBeforeWatch(readFileSync(join(folder, name), 'utf8'))
      return tables.length === 0 ? [] : [[name.replace('.sql', ''), tables] as const]
    })
  expect(found.length).toBeGreaterThan(1)
  for (const [name, tables] of found) expect(cameUnderWatch[name] ?? [], name).toEqual(tables)
})
