import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Mark, marksIn, type Place } from '../documents/fill/marks.ts'
import { nearest, templateFaults } from './check.ts'
import type { ListedField } from './kinds.ts'

const label = { vi: '', en: '' }
const fields: ListedField[] = [
  { name: 'so', label, kind: 'text', within: null },
  { name: 'doanh_nghiep', label, kind: 'text', within: null },
  { name: 'ho_so', label, kind: 'list', within: null },
  { name: 'muc', label, kind: 'text', within: 'ho_so' },
]
const body: Place = { part: 'body', paragraph: 2, cell: null, box: false }
const clean = { changes: false, remarks: false }
const faultsOf = (marks: readonly Mark[]) => templateFaults({ marks, faults: [], leftovers: clean }, fields)
const said = (text: string) => faultsOf(marksIn(text, body)).map(({ what }) => what.vi)

it('finds nothing in a template that names what there is', () => {
  expect(said('Số {so} {SO}; {#ho_so}{muc}, {so}{/ho_so}; {#so}có số{/}{^so}chưa{/so}')).toEqual([])
})

it('names each wrong name, with what was likely meant', () => {
  expect(said('{sso} {doanh_nghiệp} {gi_do_khac_han}')).toEqual([
    'Không có trường {sso}; có phải {so}?',
    'Không có trường {doanh_nghiệp}; có phải {doanh_nghiep}?',
    'Không có trường {gi_do_khac_han}',
  ])
})

it('names lists that are not closed, closed wrongly or used as a text, and their fields outside of them', () => {
  expect(said('{#ho_so}{muc}')).toEqual(['{#ho_so} chưa có {/ho_so}'])
  expect(said('{muc}')).toEqual(['{muc} chỉ dùng được giữa {#ho_so} và {/ho_so}'])
  expect(said('{ho_so}')).toEqual(['{ho_so} là một danh sách: xin viết {#ho_so} … {/ho_so}'])
  expect(said('{/ho_so}')).toEqual(['{/ho_so} không đóng danh sách nào'])
  expect(said('{#ho_so}{#so}{/ho_so}{/so}')).toEqual([
    '{/ho_so} đứng chỗ phải là {/so}',
    '{/so} đứng chỗ phải là {/ho_so}',
  ])
  expect(said('{so')).toEqual(['Dấu ngoặc nhọn không thành một chỗ điền: {so'])
})

it('says where it stands, with the text around it', () => {
  const cell: Place = { part: 'header', paragraph: 1, cell: { table: 2, row: 3, cell: 1 }, box: false }
  expect(faultsOf(marksIn('Kính gửi: {ten} để biết', cell))).toEqual([
    {
      what: { vi: 'Không có trường {ten}', en: 'There is no field {ten}' },
      place: { vi: 'Đầu trang, bảng 2, hàng 3, ô 1', en: 'Header, table 2, row 3, cell 1' },
      around: 'Kính gửi: {ten} để biết',
    },
  ])
})

it('refuses a list that begins in a table and ends outside of it', () => {
  const cell: Place = { ...body, cell: { table: 1, row: 1, cell: 1 } }
  expect(
    faultsOf([...marksIn('{#ho_so}', cell), ...marksIn('{/ho_so}', body)]).map(({ what }) => what.vi),
  ).toEqual(['{#ho_so} và {/ho_so} phải cùng ở ngoài bảng, hoặc cùng trong một bảng'])
})

it('tells of tracked changes and remarks in the margin', () => {
  const faults = templateFaults(
    { marks: [], faults: [], leftovers: { changes: true, remarks: true } },
    fields,
  )
  expect(faults.map(({ place }) => place.vi)).toEqual(['Cả tệp', 'Cả tệp'])
})

it('never fails on a text, and finds no fault in one without braces', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '#', '/', '^', 'so', 'ho_so', 'muc', ' ', 'đ') }),
      (text) => {
        const faults = said(text)
        if (!/[{}]/.test(text)) expect(faults).toEqual([])
      },
    ),
  )
  expect(nearest('x', ['ho_so'])).toBeNull()
})
