import { beforeAll, describe, expect, test } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { addIndicator } from '../indicators/commands.ts'
import { valueCorrection } from '../indicators/value-correction.tsx'
import { confirmValue, enterValue, showValue, withdrawValue } from '../indicators/values.ts'
import { recordEarlier, recordPast, retractPast } from '../plan-versions/commands.ts'
import { pastCorrection } from '../plan-versions/past-correction.tsx'
import { showPast } from '../plan-versions/past-queries.ts'
import { stepCorrection } from '../support/step-correction.tsx'
import { allocate, makeEnterprise, takeSteps } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { showThread } from '../talk/queries.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/* What is counted is put right with the fact that counts it: values of agencies, results of past years, steps of support turns. */

let nscl: TestSystem
let coordinator: Someone
let other: Someone
let third: Someone
let fileId: number

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  other = await nscl.as('coordinator')
  third = await nscl.as('coordinator')
  fileId = await nscl.evidence()
  await allocate(nscl.system, 2025, 1_000_000_000n)
})

const countedOf = (recordType: string, recordId: number) =>
  nscl.system.db
    .selectFrom('fact')
    .select(['kind', 'year', 'quantity', 'occurredOn', 'fileId'])
    .where('recordType', '=', recordType)
    .where('recordId', '=', recordId)
    .where('retractedAt', 'is', null)
    .execute()

describe('a value of an indicator', () => {
  let key: string
  beforeAll(async () => {
    const { id: agencyId } = await nscl.system.db
      .selectFrom('agency')
      .select('id')
      .where('kind', '=', 'statistics')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const named = { name: 'Phóng sự', nameEn: 'Broadcasts', unit: 'phóng sự', unitEn: 'broadcasts' }
    ;({ key } = await coordinator.run(addIndicator, {
      ...named,
      ...{ source: 'Kế hoạch mẫu', way: 'entered', measure: 'sum', agencyId },
    }))
  })

  test('is corrected by who entered it while it waits, and its story tells from what to what', async () => {
    const { id } = await coordinator.run(enterValue, { key, year: 2024, value: '16', fileId })
    await coordinator.run(valueCorrection.correct, { id, year: 2024, value: '6,125', note: 'Gõ nhầm' })
    expect(await coordinator.run(showValue, { id })).toMatchObject({
      value: 6.125,
      state: 'entered',
      note: 'Gõ nhầm',
      file: { id: fileId },
    })
    const { entries } = await other.run(showThread, { record: 'indicator_value', recordId: id })
    const [value] = entries.at(-1)?.corrected?.changes ?? []
    expect([value?.before?.vi, value?.after?.vi]).toEqual(['16', '6,125'])
    await expect(other.run(valueCorrection.correct, { id, year: 2024, value: '7' })).rejects.toMatchObject({
      fields: [{ field: 'reason' }],
    })
    await coordinator.run(withdrawValue, { id, reason: 'Xong' })
    await expect(
      coordinator.run(valueCorrection.correct, { id, year: 2024, value: '8' }),
    ).rejects.toMatchObject({ status: 409 })
  })

  test('once confirmed, is corrected with a reason, counts no more, and waits for another person', async () => {
    const { id } = await coordinator.run(enterValue, { key, year: 2024, value: '6', fileId })
    await other.run(confirmValue, { id })
    expect(await countedOf('indicator_value', id)).toMatchObject([{ quantity: 6 }])
    const wish = { id, year: 2024, value: '9' }
    await expect(coordinator.run(valueCorrection.correct, wish)).rejects.toMatchObject({
      fields: [{ field: 'reason' }],
    })
    await other.run(valueCorrection.correct, { ...wish, reason: 'Báo cáo bổ sung' })
    expect(await countedOf('indicator_value', id)).toEqual([])
    await expect(other.run(confirmValue, { id })).rejects.toMatchObject({ code: 'controls.samePerson' })
    await third.run(confirmValue, { id })
    expect(await countedOf('indicator_value', id)).toMatchObject([{ quantity: 9 }])
  })

  test('of another agency is not corrected, nor to a year or number that it cannot have', async () => {
    const agency = await nscl.as('agency')
    const { id } = await coordinator.run(enterValue, { key, year: 2023, value: '6', fileId })
    const wish = { id, year: 2023, value: '9', reason: 'x' }
    await expect(agency.run(valueCorrection.correct, wish)).rejects.toMatchObject({ status: 403 })
    for (const wrong of [{ year: 1999 }, { estimate: 'on' }, { paperOn: '2099-01-01' }])
      await expect(coordinator.run(valueCorrection.correct, { ...wish, ...wrong })).rejects.toMatchObject({
        status: 422,
      })
    expect(await coordinator.run(showValue, { id })).toMatchObject({ value: 6, year: 2023 })
  })

  test('shows its form with the present values in both languages, and sending it back unchanged changes nothing', async () => {
    const { id } = await coordinator.run(enterValue, { key, year: 2025, value: '1234', fileId })
    const browser = browserOn(createApp(nscl.system), nscl.system)
    await browser.post('/sign-in', {
      email: await letIn(nscl.system, coordinator.actor.userId ?? ''),
      password: testPassword,
    })
    for (const language of ['vi', 'en']) {
      const shown = await browser.get(`/indicator-values/${id}/correction?lang=${language}`)
      const form = shown.forms.find(({ action }) => action.endsWith('/correction'))
      expect(form?.values).toMatchObject({ year: '2025', value: '1234' })
      const sent = await browser.post(`/indicator-values/${id}/correction`, form?.values ?? {})
      expect(sent.status).toBe(409)
    }
    expect((await browser.get(`/indicator-values/${id}`)).text).toContain(
      `/indicator-values/${id}/correction`,
    )
  })
})

describe('a result of a past year', () => {
  const pastOf = async (change: Record<string, unknown> = {}) => {
    const { resultId } = await coordinator.run(recordPast, {
      id: planId,
      year: 2022,
      indicator: 'supportTurns',
      quantity: 6,
      label: 'Sáu lượt',
      fileId,
      ...change,
    })
    return resultId
  }
  const said = { year: 2022, quantity: 6, label: 'Sáu lượt' }
  let planId: number
  beforeAll(async () => {
    ;({ planId } = await coordinator.run(recordEarlier, {
      ...{ number: '125/KH-UBND', issuedOn: '13/8/2021', issuer: 'Ủy ban nhân dân tỉnh', title: 'Kế hoạch' },
      ...{ firstYear: '2021', lastYear: '2025' },
    }))
  })

  test('is corrected with the fact that counts it, its year and its content of support too', async () => {
    const id = await pastOf()
    const { id: contentId, name } = await nscl.system.db
      .selectFrom('supportContent')
      .select(['id', 'name'])
      .orderBy('id')
      .executeTakeFirstOrThrow()
    await coordinator.run(pastCorrection.correct, { id, ...said, year: 2023, quantity: 4, contentId })
    expect(await countedOf('past_result', id)).toMatchObject([{ year: 2023, quantity: 4 }])
    const { entries } = await other.run(showThread, { record: 'past_result', recordId: id })
    const changes = entries.at(-1)?.corrected?.changes ?? []
    expect(changes.map(({ before, after }) => [before?.vi ?? null, after?.vi])).toEqual([
      ['2022', '2023'],
      [null, name],
      ['6', '4'],
    ])
    await coordinator.run(pastCorrection.correct, { id, ...said, quantity: 0, paperNumber: '12/BC' })
    expect(await countedOf('past_result', id)).toEqual([])
    expect(await coordinator.run(showPast, { id })).toMatchObject({ quantity: 0, paperNumber: '12/BC' })
  })

  test('is corrected to nothing that could not be recorded, and not once it is retracted', async () => {
    const id = await pastOf()
    for (const wrong of [{ quantity: 0 }, { year: 2019 }, { paperOn: '2099-01-01' }, { contentId: 999_999 }])
      await expect(coordinator.run(pastCorrection.correct, { id, ...said, ...wrong })).rejects.toMatchObject({
        status: 422,
      })
    await expect(other.run(pastCorrection.correct, { id, ...said, quantity: 3 })).rejects.toMatchObject({
      fields: [{ field: 'reason' }],
    })
    await coordinator.run(retractPast, { id, reason: 'Sai' })
    await expect(coordinator.run(pastCorrection.correct, { id, ...said, quantity: 3 })).rejects.toMatchObject(
      {
        status: 409,
      },
    )
  })
})

describe('a step of a support turn', () => {
  const turnOf = async () => {
    const leader = await nscl.as('leader')
    return accepted(leader, await appraised(nscl, coordinator, await makeEnterprise(nscl.system)))
  }
  const stepOf = async (turnId: number, state: string) => {
    const { steps } = await coordinator.run(showTurn, { id: turnId })
    const step = steps.find((one) => one.state === state)
    if (step === undefined) throw new Error(`no step ${state}`)
    return step
  }

  test('is corrected by who recorded it until the next one, afterwards with a reason, and the turn’s story tells it', async () => {
    const turnId = await turnOf()
    await takeSteps(nscl, coordinator, turnId, [['contracted', '2025-02-10']])
    const { id } = await stepOf(turnId, 'contracted')
    await coordinator.run(stepCorrection.correct, { id, happenedOn: '2025-02-12', documentNumber: '7/HĐ' })
    await takeSteps(nscl, coordinator, turnId, [['in_progress', '2025-02-20']])
    const wish = { id, happenedOn: '2025-02-12', documentNumber: '8/HĐ' }
    await expect(coordinator.run(stepCorrection.correct, wish)).rejects.toMatchObject({
      fields: [{ field: 'reason' }],
    })
    await coordinator.run(stepCorrection.correct, { ...wish, reason: 'Số hợp đồng gõ nhầm' })
    expect(await stepOf(turnId, 'contracted')).toMatchObject({
      documentNumber: '8/HĐ',
      happenedOn: '2025-02-12',
    })
    const { entries } = await other.run(showThread, { record: 'support_turn', recordId: turnId })
    const told = entries.flatMap(({ corrected }) => (corrected === null ? [] : [corrected]))
    expect(told.map(({ reason }) => reason)).toEqual([null, 'Số hợp đồng gõ nhầm'])
    expect(told[1]?.changes.map(({ before, after }) => [before?.vi, after?.vi])).toEqual([['7/HĐ', '8/HĐ']])
  })

  test('stays between the steps beside it, and a contract keeps a number', async () => {
    const turnId = await turnOf()
    await takeSteps(nscl, coordinator, turnId, [
      ['contracted', '2025-02-10'],
      ['in_progress', '2025-02-20'],
    ])
    const { id } = await stepOf(turnId, 'contracted')
    for (const wrong of [{ happenedOn: '2025-01-31' }, { happenedOn: '2025-02-21' }])
      await expect(
        coordinator.run(stepCorrection.correct, {
          ...{ id, happenedOn: '2025-02-10', documentNumber: '1', reason: 'x' },
          ...wrong,
        }),
      ).rejects.toMatchObject({ status: 422 })
    await coordinator.run(stepCorrection.correct, {
      ...{ id, happenedOn: '2025-02-11', documentNumber: '', reason: 'Ngày ký' },
    })
    expect(await stepOf(turnId, 'contracted')).toMatchObject({
      ...{ documentNumber: 'contracted/HĐ', happenedOn: '2025-02-11' },
    })
    const decided = await stepOf(turnId, 'decided')
    await expect(
      coordinator.run(stepCorrection.correct, { id: decided.id, happenedOn: '2025-02-01', reason: 'x' }),
    ).rejects.toMatchObject({ status: 404 })
  })

  test('that finished the turn is corrected with the fact that counts it', async () => {
    const turnId = await turnOf()
    await takeSteps(nscl, coordinator, turnId, [
      ['contracted', '2025-02-10'],
      ['in_progress', '2025-02-20'],
      ['accepted', '2025-02-25'],
      ['finished', '2025-03-01'],
    ])
    const { id } = await stepOf(turnId, 'finished')
    const paper = await nscl.evidence('bien-ban.pdf')
    await coordinator.run(stepCorrection.correct, { id, happenedOn: '2025-03-02', fileId: paper })
    expect(await countedOf('support_turn', turnId)).toMatchObject([
      { occurredOn: '2025-03-02', fileId: paper },
    ])
    expect(await coordinator.run(showTurn, { id: turnId })).toMatchObject({ finishedOn: '2025-03-02' })
  })
})
