import { createHash } from 'node:crypto'
import { z } from 'zod'
import { keptDocument } from '../documents/kept.ts'
import { activePlan, PlanDocument } from '../plan/index.ts'
import { catalogues, documentOfReading } from '../plan-drafts/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import type { Db } from '../platform/database.ts'
import { choice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { markedBanner, markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { planDocx, planPdf, planXlsx } from './files.ts'
import { dutyHeadings, type Writing } from './official.ts'

export const planFormats = ['docx', 'pdf', 'xlsx'] as const
export type PlanFormat = (typeof planFormats)[number]

const mimes: Readonly<Record<PlanFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const writers = { docx: planDocx, pdf: planPdf, xlsx: planXlsx }

/**
 * The plan in force as a document written from its data: what is carried out now, amendments included. The signed document
 * stays the original, which the file's properties say.
 */
export const planFile = query({
  name: 'plan.file',
  summary: words('Tải kế hoạch dạng DOCX, PDF hoặc XLSX', 'The plan as DOCX, PDF or XLSX'),
  route: 'GET /plan/document',
  input: z.object({ format: choice(planFormats) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: ['public'],
  async run({ db, planId }, { format }) {
    const facts = await planFacts(db, (await activePlan({ db, planId })).id)
    const { document } = facts
    // Reading the signed text again takes longest after setting pages, so the key does without what is read in it.
    const bytes = await keptDocument(`plan ${facts.id} ${format}`, facts, async () =>
      writers[format](document, await writingOf(db, facts)),
    )
    return {
      name: markedFileName(`${slug(`Kế hoạch ${document.number} ${document.province}`)}.${format}`),
      mime: mimes[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})

/** A plan with what is needed to write it. @param planId of a plan that is there */
export async function planWriting(
  db: Db,
  planId: number,
): Promise<{ document: PlanDocument; writing: Writing }> {
  const facts = await planFacts(db, planId)
  return { document: facts.document, writing: await writingOf(db, facts) }
}

type PlanFacts = Awaited<ReturnType<typeof planFacts>>

/** All that the files of a plan depend on; of its signed text, which never changes, the checksum alone. */
async function planFacts(db: Db, planId: number) {
  const { document, ...signed } = await db
    .selectFrom('plan')
    .select(['id', 'document', 'sourceFile as file', 'sourceSha256 as sha256'])
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const indicators = await db.selectFrom('indicator').select(['key', 'name', 'unit']).orderBy('key').execute()
  return { ...signed, document: PlanDocument.parse(document), indicators, known: await catalogues(db) }
}

async function writingOf(
  db: Db,
  { id, file, sha256, document, indicators, known }: PlanFacts,
): Promise<Writing> {
  const { text } = await db
    .selectFrom('plan')
    .select('sourceText as text')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const read = readPlan(text)
  return {
    agencies: new Map(known.agencies.map(({ key, name }) => [key, name])),
    sources: new Map((known.sources ?? []).map(({ key, name }) => [key, name])),
    indicators: new Map(indicators.map(({ key, name, unit }) => [key, { name, unit }])),
    headings: dutyHeadings(read.sections, documentOfReading(read, known).document, document),
    banner: markedBanner(undefined),
    remark: `Lập từ dữ liệu của kế hoạch; văn bản đã ký là bản gốc (${file}, SHA-256 ${sha256}).`,
  }
}
