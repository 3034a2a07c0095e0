import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { profile } from '../enterprises/profile.ts'
import { packageDirectory } from '../platform/config.ts'
import { type MarksOf, type PersonalKind, personalKinds } from '../platform/personal.ts'
import { impersonal } from './impersonal.ts'
import { marked } from './marked.ts'
import { columnsOf, registerText } from './register.ts'

const types = readFileSync(join(packageDirectory, 'src/platform/database-types.ts'), 'utf8')

describe('marks of personal data', () => {
  it('are on every column of every table that can hold text', () => {
    const tables = new Map(
      [...types.matchAll(/export interface (\w+) \{\n(.*?)\n\}/gs)].map(([, name = '', body = '']) => [
        name,
        [...body.matchAll(/^ {2}(\w+): (.*);$/gm)].filter(([, , type = '']) =>
          /\b(string|unknown|Buffer|Json)\b/.test(type.replaceAll(/"[^"]*"/g, '')),
        ),
      ]),
    )
    const db = [...types.slice(types.indexOf('interface DB {')).matchAll(/^ {2}(\w+): (\w+);$/gm)]
    expect(db.length).toBeGreaterThan(80)
    const marks: Readonly<Record<string, Readonly<Record<string, PersonalKind | null>>>> = {
      ...marked,
      ...impersonal,
    }
    const unmarked = db.flatMap(([, table = '', type = '']) =>
      (tables.get(type) ?? []).flatMap(([, column = '']) =>
        marks[table]?.[column] === undefined ? [`${table}.${column}`] : [],
      ),
    )
    expect(unmarked).toEqual([])
  })

  it('do not compile when a column has none', () => {
    // @ts-expect-error `name` has no mark
    const product: MarksOf<'product'> = { product: {} }
    expect(product).toBeDefined()
  })

  it('say of an enterprise what its own fields say', () => {
    const said = profile.keys.flatMap((key) => {
      const { personal } = profile.table[key]
      return personal === undefined ? [] : [[key, personal]]
    })
    expect(said.length).toBeGreaterThan(0)
    expect(
      said.map(([key]) => [key, Object.entries(marked.enterprise).find(([c]) => c === key)?.[1]]),
    ).toEqual(said)
  })
})

describe('the register of processing', () => {
  it('names columns of every kind of personal data', () => {
    const kinds = Object.keys(personalKinds) as PersonalKind[]
    expect(kinds.filter((kind) => columnsOf(kind).length === 0)).toEqual([])
  })

  it('stands in docs/privacy.md as the marks say it', async () => {
    await expect(registerText()).toMatchFileSnapshot(join(packageDirectory, 'docs/privacy.md'))
  })
})
