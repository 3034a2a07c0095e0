import { z } from 'zod'
import { roomIn, rooms } from '../calls/index.ts'
import { limitWords, verdictWords } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalDong } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { normsOfCase } from './application-row.ts'
import { PaperRow } from './papers.ts'
import { draftOf, stateOfDraft } from './writing.ts'
import { writingSteps } from './writing-rules.ts'

const may = ['coordinator', 'enterprise', 'auditor'] as const

const Said = z.object({ vi: z.string(), en: z.string() })
const Figures = z.object({
  year: z.int(),
  sizeClass: z.string(),
  employees: z.number().nullable(),
  revenue: dongOut().nullable(),
  capital: dongOut().nullable(),
})

/** One application that is being written: what stands, what its call asks for, ceilings, and what is missing. */
export const showWriting = query({
  name: 'applications.writing',
  summary: words('Một hồ sơ đang soạn', 'One application that is being written'),
  route: 'GET /application-drafts/{id}',
  input: z.object({
    id: id(),
    /** Ceilings as if these were written: what somebody is typing. */
    requested: optionalDong(0n),
    ownFunds: optionalDong(0n),
    otherSupport: optionalDong(0n),
  }),
  output: z.object({
    ...{ id: z.int(), version: z.int(), enterpriseId: z.int(), enterprise: z.string(), taxCode: z.string() },
    ...{ contentId: z.int(), content: z.string(), contentEn: z.string(), year: z.int() },
    /** Its call, and whether that takes one more. */
    call: z.object({ id: z.int(), title: z.string(), closesOn: z.iso.date(), room: rooms.schema }).nullable(),
    description: z.string().nullable(),
    requested: dongOut().nullable(),
    ownFunds: dongOut().nullable(),
    ownFundsSource: z.string().nullable(),
    otherSupport: dongOut().nullable(),
    otherSupportFrom: z.string().nullable(),
    figuresSeen: z.boolean(),
    /** The latest figures of the register, with their year; null: none are recorded. */
    figures: Figures.nullable(),
    /** What each norm of the content leaves, and by what; none where no norm was entered. */
    ceilings: z.array(z.object({ words: Said, over: z.boolean() })),
    papers: z.array(PaperRow),
    asked: z.array(
      z.object({ id: z.int(), name: z.string(), required: z.boolean(), hint: z.string().nullable() }),
    ),
    missing: z.array(z.object({ step: z.enum(writingSteps), field: z.string(), words: Said })),
  }),
  may: [...may],
  async run(context, input) {
    const { db } = context
    const draft = await draftOf(context, input.id, false)
    const { callId, papers, asked, missing } = await stateOfDraft(context, draft)
    const about = await db
      .selectFrom('enterprise as e')
      .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
      .innerJoin('supportContent as c', (join) => join.on('c.id', '=', draft.contentId))
      .select([
        'e.name as enterprise',
        'e.taxCode',
        'e.sectorGroup',
        'c.name as content',
        'c.nameEn as contentEn',
      ])
      .select(['u.province', 'u.validFrom', 'u.formerProvince'])
      .where('e.id', '=', draft.enterpriseId)
      .executeTakeFirstOrThrow()
    const figures = await db
      .selectFrom('enterpriseYear')
      .select(['year', 'sizeClass', 'employees', 'revenue', 'capital'])
      .where('enterpriseId', '=', draft.enterpriseId)
      .orderBy('year', 'desc')
      .limit(1)
      .executeTakeFirst()
    const call = await callShown(db, callId ?? draft.callId, draft.contentId)
    const asIf = {
      requested: input.requested ?? draft.requested,
      ownFunds: input.ownFunds ?? draft.ownFunds,
      otherSupport: input.otherSupport ?? draft.otherSupport,
    }
    const verdicts = await normsOfCase(
      db,
      { ...draft, ...about, ...asIf, id: null },
      { day: context.today, sizeClass: figures?.sizeClass, amount: asIf.requested ?? 0n },
    )
    const { enterprise, taxCode, content, contentEn } = about
    return {
      ...{ id: draft.id, version: draft.version, enterpriseId: draft.enterpriseId, enterprise, taxCode },
      ...{ contentId: draft.contentId, content, contentEn, year: draft.year, call },
      ...{ description: draft.description, requested: draft.requested, ownFunds: draft.ownFunds },
      ...{ ownFundsSource: draft.ownFundsSource, otherSupport: draft.otherSupport },
      ...{ otherSupportFrom: draft.otherSupportFrom, figuresSeen: draft.figuresSeen },
      figures: figures ?? null,
      ceilings: verdicts.map((verdict) => ({
        words: asIf.requested === null ? limitWords(verdict.norm) : verdictWords(verdict),
        over: asIf.requested !== null && verdict.outcome === 'over',
      })),
      papers,
      asked: asked.map(({ id: askedId, name, required, hint }) => ({ id: askedId, name, required, hint })),
      missing,
    }
  },
})

/** The call of a draft, and whether it takes one more application for its content. */
async function callShown(db: Db, callId: number | null, contentId: number) {
  if (callId === null) return null
  const call = await db
    .selectFrom('call')
    .select(['id', 'title', 'closesOn'])
    .where('id', '=', callId)
    .executeTakeFirstOrThrow()
  return { ...call, room: await roomIn(db, callId, contentId) }
}

/** The applications that are being written and were not sent, for whoever may write on them. */
export const listWriting = query({
  name: 'applications.writings',
  summary: words('Hồ sơ đang soạn', 'Applications that are being written'),
  route: 'GET /application-drafts',
  input: z.object({}),
  output: z.array(
    z.object({
      ...{ id: z.int(), enterprise: z.string(), content: z.string(), contentEn: z.string(), year: z.int() },
      begunOn: z.iso.date(),
      closesOn: z.iso.date().nullable(),
    }),
  ),
  may: [...may],
  async run({ db, actor }) {
    return db
      .selectFrom('applicationDraft as d')
      .innerJoin('enterprise as e', 'e.id', 'd.enterpriseId')
      .innerJoin('supportContent as c', 'c.id', 'd.contentId')
      .leftJoin('call as k', 'k.id', 'd.callId')
      .select(['d.id', 'e.name as enterprise', 'c.name as content', 'c.nameEn as contentEn', 'd.year'])
      .select(['d.begunOn', 'k.closesOn'])
      .where(readableBy(actor, 'd.enterpriseId'))
      .orderBy('d.id', 'desc')
      .limit(200)
      .execute()
  },
})
