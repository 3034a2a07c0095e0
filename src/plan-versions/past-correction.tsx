import { toldInReport } from '../plan/index.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { correctable } from '../ui/index.ts'
import { notTakenOver, planEntered, refuseUnknownContent } from './commands.ts'
import { pastFields } from './past-fields.ts'
import { pastChoices, showPast } from './past-queries.ts'
import { countPast, type PastResult, pastIndicators, retractPastFact, zeroWords } from './past-recording.ts'

async function readPast({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('pastResult as r')
    .select(['r.id', 'r.planId', 'r.indicatorId', 'r.retractedOn', ...pastFields.select('r')])
    .where('r.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A past result is put right with the fact that counts it; one of another indicator is another result. */
export const pastCorrection = correctable({
  record: 'past_result',
  table: 'past_result',
  title: words('kết quả năm trước', 'Past result'),
  fields: pastFields,
  name: 'results.correctPast',
  route: 'PUT /past-results/{id}/correction',
  historyRoute: 'GET /past-results/{id}/corrections',
  address: '/past-results/{id}/correction',
  href: (id) => `/past-results/${id}`,
  crumbs: ({ t }) => [{ label: t('Kết quả các năm trước', 'Past results'), href: '/past-results' }],
  may: ['coordinator'],
  read: readPast,
  show: showPast,
  async used({ db }, { planId, year }) {
    return (await toldInReport(db, planId, year))
      ? words(
          'Kết quả này đã vào báo cáo năm đã chốt.',
          'A sealed yearly report has told of this result already.',
        )
      : null
  },
  async choices(request, row) {
    const { years, contents } = await request.execute(pastChoices, { id: row.planId })
    return {
      year: [...new Set([...years, row.year])].toSorted().map((of) => ({ value: of, label: String(of) })),
      contentId: contents.map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) })),
    }
  },
  async write(context, row, values, reason) {
    const { db, today } = context
    if (row.retractedOn !== null)
      throw conflict(
        'results.retracted',
        words('Kết quả này đã được rút.', 'This result has been retracted.'),
      )
    const { amount, contentId, paperNumber, paperOn, ...said } = values as unknown as Given
    const indicator = (await pastIndicators(db)).find(({ id }) => id === row.indicatorId)
    if (indicator === undefined) throw new Error('past result of no indicator')
    if (said.year !== row.year) {
      const moved = { id: row.planId, year: said.year }
      await planEntered(context, moved)
      await notTakenOver(context, { ...moved, indicator: indicator.key })
    }
    if (said.quantity === 0 && paperNumber === null) throw invalidField('quantity', zeroWords)
    if (paperOn !== null && paperOn > today)
      throw invalidField('paperOn', words('Ngày này chưa đến.', 'This day has not come yet.'))
    await refuseUnknownContent(db, contentId ?? undefined)
    // The paper on record is evidence already, whoever brought it.
    if (said.fileId !== row.fileId) await evidence(context, said.fileId)
    await db
      .updateTable('pastResult')
      .set({ ...said, amount, contentId, paperNumber, paperOn })
      .where('id', '=', row.id)
      .execute()
    await retractPastFact(db, row.id, reason)
    await countPast(db, row.planId, indicator, {
      ...{ ...said, id: row.id },
      paperNumber: paperNumber ?? undefined,
      paperOn: paperOn ?? undefined,
    })
  },
})

type Given = Pick<PastResult, 'year' | 'quantity' | 'label' | 'fileId'> & {
  readonly amount: bigint | null
  readonly contentId: number | null
  readonly paperNumber: string | null
  readonly paperOn: string | null
}
