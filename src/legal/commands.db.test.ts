import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { roles } from '../platform/actor.ts'
import { verifyAudit } from '../platform/audit.ts'
import { packageDirectory } from '../platform/config.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  addInstrument,
  addRule,
  confirmRule,
  correctTerms,
  editInstrument,
  endRule,
  updateLaw,
} from './commands.ts'
import { listInstruments, showInstrument } from './instrument-queries.ts'
import { listLaw, ruleOn } from './queries.ts'
import { LegalData, SmeThresholds } from './rules.ts'

const { system, as } = await testSystem()
const { db } = system
let coordinator: Someone
let decree: number
beforeAll(async () => {
  coordinator = await as('coordinator')
  decree = (
    await db
      .selectFrom('legalInstrument')
      .select('id')
      .where('number', '=', '80/2021/NĐ-CP')
      .executeTakeFirstOrThrow()
  ).id
})

const instrument = {
  number: '9/2026/NQ-HĐND',
  title: 'Mức chi mới',
  titleEn: 'New norms',
  issuer: 'HĐND thành phố Cần Thơ',
}
const deadline = {
  key: 'report.deadline',
  article: 'Điều 3',
  name: 'Thời hạn báo cáo',
  nameEn: 'Deadline of the report',
  value: { month: 11, day: 30, before: true },
}

test('the SME thresholds hold since 15 October 2021 with their article, and not before', async () => {
  const rule = await ruleOn(db, 'sme.thresholds', '2025-12-31')
  expect(rule).toMatchObject({ instrument: '80/2021/NĐ-CP', article: 'Điều 5' })
  expect(SmeThresholds.parse(rule?.value).groups.production[2]).toEqual({
    class: 'medium',
    labour: 200,
    revenue: 200_000_000_000,
    capital: 100_000_000_000,
  })
  expect(await ruleOn(db, 'sme.thresholds', '2021-10-15')).not.toBeNull()
  expect(await ruleOn(db, 'sme.thresholds', '2021-10-14')).toBeNull()
})

test('everybody reads the law, only the coordinator changes it', async () => {
  const law = await (await as('public')).run(listLaw, {})
  const keys = law.rules.map((rule) => rule.key)
  expect(keys.filter((key) => key.startsWith('terms.')).length).toBeGreaterThan(10)
  expect(keys.filter((key) => !key.startsWith('terms.'))).toEqual([
    'counterpart.turn',
    'plan.priority',
    'report.deadline',
    'sme.sector',
    'sme.thresholds',
  ])
  const [rule] = law.rules
  for (const role of [
    ...roles.filter((each) => each !== 'coordinator' && each !== 'enterprise'),
    'public',
  ] as const) {
    const someone = await as(role)
    const status = role === 'public' ? 401 : 403
    await expect(someone.run(addInstrument, instrument), role).rejects.toMatchObject({ status })
    await expect(someone.run(editInstrument, { ...instrument, id: decree }), role).rejects.toMatchObject({
      status,
    })
    await expect(
      someone.run(addRule, { ...deadline, instrumentId: decree, validFrom: '2026-01-01' }),
      role,
    ).rejects.toMatchObject({ status })
    await expect(someone.run(endRule, { id: rule?.id, validTo: '2026-01-01' }), role).rejects.toMatchObject({
      status,
    })
    await expect(someone.run(confirmRule, { id: rule?.id }), role).rejects.toMatchObject({ status })
  }
})

test('an instrument is added once, and confirmed against its original', async () => {
  const { id } = await coordinator.run(addInstrument, instrument)
  await expect(coordinator.run(addInstrument, instrument)).rejects.toMatchObject({
    code: 'legal.duplicate',
    fields: [{ field: 'number' }],
  })
  await expect(
    coordinator.run(editInstrument, { ...instrument, id, validFrom: '2026-02-01', validTo: '2026-01-01' }),
  ).rejects.toMatchObject({ fields: [{ field: 'validTo' }] })
  await coordinator.run(editInstrument, { ...instrument, id, issuedOn: '10/01/2026', checked: 'true' })
  expect(await coordinator.run(showInstrument, { id })).toMatchObject({
    issuedOn: '2026-01-10',
    toCheck: false,
  })
  await expect(
    coordinator.run(editInstrument, { ...instrument, number: 'khác', id: 999_999 }),
  ).rejects.toMatchObject({
    status: 404,
  })
})

test('instruments are a list: looked up without accents, told apart by whether they were held against the original', async () => {
  const number = '77/2026/QĐ-UBND'
  const { id } = await coordinator.run(addInstrument, { ...instrument, number })
  await coordinator.run(editInstrument, { ...instrument, number, id })
  const { id: held } = await coordinator.run(addInstrument, { ...instrument, number: '78/2026/QĐ-UBND' })
  await coordinator.run(editInstrument, {
    ...instrument,
    number: '78/2026/QĐ-UBND',
    id: held,
    checked: 'true',
  })
  const ids = async (input: object) =>
    (await (await as('public')).run(listInstruments, { limit: 100, ...input })).rows.map((row) => row.id)
  expect(await ids({ q: '77 qd-ubnd' })).toEqual([id])
  expect(await ids({ q: '100% quy' })).toEqual([])
  expect(await ids({ state: 'toCheck' })).toEqual(expect.arrayContaining([id]))
  expect(await ids({ state: 'toCheck' })).not.toContain(held)
  expect(await ids({ state: 'checked' })).toContain(held)
  expect((await problemOf(coordinator.run(showInstrument, { id: 999_999 }))).status).toBe(404)
})

test('a new value ends the one before on the day before, and every day has one answer', async () => {
  const add = (validFrom: string, deadlineDay: number, more: object = {}) =>
    coordinator.run(addRule, {
      ...deadline,
      instrumentId: decree,
      validFrom,
      value: { ...deadline.value, day: deadlineDay },
      ...more,
    })
  await add('2027-01-01', 1)
  await add('2029-01-01', 3)
  // a value that was forgotten, between the two
  await add('2028-01-01', 2)
  const dayOn = async (day: string) => (await ruleOn(db, 'report.deadline', day))?.value
  expect(await dayOn('2027-12-31')).toMatchObject({ day: 1 })
  expect(await dayOn('2028-01-01')).toMatchObject({ day: 2 })
  expect(await dayOn('2028-12-31')).toMatchObject({ day: 2 })
  expect(await dayOn('2029-11-24')).toMatchObject({ day: 3 })
  await expect(add('2028-01-01', 4)).rejects.toMatchObject({ status: 409, fields: [{ field: 'validFrom' }] })
  await expect(add('2028-06-01', 4, { validTo: '2029-03-01' })).rejects.toMatchObject({
    fields: [{ field: 'validTo' }],
  })
  const rows = await db
    .selectFrom('legalRule')
    .select(['validFrom', 'validTo'])
    .where('key', '=', 'report.deadline')
    .where('validFrom', '>=', '2027-01-01')
    .orderBy('validFrom')
    .execute()
  expect(rows).toEqual([
    { validFrom: '2027-01-01', validTo: '2027-12-31' },
    { validFrom: '2028-01-01', validTo: '2028-12-31' },
    { validFrom: '2029-01-01', validTo: null },
  ])
})

test('two first values of one rule at once do not overlap', async () => {
  const add = (validFrom: string) =>
    coordinator.run(addRule, {
      ...{ ...deadline, key: 'plan.priority', value: { order: ['a'] } },
      ...{ instrumentId: decree, validFrom },
    })
  await Promise.all([add('2030-01-01'), add('2030-02-01'), add('2030-03-01')])
  const rows = await db
    .selectFrom('legalRule')
    .select(['validFrom', 'validTo'])
    .where('key', '=', 'plan.priority')
    .where('validFrom', '>=', '2030-01-01')
    .orderBy('validFrom')
    .execute()
  expect(rows).toEqual([
    { validFrom: '2030-01-01', validTo: '2030-01-31' },
    { validFrom: '2030-02-01', validTo: '2030-02-28' },
    { validFrom: '2030-03-01', validTo: null },
  ])
})

test('a value of the wrong shape and a key that nobody reads are refused beside the field', async () => {
  const add = (input: object) =>
    coordinator.run(addRule, { ...deadline, instrumentId: decree, validFrom: '2030-01-01', ...input })
  await expect(add({ value: { month: 13, day: 30, before: true } })).rejects.toMatchObject({
    status: 422,
    fields: [{ field: 'value.month' }],
  })
  await expect(add({ value: undefined })).rejects.toMatchObject({ fields: [{ field: 'value' }] })
  await expect(add({ key: 'whatever' })).rejects.toMatchObject({ fields: [{ field: 'key' }] })
  await expect(add({ instrumentId: 999_999 })).rejects.toMatchObject({ fields: [{ field: 'instrumentId' }] })
})

test('a rule is ended and confirmed', async () => {
  const priority = await ruleOn(db, 'plan.priority', '2025-06-01')
  await coordinator.run(endRule, { id: priority?.id, validTo: '2025-12-31' })
  expect(await ruleOn(db, 'plan.priority', '2025-12-31')).not.toBeNull()
  expect(await ruleOn(db, 'plan.priority', '2026-01-01')).toBeNull()
  await expect(coordinator.run(endRule, { id: priority?.id, validTo: '2024-01-01' })).rejects.toMatchObject({
    status: 422,
  })
  await expect(coordinator.run(endRule, { id: 999_999, validTo: '2026-01-01' })).rejects.toMatchObject({
    status: 404,
  })
  const sme = await ruleOn(db, 'sme.thresholds', '2025-06-01')
  await coordinator.run(confirmRule, { id: sme?.id })
  const { rules } = await coordinator.run(listLaw, {})
  expect(rules.find((rule) => rule.key === 'sme.thresholds')).toMatchObject({ toCheck: false, holds: true })
  await expect(coordinator.run(confirmRule, { id: 999_999 })).rejects.toMatchObject({ status: 404 })
})

test('the audit chain holds after all of this', async () => {
  expect((await verifyAudit(db, system.auditKey)).findings).toEqual([])
})

test('a corrected instrument comes in where no officer has written, and what an officer wrote stays', async () => {
  const legal = LegalData.parse(JSON.parse(await readFile(join(packageDirectory, 'data/legal.json'), 'utf8')))
  const numbers = ['36/QĐ-TTg', '15/2022/TT-BKHCN']
  const [plan, circular] = await Promise.all(
    numbers.map((number) =>
      db.selectFrom('legalInstrument').select('id').where('number', '=', number).executeTakeFirstOrThrow(),
    ),
  )
  await coordinator.run(editInstrument, {
    ...{ id: circular?.id, number: '15/2022/TT-BKHCN', title: 'Cán bộ ghi', titleEn: 'Ours', issuer: 'Bộ' },
  })
  await updateLaw(db, {
    ...legal,
    instruments: legal.instruments.map((one) =>
      numbers.includes(one.number) ? { ...one, title: 'Tên đã sửa' } : one,
    ),
  })
  expect(await coordinator.run(showInstrument, { id: plan?.id })).toMatchObject({ title: 'Tên đã sửa' })
  expect(await coordinator.run(showInstrument, { id: circular?.id })).toMatchObject({ title: 'Cán bộ ghi' })
})

test('the terms of a procedure are entered, corrected in place with a reason, and ended; their key needs no knowledge of it', async () => {
  const term = {
    article: 'Điều 4 khoản 1',
    vi: 'Họp hội đồng',
    en: 'Council meets',
    count: 10,
    unit: 'workingDays',
  }
  const terms = {
    key: 'terms.provincialTask',
    instrumentId: decree,
    article: 'Điều 4',
    name: 'Thời hạn của nhiệm vụ cấp tỉnh',
    nameEn: 'Terms of a provincial task',
    value: { terms: [term] },
  }
  const { id } = await coordinator.run(addRule, { ...terms, validFrom: '2026-01-01' })
  const { key: _key, ...corrected } = terms
  const wish = { ...corrected, id, value: { terms: [{ ...term, count: 15 }] }, checked: true }
  await expect(coordinator.run(correctTerms, wish)).rejects.toMatchObject({ fields: [{ field: 'reason' }] })
  await coordinator.run(correctTerms, { ...wish, reason: 'Chép sai' })
  expect(await ruleOn(db, 'terms.provincialTask', '2026-06-01')).toMatchObject({
    validFrom: '2026-01-01',
    value: { terms: [{ count: 15 }] },
  })
  await coordinator.run(addRule, {
    ...terms,
    value: { terms: [{ ...term, count: 20 }] },
    validFrom: '2026-07-01',
  })
  expect(await ruleOn(db, 'terms.provincialTask', '2026-06-30')).toMatchObject({
    value: { terms: [{ count: 15 }] },
  })
  await coordinator.run(endRule, {
    id: (await ruleOn(db, 'terms.provincialTask', '2026-07-01'))?.id,
    validTo: '2026-12-31',
  })
  expect(await ruleOn(db, 'terms.provincialTask', '2027-01-01')).toBeNull()
})

test('a rule that decisions are reckoned by is not corrected in place', async () => {
  const rule = await ruleOn(db, 'sme.thresholds', '2026-01-01')
  await expect(
    coordinator.run(correctTerms, {
      id: rule?.id,
      instrumentId: decree,
      article: 'x',
      name: 'x',
      nameEn: 'x',
      value: { terms: [{ article: 'x', vi: 'x', en: 'x', count: null, unit: null }] },
      checked: true,
      reason: 'x',
    }),
  ).rejects.toMatchObject({ status: 404 })
})
