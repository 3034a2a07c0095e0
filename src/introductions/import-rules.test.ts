import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeRows } from './import-rules.ts'

const none = { register: new Set<string>(), introduced: new Set<string>() }
const row = (taxCode: string, email?: string) => ({ taxCode, name: 'Cơ sở A', email })

test('one of the register is asked, another invited, and needs an address for that', () => {
  const known = { register: new Set(['1']), introduced: new Set(['3']) }
  const judged = judgeRows([row('1'), row('2', 'a@example.vn'), row('3'), row('4'), row('1'), null], known)
  expect(judged.map(({ outcome }) => outcome)).toEqual(['changed', 'new', 'same', 'error', 'error', 'error'])
  expect(judged.flatMap(({ problems }) => problems.map(({ column }) => column))).toEqual(['email', 'taxCode'])
})

test('no tax code does something twice, whatever stands in the sheet', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('1', '2', '3', '4'), { maxLength: 12 }), (codes) => {
      const judged = judgeRows(
        codes.map((code) => row(code, 'a@example.vn')),
        none,
      )
      expect(judged.filter(({ outcome }) => outcome === 'new')).toHaveLength(new Set(codes).size)
    }),
  )
})
