import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupName, isBackupName, outlived } from './manifest.ts'
import { isBackupDue } from './schedule.ts'

const day = (text: string) => backupName(new Date(text))

test('of fourteen days the newest of each stays, of earlier months the newest of each', () => {
  const names = [
    day('2026-09-02T18:00:00Z'),
    day('2026-09-30T18:00:00Z'),
    day('2026-11-10T18:00:00Z'),
    day('2026-11-24T06:00:00Z'),
    day('2026-11-24T18:00:00Z'),
  ]
  expect(outlived(names, { days: 2, months: 3 })).toEqual([names[0], names[3]])
})

test('whatever the backups and the terms, the newest stays, and what stays is no more than the terms allow', () => {
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      fc.array(moment.map(backupName), { minLength: 1, maxLength: 60 }),
      fc.nat(20),
      fc.nat(20),
      (names, days, months) => {
        const gone = outlived(names, { days, months })
        const kept = new Set(names.filter((name) => !gone.includes(name)))
        expect(kept.has(names.toSorted().at(-1) ?? '')).toBe(true)
        expect(kept.size).toBeLessThanOrEqual(1 + days + months)
        // Removing again removes nothing more.
        expect(outlived([...kept], { days, months })).toEqual([])
      },
    ),
  )
})

test('other folders beside the backups are none', () => {
  expect(isBackupName('files')).toBe(false)
  expect(isBackupName('.20261125T010203Z.part')).toBe(false)
  expect(outlived(['files', 'key.json'], { days: 1, months: 0 })).toEqual([])
})

test('a day’s backup is due from its hour in Viet Nam, once', () => {
  const newest = day('2026-11-24T18:30:00Z') // 25/11, 1:30 in Viet Nam
  expect(isBackupDue(new Date('2026-11-25T16:00:00Z'), 1, newest)).toBe(false) // 25/11, 23:00
  expect(isBackupDue(new Date('2026-11-25T17:30:00Z'), 1, newest)).toBe(false) // 26/11, 0:30
  expect(isBackupDue(new Date('2026-11-25T18:00:00Z'), 1, newest)).toBe(true) // 26/11, 1:00
  expect(isBackupDue(new Date('2026-11-25T18:00:00Z'), 1, undefined)).toBe(true)
})
