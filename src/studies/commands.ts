import type { Updateable } from 'kysely'
import { z } from 'zod'
import type { Actor, Grant } from '../platform/actor.ts'
import { sha256 } from '../platform/audit.ts'
import type { Db } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { id, longText, optionalLongText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, forbidden, refuse } from '../platform/problem.ts'
import { catalogueParts } from '../series/index.ts'
import { unknownAssets } from './by-factor/choices.ts'
import { percentAverages } from './result.ts'
import { type Choices, checkChoices, choiceRules, choicesInput, type StudyState } from './rules.ts'
import { type Computed, computeStudy, type StudyRow, studyRow, wholeEconomy } from './study-row.ts'
import { distinctTitle, proposedTitle, titleInput } from './titles.ts'

/** Who makes studies; who reads them over; who publishes. */
export const authors: readonly Grant[] = ['statistics', 'coordinator']
export const reviewers: readonly Grant[] = ['statistics', 'coordinator', 'leader']
export const publishers: readonly Grant[] = ['leader', 'coordinator']

/** What each act answers. */
export const Result = z.object({ id: z.int(), version: z.int() })
export const subject = (_input: unknown, output: { id: number }) => `study:${output.id}`

/** Who somebody is in a study: the account, or the program itself. */
export const keyOf = ({ userId, name }: Actor): string => userId ?? name

explainConstraint('tfp_study_second_person', ownReview)
explainConstraint('tfp_study_sealed', () => wrongState())

function ownReview() {
  return conflict('studies.ownReview', {
    vi: 'Người tính không tự thẩm tra. Xin người khác thẩm tra.',
    en: 'Nobody reviews a study of their own. Please let somebody else review it.',
  })
}

function wrongState() {
  return conflict('studies.state', {
    vi: 'Tính toán này không còn ở bước đó. Xin mở lại trang để xem tình trạng hiện tại.',
    en: 'The study is no longer at that step. Please reload the page to see its present state.',
  })
}

/** What a study is about and how it is computed. */
export const studyInput = {
  territoryId: id(),
  /** Key of the catalogue of sectors; `total` is the whole economy. */
  sector: z.preprocess((value) => (value === '' || value === undefined ? wholeEconomy : value), text(50)),
  ...choicesInput,
}

/** What of it must go together, told beside what else is wrong. */
export const studyRules: readonly Rule<Choices>[] = [
  ...choiceRules,
  {
    of: ['assetDeltas', 'assetLives'],
    judge: async (choices, { db }) => unknownAssets(choices, await catalogueParts(db, 'asset')),
  },
]

/** Computes what was typed, held against what must go together. @throws Problem 422 */
export async function computeTyped(
  { db }: Pick<Context, 'db'>,
  input: Choices & { territoryId: number; sector: string },
): Promise<Computed> {
  const { territoryId, sector, ...rest } = input
  const choices: Choices = rest
  const problems = [...checkChoices(choices), ...unknownAssets(choices, await catalogueParts(db, 'asset'))]
  refuse(problems)
  return computeStudy(db, { territoryId, sector, choices })
}

/** The columns that a computation fills. */
function columnsOf(
  computed: Computed,
  where: { territoryId: number; sector: string },
  title: string | undefined,
) {
  const { territory, sector, choices, result } = computed
  const { from, to, gTFP } = percentAverages(result)
  const economy = where.sector === wholeEconomy
  const proposed = proposedTitle(territory.vi, economy ? null : sector.vi, {
    from,
    to,
    method: choices.method,
  })
  return {
    title: title ?? proposed,
    territoryId: where.territoryId,
    territoryName: territory.vi,
    territoryNameEn: territory.en,
    sectorKey: where.sector,
    sectorName: sector.vi,
    sectorNameEn: sector.en,
    method: choices.method,
    parameters: JSON.stringify(choices),
    data: computed.dataText,
    dataSha256: sha256(computed.dataText),
    seriesVersion: computed.seriesVersion,
    result: computed.resultText,
    resultSha256: sha256(computed.resultText),
    firstYear: from,
    lastYear: to,
    tfpGrowth: gTFP,
  }
}

/** A proposed title that no other study has. */
async function untaken(db: Db, title: string): Promise<string> {
  const taken = await db
    .selectFrom('tfpStudy')
    .select('title')
    .where(({ eb, fn, val }) => eb(fn('starts_with', ['title', val(title)]), '=', true))
    .execute()
  return distinctTitle(
    title,
    taken.map((row) => row.title),
  )
}

/** Makes a study: takes the figures of now, computes, and keeps figures, choices and result together. */
export const createStudy = command({
  name: 'studies.create',
  summary: words('Lập tính toán TFP', 'New TFP study'),
  route: 'POST /studies',
  input: z.object({ title: titleInput(), ...studyInput }),
  rules: studyRules,
  output: Result,
  may: authors,
  subject,
  async run({ db, actor, now }, { title, ...input }) {
    const computed = await computeTyped({ db }, input)
    const columns = columnsOf(computed, { territoryId: input.territoryId, sector: input.sector }, title)
    return db
      .insertInto('tfpStudy')
      .values({
        ...columns,
        title: title ?? (await untaken(db, columns.title)),
        author: keyOf(actor),
        authorName: actor.name,
        createdAt: now,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** The study, locked, in one of these states. @throws Problem 409 */
export async function locked({ db }: Pick<Context, 'db'>, studyId: number, ...states: StudyState[]) {
  const row = await studyRow(db, studyId, true)
  if (!states.includes(row.state)) throw wrongState()
  return row
}

function requireAuthor(actor: Actor, row: StudyRow): void {
  if (row.author === keyOf(actor)) return
  throw forbidden({
    vi: 'Chỉ người lập mới sửa hoặc trình tính toán này; bạn có thể tính lại thành bản của mình.',
    en: 'Only its author edits or submits this study; you may compute it again as your own.',
  })
}

/** Computes a draft, or one that was sent back, again with other choices and the figures of now. */
export const editStudy = command({
  name: 'studies.edit',
  summary: words('Sửa tính toán TFP', 'Edit a TFP study'),
  route: 'PUT /studies/{id}',
  input: z.object({ id: id(), version: whole(1), title: titleInput(), ...studyInput }),
  rules: studyRules,
  output: Result,
  may: authors,
  subject,
  async run({ db, actor }, { id: studyId, version, title, ...input }) {
    const row = await locked({ db }, studyId, 'draft', 'returned')
    requireAuthor(actor, row)
    if (row.version !== version) {
      throw conflict('studies.stale', {
        vi: 'Tính toán này vừa được lưu ở nơi khác. Nội dung bạn nhập vẫn còn dưới đây.',
        en: 'This study has just been saved elsewhere. What you typed is still below.',
      })
    }
    const computed = await computeTyped({ db }, input)
    return db
      .updateTable('tfpStudy')
      .set({
        ...columnsOf(computed, { territoryId: input.territoryId, sector: input.sector }, title),
        state: 'draft',
        reviewer: null,
        reviewerName: null,
        reviewedAt: null,
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Begins a new draft with the choices of another study and the figures of now. */
export const recalculateStudy = command({
  name: 'studies.recalculate',
  summary: words('Tính lại với số liệu hiện tại', 'Compute again with the present figures'),
  route: 'POST /studies/{id}/recalculation',
  input: z.object({ id: id() }),
  output: Result,
  may: authors,
  subject,
  async run({ db, actor, now }, input) {
    const row = await studyRow(db, input.id)
    const where = { territoryId: row.territoryId, sector: row.sectorKey }
    const computed = await computeStudy(db, { ...where, choices: row.choices })
    return db
      .insertInto('tfpStudy')
      .values({
        ...columnsOf(computed, where, row.title),
        recalculates: row.id,
        author: keyOf(actor),
        authorName: actor.name,
        createdAt: now,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Hands a draft to a second person. From here on neither data nor result can change. */
export const submitStudy = command({
  name: 'studies.submit',
  summary: words('Trình thẩm tra tính toán TFP', 'Submit a TFP study for review'),
  route: 'POST /studies/{id}/submission',
  input: z.object({ id: id() }),
  output: Result,
  may: authors,
  subject,
  async run({ db, actor, now }, input) {
    const row = await locked({ db }, input.id, 'draft')
    requireAuthor(actor, row)
    return move(db, row, { state: 'submitted', submittedAt: now })
  },
})

/** A second person has read the study over and finds it right. */
export const reviewStudy = command({
  name: 'studies.review',
  summary: words('Thẩm tra tính toán TFP', 'Review a TFP study'),
  route: 'POST /studies/{id}/review',
  input: z.object({ id: id(), note: optionalLongText(2000) }),
  output: Result,
  may: reviewers,
  subject,
  async run({ db, actor, now }, input) {
    const row = await locked({ db }, input.id, 'submitted')
    if (row.author === keyOf(actor)) throw ownReview()
    return move(db, row, { state: 'reviewed', ...reviewedBy(actor, now), reviewNote: input.note ?? null })
  },
})

const reviewedBy = (actor: Actor, now: Date) => ({
  reviewer: keyOf(actor),
  reviewerName: actor.name,
  reviewedAt: now,
})

/** Sends a study back to its author with a reason, before or after its review. */
export const returnStudy = command({
  name: 'studies.return',
  summary: words('Trả lại tính toán TFP', 'Send back a TFP study'),
  route: 'POST /studies/{id}/return',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Result,
  may: reviewers,
  subject,
  async run({ db, actor, now }, input) {
    const row = await locked({ db }, input.id, 'submitted', 'reviewed')
    if (row.author === keyOf(actor)) throw ownReview()
    return move(db, row, { state: 'returned', ...reviewedBy(actor, now), reviewNote: input.reason })
  },
})

type Change = Updateable<DB['tfpStudy']>

/** Writes what an act changes, as the study's next version. */
export async function move(db: Db, row: StudyRow, change: Change) {
  return db
    .updateTable('tfpStudy')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}
