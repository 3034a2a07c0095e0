import { whyKept } from '../controls/index.ts'
import { cancelNumber, registeredNumber } from '../outgoing/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable, recordFields } from '../ui/index.ts'
import { numberedApart } from './controls.ts'
import { applicationDecisionNumber } from './decision-number.ts'
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

/** The number of the register that a decision bears; undefined where it has none, or one of another register. */
const numberOf = (
  db: Db,
  {
    decisionNumber,
    decidedOn,
  }: { readonly decisionNumber: string | null; readonly decidedOn: string | null },
) =>
  decisionNumber === null || decidedOn === null
    ? Promise.resolve(undefined)
    : registeredNumber(db, 'decision', decisionNumber, decidedOn)

/** The number and day that take the place of those of the register: another number is taken, and the one before is cancelled. */
async function renumbered(
  { db, today }: Context,
  row: {
    readonly id: number
    readonly state: string
    readonly decisionNumber: string | null
    readonly decidedOn: string | null
  },
  wanted: { readonly decisionNumber: string | null; readonly decidedOn: string },
  reason: string,
): Promise<string | null> {
  const before = await numberOf(db, row)
  if (wanted.decisionNumber !== null && wanted.decisionNumber === row.decisionNumber) {
    if (before !== undefined && wanted.decidedOn !== row.decidedOn)
      throw invalidField(
        'decidedOn',
        words(
          'Sổ ghi số này với ngày của nó. Sửa ngày thì để trống số để lấy số khác, hoặc ghi số khác.',
          'The register has this number with its day. For another day leave the number empty, or type another.',
        ),
      )
    return row.decisionNumber
  }
  // Support cannot be given without a number: where none is typed, the register gives the next, as when the decision was recorded.
  if (wanted.decisionNumber === null && before === undefined && row.state !== 'accepted') return null
  const number = await applicationDecisionNumber(db, {
    id: row.id,
    decisionNumber: wanted.decisionNumber ?? undefined,
    decidedOn: wanted.decidedOn,
    committee: before?.symbol.endsWith('-UBND') ?? false,
  })
  if (before !== undefined && before.record === `application:${row.id}`)
    await cancelNumber(db, before.id, today, reason)
  return number
}

/**
 * The number and the day of a decision are put right by who recorded it, with the first step of the turn that it opened; the ledger keeps
 * the paper under which the money was committed. A number that the register knows is given another by somebody else, with the reason.
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
  office: ['coordinator', 'leader', 'head'],
  async kept(context, row) {
    const together = await decisionOf(context.db, row.id)
    if (together !== null)
      return words(
        `Hồ sơ nằm trong Quyết định ${together.number} cho nhiều hồ sơ; số và ngày sửa ở quyết định ấy.`,
        `It is one of the applications of decision ${together.number}: number and day are put right there.`,
      )
    if ((await numberOf(context.db, row)) === undefined) return null
    return whyKept(context, numberedApart, row.id)
  },
  async used({ db }, row) {
    const { id } = row
    if ((await numberOf(db, row)) !== undefined)
      return words(
        'Quyết định mang số của sổ văn bản đi. Số khác thì ghi, hoặc để trống để lấy số tiếp theo; số cũ được hủy.',
        'The decision bears a number of the register. Type another one, or leave it empty for the next; the one before is cancelled.',
      )
    const step = await laterSteps(db, id).select('s.id').limit(1).executeTakeFirst()
    return step === undefined
      ? null
      : words(
          'Lượt hỗ trợ theo quyết định này đã sang bước sau.',
          'The support turn of this decision has gone on to its next step.',
        )
  },
  async write(context, row, values, reason) {
    const { db, today } = context
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
    const registered = await numberOf(db, row)
    const decisionNumber = await renumbered(
      context,
      row,
      { decisionNumber: values.decisionNumber as string | null, decidedOn },
      reason,
    )
    await db
      .updateTable('application')
      .set(({ eb }) => ({
        ...{ decisionNumber, decidedOn, version: eb('version', '+', 1) },
        // a letter that was made bears the number before
        ...(registered !== undefined && decisionNumber !== row.decisionNumber ? { letterDue: true } : {}),
      }))
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
