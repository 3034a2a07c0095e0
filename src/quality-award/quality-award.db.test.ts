import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addProduct, registerEnterprise } from '../enterprises/index.ts'
import { removeProduct } from '../enterprises/product-commands.ts'
import { addIndicator } from '../indicators/commands.ts'
import { listNotices } from '../notices/index.ts'
import { addDays } from '../platform/dates.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addCriterion, addRules, endRules, listRules } from './catalogue.ts'
import { assess, checkEntry, enter, submitEntry, withdrawEntry } from './entry-commands.ts'
import {
  addSupport,
  recordOpinion,
  recordOutcome,
  revokeAward,
  sendEntry,
  tieNomination,
} from './entry-way.ts'
import { applyEntries, checkEntries, showEntryImportRows } from './import.ts'
import { listEntries, showEntry } from './queries.ts'
import { endRound, openRound, placeRound, showRound } from './rounds.ts'

/* The National Quality Award by the rules to 2025 and from 2026. */

const nscl = await testSystem()
const { db } = nscl.system
let officer: Someone
let leader: Someone
let enterprise: Someone
let other: Someone
let enterpriseId: number
let productId: number
let fileId: number
let planId: number
let day: string
/** Rounds by both rules: that of 2024 by the seven criteria, that of 2025 by those of the decree, for the sake of the test. */
let councilRound: number
let productRound: number

const taxCode = '0101243150'

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  leader = await nscl.as('leader')
  fileId = await nscl.evidence()
  planId = (await db.selectFrom('plan').select('id').where('state', '=', 'active').executeTakeFirstOrThrow())
    .id
  const unit = await db.selectFrom('adminUnit').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
  enterpriseId = (
    await officer.run(registerEnterprise, {
      ...{ taxCode, name: 'Công ty Dự Giải', address: 'Số 1 Mẫu', adminUnitId: unit.id },
      ...{ sectorGroup: 'production', legalForm: 'company' },
    })
  ).id
  enterprise = await nscl.as('enterprise', { enterpriseId })
  const another = await officer.run(registerEnterprise, {
    ...{ taxCode: '0100100103', name: 'Công ty Khác', address: 'Số 2 Mẫu', adminUnitId: unit.id },
    ...{ sectorGroup: 'production', legalForm: 'company' },
  })
  other = await nscl.as('enterprise', { enterpriseId: another.id })
  productId = (await officer.run(addProduct, { id: enterpriseId, name: 'Gạo thơm' })).productId
  const { rows } = await sql<{
    day: string
  }>`SELECT to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day`.execute(db)
  day = rows[0]?.day ?? ''
  await sql`UPDATE award_rule SET last_year = 2024 WHERE key = 'to-2025'`.execute(db)
  await sql`UPDATE award_rule SET first_year = 2025 WHERE key = 'from-2026'`.execute(db)
  councilRound = (await officer.run(openRound, round(2024))).id
  productRound = (await officer.run(openRound, round(2025))).id
})

const round = (year: number) => ({
  ...{ planId, year, documentNumber: `${year}/KH-UBND`, opensOn: day, closesOn: day, fileId },
})
const entry = (roundId: number, more: object = {}) => ({
  ...{ roundId, enterpriseId, sector: 'Chế biến lương thực', introduction: 'Gạo thơm của tỉnh' },
  ...{ operatingSince: '2010-05-01', marketedSince: '2020-01-01' },
  ...more,
})
const fields = async (act: Promise<unknown>) => (await problemOf(act)).fields.map(({ field }) => field)
const code = async (act: Promise<unknown>) => (await problemOf(act)).code

/** An entry assessed by every criterion and submitted by its enterprise. */
async function submitted(
  roundId: number,
  more: object = {},
  who = enterprise,
): Promise<{ id: number; version: number }> {
  let at = await who.run(enter, entry(roundId, more))
  const { criteria } = await who.run(showEntry, { id: at.id })
  for (const { id: criterionId, points } of criteria)
    at = await who.run(assess, {
      ...{ id: at.id, version: at.version, criterionId, words: 'Đã áp dụng' },
      ...(points === null ? {} : { points }),
    })
  return who.run(submitEntry, { id: at.id, version: at.version, declares: true })
}
const opinion = (more: object = {}) => ({
  ...{ agrees: true, opinionNumber: '12/UBND-KT', opinionOn: day, opinionFileId: fileId },
  ...more,
})
const sending = () => ({ sentNumber: '5/SKHCN', sentOn: day, sentFileId: fileId })
const outcome = (more: object = {}) => ({
  ...{ prize: 'silver', decisionNumber: '9/QĐ-BKHCN', decidedOn: day, decisionFileId: fileId },
  ...more,
})
const facts = (recordId: number) =>
  db
    .selectFrom('fact')
    .select(['kind', 'year', 'subject', 'retractedAt'])
    .where('recordType', '=', 'award_entry')
    .where('recordId', '=', recordId)
    .execute()

test('rules come by years with their source; criteria have points only where the text gives them', async () => {
  const [late, early] = await officer.run(listRules, {})
  expect(late).toMatchObject({ entrant: 'product', opinionBy: 'peoples_committee', goldPoints: 800 })
  expect(late?.criteria.map(({ points }) => points)).toEqual([null, null])
  expect(early?.criteria.map(({ points }) => points)).toEqual([120, 85, 85, 90, 85, 85, 450])
  const rules = {
    ...{ name: 'Quy định mới', nameEn: 'New rules', source: 'Văn bản thử', firstYear: 2030 },
    ...{ entrant: 'product', opinionBy: 'peoples_committee' },
  }
  expect(await code(officer.run(addRules, rules))).toBe('awards.rulesTwice')
  const ended = await officer.run(endRules, { id: late?.id, version: late?.version, lastYear: 2029 })
  const made = await officer.run(addRules, rules)
  await officer.run(addCriterion, { ...made, name: 'Một', nameEn: 'One' })
  expect(await fields(officer.run(endRules, { ...ended, lastYear: 2020 }))).toEqual(['lastYear'])
  expect(await fields(officer.run(openRound, round(2031)))).toEqual(['planId'])
  expect(await code(officer.run(openRound, round(2025)))).toBe('awards.roundTwice')
})

test('a product enters by the rules from 2026, goes to the ministry, has the opinion of the People’s Committee and wins: a fact', async () => {
  expect(
    await fields(
      enterprise.run(enter, entry(productRound, { operatingSince: addDays(day, -900), marketedSince: day })),
    ),
  ).toEqual(['productId', 'operatingSince', 'marketedSince'])
  await expect(other.run(enter, entry(productRound, { productId }))).rejects.toMatchObject({ status: 404 })
  const draft = await enterprise.run(enter, entry(productRound, { productId }))
  expect(await code(enterprise.run(enter, entry(productRound, { productId })))).toBe('awards.enteredTwice')
  const sent = { id: draft.id, version: draft.version, declares: true }
  expect(await code(enterprise.run(submitEntry, sent))).toBe('awards.notAssessed')
  expect(await fields(enterprise.run(submitEntry, { ...sent, declares: false }))).toEqual(['declares'])
  await enterprise.run(withdrawEntry, { id: draft.id, version: draft.version, reason: 'Lập lại' })
  const { id, version } = await submitted(productRound, { productId })
  expect((await officer.run(listNotices, {})).rows.some(({ href }) => href === `/award-entries/${id}`)).toBe(
    true,
  )
  const returned = await officer.run(checkEntry, {
    id,
    version,
    outcome: 'returned',
    missing: 'Thiếu chứng cứ',
  })
  const again = await enterprise.run(submitEntry, { id, version: returned.version, declares: true })
  const helped = await officer.run(addSupport, {
    id,
    version: again.version,
    content: 'Hướng dẫn',
    givenOn: day,
  })
  const checked = await officer.run(checkEntry, { id, version: helped.version, outcome: 'checked' })
  expect(await code(leader.run(recordOpinion, { id, version: checked.version, ...opinion() }))).toBe(
    'awards.notYet',
  )
  const gone = await officer.run(sendEntry, { id, version: checked.version, ...sending() })
  await expect(officer.run(recordOpinion, { id, version: gone.version, ...opinion() })).rejects.toMatchObject(
    {
      status: 409,
    },
  )
  const opined = await leader.run(recordOpinion, { id, version: gone.version, ...opinion() })
  expect(
    await fields(
      leader.run(recordOutcome, { id, version: opined.version, ...outcome({ prize: 'gold', score: 799 }) }),
    ),
  ).toEqual(['score'])
  const won = await leader.run(recordOutcome, {
    id,
    version: opined.version,
    ...outcome({ prize: 'gold', score: 812 }),
  })
  expect(await enterprise.run(showEntry, { id })).toMatchObject({
    ...{ state: 'won', prize: 'gold', agrees: true, product: 'Gạo thơm' },
    decisionFile: { id: fileId },
  })
  expect(await facts(id)).toMatchObject([
    { kind: 'award.won', year: 2025, subject: `product:${productId}`, retractedAt: null },
  ])
  expect(
    await fields(officer.run(tieNomination, { id, version: won.version, nominationId: 999_999 })),
  ).toEqual(['nominationId'])
  expect(await code(enterprise.run(enter, entry(productRound, { productId })))).toBe('awards.goldTooRecent')
  const revoked = {
    reason: 'Gian lận hồ sơ',
    revokedNumber: '10/QĐ-BKHCN',
    revokedOn: day,
    revokedFileId: fileId,
  }
  await leader.run(revokeAward, { id, version: won.version, ...revoked })
  expect((await facts(id))[0]?.retractedAt).not.toBeNull()
  expect((await other.run(listEntries, { plan: 'all' })).rows).toEqual([])
})

test('to 2025 the enterprise enters and the local council speaks before the ministry: against it, the entry ends', async () => {
  expect(await fields(enterprise.run(enter, entry(councilRound, { productId })))).toEqual(['productId'])
  const draft = await enterprise.run(enter, entry(councilRound))
  const first = (await enterprise.run(showEntry, { id: draft.id })).criteria[0]
  const said = { id: draft.id, version: draft.version, criterionId: first?.id, words: 'Có' }
  expect(await fields(enterprise.run(assess, { ...said, points: 121 }))).toEqual(['points'])
  await enterprise.run(withdrawEntry, { id: draft.id, version: draft.version, reason: 'Lập lại' })
  const { id, version } = await submitted(councilRound)
  const checked = await officer.run(checkEntry, { id, version, outcome: 'checked' })
  expect(await code(officer.run(sendEntry, { id, version: checked.version, ...sending() }))).toBe(
    'awards.notYet',
  )
  const refused = await leader.run(recordOpinion, {
    id,
    version: checked.version,
    ...opinion({ agrees: false }),
  })
  expect(refused.state).toBe('refused')
  const report = { reportNumber: '20/BC-UBND', reportedOn: day, reportFileId: fileId }
  const at = await officer.run(showRound, { id: councilRound })
  await officer.run(endRound, { id: councilRound, version: at.version, ...report })
  expect(await officer.run(showRound, { id: councilRound })).toMatchObject({
    state: 'ended',
    entered: 1,
    gold: 0,
  })
  expect(await code(enterprise.run(enter, entry(councilRound)))).toBe('awards.roundClosed')
})

test('entries of a round come in by a table; a round with entries under way does not end', async () => {
  await officer.run(addProduct, { id: enterpriseId, name: 'Gạo nếp' })
  const text = [
    'Mã số thuế của doanh nghiệp|Sản phẩm dự giải|Nhóm ngành, lĩnh vực dự giải|Hoạt động liên tục từ ngày|Sản phẩm có trên thị trường từ ngày|Giới thiệu về đơn vị, sản phẩm dự giải',
    `${taxCode}|Gạo nếp|Lương thực|01/05/2010|01/01/2020|Gạo`,
    `${taxCode}|Gạo lứt|Lương thực|01/05/2010|01/01/2020|Gạo`,
    '0000000000||Lương thực|01/05/2010|01/01/2020|Gạo',
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const found = await officer.run(checkEntries, { text, roundId: productRound })
  const { rows } = await officer.run(showEntryImportRows, { id: found.id })
  expect(rows.map(({ outcome: is }) => is)).toEqual(['new', 'error', 'error'])
  await officer.run(applyEntries, { id: found.id })
  const { rows: entries } = await officer.run(listEntries, {
    roundId: productRound,
    state: 'draft',
    plan: 'all',
  })
  expect(entries).toMatchObject([{ product: 'Gạo nếp', sector: 'Lương thực' }])
  const at = await officer.run(showRound, { id: productRound })
  const report = { reportNumber: '21/BC-UBND', reportedOn: day, reportFileId: fileId }
  expect(await code(officer.run(endRound, { id: productRound, version: at.version, ...report }))).toBe(
    'awards.underWay',
  )
})

/** A plan beside another, of the same years. */
async function besides(plan: number): Promise<number> {
  const { rows: columns } = await sql<{
    name: string
  }>`SELECT column_name AS name FROM information_schema.columns
    WHERE table_name = 'plan' AND table_schema = 'public' AND is_generated = 'NEVER' AND is_identity = 'NO'`.execute(
    db,
  )
  const other: Readonly<Record<string, ReturnType<typeof sql>>> = {
    number: sql`number || '-2'`,
    // a line of the other plan is none of its own
    support_line: sql`NULL`,
  }
  const taken = columns.map(({ name }) => other[name] ?? sql.ref(name))
  const { rows } = await sql<{
    id: number
  }>`INSERT INTO plan (${sql.join(columns.map(({ name }) => sql.ref(name)))})
    SELECT ${sql.join(taken)} FROM plan WHERE id = ${plan} RETURNING id`.execute(db)
  return rows[0]?.id ?? 0
}

/** A product of the enterprise that wins silver in a round by the rules from 2026. */
async function winsSilver(
  roundId: number,
  name: string,
  who = enterprise,
): Promise<{ id: number; productId: number }> {
  const of = who.actor.enterpriseId ?? 0
  const { productId: product } = await officer.run(addProduct, { id: of, name })
  const { id, version } = await submitted(roundId, { productId: product, enterpriseId: of }, who)
  const checked = await officer.run(checkEntry, { id, version, outcome: 'checked' })
  const gone = await officer.run(sendEntry, { id, version: checked.version, ...sending() })
  const opined = await leader.run(recordOpinion, { id, version: gone.version, ...opinion() })
  await leader.run(recordOutcome, { id, version: opined.version, ...outcome({ score: 650 }) })
  return { id, productId: product }
}

test('a year that no plan has takes a round without one; once a plan has the year its prizes count there, each product once', async () => {
  expect(await fields(officer.run(openRound, round(2026)))).toEqual(['planId'])
  const { id } = await officer.run(openRound, { ...round(2026), planId: undefined })
  expect(await officer.run(showRound, { id })).toMatchObject({ plan: null, plansOfYear: [] })
  const first = await winsSilver(id, 'Gạo tám')
  await winsSilver(id, 'Gạo tấm')
  const gone = await officer.run(addProduct, { id: enterpriseId, name: 'Gạo rẫy' })
  const draft = await submitted(id, { productId: gone.productId })
  await enterprise.run(withdrawEntry, { ...draft, reason: 'Ngừng sản xuất' })
  expect(await facts(first.id)).toEqual([])
  // a product that entered is kept with its prize
  expect(await code(officer.run(removeProduct, { id: enterpriseId, productId: first.productId }))).toBe(
    'awards.productEntered',
  )

  // the year comes to be one of the plan in force, and of a second plan beside it
  await sql`UPDATE plan SET ends_on = '2026-12-31' WHERE id = ${planId}`.execute(db)
  const place = async (plan: number) =>
    officer.run(placeRound, { id, version: (await officer.run(showRound, { id })).version, planId: plan })
  expect(await fields(place(999_999))).toEqual(['planId'])
  await place(planId)
  expect(await code(place(planId))).toBe('awards.placed')
  const named = { name: 'Giải thưởng', nameEn: 'Awards', unit: 'giải', unitEn: 'awards', source: 'Thử' }
  const counting = async (measure: 'count' | 'distinct') =>
    (
      await officer.run(addIndicator, {
        ...{ ...named, name: `Giải thưởng ${measure}`, way: 'counted', measure, kinds: ['award.won'] },
      })
    ).key
  const keys = [await counting('count'), await counting('distinct')]
  const result = async (plan: number, year: number) => {
    const { rows } = await sql<{
      result: string
    }>`SELECT indicator_result(${plan}, i.id, ${year}, ${year}) AS result
      FROM indicator i WHERE i.key = ANY (${keys}::text[]) ORDER BY array_position(${keys}::text[], i.key)`.execute(
      db,
    )
    return rows.map((row) => Number(row.result))
  }
  // two products of one enterprise in a year are two prizes; what was withdrawn is none
  expect(await result(planId, 2026)).toEqual([2, 2])
  // the gold of 2025 was revoked
  expect(await result(planId, 2025)).toEqual([0, 0])
  // an enterprise that wins in the round of another plan counts there alone
  const second = await besides(planId)
  await winsSilver((await officer.run(openRound, { ...round(2026), planId: second })).id, 'Mật ong', other)
  expect(await result(second, 2026)).toEqual([1, 1])
  expect(await result(planId, 2026)).toEqual([2, 2])
})
