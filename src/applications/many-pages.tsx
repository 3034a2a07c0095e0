import { words } from '../platform/language.ts'
import { type ManyRow, manyCommand } from '../platform/many.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { manyPages } from '../ui/index.ts'
import { checkApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { issueLetters } from './letter-commands.ts'
import { listApplications } from './queries.ts'

/** The applications of these numbers that the user reads, each with the version that it has now. */
async function chosen({ db, actor }: Context, ids: readonly number[]): Promise<ManyRow[]> {
  const rows = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .select(['a.id', 'a.version', 'e.name', 'c.name as content', 'c.nameEn as contentEn'])
    .where('a.id', 'in', [...ids])
    .where(readableBy(actor, 'a.enterpriseId'))
    .execute()
  return rows.map(({ id, version, name, content, contentEn }) => ({
    id,
    label: words(`${id} · ${name} · ${content}`, `${id} · ${name} · ${contentEn}`),
    input: { id, version },
  }))
}

const own = ['id', 'version'] as const
const list = {
  label: words('Hồ sơ đề nghị hỗ trợ', 'Applications for support'),
  href: '/applications',
  query: listApplications,
}
const href = (id: number | string) => `/applications/${id}`

/** Several applications are complete: on to the appraisal. */
export const checkApplications = manyCommand({
  each: checkApplication,
  ...{ own, rows: chosen, fixed: { outcome: 'checked' } },
  name: 'applications.checkMany',
  summary: words('Chuyển thẩm định nhiều hồ sơ', 'Pass several applications on to the appraisal'),
  route: 'POST /application-batches/check',
})
export const checkMany = manyPages({
  command: checkApplications,
  title: words('Chuyển thẩm định', 'On to the appraisal'),
  address: '/applications/many/check',
  ...{ list, href },
  fields: (f, { t }) => f.area('note', { label: t('Ý kiến', 'Opinion') }),
  submit: (count, t) => t(`Chuyển thẩm định ${count} hồ sơ`, `Pass ${count} on to the appraisal`),
})

/** Several applications go back to their enterprises for the same reason. */
export const returnApplications = manyCommand({
  each: checkApplication,
  ...{ own, rows: chosen, fixed: { outcome: 'returned' } },
  name: 'applications.returnMany',
  summary: words('Trả lại nhiều hồ sơ', 'Return several applications'),
  route: 'POST /application-batches/return',
})
export const returnMany = manyPages({
  command: returnApplications,
  title: words('Trả lại hồ sơ', 'Return the application'),
  address: '/applications/many/return',
  ...{ list, href },
  fields: (f, { t }) =>
    f.area('note', { label: t('Lý do trả lại, cần bổ sung gì', 'Why, and what is missing'), required: true }),
  submit: (count, t) => t(`Trả lại ${count} hồ sơ`, `Return ${count}`),
})

/** Several applications wait for money, for the same reason. */
export const waitApplications = manyCommand({
  each: decideApplication,
  ...{
    own,
    rows: chosen,
    fixed: { overAgreed: false, committee: false, outcome: 'wait', decisionNumber: undefined },
  },
  name: 'applications.waitMany',
  summary: words('Cho nhiều hồ sơ chờ kinh phí', 'Put several applications on the waiting list'),
  route: 'POST /application-batches/waiting',
})
export const waitMany = manyPages({
  command: waitApplications,
  title: words('Chờ kinh phí', 'Waiting for money'),
  address: '/applications/many/waiting',
  ...{ list, href },
  fields: (f, { t }) => (
    <>
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      {f.date('decidedOn', { label: t('Ngày quyết định', 'Day of the decision'), required: true })}
      {f.file('decisionFileId', { label: t('Văn bản quyết định', 'The decision document') })}
    </>
  ),
  submit: (count, t) => t(`Cho ${count} hồ sơ chờ kinh phí`, `Put ${count} on the waiting list`),
})

export const letterMany = manyPages({
  command: issueLetters,
  title: words('Tạo, gửi thư báo', 'Make and send letters'),
  address: '/applications/many/letters',
  ...{ list, href },
  fields: (f, { t }) => (
    <>
      {f.check('give', { label: t('Lấy số tiếp theo của sổ', 'The register gives the next number') })}
      {f.date('issuedOn', {
        label: t('Ngày của thư báo', 'Day of the letter'),
        hint: t('Để trống thì chừa chỗ ghi tay.', 'Left empty: room is left to write it by hand.'),
      })}
      {f.text('signer', { label: t('Họ tên người ký', "Signatory's name") })}
    </>
  ),
  submit: (count, t) => t(`Tạo, gửi ${count} thư báo`, `Make and send ${count} letters`),
})
