import { z } from 'zod'
import { id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { staleRecord } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { type CheckedPaper, checkSignedPaper, keepSignedPaper } from '../signatures/index.ts'
import { noDecision } from './decision-document.ts'

/** How far a decision on several applications has come. */
export const decisionStates = states({
  issued: { vi: 'Chờ bản ký', en: 'Signed paper awaited', tone: 'warning' },
  closed: { vi: 'Đã có bản ký', en: 'Signed paper received', tone: 'success' },
})

/** Takes in the signed scan or the digitally signed PDF of a decision: it closes the decision; another takes its place. */
export const closeDecision = command({
  name: 'applications.closeDecision',
  summary: words('Nhận bản ký của quyết định', 'Take in the signed decision'),
  route: 'POST /application-decisions/{id}/signed-paper',
  input: z.object({ id: id(), version: whole(1), fileId: id() }),
  output: z.object({ id: z.int(), signatures: z.int() }),
  may: ['coordinator', 'leader', 'head'],
  subject: ({ id: decisionId }) => `application_decision:${decisionId}`,
  prepare: (context, { fileId }) => checkSignedPaper(context, fileId),
  async run(context, { id: decisionId, version }, checked: CheckedPaper) {
    const { db, today } = context
    const row = await db
      .selectFrom('applicationDecision')
      .select('version')
      .where('id', '=', decisionId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noDecision()
    if (row.version !== version) throw staleRecord()
    await keepSignedPaper(context, `application_decision:${decisionId}`, checked)
    await db
      .updateTable('applicationDecision')
      .set({ closedOn: today, version: version + 1 })
      .where('id', '=', decisionId)
      .execute()
    return { id: decisionId, signatures: checked.signatures.length }
  },
})
