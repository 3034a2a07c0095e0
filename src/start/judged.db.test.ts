import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createToken } from '../accounts/tokens.ts'
import { questionnaire } from '../productivity/assessment.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { sampleSystem } from '../testing/sample-system.ts'
import type { Someone } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

/*
 * All that is wrong with what was typed is told at once: what its schema says, and what the rules of its command say of the other
 * fields. Each command that has rules is given one fault of each kind in one body.
 */

const { system, as } = await sampleSystem()
const app = createApp(system)
const records = new Map<string, number>()
const tables = [
  'commitment',
  'ownPayment',
  'claimLine',
  'standingReport',
  'reportAnswer',
  'supportTurn',
  'certificate',
  'application',
  'obstacle',
  'report',
  'legalInstrument',
  'legalRule',
  'enterprise',
  'agency',
  'series',
  'plan',
  'planDraft',
  'territory',
  'trainingEvent',
  'person',
  'supportContent',
  'indicatorValue',
  'pastResult',
  'yearlyPlan',
  'estimate',
  'estimateLine',
] as const
const Problem = z.object({ fields: z.array(z.object({ field: z.string() })) })
let coordinator: Someone
let roles: Readonly<Record<string, Someone>>

beforeAll(async () => {
  for (const table of tables) {
    const row = await system.db.selectFrom(table).select('id').orderBy('id').limit(1).executeTakeFirst()
    records.set(table, row?.id ?? 1)
  }
  const request = await system.db
    .selectFrom('dutyItem')
    .select('id')
    .where('requestedBy', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  records.set('request', request?.id ?? 1)
  const decided = await system.db
    .selectFrom('application')
    .select('id')
    .where('decidedOn', 'is not', null)
    // what was decided with others is corrected with them
    .where('id', 'not in', (of) => of.selectFrom('applicationDecisionItem').select('applicationId'))
    .limit(1)
    .executeTakeFirst()
  records.set('decided', decided?.id ?? 1)
  const claim = await system.db
    .selectFrom('paymentClaim as c')
    .innerJoin('claimLine as l', 'l.claimId', 'c.id')
    .select(['c.id', 'l.commitmentId'])
    .where('c.state', '=', 'accepted')
    .where('l.accepted', '>', 0n)
    .limit(1)
    .executeTakeFirst()
  records.set('acceptedClaim', claim?.id ?? 1)
  records.set('claimed', claim?.commitmentId ?? 1)
  const list = await system.db.selectFrom('applicationDecision').select('id').limit(1).executeTakeFirst()
  records.set('list', list?.id ?? 1)
  const step = await system.db
    .selectFrom('supportStep')
    .select('id')
    .where('state', '<>', 'decided')
    .limit(1)
    .executeTakeFirst()
  records.set('step', step?.id ?? 1)
  const allocation = await system.db
    .selectFrom('ledgerEntry')
    .select('id')
    .where('kind', '=', 'allocation')
    .limit(1)
    .executeTakeFirst()
  records.set('allocation', allocation?.id ?? 1)
  // One that is corrected as a whole: a withdrawal.
  const withdrawn = await system.db
    .selectFrom('allocationDecision')
    .select('id')
    .where('kind', '=', 'withdrawal')
    .executeTakeFirst()
  records.set('decision', withdrawn?.id ?? 1)
  // The sample was not there before the program.
  const first = (table: 'plan' | 'indicator' | 'file') =>
    system.db.selectFrom(table).select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
  const past = await system.db
    .insertInto('pastResult')
    .values({
      ...{ planId: (await first('plan')).id, indicatorId: (await first('indicator')).id },
      ...{ fileId: (await first('file')).id, year: 2020, quantity: 1, label: 'Kết quả cũ' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  records.set('pastResult', past.id)
  const selection = await system.db
    .selectFrom('appraisalRule')
    .select('id')
    .where('key', '=', 'task-selection')
    .executeTakeFirstOrThrow()
  records.set('selection', selection.id)
  coordinator = await as('coordinator', { admin: true })
  const association = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .where('validTo', 'is', null)
    .executeTakeFirst()
  roles = {
    finance: await as('finance'),
    statistics: await as('statistics'),
    association: await as('association', { agencyId: association?.id ?? 1 }),
    enterprise: await as('enterprise', { enterpriseId: records.get('enterprise') ?? 1 }),
    system: await as('system'),
    leader: await as('leader'),
    home_affairs: await as('home_affairs'),
    task_host: await as('task_host'),
  }
})

const of = (
  table:
    | (typeof tables)[number]
    | 'request'
    | 'decided'
    | 'list'
    | 'step'
    | 'allocation'
    | 'decision'
    | 'selection'
    | 'acceptedClaim'
    | 'claimed',
) => records.get(table)
const cutoff = { day: 31, month: 2, nextYear: 'on', article: 'Đ. 1', firstYear: 2030, lastYear: 2029 }
const ground = {
  ...{ name: 'Loại', nameEn: 'Kind', day: 31, month: 4, article: 'Đ. 1' },
  ...{ firstYear: 2030, lastYear: 2029 },
}
const later = '2099-01-01'

/** A body with a fault of the schema in its first field and one against a rule in its second, and who sends it. */
type Case = readonly [body: () => Readonly<Record<string, unknown>>, told: readonly string[], who?: string]

const booking = {
  line: 'không có',
  year: 2025,
  source: 'không có',
  amount: '0',
  documentNumber: '1',
  documentDate: later,
  fileId: 1,
}
const decision = {
  documentNumber: '',
  documentDate: later,
  issuer: 'x',
  subject: 'x',
  fileId: 1,
  entries: [
    { line: 'không có', source: 'không có', amount: '1' },
    { line: 'I', source: 'x', amount: 'abc' },
  ],
}
const indicatorRule = {
  name: '',
  nameEn: 'x',
  unit: 'x',
  unitEn: 'x',
  source: 'x',
  way: 'counted',
  measure: 'last',
}
const payment = {
  kind: 'contractor',
  amount: '0',
  on: later,
  documentNumber: '1',
  fileId: 1,
}
const planLine = { quantity: 1, unit: 'x', unitCost: '1', sourceId: 1, lineId: 999_999, targetId: 999_999 }
const estimateLine = {
  ...{ quantity: 1, unit: 'x', unitCost: '1', sourceId: 999_999 },
  ...{ lineId: 999_999, normId: 999_999 },
}
const place = { name: '', validFrom: '2025-07-01', validTo: '2024-07-01', source: 'x' }
const enterpriseProfile = { name: '', address: 'x', adminUnitId: 1, sectorGroup: 'trade', foundedOn: later }

const newsText = {
  ...{ title: 'x', titleEn: 'x', summary: 'x', summaryEn: 'x', body: 'x', bodyEn: 'x' },
}
const guideText = {
  ...{ contentId: 1, title: 'x', titleEn: 'x', about: 'x', aboutEn: 'x', whom: 'x', whomEn: 'x' },
  ...{ steps: 'x', stepsEn: 'x', sectors: [], goals: [] },
}
const kindHead = {
  ...{ name: 'x', nameEn: 'x', nature: 'science', instrumentId: 1, article: 'x', settledBy: 'whole' },
  ...{ validFrom: '2025-01-01', validTo: '2024-01-01', mostMonths: 12, advanceArticle: 'x' },
  ...{ ways: ['selection'], ends: ['graded'] },
}
const taskSaid = {
  ...{ title: 'x', planId: 1, year: 1990, kindId: 1, way: 'own', months: 12, origin: 'office', goal: 'x' },
}
const taskContent = {
  ...{ title: 'x', output: 'x', startsOn: '2025-02-01', endsOn: '2025-01-01' },
  money: [{ sourceId: 999_999, amount: '5' }],
}
const kindStep = { place: 10, part: 'call', name: '', acts: 'x', article: 'x', term: 5, termFrom: 20 }
const callDays = { opensOn: '2025-02-01', closesOn: '2025-01-01' }
const cases: Readonly<Record<string, Case>> = {
  'accounts.giveRole': [
    () => ({ id: 'x', role: 'head', fromDay: '2021-01-01', toDay: '2020-01-01', reason: '' }),
    ['reason', 'toDay', 'agencyId'],
  ],
  'accounts.invite': [
    () => ({
      name: '',
      email: 'x@example.vn',
      role: 'council_member',
      record: 'application',
      recordId: 1,
      toDay: '2020-01-01',
      reason: 'x',
    }),
    ['name', 'toDay', 'record'],
  ],
  'accounts.inviteStaff': [
    () => ({ enterpriseId: 999_999, name: '', email: 'y@example.vn', toDay: '2020-01-01', reason: 'x' }),
    ['name', 'toDay', 'enterpriseId'],
    'enterprise',
  ],
  'accounts.prolongStaff': [() => ({ id: 'x', toDay: '2020-01-01' }), ['id', 'toDay'], 'enterprise'],
  'accounts.appointDeputy': [
    () => ({ deputyId: 'không có', fromDay: later, toDay: '2020-01-01', reason: '' }),
    ['reason', 'toDay', 'deputyId'],
  ],
  'controls.delegateSigning': [
    () => ({
      kind: 'application',
      agencyId: 999_999,
      fromDay: '2020-01-01',
      toDay: '2019-01-01',
      documentNumber: '',
      documentDate: '2019-12-01',
    }),
    ['documentNumber', 'toDay', 'fromDay', 'agencyId'],
  ],
  // What somebody else entered is corrected with a reason.
  'obstacles.correct': [() => ({ id: of('obstacle'), text: '', proposal: 'x' }), ['text', 'reason']],
  'training.correct': [() => ({ id: of('trainingEvent'), title: '' }), ['title', 'reason']],
  'support.correctContent': [() => ({ id: of('supportContent'), name: '' }), ['name', 'reason']],
  'certificates.correct': [() => ({ id: of('certificate'), number: '' }), ['number', 'reason']],
  'applications.correct': [() => ({ id: of('decided'), decidedOn: 'hôm qua' }), ['decidedOn', 'reason']],
  'applications.correctList': [() => ({ id: of('list'), decidedOn: 'hôm qua' }), ['decidedOn', 'reason']],
  'indicators.correctValue': [() => ({ id: of('indicatorValue'), value: 'x' }), ['value', 'reason']],
  'results.correctPast': [() => ({ id: of('pastResult'), label: '' }), ['label', 'reason']],
  'support.correctStep': [() => ({ id: of('step'), happenedOn: 'hôm qua' }), ['happenedOn', 'reason']],
  'budget.correctAllocation': [
    () => ({ entryId: of('allocation'), ...booking, reason: '' }),
    ['reason', 'amount', 'documentDate', 'line'],
  ],
  'duties.correct': [() => ({ id: of('request'), title: '' }), ['title', 'reason']],
  'duties.prolong': [() => ({ id: 1, dueOn: '2000-01-01', reason: '' }), ['reason', 'dueOn']],
  'work.assign': [
    () => ({ record: 'application', recordId: 0, accountId: 'không có' }),
    ['recordId', 'accountId'],
  ],
  'people.record': [
    () => ({ name: '', employerKind: 'school', taxCode: '5701234566', agencyId: 1, consentedOn: later }),
    ['name', 'consentWay', 'taxCode', 'agencyId', 'workplace', 'consentedOn'],
  ],
  'people.employer': [
    () => ({ id: 1, version: 0, employerKind: 'school', agencyId: 1 }),
    ['version', 'agencyId', 'workplace'],
  ],
  'people.consent': [
    () => ({ id: 1, version: 0, consentedOn: later, consentWay: 'form' }),
    ['version', 'consentedOn'],
  ],
  'people.trainer': [
    () => ({ id: 1, version: 0, trainsSince: later, trainsReason: '', fileId: 1 }),
    ['version', 'trainsReason', 'trainsSince'],
  ],
  'people.correct': [() => ({ id: of('person'), name: '' }), ['name', 'reason']],
  'events.plan': [
    () => ({ planId: 1, kindId: 999_999, title: '', startsOn: '2020-01-01', place: 'x' }),
    ['title', 'kindId', 'startsOn'],
  ],
  'events.edit': [
    () => ({ id: 1, version: 0, planId: 1, kindId: 999_999, title: 'x', startsOn: later, place: 'x' }),
    ['version', 'kindId'],
  ],
  'events.close': [() => ({ id: 999_999, version: 0, fileId: 1, result: 'x' }), ['version', 'participants']],
  'events.invite': [() => ({ id: 1, version: 0, invitedOn: later }), ['version', 'invitedOn']],
  'events.addInvitees': [() => ({ id: 1, agencyIds: ['x'], taxCodes: '9' }), ['agencyIds.0', 'taxCodes']],
  'events.issueInvitation': [
    () => ({ id: 1, version: 0, number: '7', issuedOn: later }),
    ['version', 'issuedOn'],
  ],
  'events.draftMinutes': [() => ({ id: 1, version: 0, issuedOn: later }), ['version', 'issuedOn']],
  'events.addConclusion': [
    () => ({ id: 1, content: '', agencyId: 999_999, dueOn: later }),
    ['content', 'agencyId'],
  ],
  'events.editConclusion': [
    () => ({ id: 1, version: 0, content: 'x', agencyId: 999_999, dueOn: later }),
    ['version', 'agencyId'],
  ],
  'events.fulfilConclusion': [
    () => ({ id: 1, version: 0, doneOn: later, result: 'x', fileId: 1 }),
    ['version', 'doneOn'],
  ],
  'events.addCost': [
    () => ({ id: 1, kind: 'hall', title: '', quantity: 1, unit: 'buổi', unitCost: '1', normId: 999_999 }),
    ['title', 'normId'],
  ],
  'events.editCost': [
    () => ({ id: 1, version: 0, kind: 'x', title: 'x', quantity: 1, unit: 'x', unitCost: '1' }),
    ['version', 'kind'],
  ],
  'events.recordSpent': [
    () => ({ id: 1, version: 0, spent: '1', voucherNumber: 'x', voucherOn: later, fileId: 1 }),
    ['version', 'voucherOn'],
  ],
  'events.linkCommitment': [() => ({ id: 1, commitmentId: 999_999 }), ['commitmentId']],
  'events.draftStatement': [() => ({ id: 0, issuedOn: later }), ['id', 'issuedOn']],
  'events.nominate': [() => ({ id: 1, agencyId: 1, name: '', consents: false }), ['name', 'consents']],
  'events.decideSending': [
    () => ({ id: 1, version: 0, decisionNumber: 'x', decidedOn: later, reportBy: later, fileId: 1 }),
    ['version', 'decidedOn'],
  ],
  'events.reportReturn': [
    () => ({ id: 1, version: 0, reportedOn: later, report: 'x', fileId: 1 }),
    ['version', 'reportedOn'],
  ],
  'events.teachOn': [
    () => ({ id: 1, version: 0, taughtOn: later, taught: 'x', persons: 1 }),
    ['version', 'taughtOn'],
  ],
  'schools.addClass': [
    () => ({ id: 1, year: 2025, term: 'x', className: 'x', module: 'x', learners: 1, passed: 2, fileId: 1 }),
    ['term', 'passed'],
  ],
  'schools.editClass': [
    () => ({
      id: 1,
      version: 0,
      year: 2025,
      term: 'first',
      className: 'x',
      module: 'x',
      learners: 1,
      passed: 2,
    }),
    ['version', 'passed'],
  ],
  'events.addMaterial': [
    () => ({ id: 1, title: '', sight: 'public', link: 'https://a.vn', fileId: 1 }),
    ['title', 'link'],
  ],
  'events.register': [() => ({ id: 1, kind: 'person', name: '', consents: false }), ['name', 'consents']],
  'events.registerByLink': [
    () => ({ code: 'x', kind: 'person', name: '', email: 'a@example.vn', consents: false }),
    ['name', 'consents'],
  ],
  'eventRegistrations.checkImport': [
    () => ({ eventId: 0, consents: false, fileId: 1 }),
    ['eventId', 'consents'],
  ],
  'training.record': [
    () => ({ kind: 'conference', title: '', heldOn: later, place: 'x', participants: 1, fileId: 1 }),
    ['title', 'heldOn'],
  ],
  'duties.request': [
    () => ({ title: '', agencyIds: [of('agency')], dueOn: '2020-01-01' }),
    ['title', 'dueOn'],
  ],
  'duties.complete': [() => ({ id: 1, doneOn: later, note: 'x'.repeat(2001) }), ['note', 'doneOn']],
  'budget.allocate': [() => booking, ['amount', 'documentDate', 'line']],
  'budget.decide': [
    () => ({ ...decision, kind: 'shift', year: 2025 }),
    ['documentNumber', 'documentDate', 'entries.0.amount', 'entries.1.amount', 'reason'],
  ],
  'budget.correctDecision': [
    () => ({ ...decision, id: of('decision') }),
    ['documentNumber', 'documentDate', 'entries.1.amount', 'reason'],
  ],
  'budget.checkImport': [
    () => ({ ...decision, kind: 'shift', year: 2025, paperId: 1, text: 'x' }),
    ['documentNumber', 'documentDate', 'reason'],
  ],
  'budget.withdraw': [() => ({ ...booking, note: '' }), ['note', 'amount', 'documentDate', 'line']],
  'budget.commit': [() => ({ ...booking, purpose: '' }), ['purpose', 'amount', 'documentDate', 'line']],
  'budget.draftPayment': [
    () => ({ ...payment, id: of('commitment') }),
    ['amount', 'on', 'basis', 'basisNumber', 'basisDate', 'basisFileId'],
    'finance',
  ],
  'budget.disburse': [
    () => ({ ...payment, id: of('commitment') }),
    ['amount', 'on', 'basis', 'basisNumber'],
    'finance',
  ],
  'budget.refund': [
    () => ({
      id: of('commitment'),
      amount: '0',
      on: '2000-01-01',
      documentNumber: '1',
      fileId: 1,
      note: 'x',
    }),
    ['amount', 'on'],
    'finance',
  ],
  'budget.declareOwnOfTurn': [
    () => ({
      ...{ id: of('supportTurn'), amount: '0', paidOn: later },
      ...{ documentNumber: '1', purpose: 'x', fileId: 1 },
    }),
    ['amount', 'paidOn'],
  ],
  'budget.declareOwnOfContent': [
    () => ({ id: 1, amount: '0', paidOn: later, documentNumber: '1', purpose: 'x', fileId: 1 }),
    ['amount', 'paidOn'],
  ],
  'budget.proveOwn': [
    () => ({ id: of('ownPayment'), version: 1, proven: '999 tỷ', reason: 'x'.repeat(2001) }),
    ['reason', 'proven'],
    'finance',
  ],
  'budget.settleOwn': [
    () => ({ id: of('ownPayment'), version: 1, settled: '999 tỷ', settledOn: later, settledNumber: '' }),
    ['settledNumber', 'settledOn', 'settled'],
    'finance',
  ],
  'news.create': [
    () => ({ ...newsText, kind: 'video', title: '', taxCode: '2200108445' }),
    ['title', 'videoAddress', 'taxCode'],
  ],
  'news.edit': [() => ({ ...newsText, id: 1, version: 1, kind: 'story', body: '' }), ['body', 'taxCode']],
  'news.subscribe': [() => ({ email: 'x', language: 'vi' }), ['email', 'consents']],
  'communication.record': [
    () => ({
      ...{
        channelId: 0,
        origin: 'press',
        title: '',
        heldOn: later,
        endedOn: '2020-01-01',
        number: 1,
        fileId: 1,
      },
      ...{ reach: 5, lineId: 1 },
    }),
    ['title', 'channelId', 'heldOn', 'endedOn', 'cost', 'outlet', 'reachSource'],
  ],
  'communication.correct': [() => ({ id: 1, title: '', heldOn: later }), ['title', 'heldOn']],
  'outreach.record': [
    () => ({
      ...{ kindId: 0, title: '', heldOn: later, endedOn: '2020-01-01', enterprises: 1, sourceId: 1 },
      ...{ integrationId: 999_999, serves: 'IX' },
    }),
    ['kindId', 'title', 'heldOn', 'endedOn', 'cost', 'sourceId', 'agencyId'],
  ],
  'outreach.correct': [() => ({ id: 1, title: '', heldOn: later }), ['title', 'heldOn']],
  'outreach.nameEnterprises': [
    () => ({ id: 1, version: 0, taxCodes: '0000000000' }),
    ['version', 'taxCodes'],
  ],
  'integrations.record': [
    () => ({ year: 1990, programme: '', documentDate: later, serves: 'IX', amount: '0' }),
    ['programme', 'amount', 'documentDate', 'year'],
  ],
  'integrations.correct': [
    () => ({ id: 1, programme: '', documentDate: later }),
    ['programme', 'documentDate'],
  ],
  'integrations.nameEnterprises': [
    () => ({ id: 1, version: 0, taxCodes: '0000000000' }),
    ['version', 'taxCodes'],
  ],
  'commendations.createCall': [
    () => ({
      ...{ planId: 1, formId: 999_999, title: '', contents: 'x', lineId: 999_999, scoreSheetId: 1 },
      ...{ opensOn: '2026-02-02', closesOn: '2026-02-01' },
    }),
    ['title', 'forGroups', 'byAgencies', 'formId', 'lineId', 'appraisalRuleId', 'closesOn'],
  ],
  'commendations.editCall': [
    () => ({
      ...{ id: 1, version: 0, planId: 1, formId: 999_999, title: '', contents: 'x' },
      ...{ opensOn: '2026-02-02', closesOn: '2026-02-01' },
    }),
    ['version', 'title', 'forGroups', 'byAgencies', 'formId', 'closesOn'],
  ],
  'commendations.addRule': [
    () => ({ part: 'paper', text: '', textEn: 'x', source: 'x', validFrom: '2026-01-01' }),
    ['text', 'broughtBy'],
  ],
  'nominations.nominate': [
    () => ({ callId: 1, kind: 'person', name: '', achievement: 'x', taxCode: 'x' }),
    ['name', 'consents', 'taxCode', 'workplace'],
  ],
  'nominations.correct': [() => ({ id: 1, name: '' }), ['name']],
  'nominations.addPaper': [() => ({ id: 1, version: 0, ruleId: 999_999, fileId: 1 }), ['version', 'ruleId']],
  'nominations.check': [() => ({ id: 1, version: 0, outcome: 'returned', met: [] }), ['version', 'missing']],
  'commendations.ask': [
    () => ({ id: 1, version: 0, dueOn: '2020-01-01', agencyIds: [] }),
    ['version', 'dueOn', 'agencyIds'],
  ],
  'commendations.submitList': [
    () => ({ id: 1, version: 0, submission: '', submittedOn: later }),
    ['version', 'submission', 'submittedOn'],
  ],
  'commendations.forwardList': [
    () => ({ id: 1, version: 0, forwardNumber: '', forwardedOn: later }),
    ['version', 'forwardNumber', 'forwardedOn'],
    'home_affairs',
  ],
  'commendations.decide': [
    () => ({ id: 1, version: 0, commended: [], decidedOn: later, decisionFileId: 1 }),
    ['version', 'decidedOn'],
    'leader',
  ],
  'commendations.tieMoney': [
    () => ({ id: 1, version: 0, commitmentId: 999_999 }),
    ['version', 'commitmentId'],
  ],
  'nominations.checkImport': [() => ({ callId: 0 }), ['callId', 'fileId']],
  'awards.addRules': [
    () => ({
      ...{ name: '', nameEn: 'x', firstYear: 2030, lastYear: 2029, source: 'x' },
      ...{ entrant: 'product', opinionBy: 'peoples_committee' },
    }),
    ['name', 'lastYear'],
  ],
  'awards.openRound': [
    () => ({
      ...{ planId: 1, year: 2100, documentNumber: '', lineId: 999_999 },
      ...{ opensOn: '2026-02-02', closesOn: '2026-02-01' },
    }),
    ['documentNumber', 'lineId', 'planId', 'closesOn'],
  ],
  'awards.correctRound': [
    () => ({ id: 1, documentNumber: '', opensOn: '2026-02-02', closesOn: '2026-02-01', lineId: 999_999 }),
    ['documentNumber', 'lineId', 'closesOn'],
  ],
  'awards.endRound': [
    () => ({ id: 1, version: 0, reportNumber: '', reportedOn: later, reportFileId: 1 }),
    ['version', 'reportNumber', 'reportedOn'],
  ],
  'awards.enter': [
    () => ({
      roundId: 999_999,
      enterpriseId: 1,
      sector: '',
      operatingSince: '2020-01-01',
      introduction: 'x',
    }),
    ['sector'],
  ],
  'awards.correct': [() => ({ id: 1, sector: '' }), ['sector']],
  'awards.assess': [() => ({ id: 1, version: 0, criterionId: 1, words: '' }), ['version', 'words']],
  'awards.submit': [() => ({ id: 1, version: 0 }), ['version', 'declares']],
  'awards.check': [() => ({ id: 1, version: 0, outcome: 'returned' }), ['version', 'missing']],
  'awards.addSupport': [
    () => ({ id: 1, version: 0, content: '', givenOn: later, turnId: 999_999, eventId: 1 }),
    ['version', 'content', 'givenOn', 'eventId', 'turnId'],
  ],
  'awards.opine': [
    () => ({ id: 1, version: 0, opinionNumber: '', opinionOn: later, opinionFileId: 1 }),
    ['version', 'opinionNumber', 'opinionOn'],
  ],
  'awards.send': [
    () => ({ id: 1, version: 0, sentNumber: '', sentOn: later, sentFileId: 1 }),
    ['version', 'sentNumber', 'sentOn'],
  ],
  'awards.decide': [
    () => ({ id: 1, version: 0, prize: 'gold', decisionNumber: '', decidedOn: later, decisionFileId: 1 }),
    ['version', 'decisionNumber', 'decidedOn'],
  ],
  'awards.revoke': [
    () => ({ id: 1, version: 0, reason: '', revokedNumber: 'x', revokedOn: later, revokedFileId: 1 }),
    ['version', 'reason', 'revokedOn'],
  ],
  'awards.commend': [() => ({ id: 1, version: 0, nominationId: 999_999 }), ['version', 'nominationId']],
  'awards.checkImport': [() => ({ roundId: 0 }), ['roundId', 'fileId']],
  'providers.record': [() => ({ form: 'x', name: '' }), ['form', 'name', 'consultant']],
  'providers.correct': [() => ({ id: 1, form: 'organisation', name: '' }), ['name', 'consultant']],
  'providers.correctLicence': [() => ({ id: 1, number: '', issuedOn: later }), ['number', 'issuedOn']],
  'providers.addLicence': [
    () => ({
      ...{ id: 1, kind: 'licence', number: '', issuer: 'x', scope: 'x', fileId: 1 },
      ...{ issuedOn: later, expiresOn: '2020-01-01' },
    }),
    ['number', 'issuedOn', 'expiresOn'],
  ],
  'providers.endLicence': [() => ({ id: 1, endedOn: later, reason: '' }), ['reason', 'endedOn']],
  'certificates.planAudit': [() => ({ id: 1, kind: 'x', plannedOn: '2000-01-01' }), ['kind', 'plannedOn']],
  'certificates.recordAudit': [
    () => ({ id: 1, audit: 1, heldOn: later, result: 'failed', fileId: 1 }),
    ['heldOn', 'findings'],
  ],
  'certificates.suspend': [
    () => ({ id: 1, onDay: later, documentNumber: '', reason: '', fileId: 1 }),
    ['documentNumber', 'reason', 'onDay'],
  ],
  'certificates.restore': [
    () => ({ id: 1, onDay: later, documentNumber: '', reason: '', fileId: 1 }),
    ['documentNumber', 'reason', 'onDay'],
  ],
  'certificates.renew': [
    () => ({ id: 1, onDay: later, documentNumber: '', expiresOn: '2000-01-01', fileId: 1 }),
    ['documentNumber', 'onDay', 'expiresOn'],
  ],
  'certificates.changeScope': [
    () => ({ id: 1, onDay: later, documentNumber: '', scope: '', fileId: 1 }),
    ['documentNumber', 'scope', 'onDay'],
  ],
  'support.enterFollowUpAnswer': [
    () => ({ id: 1, version: 0, answeredOn: later }),
    ['version', 'answeredOn'],
  ],
  'contentData.addField': [
    () => ({ name: '', nameEn: 'x', kind: 'good_practice', type: 'number', askedAt: 'end', source: 'x' }),
    ['name', 'unit', 'unitEn'],
  ],
  'contentData.editField': [
    () => ({
      ...{ id: 1, version: 1, name: '', nameEn: 'x', kind: 'good_practice', type: 'choice', askedAt: 'end' },
      source: 'x',
    }),
    ['name', 'options', 'optionsEn'],
  ],
  'contentData.enter': [
    () => ({ turnId: 1, fieldId: 999_999, moment: 'end', value: '', measuredOn: later, fileId: 1 }),
    ['value', 'measuredOn'],
  ],
  'contentData.correct': [
    () => ({ id: 1, moment: 'end', value: '', measuredOn: later }),
    ['value', 'measuredOn'],
  ],
  'traceability.record': [
    () => ({ turnId: 1, productId: 999_999, lot: '', producedOn: later, bestBefore: '2000-01-01' }),
    ['lot', 'bestBefore', 'producedOn'],
  ],
  'traceability.correct': [
    () => ({ id: 1, productId: 1, lot: '', producedOn: later, bestBefore: '2000-01-01' }),
    ['lot', 'bestBefore', 'producedOn'],
  ],
  'traceability.addEvent': [
    () => ({ id: 1, kindId: 999_999, happenedOn: later, what: '', place: 'x', who: 'x' }),
    ['what', 'happenedOn', 'kindId'],
  ],
  'traceability.correctEvent': [
    () => ({ id: 1, kindId: 999_999, happenedOn: later, what: '', place: 'x', who: 'x' }),
    ['what', 'happenedOn', 'kindId'],
  ],
  'improvements.record': [
    () => ({
      ...{
        enterpriseId: 1,
        title: '',
        problem: 'x',
        method: 'x',
        startsOn: '2026-03-01',
        endsOn: '2026-01-01',
      },
      taskId: 999_999,
    }),
    ['title', 'endsOn', 'taskId'],
  ],
  'improvements.correct': [
    () => ({
      ...{ id: 1, title: '', problem: 'x', method: 'x', startsOn: '2026-03-01', endsOn: '2026-01-01' },
    }),
    ['title', 'endsOn'],
  ],
  'improvements.choose': [() => ({ id: 1, version: 0, measureId: 999_999 }), ['version', 'measureId']],
  'improvements.editMeasure': [
    () => ({ id: 1, version: 1, name: '' }),
    ['name', 'nameEn', 'unit', 'unitEn', 'better'],
  ],
  'improvements.addValue': [
    () => ({
      id: 1,
      version: 1,
      choiceId: 1,
      phase: 'before',
      value: 1,
      how: '',
      measuredOn: later,
      fileId: 1,
    }),
    ['how', 'measuredOn'],
  ],
  'improvements.start': [() => ({ id: 1, version: 0, startedOn: later }), ['version', 'startedOn']],
  'improvements.finish': [() => ({ id: 1, version: 0, finishedOn: later }), ['version', 'finishedOn']],
  'improvements.assign': [() => ({ id: 1, version: 0 }), ['version', 'personId']],
  'improvements.evaluate': [
    () => ({ id: 1, version: 1, verdict: 'ineffective', conclusion: '', evaluatedOn: later, fileId: 1 }),
    ['conclusion', 'evaluatedOn'],
  ],
  'support.askChange': [() => ({ id: 1, reason: '' }), ['reason', 'dueOn']],
  'support.sayUnrecovered': [
    () => ({
      ...{ id: 1, amount: '999999999999', reason: '', documentNumber: '1', documentDate: later, fileId: 1 },
    }),
    ['reason', 'documentDate', 'amount'],
  ],
  'visits.plan': [
    () => ({ turnId: 1, plannedOn: 'x', reason: '', findingId: 99_999 }),
    ['plannedOn', 'reason', 'findingId'],
  ],
  'visits.drawPlan': [
    () => ({
      ...{ title: '', lineId: 0, checklistId: 99_999, firstOn: '2030-02-01', lastOn: '2030-01-01' },
      ...{ byRisk: 0, byLot: 0, weightLate: 1, weightPaid: 1, weightLarge: 1 },
      ...{ weightBlocked: 1, weightFound: 1, weightUnseen: 1 },
    }),
    ['title', 'lineId', 'byRisk', 'lastOn', 'checklistId'],
  ],
  'visits.drawAgain': [
    () => ({
      ...{ id: 1, version: 0, byRisk: 0, byLot: 0, reason: 'x', weightLate: 1, weightPaid: 1 },
      ...{ weightLarge: 1, weightBlocked: 1, weightFound: 1, weightUnseen: 1 },
    }),
    ['version', 'byRisk'],
  ],
  'visits.correctPlan': [
    () => ({ id: 1, title: '', firstOn: '2030-02-01', lastOn: '2030-01-01' }),
    ['title', 'lastOn'],
  ],
  'visits.record': [
    () => ({ id: 1, version: 0, visitedOn: later, conclusion: '' }),
    ['version', 'conclusion', 'visitedOn'],
  ],
  'visits.correctResult': [() => ({ id: 1, visitedOn: later, conclusion: '' }), ['conclusion', 'visitedOn']],
  'visits.closeRemedy': [
    () => ({ id: 1, version: 0, closedBy: 'visit', closing: 'x' }),
    ['version', 'closedVisitId'],
  ],
  'findings.record': [
    () => ({
      ...{ kind: 'audit', issuer: '', documentNumber: '1', documentDate: later, content: 'x', article: 'x' },
      ...{ demand: 'recover', lineId: 1, year: 1990, agencyId: 1, dueOn: later, fileId: 1 },
    }),
    ['issuer', 'amount', 'documentDate', 'year'],
  ],
  'findings.correct': [() => ({ id: 1, content: '' }), ['content', 'reason']],
  'findings.answer': [
    () => ({ id: 1, version: 0, answer: '', recovered: '1', recoveryNumber: '1', recoveredOn: later }),
    ['version', 'answer', 'recoveredOn'],
  ],
  'findings.close': [
    () => ({ id: 1, version: 0, closedNumber: '', closedOn: later, fileId: 1 }),
    ['version', 'closedNumber', 'closedOn'],
  ],
  'treasury.draw': [() => ({ number: '', drawnOn: later, orderIds: [1] }), ['number', 'drawnOn']],
  'treasury.change': [
    () => ({ id: 1, version: 0, number: 'x', drawnOn: later, orderIds: [1] }),
    ['version', 'drawnOn'],
  ],
  'treasuryFigures.checkImport': [
    () => ({ year: 2025, documentNumber: '1', documentDate: later, text: 'x' }),
    ['documentDate'],
    'finance',
  ],
  'treasury.checkImport': [() => ({ batchId: 0, dueOn: '2000-01-01', text: 'x' }), ['batchId', 'dueOn']],
  'treasury.confirmPaid': [
    () => ({ id: 1, version: 0, on: later, documentNumber: 'x', fileId: 1, explanation: 'x' }),
    ['version', 'on'],
  ],
  'treasury.bookSentBack': [
    () => ({ id: 1, version: 0, on: later, documentNumber: 'x', fileId: 1, explanation: 'x' }),
    ['version', 'on'],
  ],
  'reportRequests.accept': [() => ({ id: of('reportAnswer'), version: 0 }), ['version']],
  'reportRequests.approve': [() => ({ id: of('reportAnswer'), version: 0 }), ['version']],
  'reportRequests.addQuestion': [
    () => ({
      id: 1,
      section: '',
      code: '1',
      label: 'x',
      kind: 'text',
      choices: 'a; b',
      minimum: 5,
      known: 'x',
    }),
    ['section', 'choices', 'minimum', 'known'],
  ],
  'reportRequests.changeQuestion': [
    () => ({
      id: 1,
      question: 1,
      version: 0,
      section: 'x',
      code: '1',
      label: 'x',
      kind: 'choice',
      known: 'x',
    }),
    ['version', 'choices', 'known'],
  ],
  'reportRequests.ask': [
    () => ({
      ...{ title: '', formId: 999_999, fromOn: later, toOn: '2025-01-01', workingDays: 5, dutyCode: 'X.9' },
      taxCodes: '0000000000',
    }),
    ['title', 'formId', 'toOn', 'dutyCode', 'taxCodes'],
  ],
  'reportRequests.save': [
    () => ({
      ...{ id: of('reportAnswer'), version: 0 },
      cells: [{ questionId: 999_999, line: 0, col: 0, value: 'x' }],
    }),
    ['version', 'cells.0.questionId'],
  ],
  'reportRequests.saveByLink': [() => ({ token: 'không có', version: 0, cells: [] }), ['version']],
  'reportRequests.settleExtension': [() => ({ id: 1, version: 0, outcome: 'refused' }), ['version', 'reply']],
  'standing.accept': [() => ({ id: of('standingReport'), version: 0 }), ['version']],
  'standing.addDeed': [
    () => ({ id: of('standingReport'), task: 'không có', doneOn: later, text: '' }),
    ['text', 'task', 'doneOn'],
  ],
  'standing.setPeriod': [
    () => ({ planId: of('plan'), code: 'X.9', recurrence: 'yearly', dueMonth: 2, dueDay: 31, source: '' }),
    ['source', 'code', 'dueDay'],
  ],
  'standing.decideRecording': [
    () => ({ planId: of('plan'), sentence: 'X.9', records: [], source: '' }),
    ['source', 'sentence', 'records'],
  ],
  'claims.addLine': [
    () => ({ id: 1, what: '', amount: '0', voucherNumber: '1', voucherOn: later, fileId: 1 }),
    ['what', 'amount', 'voucherOn'],
  ],
  'claims.judgeLine': [
    () => ({
      id: 1,
      line: of('claimLine'),
      version: 0,
      verdict: 'cut',
      accepted: '999 tỷ',
      reason: 'x',
      article: 'x',
    }),
    ['version', 'instrumentId', 'accepted'],
  ],
  'recoveries.enter': [
    () => ({
      ...{ commitmentId: 1, decisionNumber: '', decisionDate: later, issuer: 'x', reason: 'x', amount: '1' },
      ...{ dueOn: '2000-01-01', fileId: 1, interestRate: '1' },
    }),
    ['decisionNumber', 'interestFrom', 'interestYearDays', 'decisionDate', 'dueOn'],
  ],
  'recoveries.correct': [
    () => ({
      ...{ id: 1, version: 0, amount: '1', dueOn: later, interestRate: '1' },
      ...{ number: '', onDay: later, reason: 'x', fileId: 1 },
    }),
    ['version', 'number', 'interestFrom', 'interestYearDays', 'onDay'],
  ],
  'recoveries.paidIn': [
    () => ({ id: 1, version: 0, principal: '0', number: '1', onDay: later, fileId: 1 }),
    ['version', 'onDay', 'principal'],
  ],
  'advances.draft': [
    () => ({
      ...{ id: of('claimed'), amount: '1', documentNumber: '', on: '2000-01-01', kind: 'enterprise' },
      ...{ dueOn: '2000-01-02', dueReason: 'x' },
      ...{ fileId: 1, basis: 'contract', basisNumber: '1', basisDate: '2000-01-01', basisFileId: 1 },
    }),
    ['documentNumber', 'on'],
  ],
  'advances.clearByVoucher': [
    () => ({ id: 1, version: 0, what: '', amount: '1', number: '1', onDay: later, fileId: 1 }),
    ['version', 'what', 'onDay'],
  ],
  'advances.payBack': [
    () => ({ id: 1, version: 0, amount: '0', number: '1', onDay: later, fileId: 1 }),
    ['version', 'amount', 'onDay'],
  ],
  'advances.prolong': [
    () => ({ id: 1, version: 0, dueOn: later, number: '', onDay: later, reason: 'x', fileId: 1 }),
    ['version', 'number', 'onDay'],
  ],
  'claims.draw': [
    () => ({
      ...{ id: of('acceptedClaim'), commitmentId: of('claimed') },
      documentNumber: '',
      on: '2000-01-01',
      fileId: 1,
      basis: 'cost_statement',
    }),
    ['documentNumber', 'on', 'basis', 'basisNumber', 'basisDate', 'basisFileId'],
    'finance',
  ],
  'budget.release': [
    () => ({ id: of('commitment'), on: later, documentNumber: '', note: 'x' }),
    ['documentNumber', 'on'],
  ],
  'budget.closeYear': [
    () => ({ year: 2025, documentNumber: '', closedOn: later, fileId: 1 }),
    ['documentNumber', 'closedOn'],
    'finance',
  ],
  'applications.file': [
    () => ({
      enterpriseId: of('enterprise'),
      contentId: 999_999,
      year: 2099,
      description: '',
      requested: '1',
      ownFunds: '0',
      filedOn: later,
    }),
    ['description', 'contentId', 'year', 'filedOn'],
  ],
  'applications.begin': [
    () => ({ enterpriseId: of('enterprise'), contentId: 'x', year: 2099 }),
    ['contentId', 'year'],
  ],
  'applications.decideTogether': [
    () => ({ items: [], reason: '', decidedOn: later, number: 0 }),
    ['number', 'decidedOn', 'items'],
  ],
  'applications.tryDecision': [
    () => ({ items: [], reason: '', decidedOn: later, number: 0 }),
    ['number', 'decidedOn', 'items'],
  ],
  'outgoing.changeSymbol': [
    () => ({ kind: 'decision', version: 0, abbreviation: 'Q Đ' }),
    ['version', 'abbreviation'],
  ],
  'outgoing.take': [() => ({ kind: 'letter', issuedOn: later, subject: '' }), ['subject', 'issuedOn']],
  'applications.issueLetter': [() => ({ id: 1, version: 0, issuedOn: later }), ['version', 'issuedOn']],
  'support.draftContract': [() => ({ id: 1, version: 0, issuedOn: later }), ['version', 'issuedOn']],
  'templates.upload': [() => ({ kind: 'khong-co', fileId: 'x' }), ['fileId', 'kind']],
  'templates.use': [() => ({ id: 1, version: 0, usedFrom: '2020-01-01' }), ['version', 'usedFrom']],
  'calls.create': [
    () => ({ ...callDays, planId: of('plan'), year: 1990, title: '', taskId: 999_999 }),
    ['title', 'closesOn', 'year', 'taskId'],
  ],
  'calls.edit': [
    () => ({ ...callDays, id: 1, version: 1, planId: of('plan'), year: 1990, title: '', taskId: 999_999 }),
    ['title', 'closesOn', 'year', 'taskId'],
  ],
  'councils.create': [() => ({ name: '', ruleId: of('selection'), note: 'x' }), ['name', 'sheetId']],
  'councils.addMember': [
    () => ({ id: 1, post: 'chair', personName: '', employerTaxCode: 'không có' }),
    ['personName', 'consent', 'employerTaxCode'],
  ],
  'councils.appoint': [() => ({ id: 1, version: 1, number: '', decidedOn: later }), ['number', 'decidedOn']],
  'councils.declare': [() => ({ id: 1, seat: 0, declared: 'family' }), ['seat', 'text']],
  'councils.addCost': [
    () => ({ id: 1, contentId: 1, title: '', quantity: 1, unitCost: 10n, allowed: 5n }),
    ['title', 'cutReason'],
  ],
  'councils.conclude': [
    () => ({ id: 1, version: 1, sessionOn: later, present: [], conclusion: '' }),
    ['conclusion', 'sessionOn'],
  ],
  'councils.giveOpinion': [() => ({ id: 1, amount: 'nhiều', remark: '' }), ['amount', 'remark']],
  'councils.addRule': [
    () => ({
      ...{ name: '', nameEn: 'x', instrumentId: 1, article: 'x', validFrom: later, reviewers: 2 },
      sizes: [{ size: 3, quorum: 5 }],
      votes: [{ key: '1', name: 'x', nameEn: 'x', parts: 1 }],
    }),
    ['name', 'sizes.0.quorum', 'votes'],
  ],
  'councils.addSheet': [
    () => ({
      ...{
        name: '',
        nameEn: 'x',
        instrumentId: 1,
        article: 'x',
        validFrom: later,
        judged: 'mean',
        zeroParts: 1,
      },
      groups: [{ name: 'x', nameEn: 'x' }],
      criteria: [{ group: 2, name: 'x', nameEn: 'x', most: 5 }],
      grades: [{ name: 'x', nameEn: 'x', atLeast: 5 }],
    }),
    ['name', 'zeroOf', 'criteria.0.group'],
  ],
  'calls.prolong': [
    () => ({ id: 1, version: 0, closesOn: '2000-01-01', reason: '' }),
    ['version', 'closesOn', 'reason'],
  ],
  'calls.addContent': [
    () => ({ id: 1, contentId: 999_999, taskContentId: 999_999, places: 'nhiều' }),
    ['places', 'contentId', 'taskContentId'],
  ],
  'calls.feedContent': [() => ({ id: 1, content: 0, taskContentId: 999_999 }), ['content', 'taskContentId']],
  'opinions.add': [() => ({ id: 1, clauseId: 999_999, text: '' }), ['text', 'clauseId']],
  'opinions.settle': [() => ({ id: 1, opinion: 1, version: 0, outcome: 'partly' }), ['version', 'reason']],
  'proposals.ask': [
    () => ({ id: 1, version: 0, dueOn: '2020-01-01', agencyIds: [] }),
    ['version', 'dueOn', 'agencyIds'],
  ],
  'proposals.submit': [
    () => ({ id: 1, version: 0, submission: 'x', submittedOn: later }),
    ['version', 'submittedOn'],
  ],
  'proposals.settle': [
    () => ({ id: 1, version: 0, outcome: 'refused', number: 'x', settledOn: later }),
    ['version', 'settledOn', 'reason'],
  ],
  'introductions.ask': [() => ({ taxCode: '0100109106' }), ['taxCode'], 'association'],
  'introductions.recordConsent': [
    () => ({ id: 1, version: 0, consentBy: '', consentedOn: later, paper: 'x' }),
    ['version', 'consentBy', 'consentedOn'],
  ],
  'guide.create': [
    () => ({ ...guideText, title: '', papers: 'x', readiness: 'x', readinessEn: 'x' }),
    ['title', 'papersEn', 'readinessSource'],
  ],
  'guide.edit': [
    () => ({ ...guideText, id: 1, version: 0, papers: 'x', readiness: 'x', readinessEn: 'x' }),
    ['version', 'papersEn', 'readinessSource'],
  ],
  'guide.addReference': [
    () => ({ id: 1, kind: 'source', title: '', publisher: 'x', address: 'https://x.vn', readOn: later }),
    ['title', 'readOn'],
  ],
  'guide.askExample': [
    () => ({ id: 1, enterpriseId: 999_999, story: '', storyEn: 'x' }),
    ['story', 'enterpriseId'],
  ],
  'calls.approve': [
    () => ({ id: 1, version: 0, number: 'x', decidedOn: later }),
    ['version', 'decidedOn'],
    'leader',
  ],
  'applications.edit': [
    () => ({
      id: of('application'),
      version: 1,
      contentId: 999_999,
      year: 2099,
      description: '',
      requested: '1',
      ownFunds: '0',
    }),
    ['description', 'contentId', 'year'],
  ],
  'applications.appraise': [
    () => ({ id: of('application'), version: 1, amount: '900 tỷ', note: '' }),
    ['note', 'amount'],
  ],
  'applications.decide': [
    () => ({ id: of('application'), version: 1, outcome: 'accept', reason: '', decidedOn: later }),
    ['reason', 'decidedOn'],
  ],
  'certificates.record': [
    () => ({
      turnId: of('supportTurn'),
      kind: 'product',
      standard: '',
      body: 'x',
      number: '1',
      issuedOn: later,
      expiresOn: '2098-01-01',
      fileId: 1,
    }),
    ['standard', 'issuedOn', 'expiresOn'],
  ],
  'certificates.withdraw': [
    () => ({ id: of('certificate'), withdrawnOn: later, reason: '' }),
    ['reason', 'withdrawnOn'],
  ],
  'support.step': [
    () => ({ id: of('supportTurn'), version: 0, state: 'contracted', happenedOn: later }),
    ['version', 'happenedOn', 'documentNumber'],
  ],
  'support.cancel': [
    () => ({ id: of('supportTurn'), version: 1, happenedOn: later, documentNumber: '1', reason: '' }),
    ['reason', 'happenedOn'],
  ],
  'legal.addInstrument': [
    () => ({
      number: '',
      title: 'x',
      titleEn: 'x',
      issuer: 'x',
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['number', 'validTo'],
  ],
  'legal.editInstrument': [
    () => ({
      id: of('legalInstrument'),
      number: '',
      title: 'x',
      titleEn: 'x',
      issuer: 'x',
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['number', 'validTo'],
  ],
  'yearlyPlans.create': [() => ({ planId: of('plan'), year: 1990, title: '' }), ['title', 'year']],
  'yearlyPlans.addLine': [
    () => ({ id: of('yearlyPlan'), title: '', ...planLine }),
    ['title', 'lineId', 'targetQuantity', 'targetId'],
  ],
  'yearlyPlans.editLine': [
    () => ({ id: of('yearlyPlan'), planLine: 1, version: 1, title: '', ...planLine }),
    ['title', 'lineId', 'targetQuantity', 'targetId'],
  ],
  'estimates.create': [() => ({ planId: of('plan'), year: 1990, title: '' }), ['title', 'year']],
  'estimates.addLine': [
    () => ({ id: of('estimate'), title: '', ...estimateLine }),
    ['title', 'lineId', 'sourceId', 'normId'],
  ],
  'estimates.editLine': [
    () => ({ id: of('estimate'), estimateLine: 1, version: 1, title: '', ...estimateLine }),
    ['title', 'lineId', 'sourceId', 'normId'],
  ],
  'estimates.saveGrid': [
    () => ({ id: of('estimate'), version: 0, lines: [{ title: 'x', line: 'không có', unitCost: 1 }] }),
    ['version', 'lines.0.line', 'lines.0.unit', 'lines.0.quantity'],
  ],
  'yearEnd.addCutoff': [
    () => ({ ...cutoff, kind: 'adjust', article: '' }),
    ['article', 'day', 'lastYear'],
    'finance',
  ],
  'yearEnd.editCutoff': [() => ({ ...cutoff, id: 1, version: 0 }), ['version', 'day', 'lastYear'], 'finance'],
  'yearEnd.addGround': [
    () => ({ ...ground, article: '', needs: 'added_after' }),
    ['article', 'day', 'lastYear'],
    'finance',
  ],
  'yearEnd.editGround': [
    () => ({ ...ground, id: 1, version: 0, needs: 'added_after' }),
    ['version', 'day', 'lastYear'],
    'finance',
  ],
  'yearEnd.draftDocument': [() => ({ id: 1, document: 'x', issuedOn: later }), ['document', 'issuedOn']],
  'yearEnd.draftSettlementDocument': [
    () => ({ id: 1, document: 'x', issuedOn: later }),
    ['document', 'issuedOn'],
  ],
  'yearEnd.propose': [
    () => ({
      ...{ kind: 'carry', year: 2025, reason: '' },
      lines: [{ line: 'X.9', source: 'provincial_st', amount: '5' }],
    }),
    ['reason', 'lines.0.amount'],
  ],
  'yearEnd.approve': [
    () => ({ id: 1, documentNumber: '', documentDate: later, fileId: 1 }),
    ['documentNumber', 'documentDate'],
    'leader',
  ],
  'yearEnd.takeBack': [
    () => ({ id: 1, reason: '', documentNumber: '', documentDate: later, fileId: 1 }),
    ['reason', 'documentNumber', 'documentDate'],
    'leader',
  ],
  'yearEnd.enterTreasury': [
    () => ({
      ...{ year: 2025, documentNumber: '', documentDate: later },
      figures: [
        { line: 'X.9', source: 'provincial_st', given: '1', paid: '0', advanced: '0', leftOver: '1' },
      ],
    }),
    ['documentNumber', 'documentDate', 'figures.0.line'],
    'finance',
  ],
  'yearEnd.agree': [
    () => ({ id: 1, minutesNumber: '', minutesDate: later, fileId: 1 }),
    ['minutesNumber', 'minutesDate'],
    'leader',
  ],
  'estimates.appraise': [
    () => ({ id: of('estimate'), version: 0, lines: [{ id: of('estimateLine'), amount: '900000 tỷ' }] }),
    ['version', 'lines.0.amount'],
    'finance',
  ],
  'estimates.settleCut': [
    () => ({
      ...{ id: of('estimate'), estimateLine: of('estimateLine'), version: 0, outcome: 'less' },
      ...{ quantity: 1_000_000, reason: '', needIds: [999_999] },
    }),
    ['version', 'reason', 'quantity', 'needIds'],
  ],
  'estimates.submit': [
    () => ({ id: of('estimate'), version: 1, number: '', submittedOn: later }),
    ['number', 'submittedOn'],
  ],
  'estimates.allocate': [
    () => ({
      ...{ id: of('estimate'), version: 0, documentNumber: '1/QĐ', documentDate: later },
      ...{ issuer: 'x', subject: 'x', fileId: 1 },
    }),
    ['version', 'documentDate'],
  ],
  'yearlyPlans.approve': [
    () => ({ id: 1, version: 0, number: 'không có ký hiệu', decidedOn: later }),
    ['version', 'number', 'decidedOn'],
    'leader',
  ],
  'needs.openSurvey': [
    () => ({
      title: '',
      year: 2026,
      planId: of('plan'),
      opensOn: '2025-02-01',
      closesOn: '2025-01-01',
      kinds: ['training'],
      enterprises: 'none',
      agencyIds: [999_999],
    }),
    ['title', 'closesOn', 'agencyIds'],
  ],
  'needs.editSurvey': [
    () => ({
      id: 1,
      version: 1,
      title: '',
      year: 2026,
      planId: of('plan'),
      opensOn: '2025-02-01',
      closesOn: '2025-01-01',
      kinds: ['training'],
    }),
    ['title', 'closesOn'],
  ],
  'needs.askMore': [() => ({ id: 1, enterprises: 'x', agencyIds: [999_999] }), ['enterprises', 'agencyIds']],
  'needs.add': [
    () => ({ kind: 'x', text: 'x', year: 2026, enterpriseId: 999_999 }),
    ['kind', 'enterpriseId'],
  ],
  'scienceTasks.propose': [() => ({ ...taskSaid, title: '' }), ['title', 'year', 'way']],
  'scienceTasks.edit': [() => ({ ...taskSaid, id: 1, version: 0 }), ['version', 'year', 'way']],
  'scienceTasks.addContent': [
    () => ({ ...taskContent, id: 1, title: '' }),
    ['title', 'endsOn', 'money.0.sourceId'],
  ],
  'scienceTasks.editContent': [
    () => ({ ...taskContent, id: 1, content: 0 }),
    ['content', 'endsOn', 'money.0.sourceId'],
  ],
  'scienceTasks.step': [
    () => ({
      id: 1,
      version: 0,
      stepId: 1,
      happenedOn: later,
      actedBy: 'x',
      passed: true,
      papers: [999_999],
    }),
    ['version', 'happenedOn', 'papers'],
  ],
  'scienceTasks.draftDocument': [
    () => ({ id: 1, version: 0, document: 'liquidation', give: true, issuedOn: later }),
    ['version', 'issuedOn', 'give'],
  ],
  'scienceTasks.fileStep': [
    () => ({ id: 1, version: 0, stepId: 1, fileId: 1, papers: [999_999] }),
    ['version', 'papers'],
    'task_host',
  ],
  'scienceTasks.end': [
    () => ({
      id: 1,
      version: 0,
      outcome: 'stopped',
      happenedOn: later,
      documentNumber: 'x',
      reason: 'x',
      recovery: '0',
    }),
    ['version', 'happenedOn'],
    'leader',
  ],
  'scienceTasks.commit': [
    () => ({ id: 1, version: 0, sourceId: 1, year: 2025, amount: '5', documentDate: later }),
    ['version', 'documentDate'],
  ],
  'scienceTasks.putTurn': [() => ({ id: 1, content: 0, turnId: 999_999 }), ['content', 'turnId']],
  'scienceTasks.recover': [() => ({ id: 1, version: 0, recoveredOn: later }), ['version', 'recoveredOn']],
  'scienceTasks.change': [
    () => ({
      id: 1,
      version: 0,
      change: 'longer',
      askedOn: later,
      decidedOn: '2025-01-01',
      documentNumber: 'x',
      reason: 'x',
    }),
    ['version', 'decidedOn', 'until'],
    'leader',
  ],
  'taskKinds.create': [
    () => ({ ...kindHead, name: '' }),
    ['name', 'validTo', 'monthsArticle', 'advanceShare'],
  ],
  'taskKinds.edit': [
    () => ({ ...kindHead, id: 1, version: 0 }),
    ['version', 'validTo', 'monthsArticle', 'advanceShare'],
  ],
  'taskKinds.end': [() => ({ id: 0, validTo: 'hôm qua' }), ['id', 'validTo']],
  'taskKinds.addStep': [() => ({ ...kindStep, id: 1 }), ['name', 'termUnit', 'termFrom']],
  'taskKinds.editStep': [
    () => ({ ...kindStep, id: 1, step: 1, version: 1 }),
    ['name', 'termUnit', 'termFrom'],
  ],
  'taskKinds.setChange': [
    () => ({ id: 1, change: 'longer', article: '', answer: 5, afterParts: 3 }),
    ['article', 'answerUnit', 'afterOf'],
  ],
  'keyProducts.addList': [
    () => ({ instrumentId: 999_999, province: 'Xa', validFrom: '2025-01-01', validTo: '2024-01-01' }),
    ['instrumentId', 'province', 'validTo'],
  ],
  'keyProducts.correctList': [
    () => ({
      id: 1,
      version: 1,
      instrumentId: 999_999,
      province: 'Xa',
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['instrumentId', 'province', 'validTo'],
  ],
  'proofs.matchProduct': [
    () => ({ id: of('enterprise'), productId: 999_999, keyProductId: 999_999, note: '', fileId: 'x' }),
    ['productId', 'keyProductId', 'note', 'fileId'],
  ],
  'proofs.recordMeasure': [
    () => ({ id: 1, kind: 'local_share', year: 2090, value: 120, unit: 'x', note: '', fileId: 'x' }),
    ['year', 'unit', 'note', 'fileId'],
  ],
  'proofs.setRule': [
    () => ({
      id: 1,
      version: 0,
      kind: 'local_share',
      unit: 'USD',
      source: '',
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['atLeast', 'years', 'unit', 'source', 'validTo'],
  ],
  'keyProducts.endList': [
    () => ({ id: 1, validTo: 'x', replacedBy: 999_999, reason: '' }),
    ['validTo', 'replacedBy', 'reason'],
  ],
  'norms.add': [
    () => ({
      instrumentId: 999_999,
      article: '',
      name: 'x',
      kind: 'share',
      whenOver: 'stopped',
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['article', 'share', 'instrumentId', 'validTo'],
  ],
  'norms.correct': [
    () => ({
      id: 1,
      version: 1,
      instrumentId: 999_999,
      article: '',
      name: 'x',
      kind: 'share',
      whenOver: 'stopped',
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['article', 'share', 'instrumentId', 'validTo'],
  ],
  'norms.end': [() => ({ id: 1, validTo: '2020-01-01', reason: '' }), ['reason', 'validTo']],
  'legal.addRule': [
    () => ({
      instrumentId: 999_999,
      key: 'không có',
      article: '',
      name: 'x',
      nameEn: 'x',
      value: {},
      validFrom: '2025-01-01',
      validTo: '2024-01-01',
    }),
    ['article', 'instrumentId', 'key', 'validTo'],
  ],
  'legal.correctTerms': [
    () => ({
      id: 1,
      instrumentId: 999_999,
      article: '',
      name: 'x',
      nameEn: 'x',
      value: { terms: [{ article: 'x', vi: 'x', en: 'x', count: 7, unit: null }] },
      reason: '',
    }),
    ['article', 'instrumentId', 'reason', 'value.terms.0.unit'],
  ],
  'calendar.addDay': [() => ({ day: '2026-06-01', kind: 'workday', name: '', source: 'x' }), ['name', 'day']],
  'calendar.changeDay': [
    () => ({ day: '2026-06-06', kind: 'compensation', name: '', source: 'x' }),
    ['name', 'day'],
  ],
  'enterprises.register': [() => ({ ...enterpriseProfile, taxCode: '1' }), ['taxCode', 'name', 'foundedOn']],
  'registrations.file': [
    () => ({
      ...enterpriseProfile,
      adminUnitId: 999_999,
      taxCode: '1',
      person: 'x',
      position: 'x',
      email: 'x',
    }),
    ['taxCode', 'name', 'sectorGroup', 'email', 'adminUnitId'],
  ],
  'registrations.answer': [
    () => ({
      ...enterpriseProfile,
      adminUnitId: 999_999,
      token: '',
      taxCode: '1',
      person: 'x',
      position: 'x',
      email: 'x',
    }),
    ['taxCode', 'name', 'sectorGroup', 'email', 'adminUnitId', 'token'],
  ],
  'registrations.addPaper': [
    () => ({ token: 'không có', kind: 'khong-co', fileId: 999_999 }),
    ['kind', 'fileId'],
  ],
  'registrations.enter': [
    () => ({ token: 'không có', password: '123', repeat: 'y'.repeat(201) }),
    ['repeat', 'password'],
  ],
  'enterprises.edit': [
    () => ({ ...enterpriseProfile, id: of('enterprise'), version: 1 }),
    ['name', 'foundedOn'],
  ],
  'enterprises.recordYear': [
    () => ({ id: of('enterprise'), year: 2098, version: 0, sectorGroup: 'trade', employees: 'nhiều' }),
    ['employees', 'year'],
  ],
  'enterprises.setCriterion': [
    () => ({ id: of('enterprise'), criterionId: 999_999, version: 0, met: true, note: '' }),
    ['note', 'fileId'],
  ],
  'enterprises.changeState': [
    () => ({ id: of('enterprise'), version: 0, state: 'suspended', since: later }),
    ['version', 'since', 'reason'],
  ],
  'mergers.mergeDouble': [
    () => ({
      id: of('enterprise'),
      lostId: of('enterprise'),
      version: 1,
      lostVersion: 1,
      take: [],
      reason: '',
    }),
    ['reason', 'lostId'],
  ],
  'mergers.recordMerger': [
    () => ({
      ...{ id: of('enterprise'), lostId: 999_999, version: 1, lostVersion: 1 },
      ...{ mergedOn: later, documentNumber: '', fileId: 1, reason: 'x' },
    }),
    ['documentNumber', 'lostId', 'mergedOn'],
  ],
  'enterprises.addAssociation': [
    () => ({ id: of('enterprise'), agencyId: 999_999, tie: 'không có', since: later }),
    ['tie', 'agencyId', 'since'],
  ],
  'productivity.record': [
    () => ({ id: of('enterprise'), year: 2098, version: 0, netRevenue: 'nhiều', labour: 1, priceIndex: 100 }),
    ['netRevenue', 'year'],
  ],
  'obstacles.charge': [
    () => ({ id: of('obstacle'), chargeId: 'x', dueOn: '2000-01-01' }),
    ['chargeId', 'dueOn'],
  ],
  'obstacles.pass': [
    () => ({ id: of('obstacle'), passedNumber: '', passedOn: later, passedFileId: 1 }),
    ['passedNumber', 'passedOn'],
  ],
  'obstacles.answerByCommittee': [
    () => ({ id: of('obstacle'), resolution: '', answerNumber: 'x', answeredOn: later, answerFileId: 1 }),
    ['resolution', 'answeredOn'],
  ],
  'obstacles.checkImport': [() => ({}), ['fileId']],
  'obstacles.report': [
    () => ({
      text: '',
      proposal: 'x',
      reportedOn: later,
      enterpriseId: of('enterprise'),
      agencyId: of('agency'),
    }),
    ['text', 'reportedOn', 'agencyId'],
  ],
  'obstacles.resolve': [
    () => ({ id: of('obstacle'), resolution: '', resolvedOn: '2000-01-01' }),
    ['resolution', 'resolvedOn'],
  ],
  'talk.write': [
    () => ({
      record: 'application',
      recordId: of('application'),
      side: 'note',
      asks: true,
      body: '',
      mentions: ['no-such-account'],
    }),
    ['asks', 'body', 'mentions'],
  ],
  'reports.edit': [
    () => ({
      id: of('report'),
      version: 0,
      opening: 'Có {khongCo} doanh nghiệp',
      datedOn: later,
      number: 'mười hai',
    }),
    ['version', 'opening', 'datedOn', 'number'],
  ],
  'accounts.create': [
    () => ({ name: '', email: 'a@example.vn', role: 'enterprise', admin: true }),
    ['name', 'admin', 'enterpriseId'],
  ],
  'identity.changePassword': [
    () => ({ current: '', password: '123', repeat: '1234' }),
    ['current', 'password', 'repeat'],
  ],
  'places.add': [() => ({ ...place, province: 'không có', code: '1' }), ['name', 'province', 'validTo']],
  'places.mend': [() => ({ ...place, key: 'không có', nameEn: 'x' }), ['name', 'validTo']],
  'plans.move': [
    () => ({ record: 'obstacle', ids: [999_999], planId: of('plan'), rules: 'new', reason: '' }),
    ['reason', 'ids'],
  ],
  'plans.recordEarlier': [
    () => ({
      number: '',
      issuedOn: later,
      issuer: 'x',
      title: 'x',
      firstYear: 2020,
      lastYear: 2016,
      targets: [{ indicator: 'không có', bound: 'atLeast', number: 1 }],
    }),
    ['number', 'issuedOn', 'lastYear', 'targets.0.indicator'],
  ],
  'results.recordPast': [
    () => ({
      id: of('plan'),
      year: 2024,
      indicator: 'không có',
      contentId: 999_999,
      quantity: 0,
      label: '',
      paperOn: later,
      fileId: 1,
    }),
    ['label', 'indicator', 'quantity', 'contentId', 'paperOn'],
  ],
  'indicators.add': [() => indicatorRule, ['name', 'kinds', 'measure']],
  'indicators.edit': [() => ({ ...indicatorRule, key: 'x', version: 1 }), ['name', 'kinds', 'measure']],
  'agencies.end': [
    () => ({ id: of('agency'), validTo: '2026-01-01', successorId: 999_999, source: '' }),
    ['source', 'successorId'],
  ],
  'indicators.enterValue': [
    () => ({ key: 'không có', year: 2099, value: 'nhiều', note: 'x', fileId: 1 }),
    ['value', 'year'],
  ],
  'indicators.followQuantity': [
    () => ({ lineId: 1, indicator: 'không có', lineNumber: 'hai' }),
    ['lineNumber', 'indicator'],
  ],
  'plans.decideNumber': [
    () => ({ id: 1, takes: 'cả hai', paper: 'x', paperOn: later, reason: 'x', fileId: 1 }),
    ['takes', 'paperOn'],
  ],
  'indicators.checkImport': [() => ({ text: 'x', numbers: 'fr', paperOn: later }), ['numbers', 'paperOn']],
  'drafts.read': [() => ({ fileId: 1, text: 'x', label: 'x'.repeat(201) }), ['label', 'text']],
  'drafts.accept': [
    () => ({ id: 1, version: 0, amendedOn: later, amendedBy: 'x' }),
    ['version', 'amendedOn'],
  ],
  'assessments.record': [
    () => ({ id: of('enterprise'), edition: questionnaire().edition, answers: {}, note: 'x'.repeat(2001) }),
    ['note', `answers.${questionnaire().areas[0]?.statements[0]?.key}`],
  ],
  'reports.draft': [() => ({ year: 2098, datedOn: 'hôm qua' }), ['datedOn', 'year']],
  'reports.estimate': [
    () => ({ id: of('report'), target: 'không có', value: 'hai', basis: 'x' }),
    ['value', 'target'],
  ],
  'reports.seal': [
    () => ({ id: of('report'), version: 0, signatory: 'x', number: 'mười hai', datedOn: later }),
    ['version', 'number', 'datedOn'],
  ],
  'privacy.askCorrection': [
    () => ({ field: 'email', wrong: '', wanted: 'không phải địa chỉ' }),
    ['wrong', 'wanted'],
  ],
  'setup.province': [
    () => ({ province: 'không có', called: 'x'.repeat(101), day: later }),
    ['called', 'day', 'province'],
    'system',
  ],
  'notices.wish': [() => ({ kind: 'không có', way: 'không có' }), ['way', 'kind']],
  'notices.editTemplate': [
    () => ({ kind: 'không có', language: 'vi', version: -1, subject: 'x', body: 'x' }),
    ['version', 'kind'],
  ],
  'studies.create': [
    () => ({ territoryId: of('territory'), shareSource: 'constant', draws: 5, from: 2020, to: 2015 }),
    ['draws', 'sharePercent', 'to'],
  ],
  'studies.edit': [
    () => ({ id: 1, version: 0, territoryId: of('territory'), initial: 'given', assetLives: { x: 5 } }),
    ['version', 'stock', 'assetLives.x'],
  ],
  'drafting.draft': [
    () => ({ firstYear: 2001, tfp: 'không có', targets: { turns: { percent: 999 } } }),
    ['tfp', 'firstYear'],
  ],
  'series.splice': [
    () => ({
      id: of('series'),
      oldId: of('series'),
      overlapFrom: 2020,
      overlapTo: 2019,
      reason: 'x'.repeat(501),
    }),
    ['reason', 'overlapTo', 'oldId'],
    'statistics',
  ],
  'series.rebase': [
    () => ({ id: of('series'), toYear: 2010, reason: 'x'.repeat(501) }),
    ['reason', 'toYear'],
    'statistics',
  ],
  'series.withdraw': [() => ({ id: of('series'), year: 1950, reason: '' }), ['reason', 'year'], 'statistics'],
  'series.enter': [
    () => ({
      territoryId: of('territory'),
      cells: [{ measure: 'không có', sector: 'total', year: 2020, value: 'x' }],
      status: 'official',
      source: '',
    }),
    ['source', 'c.không có.total.2020'],
    'statistics',
  ],
}

const judged = capabilities.operations.filter(
  ({ kind, rules = [] }) => kind === 'command' && rules.length > 0,
)

/** Commands whose rules cannot be met by one that is typed, with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'controls.sayPerson': 'its two fields are the rule',
  'support.editFollowUpMoment': 'its months are held against those of one by which somebody was asked',
  'support.editFollowUpQuestion': 'its kind is held against that of one that was answered',
  'visits.addFound': 'its day is held against that of a visit that was made',
  'visits.correctFound':
    'its rule is that of its correction: what was found by a visit is not there to be corrected',
  'legal.endRule': 'its one field is the rule',
}

test('each command that has rules is tried here with a fault of each kind', () => {
  const missing = judged.map(({ name }) => name).filter((name) => !(name in cases) && !(name in otherwise))
  expect(missing).toEqual([])
})

describe('a fault of the schema and one against a rule are told at once', () => {
  test.each(Object.entries(cases))('%s', async (name, [body, told, who]) => {
    const operation = capabilities.operations.find((each) => each.name === name)
    if (operation === undefined) throw new Error(`There is no ${name}`)
    const someone = who === undefined ? coordinator : roles[who]
    if (someone === undefined) throw new Error(`Nobody is ${who}`)
    const problem = await problemOf(someone.run(operation as never, body()))
    expect(problem.status).toBe(422)
    const fields = problem.fields.map(({ field }) => field)
    for (const field of told) expect(fields, name).toContain(field)
    expect(new Set(fields).size, 'each field once').toBe(fields.length)
  })
})

test('within one field of several entries both are told at once too', async () => {
  const [first, second] = questionnaire().areas.flatMap(({ statements }) => statements.map(({ key }) => key))
  const bodies = [
    ['assessments.record', { answers: { [first ?? '']: 7 } }, [`answers.${first}`, `answers.${second}`]],
    [
      'plans.recordEarlier',
      {
        targets: [
          { indicator: 'x', bound: 'không' },
          { indicator: 'khong-co', bound: 'exactly', number: 1 },
        ],
      },
      ['targets.0.bound', 'targets.1.indicator'],
    ],
    [
      'legal.addRule',
      {
        key: 'sme.thresholds',
        value: {
          groups: {
            production: [
              { class: 'micro', labour: 'x', revenue: 1, capital: 1 },
              { class: 'small', labour: 9, revenue: 9, capital: 9 },
              { class: 'medium', labour: 5, revenue: 9, capital: 9 },
            ],
            trade_services: [],
          },
        },
      },
      ['value.groups.production.0.labour', 'value.groups.production.2', 'value.groups.trade_services'],
    ],
  ] as const
  for (const [name, over, told] of bodies) {
    const operation = capabilities.operations.find((each) => each.name === name)
    const given = cases[name]
    if (operation === undefined || given === undefined) throw new Error(`No ${name}`)
    const [body, , who] = given
    const person = who === undefined ? coordinator : roles[who]
    const problem = await problemOf(
      person?.run(operation as never, { ...body(), ...over } as never) ?? Promise.resolve(),
    )
    const fields = problem.fields.map(({ field }) => field)
    for (const field of told) expect(fields, name).toContain(field)
  }
})

test('a page and REST tell both alike', async () => {
  const browser = browserOn(app, system)
  await letIn(system, coordinator.actor.userId ?? '')
  const email = `${coordinator.actor.userId}@example.vn`
  expect((await browser.post('/sign-in', { email, password: testPassword })).status).toBe(303)
  const { token } = await coordinator.run(createToken, { name: 'máy', days: 1 })
  const forms = [
    [
      '/legal/instruments/new',
      '/legal/instruments',
      { number: '', title: 'x', titleEn: 'x', issuer: 'x', validFrom: '01/01/2025', validTo: '01/01/2024' },
      ['number', 'validTo'],
    ],
    [
      '/budget/commitments/new',
      '/budget/commitments',
      {
        ...{ line: 'x', year: '2025', source: 'x', purpose: 'x', amount: '' },
        ...{ documentNumber: '1', documentDate: '01/01/2099' },
      },
      ['amount', 'documentDate', 'line', 'fileId'],
    ],
    [
      '/obstacles',
      '/obstacles',
      { text: '', proposal: 'x', reportedOn: '01/01/2099' },
      ['text', 'reportedOn'],
    ],
  ] as const
  for (const [address, route, values, told] of forms) {
    const shown = await browser.post(address, { ...values, _once: crypto.randomUUID() })
    expect(shown.status, address).toBe(422)
    for (const field of told) expect(shown.text, `${address} ${field}`).toContain(`href="#f-${field}"`)
    const rest = await app.request(`${system.config.publicUrl}/api/v1${route}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(values),
    })
    expect(rest.status, route).toBe(422)
    const problem = Problem.parse(await rest.json())
    const fields = problem.fields.map(({ field }) => field)
    for (const field of told) expect(fields, route).toContain(field)
  }
})

/** Rules inside `run`, which are told in a second round, and why each needs what is known only there. */
const underLock: Readonly<Record<string, string>> = {
  'support.approveChange':
    'what is still unpaid is that of the locked turn; asked when it was asked for as well',
  'visits.record': 'the items are those of the edition under the lock; asked before as well',
  'visits.closeRemedy': 'what was answered, and which visits were made since, follows from the locked record',
  'applications.appraise':
    'what the enterprise had before is that of the locked application; asked before as well',
  'certificates.restore': 'the day is held against the suspension of the locked certificate',
  'improvements.start': 'the day is held against the values of the locked project',
  'improvements.finish': 'the day is held against the start of the locked project',
  'improvements.evaluate': 'the day and the evaluator are held against the locked project',
  'commendations.createList': 'the nominations are those that are complete when they are put on it',
  'commendations.decide': 'who is chosen, and the day, are held against the locked list',
  'commendations.forwardList': 'the day is held against the locked list',
  'nominations.nominate': 'whom the call is for is of the locked call',
  'awards.assess': 'the criteria are those of the rules of the locked entry',
  'awards.placeRound': 'which plans have the year follows from the locked round',
  'awards.endRules': 'the year is held against the rounds of the locked rules',
  'councils.addCost': 'what the norms say is of the locked record',
  'councils.conclude': 'who was there is held against the seats and sheets under the lock',
  'councils.giveSheet':
    'points and votes are held against the sheet and the contents of the locked appraisal',
  'councils.endRule': 'its one field is the rule',
  'scienceTasks.commit': 'what is left to commit follows from the locked task',
  'scienceTasks.end': 'how a task may end, and how much is paid back, follows from the locked task',
  'scienceTasks.change': 'what may be changed follows from the locked task and what was changed before',
  'claims.addLine': 'which source and year a line is of follows from the matter of the locked claim',
  'people.expertise': 'which fields are new to the person is of the locked record',
  'people.taught': 'the event is looked up beside the locked record',
  'training.outcome': 'how many are experts is of the locked event',
  'events.edit': 'the programme and the day that stood are those of the locked event',
  'events.addQuestion': 'what a question needs follows from the kind of the locked sheet',
  'events.answerSheet': 'the questions are those of the sheet that the link leads to',
  'events.decideSending': 'who was named is of the locked call',
  'events.passCallOn': 'the days are those of the locked event',
  'events.addConclusion': 'the first day is that of the locked event',
  'events.settleCosts': 'what was paid is held against the statement under its lock',
  'events.addSession': 'the days are those of the locked event',
  'events.close': 'what the kind counts as is of the locked event',
  'events.noteAtDoor': 'whose code it is follows from the list of the locked event',
  'events.noteSheet': 'the days and who stands on the list are those of the locked event',
  'events.openRegistration': 'the days are those of the locked event',
  'recoveries.approveCorrection': 'what is paid in and waits may have changed since it was proposed',
  'reportRequests.settleExtension': 'the day is held against that of the locked report',
  'reportRequests.enterFigure': 'the value is held against the indicator that the question names',
  'standing.setPeriod': 'whether the setting is there already is known under its lock',
  'yearEnd.enterTreasury': 'the lines are those of the locked settlement',
  'treasury.matchUnknown': 'whether the Treasury has answered the payment follows from the locked difference',
  'yearEnd.propose': 'what is left is held against the locked accounts; the rules ask before as well',
  'drafts.accept': 'the whole draft is held against the program; what is typed beside it has rules',
  'drafts.edit': 'what a part may be depends on the part',
  'duties.handOn': 'its one field is the rule',
  'enterprises.settleSeats': 'each answer is held against its unit under the lock; the preview asked before',
  'news.addPicture': 'whether the file is a picture is read off the file that is named',
  'news.agree': 'whether a paper must be named depends on who answers',
  'guide.agree': 'whether a paper must be named depends on who answers',
  'guide.takeIn': 'each entry of the file is held against the catalogue and the locked entries',
  'identity.changePassword': 'the present password is proved last, so that a refused form tries none',
  'places.add': 'the database says whether the key is taken',
  'privacy.proposeErasure': 'who is meant is found among all records, and counted, in the same transaction',
  'reports.edit': 'the figures named are those of the locked draft; asked before as well',
  'reports.seal': 'the figures are those that are sealed',
  'series.addTerritory': 'its one field is the rule',
  'setup.agencies': 'its one list is the rule, by the province answered before',
  'outreach.tieIntroductions':
    'another activity may have tied an introduction meanwhile; a wrong number alone meets it',
  'yearlyPlans.addIntegrations':
    'another yearly plan may have taken one meanwhile; a wrong number alone meets it',
  'setup.users': 'its one list is the rule, by the agencies made before',
  'series.enter': 'cells are held against what is on record under the lock; asked before as well',
}

test('a rule stands beside its command; one that is asked within the transaction alone has its reason', () => {
  const found = new Set<string>()
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file) || /\.test\.|testing/.test(file)) continue
    const text = readFileSync(join('src', file), 'utf8')
    // Most files declare none: only the others are parsed.
    if (!/\bcommand[(<]/.test(text)) continue
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const refusals = (node: ts.Node, command: string): void => {
      if (ts.isCallExpression(node) && /^(invalidField|invalid|refuse)$/.test(node.expression.getText()))
        found.add(command)
      ts.forEachChild(node, (child) => refusals(child, command))
    }
    const walk = (node: ts.Node): void => {
      const [declared] =
        ts.isCallExpression(node) && node.expression.getText() === 'command' ? node.arguments : []
      if (declared === undefined || !ts.isObjectLiteralExpression(declared)) {
        ts.forEachChild(node, walk)
        return
      }
      const part = (key: string) => declared.properties.find((each) => each.name?.getText() === key)
      const name =
        part('name')
          ?.getText()
          .match(/'(.+)'/)?.[1] ?? file
      const run = part('run')
      if (run !== undefined) refusals(run, name)
    }
    walk(source)
  }
  expect([...found].sort()).toEqual(Object.keys(underLock).sort())
})
