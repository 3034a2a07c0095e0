import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { uploadTemplate, useTemplate } from './commands.ts'
import { templateKinds } from './kinds.ts'

const name = words('Loại văn bản', 'Kind of document')
const number = words('Bản số', 'Version number')

const toUse = noticeKind({
  key: 'templates.toUse',
  label: words('Mẫu văn bản chờ đưa vào dùng', 'Template to take into use'),
  for: ['coordinator', 'leader'],
  way: 'program',
  subject: words(
    'Mẫu chờ đưa vào dùng: {name}, bản {number}',
    'Template to take into use: {name}, version {number}',
  ),
  body: words(
    '{name}, bản {number} đã được tải lên và kiểm tra, chưa dùng.',
    '{name}, version {number} was uploaded and checked; it is not in use yet.',
  ),
  fields: { name, number },
})

const used = noticeKind({
  key: 'templates.used',
  label: words('Mẫu văn bản mới', 'New template'),
  for: ['coordinator', 'leader'],
  way: 'program',
  subject: words('Mẫu mới: {name}, bản {number}', 'New template: {name}, version {number}'),
  body: words(
    '{name} được tạo từ bản {number} kể từ ngày {day}.',
    '{name} is made of version {number} from {day} on.',
  ),
  fields: { name, number, day: words('Dùng từ ngày', 'Used from') },
})

async function about({ db }: Context, id: number) {
  const row = await db.selectFrom('wordTemplate').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const label = templateKinds.get(row.kind)?.label ?? words(row.kind, row.kind)
  return {
    row,
    of: {
      to: { roles: ['coordinator', 'leader'] as const },
      occurrence: `${id}:${row.version}`,
      href: `/templates/${id}`,
    },
    values: { name: label, number: String(row.number) },
  }
}

follow(uploadTemplate, async (context, _input, { id }) => {
  const { row, of, values } = await about(context, id)
  if (Array.isArray(row.faults) && row.faults.length > 0) return
  await tell(context, toUse, { ...of, values })
})

follow(useTemplate, async (context, { usedFrom }, { id }) => {
  const { of, values } = await about(context, id)
  await tell(context, used, { ...of, values: { ...values, day: formatDate(usedFrom) } })
})
