import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renamed, without } from './rows.ts'

const rows = fc
  .uniqueArray(
    fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__' && !/^\d+$/.test(key)),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((keys) =>
    fc.tuple(
      fc.constant(keys),
      fc.array(fc.tuple(...keys.map(() => fc.oneof(fc.string(), fc.integer(), fc.constant(null))))),
    ),
  )

it('rows bear their new keys with their own values, and lose what is left out', () => {
  fc.assert(
    fc.property(rows, fc.nat(), ([keys, values], at) => {
      const made = values.map((row) => Object.fromEntries(keys.map((key, place) => [key, row[place]])))
      const names = keys.map((key) => `new ${key}`)
      expect(renamed(made, names)).toEqual(
        made.map((row) =>
          Object.fromEntries(Object.entries(row).map(([key, value]) => [`new ${key}`, value])),
        ),
      )
      const gone = keys[at % keys.length] ?? ''
      expect(without(made, gone)).toEqual(
        made.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== gone))),
      )
    }),
  )
})

it('no rows are no rows', () => {
  expect(renamed([], [])).toEqual([])
  expect(without<{ a: number }, 'a'>([], 'a')).toEqual([])
})
