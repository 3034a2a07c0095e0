import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { ofMatter } from '../platform/matters.ts'
import { query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noCouncil } from './council-commands.ts'
import { councilStates, memberFields } from './council-fields.ts'
import { appraisedKinds } from './kinds.ts'
import { councilPosts } from './quorum.ts'
import { appraisalStates } from './rules.ts'

/** Councils that the actor reads: officers each of them, somebody invited the one council. */
export const readableCouncils = (actor: Actor, column: string) =>
  readsEvery(actor) ? sql<boolean>`true` : ofMatter(actor, 'council', column)

/** Whoever reads councils at all. */
export const councilReaders = [...officers, 'council_member'] as const

const CouncilRow = z.object({
  id: z.int(),
  name: z.string(),
  state: councilStates.schema,
  rule: z.string(),
  ruleEn: z.string(),
  number: z.string().nullable(),
  decidedOn: z.iso.date().nullable(),
  begunOn: z.iso.date(),
  members: z.int(),
  /** What was put before it, and what of that is concluded. */
  appraisals: z.int(),
  concluded: z.int(),
})
export type CouncilRow = z.infer<typeof CouncilRow>

const councilRows = (db: Db) =>
  db
    .selectFrom('council as c')
    .innerJoin('appraisalRule as r', 'r.id', 'c.ruleId')
    .select(['c.id', 'c.name', 'c.state', 'r.name as rule', 'r.nameEn as ruleEn', 'c.number', 'c.decidedOn'])
    .select('c.begunOn')
    .select([
      sql<number>`(SELECT count(*)::int FROM council_member m WHERE m.council_id = c.id)`.as('members'),
      sql<number>`(SELECT count(*)::int FROM appraisal a WHERE a.council_id = c.id AND a.state <> 'set_aside')`.as(
        'appraisals',
      ),
      sql<number>`(SELECT count(*)::int FROM appraisal a WHERE a.council_id = c.id AND a.state = 'concluded')`.as(
        'concluded',
      ),
    ])

/** Councils, the last begun on top. */
export const listCouncils = query({
  name: 'councils.list',
  summary: words('Danh sách hội đồng', 'List of councils'),
  route: 'GET /councils',
  input: z.object({
    ...listInput(['begunOn', 'name', 'decidedOn']),
    state: optionalChoice(councilStates.keys),
  }),
  output: listOutput(CouncilRow),
  may: councilReaders,
  async run({ db, actor }, input) {
    let rows = councilRows(db).where(readableCouncils(actor, 'c.id'))
    if (input.state !== undefined) rows = rows.where('c.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(c.name || ' ' || coalesce(c.number, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        begunOn: { ...byDay('c.begunOn', (row) => row.begunOn), direction: 'desc' },
        name: { column: 'c.name', value: (row) => row.name },
        decidedOn: byDay('c.decidedOn', (row) => row.decidedOn),
      },
      'c.id',
    )
  },
})

const MemberRow = z.object({
  id: z.int(),
  post: councilPosts.schema,
  personName: memberFields.row.personName,
  position: memberFields.row.position,
  organisation: memberFields.row.organisation,
  employer: z.string().nullable(),
  /** Whether the person signs in; else what he says comes on paper. */
  hasAccount: z.boolean(),
  /** Null for who is a member himself. */
  email: z.string().nullable(),
})

/** One council: members, decision, what was put before it and, for the office, what waits to be. */
export const showCouncil = query({
  name: 'councils.show',
  summary: words('Một hội đồng', 'One council'),
  route: 'GET /councils/{id}',
  input: z.object({ id: id() }),
  output: CouncilRow.extend({
    version: z.int(),
    ruleId: z.int(),
    sheetId: z.int().nullable(),
    sheet: z.string().nullable(),
    sheetEn: z.string().nullable(),
    note: z.string().nullable(),
    endedOn: z.iso.date().nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    memberList: z.array(MemberRow),
    matters: z.array(
      z.object({
        id: z.int(),
        title: z.string(),
        titleEn: z.string(),
        state: appraisalStates.schema,
        begunOn: z.iso.date(),
      }),
    ),
    waiting: z.array(
      z.object({ record: z.string(), recordId: z.int(), title: z.string(), titleEn: z.string() }),
    ),
  }),
  may: councilReaders,
  async run({ db, actor }, input) {
    const row = await councilRows(db)
      .leftJoin('scoreSheet as p', 'p.id', 'c.sheetId')
      .leftJoin('file as f', 'f.id', 'c.fileId')
      .select(['c.version', 'c.ruleId', 'c.sheetId', 'p.name as sheet', 'p.nameEn as sheetEn', 'c.note'])
      .select(['c.endedOn', 'c.fileId', 'f.name as fileName', 'r.key as ruleKey'])
      .where('c.id', '=', input.id)
      .where(readableCouncils(actor, 'c.id'))
      .executeTakeFirst()
    if (row === undefined) throw noCouncil()
    const { fileId, fileName, ruleKey, ...council } = row
    const office = readsEvery(actor)
    const members = await db
      .selectFrom('councilMember as m')
      .leftJoin('enterprise as e', 'e.id', 'm.employerId')
      .select(['m.id', 'm.post', 'm.personName', 'm.position', 'm.organisation', 'e.name as employer'])
      .select(['m.email', 'm.accountId'])
      .where('m.councilId', '=', row.id)
      .orderBy(sql`array_position(ARRAY['chair', 'vice', 'reviewer', 'secretary', 'member'], m.post)`)
      .orderBy('m.id')
      .execute()
    const matters = await db
      .selectFrom('appraisal')
      .select(['id', 'title', 'titleEn', 'state', 'begunOn'])
      .where('councilId', '=', row.id)
      .orderBy('id')
      .execute()
    return {
      ...council,
      file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      memberList: members.map(({ accountId, email, ...member }) => ({
        ...member,
        email: office ? email : null,
        hasAccount: accountId !== null,
      })),
      matters,
      waiting: office && row.state === 'sitting' ? await waitingFor(db, ruleKey) : [],
    }
  },
})

/** What waits to be put before a council of a rule. */
async function waitingFor(db: Db, ruleKey: string) {
  const found: { record: string; recordId: number; title: string; titleEn: string }[] = []
  for (const { record, waiting } of appraisedKinds.values()) {
    const { rows } = await sql<{ id: number; title: string; titleEn: string }>`
      SELECT w.id, w.title, w.title_en FROM (${waiting}) w JOIN appraisal_rule r ON r.id = w.rule_id
       WHERE r.key = ${ruleKey} ORDER BY w.since, w.id LIMIT 200`.execute(db)
    found.push(...rows.map(({ id: recordId, title, titleEn }) => ({ record, recordId, title, titleEn })))
  }
  return found
}
