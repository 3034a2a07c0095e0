import { addDraftPaper, beginApplication, writeWhat } from '../applications/index.ts'
import {
  addCallContent,
  addCallPaper,
  approveCall,
  approveProlongation,
  createCall,
  endCall,
  prolongCall,
  returnCall,
  sendCall,
  showCall,
} from '../calls/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** How the calls of the sample end, from the first year on; the last one is of the year that runs. */
const ends = ['ended', 'approved', 'sent', 'draft'] as const

/** Each year of the plan gets a call: contents, places, papers, sent, returned once, approved; ended where each application is decided. */
export function openCallsOfYears(scenario: Scenario): void {
  const { plan, story } = scenario
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    const end = ends[year - plan.firstYear] ?? 'draft'
    story.on(opening(scenario, year, '02-05'), () => openOne(scenario, year, end))
  }
}

async function openOne(scenario: Scenario, year: number, end: (typeof ends)[number]): Promise<void> {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  const from = addDays(story.today, 10)
  const { id } = await story.run(officer, createCall, {
    ...{ planId: plan.id, year, title: `Đợt kêu gọi hồ sơ năm ${year} (mẫu)` },
    ...{ opensOn: from, closesOn: addDays(from, 120), waitingPlaces: 5 },
    beneficiaries: 'Doanh nghiệp, hợp tác xã trên địa bàn theo kế hoạch (mẫu).',
    note: 'Ảnh chụp bằng điện thoại được chấp nhận nếu đọc rõ (mẫu).',
  })
  const contents = await system.db
    .selectFrom('supportContent')
    .select('id')
    .where('active', '=', true)
    .orderBy('ord')
    .limit(6)
    .execute()
  for (const [at, content] of contents.entries())
    await story.run(officer, addCallContent, {
      ...{ id, contentId: content.id, places: at === 2 ? undefined : 10 },
      money: at === 2 ? undefined : 400_000_000n,
    })
  await story.run(officer, addCallPaper, {
    ...{ id, name: 'Ảnh dây chuyền, nhà xưởng (mẫu)', required: true },
    hint: 'Ít nhất một ảnh toàn cảnh (mẫu).',
  })
  await story.run(officer, addCallPaper, {
    ...{ id, name: 'Nghị quyết của thành viên (mẫu)', legalForm: 'cooperative', required: true },
  })
  await story.run(officer, addCallPaper, { id, name: 'Giấy chứng nhận đã có (mẫu)', required: false })
  if (end === 'draft') return
  await story.run(officer, sendCall, { id, version: await versionOf(scenario, id) })
  if (end === 'sent') return
  story.on(addDays(story.today, 2), async () => {
    await story.run(as('leader'), returnCall, {
      ...{ id, version: await versionOf(scenario, id) },
      remarks: 'Ghi rõ ảnh nào được chấp nhận (mẫu).',
    })
  })
  story.on(addDays(story.today, 4), async () => {
    await story.run(officer, sendCall, { id, version: await versionOf(scenario, id) })
  })
  story.on(addDays(story.today, 6), async () => {
    await story.run(as('leader'), approveCall, {
      ...{ id, version: await versionOf(scenario, id), number: `${id}/TB-MAU`, decidedOn: story.today },
    })
  })
  story.on(addDays(from, 20), () => writeOne(scenario, id, year))
  if (end === 'approved') prolongOne(scenario, id, addDays(from, 110))
  if (end === 'ended') story.on(addDays(from, 300), () => endOne(scenario, id))
}

/** A call takes applications for a month longer: proposed by one, approved by another. */
function prolongOne(scenario: Scenario, id: number, on: string): void {
  const { story, as } = scenario
  story.on(on, async () => {
    const { version, closesOn } = await story.run(as('coordinator'), showCall, { id })
    await story.run(as('coordinator'), prolongCall, {
      ...{ id, version, closesOn: addDays(closesOn, 30), reason: 'Nhiều doanh nghiệp chưa kịp nộp (mẫu)' },
    })
  })
  story.on(addDays(on, 3), async () => {
    await story.run(as('leader'), approveProlongation, {
      ...{ id, version: await versionOf(scenario, id), number: `${id}/TB-GH-MAU` },
    })
  })
}

/** Somebody begins an application to a call, gives a paper and does not send it yet. */
async function writeOne(scenario: Scenario, callId: number, year: number): Promise<void> {
  const { story, as, makers } = scenario
  const maker = makers[(callId * 3 + 1) % makers.length]
  if (maker === undefined) return
  const officer = as('coordinator')
  const { contents, papers } = await story.run(officer, showCall, { id: callId })
  const [content] = contents
  if (content === undefined) return
  const { id, version } = await story.run(officer, beginApplication, {
    ...{ enterpriseId: maker.id, contentId: content.contentId, year, callId },
  })
  await story.run(officer, writeWhat, { id, version, description: 'Áp dụng tại phân xưởng chính (mẫu)' })
  await story.run(officer, addDraftPaper, {
    ...{ id, callPaperId: papers[0]?.id, fileId: await scenario.paper('Ảnh dây chuyền') },
  })
}

/** Ends a call that nobody waits in. */
async function endOne(scenario: Scenario, id: number): Promise<void> {
  const { story, system, as } = scenario
  const waits = await system.db
    .selectFrom('application')
    .select('id')
    .where('callId', '=', id)
    .where('state', 'in', ['filed', 'returned', 'checked', 'appraised'])
    .executeTakeFirst()
  if (waits !== undefined) return
  await story.run(as('coordinator'), endCall, {
    ...{ id, version: await versionOf(scenario, id) },
    outcome: 'Mọi hồ sơ đã có quyết định (mẫu).',
  })
}

async function versionOf({ system }: Scenario, id: number): Promise<number> {
  const { version } = await system.db
    .selectFrom('call')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return version
}
