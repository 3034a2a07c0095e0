import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { packageDirectory } from '../platform/config.ts'
import { AdminUnitData, AgencyData, carrierOn, livesOn, successionProblem } from './rules.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(join(packageDirectory, 'data', name), 'utf8'))
const agencies = z.array(AgencyData).parse(read('agencies.json'))
const keys = agencies.map((agency) => agency.key)
const idOf = (key: string) => keys.indexOf(key) + 1
const lives = agencies.map((agency) => ({
  id: idOf(agency.key),
  validFrom: agency.validFrom,
  validTo: agency.validTo,
  successorId: agency.successor === null ? null : idOf(agency.successor),
}))
const carrier = (key: string, day: string) => keys[(carrierOn(lives, idOf(key), day) ?? 0) - 1]

test('the duties of Kế hoạch và Đầu tư pass to Tài chính in March 2025 and to Cần Thơ in July', () => {
  expect(carrier('skhdt-st', '2025-02-28')).toBe('skhdt-st')
  expect(carrier('skhdt-st', '2025-03-01')).toBe('stc-st')
  expect(carrier('skhdt-st', '2025-06-30')).toBe('stc-st')
  expect(carrier('skhdt-st', '2025-07-01')).toBe('stc-ct')
})

test('every agency that ended has a successor that lives on the day after', () => {
  for (const agency of lives.filter((each) => each.validTo !== null)) {
    const successor = lives.find((each) => each.id === agency.successorId)
    expect(successor, keys[agency.id - 1]).toBeDefined()
    const next = new Date(`${agency.validTo}T00:00:00Z`)
    next.setUTCDate(next.getUTCDate() + 1)
    if (successor !== undefined) expect(livesOn(successor, next.toISOString().slice(0, 10))).toBe(true)
  }
})

test('an agency cannot come after itself, directly or by its successors', () => {
  expect(successionProblem(lives, idOf('stc-ct'), idOf('stc-ct'))).not.toBeNull()
  expect(successionProblem(lives, idOf('stc-ct'), idOf('skhdt-st'))).not.toBeNull()
  expect(successionProblem(lives, idOf('stc-ct'), idOf('snv-ct'))).toBeNull()
})

test('the carrier is found in any web of successors, and a ring does not hang', () => {
  const webs = fc.integer({ min: 1, max: 8 }).chain((size) =>
    fc.array(
      fc.record({
        validTo: fc.option(fc.constantFrom('2024-12-31', '2025-02-28', '2025-06-30')),
        successorId: fc.option(fc.integer({ min: 1, max: size })),
      }),
      { minLength: size, maxLength: size },
    ),
  )
  fc.assert(
    fc.property(
      webs,
      fc.nat(),
      fc.constantFrom('2024-01-01', '2025-03-01', '2026-01-01'),
      (web, pick, day) => {
        const rows = web.map((row, place) => ({ ...row, id: place + 1, validFrom: null }))
        const start = (pick % rows.length) + 1
        const found = carrierOn(rows, start, day)
        expect(rows.some((row) => row.id === found)).toBe(true)
        if (livesOn(rows[start - 1] ?? { validFrom: null, validTo: null }, day)) expect(found).toBe(start)
      },
    ),
  )
})

test('Sóc Trăng has eleven districts until 30 June 2025, and an address after that lies in Cần Thơ', () => {
  const units = z.array(AdminUnitData).parse(read('admin-units.json'))
  expect(units.filter((unit) => livesOn(unit, '2025-06-30'))).toHaveLength(11)
  expect(units.filter((unit) => livesOn(unit, '2025-07-01')).map((unit) => unit.name)).toEqual([
    'Thành phố Cần Thơ',
  ])
})
