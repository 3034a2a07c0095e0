import { z } from 'zod'
import { enterValue } from '../indicators/index.ts'
import { id } from '../platform/fields.ts'
import { storeMade } from '../platform/files.ts'
import { problemsOf } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, notFound, refuse } from '../platform/problem.ts'
import { Consolidated, consolidate } from './consolidate.ts'
import { consolidationFileOf } from './document.ts'

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
    const of = Consolidated.parse(await consolidate.run(context, { id: requestId }))
    const question = of.questions.find((one) => one.id === questionId)
    if (question === undefined || question.indicatorId === null)
      throw notFound(words('câu hỏi gắn với chỉ số', 'Question of an indicator'))
    const amount = question.places[0]?.accepted
    if (amount === undefined || !of.reports.some(({ state }) => state === 'accepted'))
      throw conflict(
        'reportRequests.noneAccepted',
        words('Chưa có báo cáo nào được chấp nhận.', 'No report is accepted yet.'),
      )
    const indicator = await db
      .selectFrom('indicator')
      .select('key')
      .where('id', '=', question.indicatorId)
      .executeTakeFirstOrThrow()
    const made = await consolidationFileOf(context, of, 'docx')
    const file = await storeMade(db, files, { ...made, uploadedBy: actor.userId, enterpriseId: null })
    const year = Number(of.request.toOn.slice(0, 4))
    const accepted = of.reports.filter(({ state }) => state === 'accepted').length
    const raw = {
      ...{ key: indicator.key, year, value: amount, fileId: file.id },
      estimate: year >= Number(today.slice(0, 4)),
      note: `${of.request.title}: ${accepted} báo cáo được chấp nhận`,
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
