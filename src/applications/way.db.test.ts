import { beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { describeFile } from '../platform/uploads.ts'
import { listCertificates, showCertificate, verifyCertificates } from '../support/certificate-queries.ts'
import { cancelTurn, moveTurn, recordCertificate, withdrawCertificate } from '../support/index.ts'
import { allocate, contentId, makeEnterprise, result, takeSteps } from '../support/testing.ts'
import { listTurns, showTurn } from '../support/turn-queries.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { showApplication } from './queries.ts'
import { accepted, appraised } from './testing.ts'

let nscl: TestSystem
let coordinator: Someone

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  await allocate(nscl.system, 2025, 3_000_000_000n)
})

const toTheEnd = [
  ['contracted', '2025-02-10'],
  ['in_progress', '2025-02-20'],
  ['accepted', '2025-06-01'],
  ['finished', '2025-06-15'],
] as const

async function newTurn(enterpriseId?: number): Promise<number> {
  const id = await appraised(nscl, coordinator, enterpriseId ?? (await makeEnterprise(nscl.system)))
  return accepted(coordinator, id)
}

let numbers = 0
async function certificate(turnId: number, change: Record<string, unknown> = {}) {
  numbers += 1
  return {
    turnId,
    kind: 'food_safety',
    standard: 'TCVN ISO 22000:2018',
    body: 'QUACERT',
    number: `FSMS ${numbers}/25`,
    issuedOn: '2025-06-10',
    expiresOn: '2028-06-09',
    fileId: await nscl.evidence('chung-nhan.pdf'),
    ...change,
  }
}

async function counted() {
  const { system } = nscl
  return {
    turns: await result(system, 'supportTurns'),
    certified: await result(system, 'certifiedTurns'),
    products: await result(system, 'certifiedProducts'),
  }
}

describe('the whole way of one application', () => {
  test('a finished turn with its certificate moves both indicators by one, in the plan year, with evidence', async () => {
    const before = await counted()
    const turnId = await newTurn()
    await takeSteps(nscl, coordinator, turnId, toTheEnd)
    expect(await counted()).toEqual({ ...before, turns: before.turns + 1 })
    await coordinator.run(recordCertificate, await certificate(turnId))
    await coordinator.run(
      recordCertificate,
      await certificate(turnId, { kind: 'environment', standard: 'TCVN ISO 14001:2015' }),
    )
    expect(await counted()).toEqual({ ...before, turns: before.turns + 1, certified: before.certified + 1 })
    const facts = await nscl.system.db
      .selectFrom('fact')
      .select(['kind', 'year', 'occurredOn'])
      .where('subject', '=', `turn:${turnId}`)
      .orderBy('id')
      .execute()
    expect(facts).toEqual([
      { kind: 'support.finished', year: 2025, occurredOn: '2025-06-15' },
      { kind: 'certificate.system', year: 2025, occurredOn: '2025-06-10' },
      { kind: 'certificate.system', year: 2025, occurredOn: '2025-06-10' },
    ])
    const turn = await coordinator.run(showTurn, { id: turnId })
    expect(turn).toMatchObject({ state: 'finished', finishedOn: '2025-06-15', next: null })
    expect(turn.money).toMatchObject({ committed: 90_000_000n, disbursed: 0n, remaining: 90_000_000n })
    expect(turn.steps.map(({ state }) => state)).toEqual([
      'decided',
      'contracted',
      'in_progress',
      'accepted',
      'finished',
    ])
    expect(turn.certificates.map(({ counted }) => counted)).toEqual([true, true])
  })

  test('a system certificate that comes before the end counts when the turn is finished', async () => {
    const before = await counted()
    const turnId = await newTurn()
    await takeSteps(nscl, coordinator, turnId, toTheEnd.slice(0, 3))
    await coordinator.run(recordCertificate, await certificate(turnId, { issuedOn: '2025-05-30' }))
    expect(await counted()).toEqual(before)
    await takeSteps(nscl, coordinator, turnId, toTheEnd.slice(3))
    expect(await counted()).toEqual({ ...before, turns: before.turns + 1, certified: before.certified + 1 })
  })

  test('ISO 9001 is recorded and counts for no target', async () => {
    const turnId = await newTurn()
    await takeSteps(nscl, coordinator, turnId, toTheEnd)
    const before = await counted()
    const { id } = await coordinator.run(
      recordCertificate,
      await certificate(turnId, { kind: 'quality_management' }),
    )
    expect(await counted()).toEqual(before)
    expect((await coordinator.run(showCertificate, { id })).counted).toBe(false)
  })

  test('a product counts once however many certificates it has, two products count twice', async () => {
    const turnId = await newTurn()
    await takeSteps(nscl, coordinator, turnId, toTheEnd.slice(0, 1))
    const before = await counted()
    const product = { kind: 'product_tcvn', standard: 'TCVN 5603', productName: 'Gạo ST25' }
    const shared = await certificate(turnId, product)
    await coordinator.run(recordCertificate, shared)
    await coordinator.run(recordCertificate, await certificate(turnId, { ...product, kind: 'product_qcvn' }))
    expect((await counted()).products).toBe(before.products + 1)
    await coordinator.run(recordCertificate, { ...shared, productName: 'Bánh pía' })
    expect((await counted()).products).toBe(before.products + 2)
    await expect(
      coordinator.run(recordCertificate, { ...shared, productName: 'Bánh pía' }),
    ).rejects.toMatchObject({
      code: 'certificates.once',
      fields: [{ field: 'number' }],
    })
  })

  test('withdrawing takes the count back, and the number can be recorded again', async () => {
    const turnId = await newTurn()
    await takeSteps(nscl, coordinator, turnId, toTheEnd)
    const input = await certificate(turnId)
    const { id } = await coordinator.run(recordCertificate, input)
    const before = await counted()
    await coordinator.run(withdrawCertificate, { id, withdrawnOn: '2025-07-01', reason: 'Ghi nhầm' })
    expect(await counted()).toEqual({ ...before, certified: before.certified - 1 })
    const fact = await nscl.system.db
      .selectFrom('fact')
      .select('retraction')
      .where('recordType', '=', 'certificate')
      .where('recordId', '=', id)
      .executeTakeFirstOrThrow()
    expect(fact.retraction).toBe('Ghi nhầm')
    await coordinator.run(recordCertificate, input)
    expect(await counted()).toEqual(before)
  })

  test('cancelling a finished turn gives its money back and takes its counts back', async () => {
    const enterprise = await makeEnterprise(nscl.system)
    const id = await appraised(nscl, coordinator, enterprise)
    const { remaining } = await coordinator.run(showApplication, { id })
    const before = await counted()
    const turnId = await accepted(coordinator, id)
    await takeSteps(nscl, coordinator, turnId, toTheEnd)
    await coordinator.run(recordCertificate, await certificate(turnId))
    const { version } = await coordinator.run(showTurn, { id: turnId })
    await coordinator.run(cancelTurn, {
      id: turnId,
      version,
      happenedOn: '2025-07-01',
      documentNumber: 'QĐ-hủy',
      reason: 'Doanh nghiệp không thực hiện đúng hợp đồng',
    })
    expect(await counted()).toEqual(before)
    expect((await coordinator.run(showApplication, { id })).remaining).toBe(remaining)
    expect((await coordinator.run(showTurn, { id: turnId })).money).toMatchObject({
      committed: 0n,
      remaining: 0n,
    })
    // The enterprise may apply for the same content in the same year again.
    await expect(appraised(nscl, coordinator, enterprise)).resolves.toBeGreaterThan(id)
  })

  test('all of it stands in the audit chain, row by row', async () => {
    const verdict = await verifyAudit(nscl.system.db, nscl.system.auditKey)
    const outside = verdict.findings.filter(({ kind }) => kind !== 'unaudited')
    expect(outside).toEqual([])
  })
})

describe('the steps', () => {
  test('none is skipped, none goes back in time or into the future', async () => {
    const id = await newTurn()
    const step = { id, version: 1, documentNumber: '01/HĐ' }
    await expect(
      coordinator.run(moveTurn, { ...step, state: 'in_progress', happenedOn: '2025-02-10' }),
    ).rejects.toMatchObject({ code: 'support.state' })
    await expect(
      coordinator.run(moveTurn, { ...step, state: 'contracted', happenedOn: '2025-01-31' }),
    ).rejects.toMatchObject({ fields: [{ field: 'happenedOn' }] })
    await expect(
      coordinator.run(moveTurn, { ...step, state: 'contracted', happenedOn: '2199-01-01' }),
    ).rejects.toMatchObject({ fields: [{ field: 'happenedOn' }] })
    await expect(
      coordinator.run(moveTurn, {
        ...step,
        state: 'contracted',
        happenedOn: '2025-02-01',
        documentNumber: '',
      }),
    ).rejects.toMatchObject({ fields: [{ field: 'documentNumber' }] })
    await coordinator.run(moveTurn, { ...step, state: 'contracted', happenedOn: '2025-02-01' })
    await expect(
      coordinator.run(moveTurn, { ...step, state: 'in_progress', happenedOn: '2025-02-10' }),
    ).rejects.toMatchObject({ code: 'support.changed' })
  })

  test('finishing without evidence is refused and counts nothing', async () => {
    const id = await newTurn()
    await takeSteps(nscl, coordinator, id, toTheEnd.slice(0, 3))
    const before = await counted()
    await expect(
      coordinator.run(moveTurn, { id, version: 4, state: 'finished', happenedOn: '2025-06-15' }),
    ).rejects.toMatchObject({ fields: [{ field: 'fileId' }] })
    expect(await counted()).toEqual(before)
  })

  test('a step sent twice is one step', async () => {
    const id = await newTurn()
    const step = { id, version: 1, state: 'contracted', happenedOn: '2025-02-10', documentNumber: '01/HĐ' }
    await coordinator.run(moveTurn, step, 'once-step')
    await coordinator.run(moveTurn, step, 'once-step')
    expect((await coordinator.run(showTurn, { id })).steps).toHaveLength(2)
  })

  test('no certificate comes of a turn that is only decided, nor one issued before the decision', async () => {
    const id = await newTurn()
    await expect(coordinator.run(recordCertificate, await certificate(id))).rejects.toMatchObject({
      code: 'certificates.turnState',
    })
    await takeSteps(nscl, coordinator, id, toTheEnd.slice(0, 1))
    await expect(
      coordinator.run(recordCertificate, await certificate(id, { issuedOn: '2025-01-31' })),
    ).rejects.toMatchObject({ fields: [{ field: 'issuedOn' }] })
    await expect(
      coordinator.run(recordCertificate, await certificate(id, { kind: 'product_tcvn' })),
    ).rejects.toMatchObject({ fields: [{ field: 'productId' }] })
  })
})

describe('who may and who sees', () => {
  test('only the coordinator moves, cancels, certifies and withdraws', async () => {
    const id = await newTurn()
    await takeSteps(nscl, coordinator, id, toTheEnd.slice(0, 1))
    const { id: certificateId } = await coordinator.run(recordCertificate, await certificate(id))
    for (const role of [
      'leader',
      'finance',
      'home_affairs',
      'statistics',
      'agency',
      'association',
      'auditor',
    ] as const) {
      const someone = await nscl.as(role)
      const refusals = [
        () => someone.run(moveTurn, { id, version: 2, state: 'in_progress', happenedOn: '2025-03-01' }),
        () =>
          someone.run(cancelTurn, {
            id,
            version: 2,
            happenedOn: '2025-03-01',
            documentNumber: 'x',
            reason: 'x',
          }),
        async () => someone.run(recordCertificate, await certificate(id)),
        () => someone.run(withdrawCertificate, { id: certificateId, withdrawnOn: '2025-07-01', reason: 'x' }),
      ]
      for (const refusal of refusals) await expect(refusal()).rejects.toMatchObject({ status: 403 })
      // An association finds turns of its members alone.
      if (role === 'association')
        await expect(someone.run(showTurn, { id })).rejects.toMatchObject({ status: 404 })
      else expect((await someone.run(showTurn, { id })).state).toBe('contracted')
    }
  })

  test('an enterprise sees its own turn, certificate and their papers, and nothing of another', async () => {
    const enterpriseId = await makeEnterprise(nscl.system)
    const id = await newTurn(enterpriseId)
    await takeSteps(nscl, coordinator, id, toTheEnd)
    const input = await certificate(id)
    const { id: certificateId } = await coordinator.run(recordCertificate, input)
    const own = await nscl.as('enterprise', { enterpriseId })
    const other = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
    expect((await own.run(listTurns, {})).rows.map((row) => row.id)).toEqual([id])
    expect((await own.run(listCertificates, {})).rows.map((row) => row.id)).toEqual([certificateId])
    expect((await own.run(describeFile, { id: input.fileId })).name).toBe('chung-nhan.pdf')
    expect((await other.run(listTurns, { enterpriseId })).rows).toEqual([])
    expect((await other.run(listCertificates, { enterpriseId })).rows).toEqual([])
    await expect(other.run(showTurn, { id })).rejects.toMatchObject({ status: 404 })
    await expect(other.run(showCertificate, { id: certificateId })).rejects.toMatchObject({ status: 404 })
    await expect(other.run(describeFile, { id: input.fileId })).rejects.toMatchObject({ status: 404 })
  })

  test('anybody verifies a certificate by number or name, and is shown no person and no file', async () => {
    const enterpriseId = await makeEnterprise(nscl.system, 'a', 'Công ty Tân Huê Viên Thử')
    const id = await newTurn(enterpriseId)
    await takeSteps(nscl, coordinator, id, toTheEnd.slice(0, 1))
    const input = await certificate(id, {
      kind: 'product_tcvn',
      productName: 'Bánh pía sầu riêng',
      expiresOn: '2025-12-31',
    })
    await coordinator.run(recordCertificate, input)
    const nobody = await nscl.as('public')
    for (const q of [input.number, 'banh pia sau rieng', 'tan hue vien thu']) {
      const { rows, more } = await nobody.run(verifyCertificates, { q })
      expect(more).toBe(false)
      expect(rows).toEqual([
        {
          enterprise: 'Công ty Tân Huê Viên Thử',
          kind: 'product_tcvn',
          standard: 'TCVN ISO 22000:2018',
          product: 'Bánh pía sầu riêng',
          body: 'QUACERT',
          number: input.number,
          issuedOn: '2025-06-10',
          expiresOn: '2025-12-31',
          withdrawnOn: null,
          validity: 'expired',
        },
      ])
    }
    await expect(nobody.run(verifyCertificates, { q: 'a%' })).rejects.toMatchObject({
      fields: [{ field: 'q' }],
    })
    expect((await nobody.run(verifyCertificates, { q: '%%%abc' })).rows).toEqual([])
  })

  test('certificates are listed by kind and validity', async () => {
    const { rows } = await coordinator.run(listCertificates, { kind: 'product_tcvn', validity: 'expired' })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((row) => row.kind === 'product_tcvn' && row.validity === 'expired')).toBe(true)
    const content = await contentId(nscl.system, 'food-safety')
    const turns = await coordinator.run(listTurns, { contentId: content, state: 'finished', limit: 2 })
    expect(turns.rows).toHaveLength(2)
    const { rows: following } = await coordinator.run(listTurns, {
      contentId: content,
      state: 'finished',
      limit: 2,
      cursor: turns.next,
    })
    expect(following.map(({ id }) => id)).not.toContain(turns.rows[0]?.id)
  })
})
