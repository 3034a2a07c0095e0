import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { listNotices } from '../notices/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordCertificate, withdrawCertificate } from './certificate-commands.ts'
import { countOf } from './certificate-count.ts'
import {
  cancelAudit,
  changeScope,
  planAudit,
  recordAudit,
  renewCertificate,
  restoreCertificate,
  suspendCertificate,
} from './certificate-life.ts'
import { verifyCode } from './certificate-life-queries.ts'
import { listCertificates, showCertificate } from './certificate-queries.ts'
import { tellOfAudits } from './notices.ts'
import { allocate, makeEnterprise, result, takeSteps } from './testing.ts'

/* A certificate after its issue: audits, suspension, renewal, scope, what the public sees, and what goes on counting. */

const nscl = await testSystem()
const { db } = nscl.system
let officer: Someone
let owner: Someone
let fileId: number
let id: number

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  fileId = await nscl.evidence()
  await allocate(nscl.system, 2025, 3_000_000_000n)
  const enterpriseId = await makeEnterprise(nscl.system)
  owner = await nscl.as('enterprise', { enterpriseId })
  const turnId = await accepted(officer, await appraised(nscl, officer, enterpriseId))
  await takeSteps(nscl, officer, turnId, [
    ['contracted', '2025-07-01'],
    ['in_progress', '2025-07-15'],
  ])
  ;({ id } = await officer.run(recordCertificate, {
    ...{ turnId, kind: 'product_tcvn', standard: 'TCVN 1', productName: 'Chè', body: 'QUACERT' },
    ...{ number: '7/CN', issuedOn: '2025-08-01', expiresOn: '2099-08-01', fileId },
  }))
})

const paper = (onDay: string, more: object = {}) => ({ id, onDay, documentNumber: '1/TB', fileId, ...more })
const shown = () => officer.run(showCertificate, { id })
const fieldsOf = async (done: Promise<unknown>) => (await problemOf(done)).fields.map(({ field }) => field)

test('an audit is planned, told of 90 days before, held with its report; what is to be mended is said; one that falls out is cancelled', async () => {
  expect(
    await fieldsOf(officer.run(planAudit, { id, kind: 'surveillance', plannedOn: '2025-01-01' })),
  ).toEqual(['plannedOn'])
  await officer.run(planAudit, { id, kind: 'surveillance', plannedOn: '2030-08-01' })
  await officer.run(planAudit, { id, kind: 'recertification', plannedOn: '2031-08-01' })
  const told = async () =>
    (await owner.run(listNotices, { limit: 50 })).rows.filter(({ subject }) =>
      subject.vi.includes('đánh giá chứng nhận'),
    ).length
  const at = (today: string) => ({ db, now: new Date(`${today}T03:00:00Z`), today })
  await tellOfAudits(at('2030-04-01'))
  expect(await told()).toBe(0)
  await tellOfAudits(at('2030-05-10'))
  await tellOfAudits(at('2030-05-11'))
  expect(await told()).toBe(1)
  const [first, second] = (await shown()).audits
  const held = { id, audit: first?.id, heldOn: '2026-07-20', result: 'conditions', fileId }
  expect(await fieldsOf(officer.run(recordAudit, held))).toEqual(['findings'])
  await officer.run(recordAudit, { ...held, findings: 'Hiệu chuẩn cân' })
  expect((await problemOf(officer.run(recordAudit, { ...held, findings: 'x' }))).code).toBe(
    'certificates.auditSettled',
  )
  await officer.run(cancelAudit, { id, audit: second?.id, reason: 'Đổi tổ chức chứng nhận' })
  expect((await shown()).audits).toMatchObject([
    { result: 'conditions', findings: 'Hiệu chuẩn cân' },
    { result: null, cancelReason: 'Đổi tổ chức chứng nhận' },
  ])
})

test('a suspended certificate neither holds nor counts; restored it does both again; a renewal and a scope stand with their papers', async () => {
  const counted = await result(nscl.system, 'certifiedProducts')
  await officer.run(suspendCertificate, paper('2026-07-21', { reason: 'Chưa khắc phục' }))
  const told = await owner.run(listNotices, { limit: 50 })
  expect(told.rows.map(({ subject }) => subject.vi)).toContain('Chứng nhận 7/CN: Chứng nhận bị đình chỉ')
  expect(await shown()).toMatchObject({ validity: 'suspended', suspendedOn: '2026-07-21', counted: false })
  expect((await officer.run(listCertificates, { validity: 'suspended', plan: 'all' })).rows).toHaveLength(1)
  expect((await officer.run(listCertificates, { validity: 'valid', plan: 'all' })).rows).toEqual([])
  expect(counted).toBe(1)
  expect(await result(nscl.system, 'certifiedProducts')).toBe(0)
  expect((await problemOf(officer.run(suspendCertificate, paper('2026-07-22', { reason: 'x' })))).code).toBe(
    'certificates.validity',
  )
  expect(await fieldsOf(officer.run(restoreCertificate, paper('2026-07-20', { reason: 'x' })))).toEqual([
    'onDay',
  ])
  await officer.run(restoreCertificate, paper('2026-08-01', { reason: 'Đã khắc phục' }))
  expect(await shown()).toMatchObject({ validity: 'valid', counted: true })
  expect(
    await fieldsOf(officer.run(renewCertificate, paper('2026-08-02', { expiresOn: '2099-01-01' }))),
  ).toEqual(['expiresOn'])
  await officer.run(renewCertificate, paper('2026-08-02', { expiresOn: '2100-08-01' }))
  await officer.run(changeScope, paper('2026-08-02', { scope: 'Chế biến chè xanh' }))
  expect(await shown()).toMatchObject({
    validity: 'valid',
    expiresOn: '2100-08-01',
    scope: 'Chế biến chè xanh',
  })
  expect((await shown()).events.map(({ kind }) => kind)).toEqual([
    ...['suspension', 'restoration', 'renewal', 'scope'],
  ])
  expect(await result(nscl.system, 'certifiedProducts')).toBe(counted)
})

test('the public finds it by its code, without persons or files; withdrawn it counts no more and nothing becomes of it', async () => {
  const { code } = await shown()
  const visitor = await nscl.as('public')
  const seen = await visitor.run(verifyCode, { code: code.toLowerCase() })
  expect(seen).toMatchObject({ number: '7/CN', validity: 'valid', product: 'Chè', lastAudit: '2026-07-20' })
  expect(Object.keys(seen)).not.toContain('file')
  expect((await problemOf(visitor.run(verifyCode, { code: 'KHONG-CO' }))).status).toBe(404)
  await officer.run(withdrawCertificate, { id, withdrawnOn: '2026-08-10', reason: 'Vi phạm' })
  expect(await result(nscl.system, 'certifiedProducts')).toBe(0)
  expect(
    (await problemOf(officer.run(renewCertificate, paper('2026-08-11', { expiresOn: '2101-01-01' })))).code,
  ).toBe('certificates.withdrawn')
})

test('whatever is suspended and restored, what the database counts is what the rule counts', async () => {
  const { turnId } = await db
    .selectFrom('certificate')
    .select('turnId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const ids: number[] = []
  for (const [kind, productName] of [
    ['product_tcvn', 'Trà ướp sen'],
    ['product_qcvn', 'Trà ướp sen'],
    ['food_safety', undefined],
  ] as const)
    ids.push(
      (
        await officer.run(recordCertificate, {
          ...{ turnId, kind, standard: 'TC 1', productName, body: 'QUACERT', number: `${kind}/CN` },
          ...{ issuedOn: '2025-08-01', expiresOn: '2099-08-01', fileId },
        })
      ).id,
    )
  const agrees = async () => {
    const all = await db
      .selectFrom('certificate as c')
      .innerJoin('supportTurn as t', 't.id', 'c.turnId')
      .select(['c.kind', 'c.turnId', 'c.productId', 'c.withdrawnOn', 'c.suspendedOn', 't.state'])
      .execute()
    const rule = countOf(
      all.map(({ withdrawnOn, suspendedOn, state, ...one }) => ({
        ...{ ...one, turnFinished: state === 'finished' },
        ...{ withdrawn: withdrawnOn !== null, suspended: suspendedOn !== null },
      })),
    )
    const facts = await db
      .selectFrom('fact')
      .select(['kind', 'subject'])
      .distinct()
      .where('kind', 'in', ['certificate.system', 'certificate.product'])
      .where('retractedAt', 'is', null)
      .execute()
    const of = (kind: string) => facts.filter((one) => one.kind === kind).length
    expect({ systems: of('certificate.system'), products: of('certificate.product') }).toEqual(rule)
    return rule
  }
  expect(await agrees()).toEqual({ systems: 0, products: 1 })
  const step = fc.record({ at: fc.nat(2), act: fc.constantFrom('suspend', 'restore', 'finish') })
  let finished = false
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      for (const { at, act } of steps) {
        const said = { ...paper('2026-08-12', { reason: 'Theo thông báo' }), id: ids[at] }
        if (act === 'finish') {
          if (!finished)
            await takeSteps(nscl, officer, turnId, [
              ['accepted', '2026-08-01'],
              ['finished', '2026-08-02'],
            ])
          finished = true
        } else
          await officer
            .run(act === 'suspend' ? suspendCertificate : restoreCertificate, said)
            .catch((error: unknown) => {
              expect(error).toMatchObject({
                code: act === 'suspend' ? 'certificates.validity' : 'certificates.notSuspended',
              })
            })
        await agrees()
      }
    }),
    { numRuns: 8 },
  )
})
