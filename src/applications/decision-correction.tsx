import { formatDate } from '../platform/dates.ts'
import { day, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable, recordFields } from '../ui/index.ts'
import { decisionOf } from './decision-queries.ts'
import { showApplication } from './queries.ts'

/** By which paper an application was decided. */
export const decisionFields = recordFields({
  decisionNumber: { field: optionalText(100), label: words('Số quyết định', 'Number of the decision') },
  decidedOn: {
    field: day(),
    label: words('Ngày quyết định', 'Day of the decision'),
    input: 'date',
    later: true,
  },
})

async function readDecision({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('application as a')
    .select(['a.id', 'a.state', 'a.filedOn', ...decisionFields.select('a')])
    .where('a.id', '=', id)
    .where('a.decidedOn', 'is not', null)
    .where(readableBy(actor, 'a.enterpriseId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** The later steps of the turn that an application led to. */
const laterSteps = (db: Context['db'], applicationId: number) =>
  db
    .selectFrom('supportStep as s')
    .innerJoin('supportTurn as t', 't.id', 's.turnId')
    .where('t.applicationId', '=', applicationId)
    .where('s.state', '<>', 'decided')

/**
 * The number and the day of a decision are put right by who recorded it, with the first step of the turn that it opened; the ledger keeps
 * the paper under which the money was committed.
 */
export const decisionCorrection = correctable({
  record: 'application',
  entry: 'applications.decide',
  table: 'application',
  title: words('số, ngày quyết định', 'Number and day of the decision'),
  button: words('Sửa số, ngày quyết định', 'Edit number and day of the decision'),
  fields: decisionFields,
  name: 'applications.correct',
  route: 'PUT /applications/{id}/decision-paper',
  historyRoute: 'GET /applications/{id}/corrections',
  address: '/applications/{id}/correction',
  href: (id) => `/applications/${id}`,
  crumbs: ({ t }) => [
    { label: t('Hồ sơ đề nghị hỗ trợ', 'Applications for support'), href: '/applications' },
  ],
  may: ['coordinator', 'leader', 'head'],
  read: readDecision,
  show: showApplication,
  async used({ db }, { id }) {
    const together = await decisionOf(db, id)
    if (together !== null)
      return words(
        `Hồ sơ nằm trong Quyết định ${together.number} cho nhiều hồ sơ; số và ngày là của quyết định ấy.`,
        `It is one of the applications of decision ${together.number}: number and day are that decision's.`,
      )
    const step = await laterSteps(db, id).select('s.id').limit(1).executeTakeFirst()
    return step === undefined
      ? null
      : words(
          'Lượt hỗ trợ theo quyết định này đã sang bước sau.',
          'The support turn of this decision has gone on to its next step.',
        )
  },
  async write({ db, today }, row, values) {
    const decidedOn = String(values.decidedOn)
    const next = await laterSteps(db, row.id)
      .select(({ fn }) => fn.min('s.happenedOn').as('first'))
      .executeTakeFirst()
    const last = next?.first ?? today
    if (decidedOn < row.filedOn || decidedOn > last) {
      throw invalidField(
        'decidedOn',
        words(
          `Ngày quyết định phải từ ngày nộp ${formatDate(row.filedOn)} đến ${formatDate(last)}.`,
          `The day must lie between the filing on ${formatDate(row.filedOn)} and ${formatDate(last)}.`,
        ),
      )
    }
    if (row.state === 'accepted' && values.decisionNumber === null)
      throw invalidField(
        'decisionNumber',
        words('Xin ghi số quyết định.', 'Please give the number of the decision.'),
      )
    const decisionNumber = values.decisionNumber as string | null
    await db
      .updateTable('application')
      .set(({ eb }) => ({ decisionNumber, decidedOn, version: eb('version', '+', 1) }))
      .where('id', '=', row.id)
      .execute()
    const turn = await db
      .updateTable('supportTurn')
      .set(({ eb }) => ({ decidedOn, version: eb('version', '+', 1) }))
      .where('applicationId', '=', row.id)
      .returning('id')
      .executeTakeFirst()
    if (turn === undefined) return
    await db
      .updateTable('supportStep')
      .set({ happenedOn: decidedOn, documentNumber: decisionNumber })
      .where('turnId', '=', turn.id)
      .where('state', '=', 'decided')
      .execute()
  },
})
