import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { choice } from '../../platform/fields.ts'
import { query } from '../../platform/operation.ts'
import { slug } from '../../platform/text.ts'
import { activePlan } from '../active.ts'
import { documentOfReading } from '../drafts/map.ts'
import { catalogues } from '../drafts/queries.ts'
import { readPlan } from '../read/read.ts'
import { PlanDocument } from '../rules.ts'
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
  summary: { vi: 'Tải kế hoạch dạng DOCX, PDF hoặc XLSX', en: 'The plan as DOCX, PDF or XLSX' },
  route: 'GET /plan/document',
  input: z.object({ format: choice(planFormats) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: ['public'],
  async run({ db, planId }, { format }) {
    const { document, writing } = await planWriting(db, (await activePlan({ db, planId })).id)
    const bytes = await kept(
      JSON.stringify([format, document, writing.banner, [...(writing.headings ?? [])]]),
      () => writers[format](document, writing),
    )
    return {
      name: `${slug(`Kế hoạch ${document.number} ${document.province}`)}.${format}`,
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
  const plan = await db
    .selectFrom('plan')
    .select(['document', 'source_text as text', 'source_file as file', 'source_sha256 as sha256'])
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const indicators = await db.selectFrom('indicator').select(['key', 'name', 'unit']).execute()
  const sample = await db.selectFrom('setting').select('value').where('key', '=', 'sample').executeTakeFirst()
  const known = await catalogues(db)
  const document = PlanDocument.parse(plan.document)
  const read = readPlan(plan.text)
  return {
    document,
    writing: {
      agencies: new Map(known.agencies.map(({ key, name }) => [key, name])),
      indicators: new Map(indicators.map(({ key, name, unit }) => [key, { name, unit }])),
      headings: dutyHeadings(read.sections, documentOfReading(read, known).document, document),
      banner: sample?.value === true ? 'DỮ LIỆU MẪU' : undefined,
      remark: `Lập từ dữ liệu của kế hoạch; văn bản đã ký là bản gốc (${plan.file}, SHA-256 ${plan.sha256}).`,
    },
  }
}

/** Anyone may ask for the plan, and to set its pages takes a second: the last few files are kept. */
const files = new Map<string, Promise<Uint8Array>>()
const mostFiles = 6

function kept(key: string, write: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const digest = createHash('sha256').update(key).digest('hex')
  const known = files.get(digest)
  if (known !== undefined) return known
  const made = write()
  files.set(digest, made)
  made.catch(() => files.delete(digest))
  const [oldest] = files.keys()
  if (files.size > mostFiles && oldest !== undefined) files.delete(oldest)
  return made
}
