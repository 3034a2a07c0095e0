import { z } from 'zod'
import { enterValue } from '../indicators/index.ts'
import { isLevel } from '../plan/index.ts'
import { id } from '../platform/fields.ts'
import { storeMade } from '../platform/files.ts'
import { problemsOf } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { command } from '../platform/operation.ts'
import { conflict, notFound, refuse } from '../platform/problem.ts'
import { Consolidated, consolidate } from './consolidate.ts'
import { consolidationFileOf } from './document.ts'
import { yearOf } from './rules.ts'

/**
 * Enters the sum of the accepted reports as the value of the question's indicator, with the consolidation as evidence; another person
 * confirms it where values of indicators are confirmed.
 */
export const enterFigure = command({
  name: 'reportRequests.enterFigure',
  summary: words('Đưa số của báo cáo vào chỉ số', 'Enter a figure of reports as the value of an indicator'),
  route: 'POST /report-requests/{id}/values',
  input: z.object({ id: id(), questionId: id() }),
  output: z.object({ id: z.int(), valueId: z.int() }),
  may: ['coordinator'],
  subject: ({ id: requestId }) => `report_request:${requestId}`,
  async run(context, { id: requestId, questionId }) {
    const { db, files, today, actor } = context
    // What is summed stays accepted until the value stands.
    await db
      .selectFrom('reportAnswer')
      .select('id')
      .where('requestId', '=', requestId)
      .orderBy('id')
      .forUpdate()
      .execute()
    const of = Consolidated.parse(await consolidate.run(context, { id: requestId }))
    const question = of.questions.find((one) => one.id === questionId)
    if (question === undefined || question.indicatorId === null)
      throw notFound(words('câu hỏi gắn với chỉ số', 'Question of an indicator'))
    const { accepted: amount = null, acceptedGiven: given = 0 } = question.places[0] ?? {}
    if (amount === null)
      throw conflict(
        'reportRequests.noneAccepted',
        words('Chưa có báo cáo nào được chấp nhận có số này.', 'No report with this figure is accepted yet.'),
      )
    const indicator = await db
      .selectFrom('indicator as i')
      .select(['i.key', isLevel('i').as('level')])
      .where('i.id', '=', question.indicatorId)
      .executeTakeFirstOrThrow()
    if (indicator.level && given > 1)
      throw conflict(
        'reportRequests.notSummed',
        words(
          'Chỉ số này là tỷ lệ hoặc mức, không cộng số của nhiều báo cáo được.',
          'This indicator is a rate or a level: figures of several reports are not added up.',
        ),
      )
    const year = yearOf(of.request)
    if (year === null)
      throw conflict(
        'reportRequests.notAYear',
        words(
          'Kỳ của yêu cầu này ngắn hơn một năm, nên tổng số không phải là số của năm.',
          'The period of this request is shorter than a year, so that its sum is not the figure of a year.',
        ),
      )
    const made = await consolidationFileOf(context, of, 'docx')
    const file = await storeMade(db, files, { ...made, uploadedBy: actor.userId, enterpriseId: null })
    const raw = {
      ...{ key: indicator.key, year, value: amount, fileId: file.id },
      estimate: year >= Number(today.slice(0, 4)),
      note: `${of.request.title}: ${formatNumber(given, 'vi')} báo cáo được chấp nhận có số này`,
    }
    const underPlan = { ...context, planId: of.request.planId }
    const parsed = enterValue.input.safeParse(raw)
    const { fields } = await problemsOf(enterValue, { raw, parsed, wrong: [] }, underPlan)
    refuse(fields.map((fault) => ({ field: 'questionId', words: fault.words })))
    const value = await enterValue.run(underPlan, enterValue.input.parse(raw), undefined)
    await db
      .insertInto('reportValue')
      .values({ requestId, questionId, valueId: value.id, enteredOn: today })
      .execute()
    return { id: requestId, valueId: value.id }
  },
})
