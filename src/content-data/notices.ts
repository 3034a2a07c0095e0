import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { confirmValue, enterValue, returnValue } from './commands.ts'
import { valueStates } from './rules.ts'

const enterprise = words('Doanh nghiệp', 'Enterprise')
const figure = words('Số liệu theo nội dung', 'Figure by content')

const entered = noticeKind({
  key: 'contentData.entered',
  label: words('Số liệu theo nội dung chờ xác nhận', 'Figures by content to be confirmed'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Chờ xác nhận: {figure} của {enterprise}', 'To be confirmed: {figure} of {enterprise}'),
  body: words('{enterprise} đã nhập: {figure}.', '{enterprise} entered: {figure}.'),
  fields: { enterprise, figure },
})

const settled = noticeKind({
  key: 'contentData.settled',
  label: words(
    'Số liệu theo nội dung được xác nhận hoặc trả lại',
    'Figures by content confirmed or returned',
  ),
  for: ['enterprise'],
  way: 'digest',
  subject: words('{figure}: {state}', '{figure}: {state}'),
  body: words('{figure}: {state}. {remark}', '{figure}: {state}. {remark}'),
  fields: {
    figure,
    state: words('Tình trạng', 'State'),
    remark: words('Điều cần sửa', 'What is to be put right'),
  },
})

const rowOf = ({ db }: Context, id: number) =>
  db
    .selectFrom('contentValue as v')
    .innerJoin('contentField as d', 'd.id', 'v.fieldId')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select(['v.state', 'v.remark', 'd.name', 'd.nameEn', 't.enterpriseId', 'e.name as enterprise'])
    .where('v.id', '=', id)
    .executeTakeFirstOrThrow()

follow(enterValue, async (context, _input, { id }) => {
  const row = await rowOf(context, id)
  await tell(context, entered, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: { enterprise: row.enterprise, figure: words(row.name, row.nameEn) },
    href: `/content-values/${id}`,
  })
})

async function tellEnterprise(
  context: Context,
  _input: unknown,
  { id, version }: { id: number; version: number },
) {
  const row = await rowOf(context, id)
  await tell(context, settled, {
    to: { enterpriseId: row.enterpriseId },
    occurrence: `${id}:${version}`,
    values: {
      figure: words(row.name, row.nameEn),
      state: valueStates.wordsOf(row.state),
      remark: row.remark ?? '',
    },
    href: `/content-values/${id}`,
  })
}
follow(confirmValue, tellEnterprise)
follow(returnValue, tellEnterprise)
