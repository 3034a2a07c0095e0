import { sql } from 'kysely'
import { whyKept } from '../controls/index.ts'
import { calledNumber, cancelNumber, issuerOn, takeNumber, typedOf } from '../outgoing/index.ts'
import { formatDate } from '../platform/dates.ts'
import { day, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { correctable, recordFields } from '../ui/index.ts'
import { listNumberedApart } from './controls.ts'
import { showDecision } from './decision-queries.ts'

/** By which paper several applications were decided together, and who signs it. */
const listFields = recordFields({
  number: {
    field: optionalText(100),
    label: words('Số quyết định', 'Number of the decision'),
    hint: words(
      'Ghi số khác, hoặc để trống để lấy số tiếp theo của sổ; số cũ được hủy.',
      'Type another one, or leave it empty for the next of the register; the one before is cancelled.',
    ),
  },
  decidedOn: { field: day(), label: words('Ngày quyết định', 'Day of the decision'), input: 'date' },
  signer: { field: optionalText(100), label: words('Họ tên người ký', "Signatory's name") },
})

const decisionRow = ({ db }: Context, id: number) =>
  db
    .selectFrom('applicationDecision as d')
    .select(['d.id', 'd.numberId', 'd.committee', ...listFields.select('d')])
    .where('d.id', '=', id)

/** The applications of the list that still stand decided by it. */
const decidedBy = ({ db }: Context, row: { readonly id: number; readonly number: string }) =>
  db
    .selectFrom('applicationDecisionItem as i')
    .innerJoin('application as a', 'a.id', 'i.applicationId')
    .where('i.decisionId', '=', row.id)
    .where('a.decisionNumber', '=', row.number)

/** @throws Problem 422 for a day before one of them was filed, or after the next step of one of their turns */
async function guardDay(context: Context, row: { readonly id: number; readonly number: string }, on: string) {
  const { last, first } = await decidedBy(context, row)
    .leftJoin('supportTurn as t', 't.applicationId', 'a.id')
    .leftJoin('supportStep as s', (join) =>
      join.onRef('s.turnId', '=', 't.id').on('s.state', '<>', 'decided'),
    )
    .select(({ fn }) => [fn.max('a.filedOn').as('first'), fn.min('s.happenedOn').as('last')])
    .executeTakeFirstOrThrow()
  const [from, to] = [first ?? on, last ?? context.today]
  if (on >= from && on <= to) return
  throw invalidField(
    'decidedOn',
    words(
      `Ngày quyết định phải từ ngày nộp ${formatDate(from)} đến ${formatDate(to)}.`,
      `The day must lie between the filing on ${formatDate(from)} and ${formatDate(to)}.`,
    ),
  )
}

/** Writes number and day into the applications of the list and the first step of their turns. */
async function writeThrough(
  context: Context,
  row: { readonly id: number; readonly number: string },
  decisionNumber: string,
  decidedOn: string,
): Promise<void> {
  const { db } = context
  const rows = await decidedBy(context, row).select('a.id').execute()
  const ids = sql<number>`ANY(${rows.map(({ id }) => id)}::int[])`
  await db
    .updateTable('application')
    // a letter that was made bears the number before
    .set(({ eb }) => ({ decisionNumber, decidedOn, letterDue: true, version: eb('version', '+', 1) }))
    .where('id', '=', ids)
    .execute()
  const turns = await db
    .updateTable('supportTurn')
    .set(({ eb }) => ({ decidedOn, version: eb('version', '+', 1) }))
    .where('applicationId', '=', ids)
    .returning('id')
    .execute()
  await db
    .updateTable('supportStep')
    .set({ happenedOn: decidedOn, documentNumber: decisionNumber })
    .where('turnId', '=', sql<number>`ANY(${turns.map(({ id }) => id)}::int[])`)
    .where('state', '=', 'decided')
    .execute()
}

/**
 * Another number for a decision on several applications that is in force: given by somebody else than who recorded it, with the reason.
 * The one before is cancelled in the register; all that names the decision follows, and its signed paper is awaited anew.
 */
export const listNumberCorrection = correctable({
  record: 'application_decision',
  entry: 'applications.decideTogether',
  table: 'application_decision',
  title: words('số, ngày, người ký quyết định', 'Number, day and signatory of the decision'),
  button: words('Sửa số, ngày, người ký', 'Edit number, day and signatory'),
  fields: listFields,
  name: 'applications.correctList',
  route: 'PUT /application-decisions/{id}/paper',
  historyRoute: 'GET /application-decisions/{id}/corrections',
  address: '/applications/decisions/{id}/correction',
  href: (id) => `/applications/decisions/${id}`,
  crumbs: ({ t }) => [
    { label: t('Hồ sơ đề nghị hỗ trợ', 'Applications for support'), href: '/applications' },
    {
      label: t('Các quyết định cho nhiều hồ sơ', 'Decisions on several applications'),
      href: '/applications/decisions',
    },
  ],
  may: ['coordinator', 'leader', 'head'],
  office: ['coordinator', 'leader', 'head'],
  read: (context, id, lock) => {
    const rows = decisionRow(context, id)
    return (lock ? rows.forUpdate() : rows).executeTakeFirst()
  },
  show: showDecision,
  kept: (context, { id }) => whyKept(context, listNumberedApart, id),
  used: () => words('Quyết định đã có hiệu lực.', 'The decision is in force.'),
  async write(context, row, values, reason) {
    const { db, today } = context
    const signer = values.signer as string | null
    const decidedOn = String(values.decidedOn)
    const text = values.number as string | null
    const renumbers = text !== row.number
    if (!renumbers && decidedOn !== row.decidedOn)
      throw invalidField(
        'decidedOn',
        words(
          'Sổ ghi số này với ngày của nó. Sửa ngày thì để trống số để lấy số khác, hoặc ghi số khác.',
          'The register has this number with its day. For another day leave the number empty, or type another.',
        ),
      )
    if (!renumbers) {
      await db
        .updateTable('applicationDecision')
        .set(({ eb }) => ({ signer, version: eb('version', '+', 1) }))
        .where('id', '=', row.id)
        .execute()
      return
    }
    await guardDay(context, row, decidedOn)
    const issuer = await issuerOn(db, 'decision', decidedOn, row.committee)
    const number = text === null ? undefined : typedOf(text, issuer)
    if (text !== null && number === undefined)
      throw invalidField(
        'number',
        words(
          `Xin ghi số, hoặc số và ký hiệu ${issuer.symbol}.`,
          `Type the number, or number and symbol ${issuer.symbol}.`,
        ),
      )
    const taken = await takeNumber(db, {
      ...{ kind: 'decision', issuer, number, issuedOn: decidedOn },
      ...{ subject: 'Kết quả xét hồ sơ đề nghị hỗ trợ', record: `application_decision:${row.id}` },
    })
    const called = calledNumber(taken.number, issuer.symbol)
    await writeThrough(context, row, called, decidedOn)
    await db
      .updateTable('applicationDecision')
      .set(({ eb }) => ({
        ...{ numberId: taken.id, number: called, decidedOn, signer, closedOn: null },
        version: eb('version', '+', 1),
      }))
      .where('id', '=', row.id)
      .execute()
    await cancelNumber(db, row.numberId, today, reason)
  },
})
