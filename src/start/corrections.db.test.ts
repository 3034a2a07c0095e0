import { beforeAll, describe, expect, test } from 'vitest'
import { decisionCorrection } from '../applications/decision-correction.tsx'
import { accepted, appraised } from '../applications/testing.ts'
import { requestCorrection } from '../duties/request-correction.tsx'
import { requestDuty } from '../duties/requests.ts'
import { obstacleCorrection } from '../reports/obstacle-correction.tsx'
import { reportObstacle, resolveObstacle, showObstacle } from '../reports/obstacles.ts'
import { recordCertificate } from '../support/certificate-commands.ts'
import { certificateCorrection } from '../support/certificate-correction.tsx'
import { addContent } from '../support/commands.ts'
import { contentCorrection } from '../support/content-correction.tsx'
import { certificateKinds, contentKinds, isProductKind } from '../support/rules.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { showThread } from '../talk/queries.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/commands.ts'
import { eventCorrection } from '../training/event-correction.tsx'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

let nscl: TestSystem
let coordinator: Someone
let other: Someone
let agency: Someone

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  other = await nscl.as('coordinator')
  agency = await nscl.as('agency')
  await allocate(nscl.system, 2025, 1_000_000_000n)
})

const obstacle = { text: 'Thiếu chuyên gia', proposal: 'Đào tạo thêm', reportedOn: '2025-03-01' }

describe('an obstacle', () => {
  test('is corrected by who reported it, and its story tells from what to what', async () => {
    const { id } = await agency.run(reportObstacle, obstacle)
    await agency.run(obstacleCorrection.correct, { id, ...obstacle, text: 'Thiếu chuyên gia năng suất' })
    expect(await agency.run(showObstacle, { id })).toMatchObject({ text: 'Thiếu chuyên gia năng suất' })
    const { entries } = await coordinator.run(showThread, { record: 'obstacle', recordId: id })
    expect(entries.at(-1)?.corrected).toEqual({
      reason: null,
      changes: [
        {
          label: expect.objectContaining({ vi: 'Khó khăn, vướng mắc và nguyên nhân' }),
          before: { vi: 'Thiếu chuyên gia', en: 'Thiếu chuyên gia' },
          after: { vi: 'Thiếu chuyên gia năng suất', en: 'Thiếu chuyên gia năng suất' },
        },
      ],
    })
  })

  test('once answered, is corrected by the coordinator alone, with a reason', async () => {
    const { id } = await agency.run(reportObstacle, obstacle)
    await coordinator.run(resolveObstacle, { id, resolution: 'Đã mở lớp', resolvedOn: '2025-04-01' })
    const wish = { id, ...obstacle, proposal: 'Khác' }
    await expect(agency.run(obstacleCorrection.correct, wish)).rejects.toMatchObject({ status: 403 })
    await expect(coordinator.run(obstacleCorrection.correct, wish)).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'reason' }],
    })
    await coordinator.run(obstacleCorrection.correct, { ...wish, reason: 'Chép sai văn bản' })
    const { corrections } = await coordinator.run(obstacleCorrection.history, { id })
    expect(corrections).toMatchObject([{ reason: 'Chép sai văn bản', changes: [{ after: { vi: 'Khác' } }] }])
    await expect(
      coordinator.run(obstacleCorrection.correct, { ...wish, reportedOn: '2025-05-01', reason: 'x' }),
    ).rejects.toMatchObject({ fields: [{ field: 'reportedOn' }] })
  })

  test('of somebody else is corrected with a reason, by the office; what is not changed is no correction', async () => {
    const { id } = await agency.run(reportObstacle, obstacle)
    const stranger = await nscl.as('home_affairs')
    const wish = { id, ...obstacle, text: 'Sửa hộ' }
    await expect(stranger.run(obstacleCorrection.correct, wish)).rejects.toMatchObject({ status: 403 })
    await expect(coordinator.run(obstacleCorrection.correct, wish)).rejects.toMatchObject({ status: 422 })
    await expect(agency.run(obstacleCorrection.correct, { id, ...obstacle })).rejects.toMatchObject({
      code: 'record.unchanged',
    })
  })

  test('whose form was opened before somebody changed it is shown again', async () => {
    const { id } = await agency.run(reportObstacle, obstacle)
    const browser = browserOn(createApp(nscl.system), nscl.system)
    await browser.post('/sign-in', {
      email: await letIn(nscl.system, agency.actor.userId ?? ''),
      password: testPassword,
    })
    expect((await browser.get(`/obstacles/${id}`)).text).toContain(`/obstacles/${id}/correction`)
    const shown = await browser.get(`/obstacles/${id}/correction`)
    const form = shown.forms.find(({ action }) => action.endsWith('/correction'))
    expect(form?.values).toMatchObject({ text: obstacle.text, proposal: obstacle.proposal })
    await agency.run(obstacleCorrection.correct, { id, ...obstacle, text: 'Đã khác' })
    const sent = await browser.post(`/obstacles/${id}/correction`, { ...form?.values, text: 'Của tôi' })
    expect(sent.status).toBe(409)
    expect(sent.text).toContain('Của tôi')
  })
})

test('an event is corrected with the fact that counts it, and after a sealed report with a reason', async () => {
  const event = {
    kind: 'expert_training',
    title: 'Lớp chuyên gia',
    heldOn: '2025-05-05',
    place: 'Sóc Trăng',
    participants: 30,
    experts: 12,
    fileId: await nscl.evidence(),
  }
  const before = await facts('expert.trained')
  const { eventId: id } = await coordinator.run(recordEvent, event)
  await coordinator.run(eventCorrection.correct, { id, ...event, fileId: undefined, experts: 21 })
  expect((await facts('expert.trained')) - before).toBe(21)
  await coordinator.run(eventCorrection.correct, { id, ...event, kind: 'course', experts: 0 })
  expect(await facts('expert.trained')).toBe(before)
  await expect(
    coordinator.run(eventCorrection.correct, { id, ...event, participants: 3, experts: 9, title: 'x' }),
  ).rejects.toMatchObject({ status: 422 })
  await expect(other.run(eventCorrection.correct, { id, ...event, title: 'y' })).rejects.toMatchObject({
    fields: [{ field: 'reason' }],
  })
})

const facts = async (kind: string) =>
  Number(
    (
      await nscl.system.db
        .selectFrom('fact')
        .select(({ fn }) => fn.sum('quantity').as('n'))
        .where('kind', '=', kind as never)
        .where('retractedAt', 'is', null)
        .executeTakeFirst()
    )?.n ?? 0,
  )

test('an entry of the catalogue is corrected, its code stays', async () => {
  const content = {
    kind: contentKinds.keys[0] ?? '',
    name: 'Công cụ thử',
    nameEn: 'Trial',
    key: 'thu-1',
    source: 'QĐ 1',
    standards: 'A; B',
  }
  const { id } = await coordinator.run(addContent, content)
  await coordinator.run(contentCorrection.correct, { id, ...content, name: 'Công cụ', standards: 'A; C' })
  const row = await nscl.system.db
    .selectFrom('supportContent')
    .select(['name', 'key', 'standards'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ name: 'Công cụ', key: 'thu-1', standards: ['A', 'C'] })
})

test('a request is corrected by who asked', async () => {
  const { id: agencyId } = await nscl.system.db
    .selectFrom('agency')
    .select('id')
    .where('validTo', 'is', null)
    .limit(1)
    .executeTakeFirstOrThrow()
  const { ids } = await coordinator.run(requestDuty, { title: 'Báo cáo', agencyIds: [agencyId], within: 9 })
  const id = ids[0] ?? 0
  await coordinator.run(requestCorrection.correct, { id, title: 'Báo cáo quý', detail: 'Theo mẫu' })
  const { corrections } = await coordinator.run(requestCorrection.history, { id })
  expect(corrections[0]?.changes.map(({ after }) => after?.vi)).toEqual(['Báo cáo quý', 'Theo mẫu'])
})

test('the number and day of a decision and a certificate of its turn are corrected, with the step that they stand in and the fact', async () => {
  const leader = await nscl.as('leader')
  const application = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
  const turnId = await accepted(leader, application)
  await leader.run(decisionCorrection.correct, {
    id: application,
    decisionNumber: '99/QĐ-UBND',
    decidedOn: '2025-02-03',
  })
  const turn = await coordinator.run(showTurn, { id: turnId })
  expect(turn.decidedOn).toBe('2025-02-03')
  expect(turn.steps[0]).toMatchObject({ documentNumber: '99/QĐ-UBND', happenedOn: '2025-02-03' })
  const certificate = {
    kind: 'product_standard',
    standard: 'TCVN 1',
    body: 'QUACERT',
    number: 'A1',
    issuedOn: '2025-03-01',
    fileId: await nscl.evidence(),
  }
  const kind = certificateKinds.keys.find(isProductKind) ?? ''
  await advance(turnId)
  const { id } = await coordinator.run(recordCertificate, {
    ...certificate,
    kind,
    turnId,
    productName: 'Bánh pía',
  })
  await coordinator.run(certificateCorrection.correct, {
    id,
    ...certificate,
    fileId: undefined,
    number: 'A2',
  })
  const row = await nscl.system.db
    .selectFrom('certificate')
    .select(['number', 'kind', 'fileId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ number: 'A2', kind, fileId: certificate.fileId })
  const counted = await nscl.system.db
    .selectFrom('fact')
    .select('label')
    .where('recordType', '=', 'certificate')
    .where('recordId', '=', id)
    .where('retractedAt', 'is', null)
    .execute()
  expect(counted.map(({ label }) => label)).toEqual([expect.stringContaining('A2')])
})

/** Takes the turn to where certificates come of it. */
async function advance(turnId: number): Promise<void> {
  await nscl.system.db
    .updateTable('supportTurn')
    .set({ state: 'in_progress' })
    .where('id', '=', turnId)
    .execute()
}

/** What enters records, and what corrects them. */
const correctedBy: Readonly<Record<string, string>> = {
  'needs.add': 'needs.correct',
  'needs.openSurvey': 'needs.editSurvey',
  'yearlyPlans.create': 'yearlyPlans.edit',
  'estimates.create': 'estimates.edit',
  'yearEnd.addCutoff': 'yearEnd.editCutoff',
  'yearEnd.addGround': 'yearEnd.editGround',
  'calls.create': 'calls.edit',
  'commendations.createCall': 'commendations.editCall',
  'nominations.nominate': 'nominations.correct',
  'awards.enter': 'awards.correct',
  'awards.openRound': 'awards.correctRound',
  'taskKinds.create': 'taskKinds.edit',
  'scienceTasks.propose': 'scienceTasks.edit',
  'guide.create': 'guide.edit',
  'proposals.create': 'proposals.edit',
  'events.plan': 'events.edit',
  'schools.add': 'schools.edit',
  'events.addKind': 'events.editKind',
  'improvements.addMeasure': 'improvements.editMeasure',
  'contentData.addField': 'contentData.editField',
  'standing.addRecordingRule': 'standing.editRecordingRule',
  'traceability.addEventKind': 'traceability.editEventKind',
  'support.addFollowUpMoment': 'support.editFollowUpMoment',
  'support.addFollowUpQuestion': 'support.editFollowUpQuestion',
  'people.record': 'people.correct',
  'people.addExpertise': 'people.editExpertise',
  'guide.takeIn': 'guide.edit',
  'agencies.add': 'agencies.rename',
  'applications.file': 'applications.edit',
  'applications.decide': 'applications.correct',
  // what it says of one application is put right by an objection
  'applications.decideTogether': 'applications.correctList',
  'calendar.addDay': 'calendar.changeDay',
  'certificates.record': 'certificates.correct',
  'duties.request': 'duties.correct',
  'enterprises.register': 'enterprises.edit',
  'indicators.add': 'indicators.edit',
  'legal.addInstrument': 'legal.editInstrument',
  'keyProducts.add': 'keyProducts.correct',
  'keyProducts.addList': 'keyProducts.correctList',
  'norms.add': 'norms.correct',
  'obstacles.report': 'obstacles.correct',
  'obstacles.addField': 'obstacles.editField',
  'places.add': 'places.mend',
  'reports.addKind': 'reports.editKind',
  'reports.draft': 'reports.edit',
  'studies.create': 'studies.edit',
  'support.addContent': 'support.correctContent',
  'training.record': 'training.correct',
  'enterprises.addProduct': 'enterprises.renameProduct',
  'talk.write': 'talk.correct',
  'budget.allocate': 'budget.proposeCorrection',
  'budget.commit': 'budget.proposeCorrection',
  'budget.decide': 'budget.correctDecision',
  'series.enter': 'series.withdraw',
  'indicators.enterValue': 'indicators.correctValue',
  'results.recordPast': 'results.correctPast',
  'support.step': 'support.correctStep',
}

/** Commands at an address without a number that enter no record which could be wrong in place, with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'reportRequests.ask':
    'what was asked stands as its recipients got it; it is ended with a reason and asked anew',
  'reportRequests.askNext': 'asks what the request before asked',
  'reportRequests.createForm': 'an edition that was sent out never changes; the next edition is made of it',
  'reportRequests.checkImport': 'looks at a file, and writes nothing of a report',
  'standing.ask': 'asks for reports; what is written in one is sent back with a remark and sent anew',
  'councils.create':
    'a council that is not appointed changes its members; an appointed one stays as its decision says',
  'commendations.addForm':
    'what a nomination is held against is never rewritten: it is ended, and another entered',
  'commendations.addRule': 'the same',
  'awards.addRules':
    'rules by which somebody entered are never rewritten: they are ended, and others entered',
  'commendations.createList': 'a list is dropped with its reason, and made anew',
  'councils.addMember': 'a member is taken out and added anew until the council is appointed',
  'councils.addCost': 'a line is taken out and entered anew until the council concludes',
  'councils.addRule': 'what an appraisal goes by is never rewritten: the next version is entered',
  'councils.addSheet': 'the same',
  'applications.tryDecision': 'looks, and enters nothing',
  'signatures.addRoot': 'a certificate is what it is; it is taken away with a reason, and another loaded',
  'news.subscribe': 'an address is erased by its owner, and entered anew',
  'outgoing.take': 'a number is cancelled with its reason, and another taken',
  'applications.begin': 'is written on step by step or thrown away; nothing is filed before it is sent',
  'accounts.appointDeputy': 'a deputy is ended and appointed anew: rights are never rewritten',
  'accounts.create':
    'an account’s roles are ended and given anew; its person corrects the own data by asking',
  'accounts.createFirst': 'the same',
  'accounts.invite': 'a right is ended and given anew',
  'accounts.inviteStaff': 'a right is ended and given anew',
  'templates.upload': 'a version is dropped, and uploaded anew',
  'findings.record': 'findings.correct',
  'improvements.record': 'improvements.correct',
  'contentData.enter': 'contentData.correct',
  'traceability.record': 'traceability.correct',
  'traceability.addEvent': 'traceability.correctEvent',
  'visits.drawPlan': 'visits.correctPlan',
  'visits.plan': 'visits.schedule',
  'visits.addChecklist': 'visits.editChecklist',
  'providers.record': 'providers.correct',
  'news.create': 'news.edit',
  'communication.record': 'communication.correct',
  'communication.addChannel': 'communication.editChannel',
  'outreach.record': 'outreach.correct',
  'outreach.addKind': 'outreach.editKind',
  'outreach.addProof': 'a proof is taken out and added anew until it is sent',
  'integrations.record': 'integrations.correct',
  'yearlyPlans.addIntegrations': 'it is taken out of the yearly plan until that is sent',
  'providers.addLicence': 'providers.correctLicence',
  'treasury.draw': 'treasury.change',
  'treasury.setUse': 'a day is ended and set anew, so that what held on a day stays known',
  'recoveries.enter': 'what was entered is refused with its reason, and entered anew',
  'recoveries.correct': 'it is refused with its reason, and proposed anew',
  'recoveries.paidIn': 'a deposit is refused with its reason, and entered anew',
  'recoveries.allowExceptions': 'it is ended and set anew, so that what held on a day stays known',
  'recoveries.askException': 'an exception is refused with its reason, and asked for anew',
  'advances.draft': 'its payment is returned with a reason, and another advance drawn up',
  'advances.clearByVoucher': 'a part is refused with its reason, and entered anew',
  'advances.payBack': 'the same',
  'advances.prolong': 'it is refused with its reason, and proposed anew',
  'advances.setTerm': 'a term is ended and set anew, so that what held on a day stays known',
  'moneyView.setThreshold': 'a threshold is ended and set anew, so that what held on a day stays known',
  'moneyView.answerUnderSpent': 'said again, it takes the place of what was said in the month',
  'budget.setReleaseLevel': 'a limit is ended and set anew, so that what held on a day stays known',
  'budget.addSource': 'sources of funds are named once, by the plan',
  'budget.proposeCorrection': 'a correction is itself approved or returned',
  'yearEnd.propose': 'a proposal is refused or taken back with its reason, and another made',
  'budget.withdraw': 'money that moved is put right by a counter-entry',
  'controls.delegateSigning': 'a delegation is ended and given anew, by its paper',
  'drafting.draft': 'a draft is edited',
  'drafts.read': 'a draft is edited',
  'files.rescan': 'no record',
  'files.upload': 'a file is what it is; another is put in its place',
  'identity.addPasskey': 'one’s own sign-in',
  'identity.changePassword': 'one’s own sign-in',
  'identity.createToken': 'a token is revoked and made anew',
  'identity.endOtherSessions': 'one’s own sign-in',
  'identity.renewRecoveryCodes': 'one’s own sign-in',
  'identity.signOutEverywhere': 'one’s own sign-in',
  'identity.switchOnApp': 'one’s own sign-in',
  'installation.found': 'said once, before there is anything',
  'legal.addRule':
    'a rule is ended and added anew, with its days: what was decided by it stays explained; terms, by which nothing is reckoned, are corrected by legal.correctTerms',
  'lists.saveView': 'a view is saved anew',
  'notices.read': 'no record',
  'plan.load': 'a plan comes by its draft',
  'plan.startAmendment': 'a draft is edited',
  'plans.move': 'a record is moved back, with a reason',
  'plans.recordEarlier': 'an earlier plan is described once, from its paper',
  'privacy.askCorrection': 'is answered',
  'privacy.proposeErasure': 'is withdrawn',
  'mergers.findDoubles': 'looks, and enters nothing; a pair that is none is said to be none',
  'support.askFollowUps': 'asks, and enters nothing that somebody typed',
  'support.answerByLink': 'said once, by a personal link; it stands as it was said',
  'support.answerFollowUp': 'answered anew until its day, which replaces it; afterwards by the paper',
  'support.enterFollowUpAnswer': 'entered anew by the paper, which replaces it',
  'reportRequests.attachByLink': 'taken out by the same link',
  'reportRequests.beginByLink': 'begins, and enters nothing that somebody typed',
  'reportRequests.openByLink': 'notes that it was opened',
  'reportRequests.saveByLink': 'a draft, saved anew',
  'reportRequests.sendByLink': 'is returned with remarks and sent anew',
  'reportRequests.wishByLink': 'is answered by the office; afterwards asked for anew',
  'needs.addByLink': 'the same, by a personal link',
  'needs.noneByLink': 'an answer by a personal link; a need may still be named',
  'registrations.file': 'is accepted or refused; the enterprise is then corrected itself',
  'introductions.ask': 'is refused by the enterprise',
  'registrations.keepWord': 'what a provider said is used within the hour, or is gone',
  'registrations.invite': 'is withdrawn and sent anew',
  'sample.fillEnterprises': 'made-up data',
  'sample.fillFacts': 'made-up data',
  'sample.finish': 'made-up data',
  'enterprises.settleSeats': 'the same answers are given again, one by one',
  'series.paste': 'a table of values, each of which is withdrawn with a reason',
  'series.addTerritory': 'named by the list of places',
  'setup.agencies': 'the first set-up; agencies are corrected one by one',
  'setup.closeFirstDays': 'no record',
  'setup.users': 'the first set-up; accounts are changed one by one',
  'setup.withoutPlan': 'said once',
  'work.assignMany': 'somebody else is put in charge, with a reason',
}

test('each kind of record that a person enters is corrected by a command, or says why not', () => {
  const known = new Set(capabilities.operations.map(({ name }) => name))
  const enters = capabilities.operations.filter(
    ({ kind, route, name }) =>
      kind === 'command' &&
      /^POST \/[^{]*$/.test(route) &&
      !/-batches\//.test(route) &&
      !/[iI]mport|check(Import|[A-Z]\w*)$/.test(`${name} ${route}`),
  )
  const missing = enters
    .map(({ name }) => name)
    .filter((name) => !(name in correctedBy) && !(name in otherwise))
  expect(missing).toEqual([])
  for (const [entry, correction] of Object.entries(correctedBy))
    expect([known.has(entry), known.has(correction)], `${entry}: ${correction}`).toEqual([true, true])
})
