import { noticeKind, tell } from '../notices/index.ts'
import { roles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { valueCorrection } from './value-correction.tsx'
import { applyValueImport } from './value-import/import.ts'
import { confirmValue, enterValue } from './values.ts'

const fields = {
  indicator: words('Chỉ số', 'Indicator'),
  year: words('Năm', 'Year'),
  value: words('Giá trị', 'Value'),
}

const entered = noticeKind({
  key: 'indicators.entered',
  label: words('Số của chỉ số chờ xác nhận', "An indicator's value to be confirmed"),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{indicator} năm {year}: chờ xác nhận', '{indicator}, {year}: to be confirmed'),
  body: words(
    'Số {value} cho {indicator} năm {year} chờ người khác xác nhận.',
    '{value} for {indicator}, {year}, waits for another person.',
  ),
  fields,
})

const imported = noticeKind({
  key: 'indicators.imported',
  label: words('Bảng số của các chỉ số chờ xác nhận', 'A table of values to be confirmed'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{count} số của các chỉ số chờ xác nhận', '{count} values of indicators to be confirmed'),
  body: words(
    '{count} số nhập từ bảng “{file}” chờ người khác xác nhận.',
    '{count} values of the table “{file}” wait for another person.',
  ),
  fields: { count: words('Số lượng', 'Quantity'), file: words('Tệp', 'File') },
})

const settled = noticeKind({
  key: 'indicators.settled',
  label: words('Số của chỉ số đã được xem xét', "An indicator's value was looked at"),
  for: roles,
  way: 'program',
  subject: words('{indicator} năm {year}: {state}', '{indicator}, {year}: {state}'),
  body: words(
    'Số {value} cho {indicator} năm {year}: {state}. {reason}',
    '{value} for {indicator}, {year}: {state}. {reason}',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State'), reason: words('Lý do', 'Reason') },
})

async function about(db: Db, id: number) {
  const row = await db
    .selectFrom('indicatorValue as v')
    .innerJoin('indicator as i', 'i.id', 'v.indicatorId')
    .select(['v.year', 'v.value', 'v.state', 'v.reason', 'v.enteredBy', 'i.name', 'i.nameEn'])
    .where('v.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    values: { indicator: words(row.name, row.nameEn), year: String(row.year), value: String(row.value) },
  }
}

follow(enterValue, async (context, _input, { id }) => {
  const { values } = await about(context.db, id)
  const to = { roles: ['coordinator'] } as const
  await tell(context, entered, { to, occurrence: String(id), values, href: '/indicator-values' })
})

// A value that was corrected waits for another person anew.
follow(valueCorrection.correct, async (context, _input, { id }) => {
  const { values } = await about(context.db, Number(id))
  await tell(context, entered, {
    to: { roles: ['coordinator'] },
    occurrence: `${id}:${context.now.toISOString()}`,
    values,
    href: `/indicator-values/${id}`,
  })
})

follow(applyValueImport, async (context, { id }, { added }) => {
  const { name } = await context.db
    .selectFrom('import as i')
    .innerJoin('file as f', 'f.id', 'i.fileId')
    .select('f.name')
    .where('i.kind', '=', 'values')
    .where('i.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, imported, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: { count: String(added), file: name },
    href: `/indicator-value-imports/${id}`,
  })
})

follow(confirmValue, async (context, _input, { id }) => {
  const { values, state, reason, enteredBy } = await about(context.db, id)
  await tell(context, settled, {
    to: { accountIds: [enteredBy] },
    occurrence: `${id}:${state}`,
    values: {
      ...values,
      state: state === 'confirmed' ? words('đã xác nhận', 'confirmed') : words('được trả lại', 'returned'),
      reason: reason ?? '',
    },
    href: '/indicator-values',
  })
})
