import { beforeAll, expect, test } from 'vitest'
import { taxCheckDigit } from '../enterprises/index.ts'
import { introduce } from '../introductions/index.ts'
import { uploadFile } from '../platform/uploads.ts'
import { knownOf } from '../report-requests/known.ts'
import { coveredPlan } from '../standing-duties/coverage.ts'
import { heldOf } from '../standing-duties/index.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addIntegrations, offeredIntegrations } from '../yearly-plans/beside.ts'
import { createYearlyPlan, removeBeside } from '../yearly-plans/commands.ts'
import { showYearlyPlan } from '../yearly-plans/queries.ts'
import {
  confirmOutreach,
  recordOutreach,
  returnOutreach,
  sendOutreach,
  withdrawOutreach,
} from './commands.ts'
import { outreachCorrection } from './correction.tsx'
import { applyOutreach, checkOutreach, showOutreachImportRows } from './import.ts'
import {
  confirmIntegration,
  recordIntegration,
  sendIntegration,
  withdrawIntegration,
} from './integration/commands.ts'
import { applyIntegrations, checkIntegrations, showIntegrationImportRows } from './integration/import.ts'
import { listIntegrations, showIntegration } from './integration/queries.ts'
import { addKind, editKind, endKind, listKinds } from './kinds.ts'
import { addProof, nameInCommon, nameReached, removeProof, tieIntroductions, unnameReached } from './named.ts'
import { listOutreach, outreachChoices, showOutreach } from './queries.ts'
import { sumOutreach } from './sums.ts'

const nscl = await testSystem()
const { db } = nscl.system
const [own, other] = await db
  .selectFrom('agency')
  .select(['id', 'name'])
  .where('kind', '=', 'association')
  .where('validTo', 'is', null)
  .orderBy('id')
  .execute()
const agencyId = own?.id ?? 0
let officer: Someone
let association: Someone
let choices: Awaited<ReturnType<typeof choicesOf>>
const choicesOf = () => association.run(outreachChoices, {})
const kindId = () => choices.kinds[0]?.id ?? 0
const sourceId = () => choices.sources[0]?.id ?? 0

let files = 0
/** A proof that the association brought itself. */
async function proof(of: Someone = association): Promise<number> {
  files += 1
  const bytes = new TextEncoder().encode(`%PDF-1.4\n% tệp ${files}\n%%EOF\n`)
  return (await of.run(uploadFile, { name: `minh-chung-${files}.pdf`, bytes })).id
}
const said = async (change: object = {}) => ({
  ...{
    kindId: kindId(),
    title: 'Hội thảo 5S cho hội viên',
    heldOn: '01/02/2025',
    enterprises: 20,
    persons: 45,
  },
  ...{ setting: 'both', serves: 'V.6.2', fileId: await proof(), ...change },
})
const money = async (change: object = {}) => ({
  ...{
    year: 2025,
    programme: 'Kế hoạch hỗ trợ hội viên',
    documentNumber: '12/KH-HH',
    documentDate: '15/01/2025',
  },
  ...{ clause: 'Mục III.2', purpose: 'Tư vấn 5S', amount: '30 triệu', sourceId: sourceId(), serves: 'V.6.4' },
  ...{ fileId: await proof(), ...change },
})
const factsOf = (recordId: number) =>
  db
    .selectFrom('fact')
    .select(['kind', 'quantity', 'year', 'retractedAt'])
    .where('recordType', '=', 'outreach')
    .where('recordId', '=', recordId)
    .orderBy('kind')
    .execute()
let codes = 320_000_000
/** A tax code whose check digit fits. */
function nextTaxCode(): string {
  codes += 1
  const digit = taxCheckDigit(String(codes))
  return digit === null ? nextTaxCode() : `${codes}${digit}`
}
async function enterprise() {
  const enterpriseId = await makeEnterprise(nscl.system)
  const taxCode = nextTaxCode()
  await db.updateTable('enterprise').set({ taxCode }).where('id', '=', enterpriseId).execute()
  return { enterpriseId, taxCode }
}

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  association = await nscl.as('association', { agencyId })
  choices = await choicesOf()
})

test('an association enters, names and ties, is returned, mends, is confirmed and counts until it is taken back', async () => {
  const made = await association.run(recordOutreach, await said({ fileId: undefined, enterprises: 1 }))
  const { id } = made
  expect((await problemOf(association.run(sendOutreach, made))).code).toBe('outreach.noProof')
  expect((await problemOf(officer.run(confirmOutreach, made))).code).toBe('outreach.elsewhere')
  const [one, two] = [await enterprise(), await enterprise()]
  const strange = await problemOf(
    association.run(nameReached, { ...made, taxCodes: `${one.taxCode}; 0000000000` }),
  )
  expect(strange.fields).toMatchObject([{ field: 'taxCodes' }])
  const named = await association.run(nameReached, { ...made, taxCodes: `${one.taxCode}; ${two.taxCode}` })
  const brought = await association.run(introduce, { taxCode: one.taxCode })
  const tied = await association.run(tieIntroductions, { ...named, introductionIds: [String(brought.id)] })
  const introductionsFor = async (reader: Someone) => (await reader.run(showOutreach, { id })).introductions
  expect(await introductionsFor(association)).toMatchObject([{ id: brought.id, tied: true }])
  expect(await introductionsFor(officer)).toHaveLength(1)
  // whom an association brought is told to no other agency
  expect(await introductionsFor(await nscl.as('agency'))).toEqual([])
  const foreign = await problemOf(association.run(tieIntroductions, { ...tied, introductionIds: ['99999'] }))
  expect(foreign.fields).toMatchObject([{ field: 'introductionIds' }])
  await association.run(outreachCorrection.correct, {
    ...{ id, ...(await said({ enterprises: 1 })), agencyId },
  })
  const { version } = await association.run(showOutreach, { id })
  expect((await problemOf(association.run(sendOutreach, { id, version }))).code).toBe('outreach.namesTooMany')
  const fewer = await association.run(unnameReached, { id, version, enterprise: two.enterpriseId })
  const sent = await association.run(sendOutreach, fewer)
  expect((await problemOf(association.run(nameReached, { ...sent, taxCodes: two.taxCode }))).code).toBe(
    'outreach.elsewhere',
  )
  const back = await officer.run(returnOutreach, { ...sent, remark: 'Xin thêm ảnh' })
  const more = await proof()
  const proven = await association.run(addProof, { ...back, fileId: more })
  const extra = await association.run(addProof, { ...proven, fileId: await proof() })
  const whole = await association.run(showOutreach, { id })
  const last = whole.proofs.at(-1)?.id ?? 0
  const again = await association.run(
    sendOutreach,
    await association.run(removeProof, { ...extra, file: last }),
  )
  const { version: counted } = await officer.run(confirmOutreach, again)
  expect(await association.run(showOutreach, { id })).toMatchObject({
    ...{ agency: own?.name, state: 'confirmed', named: 1, brought: 1, proofs: [{ id: more }] },
    enterprisesNamed: [{ taxCode: one.taxCode }],
  })
  expect(await factsOf(id)).toMatchObject([
    { kind: 'outreach.done', quantity: 1, year: 2025, retractedAt: null },
    { kind: 'outreach.reached', quantity: 1, retractedAt: null },
  ])
  const span = { fromOn: '2025-01-01', dueOn: '2025-06-30' }
  expect(await heldOf(db, agencyId, span, '2025-07-01')).toContainEqual({ kind: 'outreach', count: 1 })
  const known = await knownOf(
    db,
    { agencyId, enterpriseId: null },
    { ...span, toOn: span.dueOn },
    '2025-07-01',
  )
  expect([known.get('outreach'), known.get('outreachReached')]).toEqual([1, 1])
  expect((await association.run(sumOutreach, { year: 2025 })).sums).toMatchObject([
    { agencyId, acts: 1, enterprises: 1, persons: 45, brought: 1 },
  ])
  expect(
    (await problemOf(association.run(withdrawOutreach, { id, version: counted, reason: 'x' }))).code,
  ).toBe('outreach.counted')
  await officer.run(withdrawOutreach, { id, version: counted, reason: 'Ghi hai lần' })
  expect((await factsOf(id)).every(({ retractedAt }) => retractedAt !== null)).toBe(true)
})

test('whoever entered it does not confirm it, and what does not fit is told at once', async () => {
  const made = await officer.run(recordOutreach, await said({ agencyId, fileId: await proof(officer) }))
  const sent = await officer.run(sendOutreach, made)
  expect((await problemOf(officer.run(confirmOutreach, sent))).code).toBe('controls.samePerson')
  await (await nscl.as('coordinator')).run(confirmOutreach, sent)
  const wrong = await said({ heldOn: '01/02/2099', kindId: 9999, sourceId: sourceId() })
  const { fields } = await problemOf(association.run(recordOutreach, wrong))
  expect(fields.map(({ field }) => field).toSorted()).toEqual(['cost', 'heldOn', 'kindId'])
  const foreign = await said({ agencyId: other?.id, serves: 'IX.9' })
  expect((await problemOf(association.run(recordOutreach, foreign))).fields).toMatchObject([
    { field: 'serves' },
    { field: 'agencyId' },
  ])
})

test('an association reads, names and sends its own alone', async () => {
  const strange = await nscl.as('association', { agencyId: other?.id ?? 0 })
  const mine = await association.run(recordOutreach, await said({ title: 'Của hội khác' }))
  expect((await strange.run(listOutreach, {})).rows).toEqual([])
  expect((await problemOf(strange.run(showOutreach, { id: mine.id }))).status).toBe(404)
  expect((await problemOf(strange.run(sendOutreach, mine))).status).toBe(404)
  expect((await problemOf(strange.run(withdrawOutreach, { ...mine, reason: 'x' }))).status).toBe(404)
  expect((await strange.run(sumOutreach, {})).sums).toEqual([])
})

test('integrated money has document, clause, line, fund and enterprises in common; an activity is paid of it', async () => {
  const made = await association.run(recordIntegration, await money({ lineId: choices.lines[0]?.id }))
  const one = await enterprise()
  const named = await association.run(nameInCommon, { ...made, taxCodes: one.taxCode })
  const sent = await association.run(sendIntegration, named)
  const confirmed = await officer.run(confirmIntegration, sent)
  expect(await association.run(showIntegration, { id: made.id })).toMatchObject({
    ...{ amount: 30_000_000n, clause: 'Mục III.2', state: 'confirmed', named: 1 },
    sentence: { vi: expect.stringContaining('Lồng ghép') },
  })
  expect((await officer.run(listIntegrations, { year: 2025, agencyId })).rows).toMatchObject([
    { id: made.id },
  ])
  const both = await said({ cost: '10 triệu', integrationId: made.id, sourceId: sourceId() })
  expect((await problemOf(association.run(recordOutreach, both))).fields).toMatchObject([
    { field: 'sourceId' },
  ])
  await association.run(recordOutreach, { ...both, sourceId: undefined, title: 'Trả từ lồng ghép' })
  const { sentences } = await association.run(coveredPlan, {})
  expect(sentences.find(({ key }) => key === 'V.6.4')).toMatchObject({ integrated: 30_000_000n })
  const kept = await problemOf(officer.run(withdrawIntegration, { ...confirmed, reason: 'x' }))
  expect(kept.code).toBe('integrations.pays')
  const wrong = await problemOf(association.run(recordIntegration, await money({ year: 1990, serves: 'X' })))
  expect(wrong.fields.map(({ field }) => field).toSorted()).toEqual(['serves', 'year'])
})

test('a confirmed integration stands beside one yearly plan, which writes nothing of it anew', async () => {
  const plan = await db
    .selectFrom('plan')
    .select('id')
    .where('state', '<>', 'draft')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const { id } = await officer.run(createYearlyPlan, {
    planId: plan.id,
    year: 2024,
    title: 'Kế hoạch năm 2024',
  })
  const made = await association.run(recordIntegration, await money({ year: 2024 }))
  const early = await problemOf(officer.run(addIntegrations, { id, integrationIds: [String(made.id)] }))
  expect(early.fields).toMatchObject([{ field: 'integrationIds' }])
  const confirmed = await officer.run(confirmIntegration, await association.run(sendIntegration, made))
  expect((await officer.run(offeredIntegrations, { id })).integrations).toMatchObject([{ id: made.id }])
  await officer.run(addIntegrations, { id, integrationIds: [String(made.id)] })
  const shown = await officer.run(showYearlyPlan, { id })
  expect(shown).toMatchObject({
    besideAmount: 30_000_000n,
    beside: [
      {
        ...{
          integrationId: made.id,
          programme: 'Kế hoạch hỗ trợ hội viên',
          document: '12/KH-HH (15/01/2025)',
        },
        ...{ agency: own?.name, clause: 'Mục III.2', fund: choices.sources[0]?.name },
      },
    ],
  })
  expect((await officer.run(offeredIntegrations, { id })).integrations).toEqual([])
  const beside = await problemOf(officer.run(withdrawIntegration, { ...confirmed, reason: 'x' }))
  expect(beside.code).toBe('integrations.beside')
  await officer.run(removeBeside, { id, beside: shown.beside[0]?.id })
  await officer.run(withdrawIntegration, { ...confirmed, reason: 'Ghi nhầm năm' })
})

test('kinds are data: added, edited, ended; one that ended is chosen no more', async () => {
  const { id, version } = await officer.run(addKind, { name: 'Thi tay nghề', nameEn: 'Contest' })
  await officer.run(editKind, { id, version, name: 'Hội thi tay nghề', nameEn: 'Contest' })
  await officer.run(endKind, { id, reason: 'Không làm nữa' })
  expect((await officer.run(listKinds, { q: 'tay nghe' })).rows).toMatchObject([{ uses: 0 }])
  const refused = await problemOf(association.run(recordOutreach, await said({ kindId: id })))
  expect(refused.fields).toMatchObject([{ field: 'kindId' }])
})

test('a table comes in as drafts, and read again it changes nothing', async () => {
  const kind = choices.kinds[0]?.name ?? ''
  const text = [
    'Đã làm việc gì|Cơ quan, hội đã làm|Loại vận động|Ngày làm|Trong hợp tác xã, làng nghề|Hội viên, doanh nghiệp được tiếp cận|Phục vụ nội dung nào của kế hoạch',
    `Tập huấn hội viên|${own?.name}|${kind}|03/03/2025|Hợp tác xã|15|V.6.1`,
    `Tập huấn khác|${own?.name}|Không có|03/03/2025||15|`,
    `Của nơi khác|${other?.name}|${kind}|03/03/2025||15|IX`,
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const check = () => association.run(checkOutreach, { text })
  const outcomes = async (id: number) =>
    (await association.run(showOutreachImportRows, { id, limit: 10 })).rows.map(({ outcome }) => outcome)
  const { id } = await check()
  expect(await outcomes(id)).toEqual(['new', 'error', 'error'])
  await association.run(applyOutreach, { id })
  expect((await association.run(listOutreach, { q: 'tap huan hoi vien' })).rows).toMatchObject([
    { state: 'draft', hasProof: false, setting: 'cooperatives', serves: 'V.6.1' },
  ])
  expect(await outcomes((await check()).id)).toEqual(['same', 'error', 'error'])
})

test('integrated money comes in by a table as drafts, each wrong cell named, and read again it changes nothing', async () => {
  const fund = choices.sources[0]?.name ?? ''
  const line = choices.lines[0]?.code ?? ''
  const row = `${own?.name}|2025|15/KH-HTX|02/01/2025|Mục III.2|Tư vấn hội viên theo bảng|80.000.000|${fund}|${line}|V.6.4`
  const text = [
    'Kế hoạch, chương trình của cơ quan, hội|Cơ quan, hội lồng ghép|Năm lồng ghép|Số văn bản ban hành|Ngày văn bản ban hành|Điều, khoản lồng ghép|Khoản lồng ghép dùng vào việc gì|Số tiền lồng ghép (đồng)|Quỹ, nguồn vốn lồng ghép|Đứng cạnh mục dự toán của kế hoạch|Phục vụ nội dung nào của kế hoạch',
    `Kế hoạch hỗ trợ hội viên|${row}`,
    `Kế hoạch hỗ trợ hội viên|${row}`,
    `Của nơi khác|${other?.name}|2025|16/KH|02/01/2025|Mục I|Việc khác|1.000|${fund}||`,
    `Sai mục|${own?.name}|2060|17/KH|02/01/2025|Mục I|Việc khác|1.000|Quỹ không có|IX.9|IX`,
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const check = () => association.run(checkIntegrations, { text })
  const found = async (id: number) =>
    (await association.run(showIntegrationImportRows, { id, limit: 10 })).rows.map(
      ({ outcome, problems }) => [outcome, ...problems.map(({ column }) => column)],
    )
  const { id } = await check()
  expect(await found(id)).toEqual([
    ['new'],
    ['error', 'programme'],
    ['error', 'agency'],
    ['error', 'source', 'line', 'serves', 'year'],
  ])
  await association.run(applyIntegrations, { id })
  expect((await association.run(listIntegrations, { q: 'theo bang' })).rows).toMatchObject([
    { state: 'draft', hasProof: false, amount: 80_000_000n, serves: 'V.6.4', lineId: choices.lines[0]?.id },
  ])
  expect((await found((await check()).id))[0]).toEqual(['same'])
})
