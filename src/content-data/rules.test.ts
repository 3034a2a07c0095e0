import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../platform/text.ts'
import type { AskedField } from './asked.ts'
import { valueFault } from './commands.ts'
import { judgeValues, slotOf, type ValueRead } from './import-rules.ts'
import { isRead, mayBecome, readValue, shownValue, valueStates } from './rules.ts'

const number = { type: 'number', options: null } as const
const levels = { type: 'choice', options: 'Thấp; Trung bình; Cao' } as const

test('a value is read by the type of its field', () => {
  expect(readValue(number, '12,5')).toEqual({ value: '12,5', amount: 12.5 })
  expect(isRead(readValue(number, 'nhiều'))).toBe(false)
  expect(isRead(readValue(number, '-1'))).toBe(false)
  expect(readValue(levels, 'trung BÌNH')).toEqual({ value: 'Trung bình', amount: 2 })
  expect(isRead(readValue(levels, 'Rất cao'))).toBe(false)
  expect(readValue({ type: 'date', options: null }, '3/2/2026')).toEqual({
    value: '03/02/2026',
    amount: null,
  })
  expect(readValue({ type: 'text', options: null }, ' Phần mềm kho ')).toEqual({
    value: 'Phần mềm kho',
    amount: null,
  })
})

test('what is kept of a number is read again as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (thousandths) => {
      const read = readValue(number, String(thousandths / 1000).replace('.', ','))
      if (!isRead(read)) throw new Error(read.vi)
      expect(readValue(number, read.value)).toEqual(read)
      expect(read.amount).toBe(thousandths / 1000)
    }),
  )
})

test('a value is shown with its unit, a level by its name in the language', () => {
  const unit = { ...number, optionsEn: null, unit: 'ha', unitEn: 'ha' }
  expect(shownValue(unit, { value: '12,5', amount: 12.5 }, 'vi')).toBe('12,5 ha')
  const level = { ...levels, optionsEn: 'Low; Medium; High', unit: null, unitEn: null }
  expect(shownValue(level, { value: 'Cao', amount: 3 }, 'en')).toBe('High')
})

test('what is withdrawn stays so, and nothing is confirmed that does not wait for it', () => {
  expect(valueStates.keys.filter((to) => mayBecome('withdrawn', to))).toEqual([])
  expect(valueStates.keys.filter((from) => mayBecome(from, 'confirmed'))).toEqual(['entered'])
})

const area: AskedField = {
  ...{ id: 7, key: 'gap-area', name: 'Diện tích áp dụng G.A.P', nameEn: 'Area', kind: 'good_practice' },
  ...{ contentKey: 'gap', type: 'area', unit: 'ha', unitEn: 'ha', options: null, optionsEn: null },
  ...{
    perItem: 'cây trồng',
    perItemEn: 'crop',
    askedAt: 'end',
    required: true,
    source: 'x',
    validFrom: null,
  },
  ...{ endedOn: null, version: 1 },
}

test('a field of each crop wants its crop, at its moment', () => {
  expect(valueFault(area, { moment: 'end', value: '2' })?.field).toBe('item')
  expect(valueFault(area, { moment: 'before', item: 'Lúa', value: '2' })?.field).toBe('moment')
  expect(valueFault(area, { moment: 'end', item: 'Lúa', value: 'x' })?.field).toBe('value')
  expect(valueFault(area, { moment: 'end', item: 'Lúa', value: '2' })).toBeNull()
})

test('a table tells what each row would do; a value that stands is no fault', () => {
  const row: ValueRead = {
    ...{ turn: 3, field: area.name, moment: 'end', item: 'Lúa', value: '2', measuredOn: '2026-02-01' },
  }
  const there = {
    turns: new Map([[3, new Map([[fold(area.name), area]])]]),
    standing: new Map([[slotOf(3, 7, { moment: 'end', item: 'Rau' }, fold), '5']]),
    ...{ fold, today: '2026-03-01' },
  }
  const judged = judgeValues(
    [
      row,
      row,
      { ...row, item: 'rau', value: '5,0' },
      { ...row, item: 'Rau', value: '6' },
      { ...row, turn: 4 },
      { ...row, field: 'Khác' },
      null,
    ],
    there,
  )
  expect(judged.map(({ outcome }) => outcome)).toEqual([
    'new',
    'error',
    'same',
    'error',
    'error',
    'error',
    'error',
  ])
})
