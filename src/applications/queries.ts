import { sql } from 'kysely'
import { z } from 'zod'
import { CriterionRow, criteriaOf } from '../enterprises/index.ts'
import { TakenOver, takenOver } from '../imports/index.ts'
import { Moves, movesOf, ofPlans, planArticles, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import { dongOut, id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { recordInput, recordShape, recordsWanted } from '../support/index.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { FeedRow, feedOf, feedRow } from './accept.ts'
import {
  type ApplicationRecord,
  contendersOf,
  criteriaOfPlan,
  filedKey,
  findingsOf,
  rankKey,
  readApplication,
  roundKey,
  supportLeft,
} from './application-row.ts'
import { decisionOf } from './decision-queries.ts'
import { applicationFields, listedKeys } from './fields.ts'
import { Filing, filingsOf } from './filings.ts'
import { ObjectionRow, objectionsTo, objectionUntil } from './objections.ts'
import { AskedPaper, callNamed, fileOf, PaperRow, papersOfApplication } from './papers.ts'
import { rankAll } from './ranking.ts'
import { outcomes } from './rules.ts'
import { allows, StandingRow, standingOfApplication, standingRow } from './standing.ts'
import { actionsIn, applicationActions, applicationStates, rankedStates } from './states.ts'
import { StepDays, stepDays } from './step-days.ts'

const Words = z.object({ vi: z.string(), en: z.string() })
const FindingRow = z.object({
  rule: z.string(),
  name: Words,
  source: Words,
  outcome: outcomes.schema,
  words: Words,
})

const { year: _year, description: _told, ...listedRow } = applicationFields.row
const ApplicationRow = z.object({
  ...recordShape,
  state: applicationStates.schema,
  filedOn: z.iso.date(),
  /** How often it was filed: once, and once more after each return. */
  round: z.int(),
  /** The call that it came to, by name. */
  callTitle: z.string().nullable(),
  ...listedRow,
  appraised: dongOut().nullable(),
  decidedOn: z.iso.date().nullable(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

/** The applications of every plan, or of those asked for, of the enterprises that the account reads. */
export const listApplications = query({
  name: 'applications.list',
  summary: words('Danh sách hồ sơ đề nghị hỗ trợ', 'List of applications for support'),
  route: 'GET /applications',
  input: z.object({
    ...listInput([
      'filed',
      'rank',
      'id',
      'enterprise',
      'year',
      'requested',
      'appraised',
      'state',
      'decidedOn',
    ]),
    state: optionalChoice(applicationStates.keys),
    /** Those that came to this call. */
    callId: optionalId(),
    ...recordInput,
    ...plansInput,
  }),
  output: listOutput(ApplicationRow),
  may: signedIn,
  async run({ db, actor, planId, today }, input) {
    const select = db
      .selectFrom('application as a')
      .innerJoin('plan as p', 'p.id', 'a.planId')
      .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
      .innerJoin('supportContent as c', 'c.id', 'a.contentId')
      .leftJoin('call as k', 'k.id', 'a.callId')
      .where(ofPlans('a.planId', plansWanted(planId, input.plan)))
      .where(recordsWanted('a', 'application', actor, input))
      .where(input.callId === undefined ? sql<boolean>`true` : sql<boolean>`a.call_id = ${input.callId}`)
    const rows = select.select([
      'a.id',
      'a.planId',
      'p.number as plan',
      'a.enterpriseId',
      'e.name as enterprise',
      'e.taxCode',
      'c.name as content',
      'c.nameEn as contentEn',
      'a.year',
      'a.state',
      'a.filedOn',
      ...listedKeys.map((key) => `a.${key}` as const),
      'a.appraisedAmount as appraised',
      'a.decidedOn',
      'k.title as callTitle',
      filedKey.as('filedKey'),
      roundKey.as('round'),
    ])
    const counted = select.select('a.id')
    if (input.sort === 'rank') {
      // An enterprise learns its own place from its application; an order of all would tell it of the others'.
      const ranked = db.selectFrom(rows.select(rankKey(today).as('rankKey')).as('r')).selectAll()
      const page = await pageOf(
        ranked,
        input,
        { rank: { column: 'r.rankKey', value: (row) => row.rankKey } },
        'r.id',
        counted,
      )
      return { ...page, rows: page.rows.map(listed) }
    }
    const page = await pageOf(
      rows,
      input,
      {
        filed: { column: 'a.filedAt', value: (row) => `${row.filedKey}Z`, direction: 'desc' },
        id: { column: 'a.id', value: (row) => row.id },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
        year: { column: 'a.year', value: (row) => row.year, direction: 'desc' },
        requested: { column: 'a.requested', value: (row) => String(row.requested), direction: 'desc' },
        appraised: byAmount('a.appraisedAmount', (row) => row.appraised),
        state: { column: 'a.state', value: (row) => row.state },
        decidedOn: byDay('a.decidedOn', (row) => row.decidedOn),
      },
      'a.id',
      counted,
    )
    return { ...page, rows: page.rows.map(listed) }
  },
})

interface ListedRow extends ApplicationRow {
  filedKey: string
}

function listed({ filedKey: _filedKey, ...row }: ListedRow & { rankKey?: string }): ApplicationRow {
  const { rankKey: _rankKey, ...shown } = row
  return shown
}

const FileRow = z.object({ id: z.int(), name: z.string() }).nullable()
const AppraisalReason = Words.extend({ of: z.int() })

/** One application with all that was and can be said of it: conditions, rank, appraisal, decision. */
export const showApplication = query({
  name: 'applications.show',
  summary: words('Một hồ sơ', 'One application'),
  route: 'GET /applications/{id}',
  input: z.object({ id: id() }),
  output: ApplicationRow.extend({
    version: z.int(),
    stepDays: StepDays,
    contentId: z.int(),
    planNumber: z.string(),
    description: applicationFields.row.description,
    /** What each filing said, the first one first. */
    filings: z.array(Filing),
    /** Why the appraisal went above a norm that may be exceeded, and whether who decided agreed. */
    overNormReason: z.string().nullable(),
    overNormAgreed: z.boolean(),
    /** Why it was taken for a year that was over. */
    lateReason: z.string().nullable(),
    /** Why support is proposed though the enterprise puts in no money of its own. */
    noOwnFundsReason: z.string().nullable(),
    file: FileRow,
    /** The call that it came to; null: none was open. */
    call: z.object({ id: z.int(), title: z.string() }).nullable(),
    /** The content of the S&T task that it comes under once it is accepted; what that has left is told to officers. */
    feeds: FeedRow.nullable(),
    papers: z.array(PaperRow),
    /** The papers that its call asks for, and the required ones that are missing. */
    asked: z.array(AskedPaper),
    missing: z.array(AskedPaper),
    findings: z.array(FindingRow),
    checkNote: z.string().nullable(),
    criteria: z.array(
      z.object({
        code: z.string(),
        text: z.string(),
        textEn: z.string(),
        met: z.boolean(),
        /** The enterprise says so, the coordinator has not confirmed it: it does not count yet. */
        declared: z.boolean(),
        /** Nothing is recorded, or the figures do not tell: it does not count, and is not failed. */
        unknown: z.boolean(),
        criterionId: z.int(),
        /** It follows from the yearly figures. */
        bySize: z.boolean(),
        /** A confirmed proof alone answers it. */
        proof: CriterionRow.shape.proof,
      }),
    ),
    /** Its place in line now; null once it stands in none. */
    place: z.object({ rank: z.int(), of: z.int(), reason: Words }).nullable(),
    /** The section of the plan on who is supported, in which order. */
    orderArticle: z.string().nullable(),
    appraisal: z
      .object({ amount: dongOut(), note: z.string(), rank: z.int(), of: z.int(), reason: Words })
      .nullable(),
    decision: z
      .object({
        number: z.string().nullable(),
        on: z.iso.date().nullable(),
        reason: z.string(),
        file: FileRow,
        /** The decision on several applications that it is one of; told to officers. */
        together: z.object({ id: z.int(), number: z.string() }).nullable(),
      })
      .nullable(),
    /** Objections to its decisions, the last first; until when one may object, and whether that is over. */
    objections: z.array(ObjectionRow),
    objectionUntil: z.object({ day: z.iso.date(), source: z.string() }).nullable(),
    objectionOver: z.boolean(),
    turnId: z.int().nullable(),
    /** The letters that were made of it, the last one first; whether one is still due. */
    letters: z.array(DocumentRow),
    letterDue: z.boolean(),
    takenOver: TakenOver,
    moves: Moves,
    /** The budget line that pays; null: the plan takes no applications. */
    supportLine: z.string().nullable(),
    /** What the year's allocation has left; null for an enterprise or an association, or without a line. */
    remaining: dongOut().nullable(),
    /** Who appraises it, as its call says, and how far that has come. */
    appraisedBy: StandingRow,
    actions: z.array(applicationActions.schema),
  }),
  may: [...signedIn, 'expert', 'council_member'],
  async run({ db, actor, today }, input) {
    const record = await readApplication(db, actor, input.id, false)
    const criteria = await criteriaOfPlan(db, record.planId)
    const { beneficiaries: orderArticle } = await planArticles(db, record.planId)
    const own = await criteriaOf(db, record.enterpriseId, record.planId, today)
    const inLine = rankedStates.includes(record.state)
    const line = inLine ? rankAll(await contendersOf(db, record.planId, record.year, today), criteria) : []
    const place = line.find(({ contender }) => contender.id === record.id)
    const settled = ['accepted', 'refused', 'withdrawn'].includes(record.state)
    const stored = z.array(FindingRow).parse(record.findings)
    const turn = await db
      .selectFrom('supportTurn')
      .select('id')
      .where('applicationId', '=', record.id)
      // one that was cancelled may have been followed by another
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const filings = await filingsOf(db, record.id)
    const until = await objectionUntil(db, record)
    const mark = await takenOver(db, actor, 'application', record.id)
    const standing = await standingOfApplication(db, record)
    // What was decided upon stays as it was seen then; what was decided before the program is not judged again.
    const shown = settled && (stored.length > 0 || mark !== null) ? stored : await findingsOf(db, record)
    return {
      id: record.id,
      round: filings.length,
      filings,
      version: record.version,
      stepDays: await stepDays(db, record.id),
      planId: record.planId,
      plan: record.planNumber,
      planNumber: record.planNumber,
      orderArticle,
      enterpriseId: record.enterpriseId,
      enterprise: record.enterpriseName,
      taxCode: record.taxCode,
      contentId: record.contentId,
      content: record.contentName,
      contentEn: record.contentNameEn,
      ...applicationFields.pick(record),
      state: record.state,
      filedOn: record.filedOn,
      appraised: record.appraisedAmount,
      overNormReason: record.overNormReason,
      overNormAgreed: record.overNormAgreed,
      lateReason: record.lateReason,
      noOwnFundsReason: record.noOwnFundsReason,
      decidedOn: record.decidedOn,
      file: await fileOf(db, record.fileId),
      ...(await callNamed(db, record.callId)),
      feeds: feedRow(await feedOf(db, record), readsEvery(actor)),
      ...(await papersOfApplication(db, record)),
      findings: shown,
      checkNote: record.checkNote,
      criteria: own.map(({ criterionId, code, text, textEn, met, by, proof }) => ({
        criterionId,
        bySize: by === 'size',
        proof,
        unknown: met === null,
        code,
        text,
        textEn,
        met: met === true && by !== 'enterprise',
        declared: met === true && by === 'enterprise',
      })),
      place: place === undefined ? null : { rank: place.rank, of: place.of, reason: place.reason },
      appraisal: appraisalOf(record),
      decision:
        record.decisionReason === null
          ? null
          : {
              number: record.decisionNumber,
              on: record.decidedOn,
              reason: record.decisionReason,
              file: await fileOf(db, record.decisionFileId),
              together: readsEvery(actor) ? await decisionOf(db, record.id) : null,
            },
      objections: await objectionsTo(db, record.id),
      objectionUntil: until,
      objectionOver: until !== null && today > until.day,
      turnId: turn?.id ?? null,
      letters: await documentsOf(db, `application:${record.id}`),
      letterDue: record.letterDue,
      takenOver: mark,
      moves: await movesOf(db, 'application', record.id),
      supportLine: record.supportLine,
      remaining: readsEvery(actor) ? await supportLeft(db, record, record.planId, record.year) : null,
      appraisedBy: standingRow(standing, readsEvery(actor)),
      actions: actionsIn(record.state).filter((action) => allows(standing, action)),
    }
  },
})

function appraisalOf(record: ApplicationRecord) {
  const { appraisedAmount: amount, appraisalNote: note, appraisalRank: rank } = record
  if (amount === null || note === null || rank === null) return null
  const { of, ...reason } = AppraisalReason.parse(record.appraisalReason)
  return { amount, note, rank, of, reason }
}
