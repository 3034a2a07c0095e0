import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { roundsOf } from '../opinions/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { fold } from '../platform/text.ts'
import { noProposal } from './commands.ts'
import { clauseFields, proposalFields } from './fields.ts'
import { proposalStates } from './rules.ts'
import { Proposal, ProposalRow } from './shape.ts'

const proposalRows = (db: Db) =>
  db
    .selectFrom('policyProposal as y')
    .innerJoin('plan as p', 'p.id', 'y.planId')
    .select(['y.id', ...proposalFields.select('y'), 'y.planId', 'p.number as plan', 'y.state', 'y.begunOn'])
    .select(['y.submittedOn', 'y.settledOn', 'y.number'])

/** Proposals of policy of every plan, or of those asked for, the latest first. */
export const listProposals = query({
  name: 'proposals.list',
  summary: words('Danh sách đề xuất chính sách', 'List of proposals of policy'),
  route: 'GET /policy-proposals',
  input: z.object({
    ...listInput(['begunOn', 'title']),
    state: optionalChoice(proposalStates.keys),
    ...plansInput,
  }),
  output: listOutput(ProposalRow),
  may: officers,
  async run({ db, planId }, input) {
    let rows = proposalRows(db).where(ofPlans('y.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('y.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(y.title || ' ' || coalesce(y.number, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        begunOn: byDay('y.begunOn', (row) => row.begunOn),
        title: { column: 'y.title', value: (row) => row.title },
      },
      'y.id',
    )
  },
})

/** One proposal whole: clauses, rounds of opinions, what became of each. */
export const showProposal = query({
  name: 'proposals.show',
  summary: words('Một đề xuất chính sách', 'One proposal of policy'),
  route: 'GET /policy-proposals/{id}',
  input: z.object({ id: id() }),
  output: Proposal,
  may: officers,
  async run({ db, today }, input) {
    const row = await proposalRows(db)
      .select(['y.submission', 'y.reason', 'y.version'])
      .where('y.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noProposal()
    const clauses = await db
      .selectFrom('policyClause as c')
      .select(['c.id', ...clauseFields.select('c')])
      .where('c.proposalId', '=', row.id)
      .orderBy('c.ord')
      .execute()
    return { ...row, clauses, rounds: await roundsOf(db, 'policy_proposal', row.id, today) }
  },
})

const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** The proposal in the layout of Decree 30/2020/NĐ-CP, with the table of opinions and the rehearsal as its annexes. */
export const proposalFile = query({
  name: 'proposals.document',
  summary: words('Đề xuất chính sách dạng DOCX hoặc PDF', 'A proposal of policy as DOCX or PDF'),
  route: 'GET /policy-proposals/{id}/document',
  input: z.object({ id: id(), format: choice(['docx', 'pdf']) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run(context, { id: proposalId, format }) {
    const of = await showProposal.run(context, { id: proposalId })
    const { proposalDocument } = await import('./document.ts')
    const document = await proposalDocument(context, of)
    const bytes =
      format === 'pdf'
        ? await (await import('../documents/official/pdf.ts')).officialPdf(document)
        : await (await import('../documents/official/docx.ts')).writeOfficialDocx(document)
    return {
      name: markedFileName(`de-xuat-chinh-sach-${proposalId}-${context.today}.${format}`),
      mime: formats[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
