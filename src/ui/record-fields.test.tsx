import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { choice, flag, id, optionalDay, optionalDong, optionalText, text } from '../platform/fields.ts'
import { translator, words } from '../platform/language.ts'
import { freshForm } from '../platform/page.ts'
import { states } from '../platform/states.ts'
import { columnName } from '../platform/text.ts'
import { fields } from './fields.tsx'
import { FactCells, recordFields } from './record-fields.tsx'

const kinds = states({ big: { vi: 'Lớn', en: 'Big' }, small: { vi: 'Nhỏ', en: 'Small' } })
const boat = recordFields({
  name: { field: text(50), label: words('Tên', 'Name'), sort: 'name' },
  homePort: { field: optionalText(50), label: words('Cảng', 'Port'), exportOnly: true },
  ownerId: { field: id(), label: words('Chủ', 'Owner'), input: 'select', joined: 'owner' },
  kind: { field: choice(kinds.keys), label: words('Loại', 'Kind'), input: 'radio', of: kinds },
  builtOn: { field: optionalDay(), label: words('Ngày đóng', 'Built on'), input: 'date' },
  worth: { field: optionalDong(), label: words('Giá', 'Worth'), input: 'money' },
})
const t = translator('vi')
const row = {
  name: 'Hải Âu',
  homePort: null,
  kind: 'small',
  builtOn: '2025-03-02',
  worth: 1_500_000n,
} as const

describe('one table of fields', () => {
  test('gives the input of commands and its columns, null for what was left out', () => {
    const input = z
      .object(boat.input)
      .parse({ name: 'Hải Âu', homePort: ' ', ownerId: '7', kind: 'small', worth: '1,5 triệu' })
    expect(boat.values(input)).toEqual({
      name: 'Hải Âu',
      homePort: null,
      ownerId: 7,
      kind: 'small',
      builtOn: null,
      worth: 1_500_000n,
    })
    expect(z.object(boat.input).safeParse({ ownerId: 7, kind: 'small' }).success).toBe(false)
  })

  test('gives the shape in REST, without what a query joins by name', () => {
    expect(z.object(boat.row).parse(row)).toEqual(row)
    expect(Object.keys(boat.row)).not.toContain('ownerId')
    expect(z.object(boat.row).safeParse({ ...row, name: null }).success).toBe(false)
    expect(boat.select('b')).toEqual(['b.name', 'b.homePort', 'b.kind', 'b.builtOn', 'b.worth'])
  })

  test('gives a row of an import, of which any cell may be empty', () => {
    expect(z.object(boat.imported).parse({ name: '', kind: ' ' })).toEqual({})
    expect(z.object(boat.imported).safeParse({ kind: 'huge' }).success).toBe(false)
  })

  test('gives the form, with its choices, and what must be filled in follows from the input', async () => {
    const html = String(
      await (
        <form>
          {boat.form(fields(freshForm({ name: 'Hải Âu' }), t), t, {
            choices: { ownerId: [{ value: 7, label: 'Ông Ba' }] },
          })}
        </form>
      ),
    )
    expect(html).toMatch(/<input[^>]*value="Hải Âu"[^>]*name="name"[^>]*required/)
    expect(html).not.toMatch(/name="homePort"[^>]*required/)
    expect(html).toContain('>Ông Ba</option>')
    expect(html).toContain('value="small"')
  })

  test('gives facts, and the columns of list and export by the names that people read', () => {
    const facts = boat.facts(row, t, 'vi')
    expect(facts.kind).toEqual(['Loại', 'Nhỏ'])
    expect(facts.homePort).toEqual(['Cảng', null])
    expect(facts.worth).toEqual(['Giá', '1.500.000'])
    const columns = boat.columns<typeof row>(t, { owner: { value: () => 'Ông Ba' } })
    expect(Object.keys(columns)).toEqual(['name', 'homePort', 'owner', 'kind', 'builtOn', 'worth'])
    expect(columns.owner.value(row)).toBe('Ông Ba')
    expect(columns.kind.value(row)).toBe('Nhỏ')
    expect(columns.worth.kind).toBe('money')
  })

  test('gives history its labels by the names of the columns', () => {
    expect(columnName('homePort')).toBe('home_port')
    expect(boat.byColumn.home_port?.label).toEqual(words('Cảng', 'Port'))
  })

  test('gives a check box, stored as yes or no, and what a page does not show by means of its own', async () => {
    const stay = recordFields({
      name: { field: text(50), label: words('Tên', 'Name') },
      paid: { field: flag(), label: words('Đã trả', 'Paid'), input: 'check' },
    })
    expect(stay.values(z.object(stay.input).parse({ name: 'Hải Âu' }))).toEqual({
      name: 'Hải Âu',
      paid: false,
    })
    expect(z.object(stay.row).safeParse({ name: 'Hải Âu', paid: null }).success).toBe(false)
    const paid = { name: 'Hải Âu', paid: true }
    expect(stay.texts({ ...paid, paid: false }, 'vi').paid).toBe('')
    const html = String(
      await (
        <form>{stay.form(fields(freshForm(stay.texts(paid, 'vi')), t), t, { without: ['name'] })}</form>
      ),
    )
    expect(html).toMatch(/<input[^>]*type="checkbox"[^>]*checked[^>]*name="paid"/)
    expect(html).not.toContain('name="name"')
    expect(stay.besides('name')).toEqual(['paid'])
    expect(stay.headings(t)).toEqual({ name: 'Tên', paid: 'Đã trả' })
    const cells = String(await (<FactCells of={Object.values(stay.facts(paid, t, 'vi'))} />))
    expect(cells).toContain('<td data-label="Đã trả">Có</td>')
  })
})
