import { enterpriseEvidence } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { correctionRules, noValue, storedValue, valueKeepers } from './commands.ts'
import { contentValueFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showValue } from './queries.ts'

async function readRow({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('contentValue as v')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .select(['v.id', 'v.state', 'v.fieldId', 'v.fileId', 't.enterpriseId', ...contentValueFields.select('v')])
    .where('v.id', '=', id)
    .where(readableBy(actor, 't.enterpriseId'))
  return (lock ? rows.forUpdate('v') : rows).executeTakeFirst()
}

/** Put right by who entered it while it is not confirmed; what was returned waits to be confirmed again. */
export const valueCorrection = correctable({
  record: 'content_value',
  table: 'content_value',
  title: words('số liệu theo nội dung', 'Figure by content'),
  fields: contentValueFields,
  without: ['fieldId'],
  name: 'contentData.correct',
  route: 'PUT /content-values/{id}/correction',
  historyRoute: 'GET /content-values/{id}/corrections',
  address: '/content-values/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...valueKeepers],
  read: readRow,
  asks: { rules: correctionRules as never },
  show: showValue,
  kept: (_context, { state }) =>
    Promise.resolve(
      state === 'entered' || state === 'returned'
        ? null
        : words(
            'Đã xác nhận hoặc đã rút nên không sửa được; ghi sai thì rút rồi nhập lại.',
            'It is confirmed or withdrawn and stands; what is wrong is withdrawn and entered again.',
          ),
    ),
  used: () => null,
  async write(context, row, values) {
    const { fileId, fieldId: _field, value, ...others } = values
    if (typeof fileId === 'number') await enterpriseEvidence(context, row.enterpriseId, fileId, row.fileId)
    const field = await context.db
      .selectFrom('contentField')
      .selectAll()
      .where('id', '=', row.fieldId)
      .executeTakeFirst()
    if (field === undefined) throw noValue()
    await context.db
      .updateTable('contentValue')
      .set({
        ...others,
        ...storedValue(field, String(value)),
        ...(typeof fileId === 'number' ? { fileId } : {}),
        ...(row.state === 'returned' ? { state: 'entered', remark: null } : {}),
      })
      .where('id', '=', row.id)
      .execute()
  },
})
