import { z } from 'zod'
import { activePlan, type Plan, recordFact, retractFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalLongText } from '../platform/fields.ts'
import { storeMade } from '../platform/files.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { locked, move, publishers, Result, subject } from './commands.ts'
import { frameOn, pictures, studyDocx, studyFileName, studyXlsx } from './document.ts'
import { implausible } from './plausible.ts'
import { planYear, publicationKinds, withDefault } from './rules.ts'
import { type StudyRow, wholeEconomy } from './study-row.ts'

/* The publication of a study, sealed with its files, and its withdrawal. */

explainConstraint('tfp_study_official', () => officialAlready())

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Publishes a reviewed study: its files are kept with their SHA-256. The official figure of the plan's own territory counts for
 * the plan, with the DOCX as evidence; there is one for each territory, sector and period. A result that cannot be right as it
 * stands needs a reason, which stands in everything that tells of it.
 */
export const publishStudy = command({
  name: 'studies.publish',
  summary: words('Công bố tính toán TFP', 'Publish a TFP study'),
  route: 'POST /studies/{id}/publication',
  input: z.object({
    id: id(),
    /** `official` (usual): the figure of its territory and period; `research`: beside it. */
    as: withDefault(publicationKinds, 'official'),
    reason: optionalLongText(2000),
  }),
  output: Result.extend({ docxSha256: z.string(), xlsxSha256: z.string() }),
  may: [...publishers, 'head'],
  signed: 'study',
  subject,
  async run(context, input) {
    const { db, actor, today } = context
    const row = await locked(context, input.id, 'reviewed')
    const official = input.as === 'official'
    if (official) await requireOnly(db, row)
    const doubts = implausible(row.result)
    if (doubts.length > 0 && input.reason === undefined) throw needsReason(doubts)
    const plan = await activePlan(context)
    const year = official ? await countsFor(db, row, today, plan) : null
    const reason = doubts.length === 0 ? null : (input.reason ?? null)
    const told = { ...row, publicationReason: reason, official }
    const frame = await frameOn(db, today, today, false)
    const drawn = await pictures(told)
    const document = await keep(context, told, 'docx', docx, await studyDocx(told, frame, drawn))
    const workbook = await keep(context, told, 'xlsx', xlsx, await studyXlsx(told, frame, drawn))
    const moved = await move(db, row, {
      state: 'published',
      official,
      publicationReason: reason,
      planId: year === null ? null : plan.id,
      planYear: year,
      publishedOn: today,
      publishedAt: context.now,
      publishedBy: actor.name,
      docxFileId: document.id,
      docxSha256: document.sha256,
      xlsxFileId: workbook.id,
      xlsxSha256: workbook.sha256,
    })
    if (year !== null) {
      await recordFact(db, {
        planId: plan.id,
        kind: 'tfp.study',
        year,
        occurredOn: today,
        subject: `study:${row.id}`,
        recordType: 'tfp_study',
        recordId: row.id,
        label: row.title,
        fileId: document.id,
      })
    }
    return { ...moved, docxSha256: document.sha256, xlsxSha256: workbook.sha256 }
  },
})

async function countsFor(db: Db, row: StudyRow, today: string, plan: Plan): Promise<number | null> {
  const territory = await db
    .selectFrom('territory')
    .select(['name', 'validFrom', 'validTo'])
    .where('id', '=', row.territoryId)
    .executeTakeFirstOrThrow()
  return planYear(today, plan, { territory, wholeEconomy: row.sectorKey === wholeEconomy })
}

/** @throws Problem 409 where the territory, sector and period have an official figure already */
async function requireOnly(db: Db, row: StudyRow): Promise<void> {
  const other = await db
    .selectFrom('tfpStudy')
    .select(['id', 'title'])
    .where('state', '=', 'published')
    .where(({ eb, or }) => or([eb('official', 'is', null), eb('official', '=', true)]))
    .where('territoryId', '=', row.territoryId)
    .where('sectorKey', '=', row.sectorKey)
    .where('firstYear', '=', row.firstYear)
    .where('lastYear', '=', row.lastYear)
    .orderBy('id')
    .executeTakeFirst()
  if (other !== undefined) throw officialAlready(`"${other.title}" (${other.id})`)
}

function officialAlready(other?: string) {
  return conflict('studies.official', {
    vi: `Địa bàn và giai đoạn này đã có số chính thức${other === undefined ? '' : `: ${other}`}. Xin rút tính toán đó trước, hoặc công bố tính toán này là kết quả nghiên cứu.`,
    en: `This territory and period already have an official figure${other === undefined ? '' : `: ${other}`}. Withdraw that study first, or publish this one as research.`,
  })
}

function needsReason(doubts: readonly Words[]) {
  const list = (language: Language) => doubts.map((each) => each[language]).join(' ')
  return invalidField('reason', {
    vi: `Kết quả nằm ngoài khoảng thường gặp, cần nêu lý do vẫn công bố. ${list('vi')}`,
    en: `The result is outside what is usual: give the reason for publishing it. ${list('en')}`,
  })
}

async function keep(
  { db, files, actor }: Context,
  row: StudyRow,
  extension: string,
  mime: string,
  bytes: Uint8Array,
) {
  const name = `${studyFileName(row)}.${extension}`
  return storeMade(db, files, { name, bytes, mime, uploadedBy: actor.userId, enterpriseId: null })
}

/** Takes a published study back with a reason: it stays to be read, and counts no more. */
export const withdrawStudy = command({
  name: 'studies.withdraw',
  summary: words('Rút tính toán TFP đã công bố', 'Withdraw a published TFP study'),
  route: 'POST /studies/{id}/withdrawal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Result,
  may: publishers,
  subject,
  async run({ db, actor, now }, input) {
    const row = await locked({ db }, input.id, 'published')
    await retractFact(db, {
      kind: 'tfp.study',
      recordType: 'tfp_study',
      recordId: row.id,
      reason: input.reason,
    })
    return move(db, row, {
      state: 'withdrawn',
      withdrawnAt: now,
      withdrawnBy: actor.name,
      withdrawal: input.reason,
    })
  },
})
