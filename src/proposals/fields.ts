import { z } from 'zod'
import { id, longText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The address of a rehearsal, as it stands in the browser: whole or from its path on. */
const rehearsal = () =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value.trim().replace(/^https?:\/\/[^/]+/, '') || undefined
        : (value ?? undefined),
    z
      .string()
      .max(4000)
      .regex(/^\/rehearsals(\?|$)/)
      .optional(),
  )

/** The fields of a proposal of policy. */
export const proposalFields = recordFields({
  title: { field: text(300), label: words('Tên đề xuất', 'Name of the proposal'), sort: 'title' },
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan' },
  grounds: {
    field: longText(20_000),
    label: words('Sự cần thiết, căn cứ', 'Why it is needed, and on what ground'),
    input: 'area',
    rows: 6,
    exportOnly: true,
    personal: 'freeText',
  },
  rehearsal: {
    field: rehearsal(),
    label: words('Địa chỉ trang chạy thử quy định', 'Address of the rehearsal'),
    hint: words(
      'Mở trang Chạy thử quy định, thử dự thảo rồi chép địa chỉ vào đây.',
      'Open the page that rehearses a rule, try the draft, and copy its address here.',
    ),
    input: 'site',
    exportOnly: true,
  },
})

/** The fields of a clause. */
export const clauseFields = recordFields({
  label: { field: text(300), label: words('Tên khoản, mục', 'Name of the clause') },
  text: {
    field: longText(20_000),
    label: words('Nội dung đề xuất', 'Clauses of the proposal'),
    input: 'area',
    rows: 6,
    personal: 'freeText',
  },
})
