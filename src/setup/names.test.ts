import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AgencyData, livesOn } from '../agencies/index.ts'
import { packageDirectory } from '../platform/config.ts'
import { addDays } from '../platform/dates.ts'
import { agencyNames, type PlaceName, proposedAgencies } from './names.ts'

const today = '2026-11-26'
const always = (place: string): PlaceName[] => [{ place, placeEn: place, from: null, to: null }]
const merged: PlaceName[] = [
  { place: 'tỉnh Sóc Trăng', placeEn: 'Sóc Trăng Province', from: null, to: '2025-06-30' },
  { place: 'thành phố Cần Thơ', placeEn: 'Cần Thơ City', from: '2025-07-01', to: null },
]
const namesOn = (line: readonly PlaceName[], day: string) =>
  proposedAgencies(agencyNames(), line, day, today)
    .filter((one) => livesOn(one, day))
    .map(({ name }) => name)

describe('the usual names of departments', () => {
  test('before 1 March 2025 planning, agriculture and environment stand apart', () => {
    const names = namesOn(always('tỉnh Lâm Đồng'), '2025-02-28')
    expect(names).toEqual(
      expect.arrayContaining([
        'Sở Kế hoạch và Đầu tư tỉnh Lâm Đồng',
        'Sở Nông nghiệp và Phát triển nông thôn tỉnh Lâm Đồng',
        'Sở Tài nguyên và Môi trường tỉnh Lâm Đồng',
        'Cục Thống kê tỉnh Lâm Đồng',
      ]),
    )
    expect(names).not.toContain('Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng')
  })

  test('from that day the merged ones stand, and what ended is not proposed', () => {
    const names = namesOn(always('tỉnh Lâm Đồng'), '2025-03-01')
    expect(names).toEqual(
      expect.arrayContaining([
        'Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng',
        'Sở Tài chính tỉnh Lâm Đồng',
        'Chi cục Thống kê tỉnh Lâm Đồng',
      ]),
    )
    expect(
      names.filter((name) => /Kế hoạch và Đầu tư|Giao thông|cục Thống kê tỉnh|Nông thôn/i.test(name)),
    ).toEqual(['Chi cục Thống kê tỉnh Lâm Đồng'])
    expect(
      proposedAgencies(agencyNames(), always('x'), '2026-01-01', today).every(
        ({ validTo }) => validTo === null,
      ),
    ).toBe(true)
  })

  test('of a merged province they are those of the shipped example, each with the same line of succession', () => {
    const example = z
      .array(AgencyData)
      .parse(JSON.parse(readFileSync(join(packageDirectory, 'data', 'agencies.json'), 'utf8')))
    const proposed = proposedAgencies(agencyNames(), merged, '2024-10-01', today)
    const byKey = new Map(proposed.map((one) => [one.key, one]))
    const lines = new Map(
      proposed.map(({ name, validFrom, validTo, successor }) => [
        name,
        { validFrom, validTo, successor: byKey.get(successor ?? '')?.name ?? null },
      ]),
    )
    const exampleNames = new Map(example.map(({ key, name }) => [key, name]))
    const bodies = example.filter(({ name }) => !/nhân dân (?:huyện|thị xã|thành phố Sóc)/.test(name))
    expect(bodies.length).toBeGreaterThan(20)
    for (const { name, validFrom, validTo, successor } of bodies)
      expect([name, lines.get(name)]).toEqual([
        name,
        { validFrom, validTo, successor: exampleNames.get(successor ?? '') ?? null },
      ])
  })

  test('whatever the days, a successor is proposed too and lives on the day after; somebody keeps money and statistics', () => {
    const day = fc
      .integer({ min: 0, max: 2400 })
      .map((days) => addDays('2020-06-01', days))
      .filter((one) => one <= today)
    fc.assert(
      fc.property(day, fc.constantFrom(always('tỉnh A'), merged), (from, line) => {
        const all = proposedAgencies(agencyNames(), line, from, today)
        const byKey = new Map(all.map((one) => [one.key, one]))
        expect(byKey.size).toBe(all.length)
        for (const one of all) {
          if (one.successor === null) continue
          const next = byKey.get(one.successor)
          expect(next !== undefined && livesOn(next, addDays(one.validTo ?? '', 1))).toBe(true)
        }
        for (const at of [from, today])
          for (const kind of ['leader', 'coordinator', 'finance', 'home_affairs', 'statistics'])
            expect([at, kind, all.some((one) => one.kind === kind && livesOn(one, at))]).toEqual([
              at,
              kind,
              true,
            ])
      }),
    )
  })
})
