import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'

/* A room's `index.ts` is its front: it shows what other rooms use, and nothing more. */

const source = join(packageDirectory, 'src')
const files = readdirSync(source, { recursive: true })
  .map((path) => join(source, String(path)))
  .filter((path) => /\.tsx?$/.test(path))
/** Those that stand alone: whoever takes them out of here may use all that they show. */
const published = ['tfp', 'plan-reader']

/** The names between the braces of an import or export; those given to others by `as`, or taken from them. */
const namesIn = (braces: string, side: 'taken' | 'given') =>
  braces
    .replace(/\/\/.*$/gm, '')
    .split(',')
    .map((part) => part.trim().replace(/^type\s+/, ''))
    .filter((part) => part !== '')
    .map((part) => part.split(/\s+as\s+/).at(side === 'taken' ? 0 : -1) ?? '')

const used = new Map<string, Set<string>>()
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  for (const [, braces = '', from = ''] of text.matchAll(
    /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']*\/index\.ts)'/g,
  )) {
    const index = resolve(file, '..', from)
    const names = used.get(index) ?? new Set()
    for (const name of namesIn(braces, 'taken')) names.add(name)
    used.set(index, names)
  }
}

const rooms = readdirSync(source).filter(
  (room) => !published.includes(room) && files.includes(join(source, room, 'index.ts')),
)

test.each(rooms)('%s shows in its index.ts only what others use', (room) => {
  const index = join(source, room, 'index.ts')
  const shown = [...readFileSync(index, 'utf8').matchAll(/export\s+(?:type\s+)?\{([^}]*)\}/g)].flatMap(
    ([, braces = '']) => namesIn(braces, 'given'),
  )
  const wanted = used.get(index) ?? new Set()
  expect(shown.filter((name) => !wanted.has(name))).toEqual([])
})
