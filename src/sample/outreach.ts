import {
  confirmIntegration,
  confirmOutreach,
  nameInCommon,
  nameReached,
  recordIntegration,
  recordOutreach,
  returnOutreach,
  sendIntegration,
  sendOutreach,
  tieIntroductions,
} from '../outreach/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

const firstOf = (scenario: Scenario, table: 'fundingSource' | 'outreachKind') =>
  scenario.system.db.selectFrom(table).select('id').orderBy('id').executeTakeFirstOrThrow()

/** The tax codes of the first enterprises of the register, as a form takes them. */
async function taxCodes({ system }: Scenario, most: number): Promise<string> {
  const rows = await system.db
    .selectFrom('enterprise')
    .select('taxCode')
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ taxCode }) => taxCode).join('; ')
}

/** An association integrates the programme into its own plan of a year, and it is confirmed. @returns its id */
export async function integrate(scenario: Scenario, year: number): Promise<number> {
  const { story, as } = scenario
  const made = await story.run(as('association'), recordIntegration, {
    ...{ year, programme: `Kế hoạch hỗ trợ hội viên năm ${year} (mẫu)`, documentNumber: `${year}/KH-MAU` },
    ...{ documentDate: story.today, clause: 'Mục III, điểm 2 (mẫu)', ownLine: 'Chi tư vấn hội viên (mẫu)' },
    ...{ purpose: 'Tư vấn 5S cho hội viên cùng ngành (mẫu)', amount: 80_000_000n },
    sourceId: (await firstOf(scenario, 'fundingSource')).id,
    fileId: await scenario.paper('Kế hoạch của hội', as('association')),
  })
  const named = await story.run(as('association'), nameInCommon, {
    ...{ id: made.id, version: made.version, taxCodes: await taxCodes(scenario, 2) },
  })
  const sent = await story.run(as('association'), sendIntegration, { id: named.id, version: named.version })
  await story.run(as('coordinator'), confirmIntegration, { id: sent.id, version: sent.version })
  return made.id
}

type End = 'confirmed' | 'draft' | 'returned' | 'sent'

async function reach(scenario: Scenario, by: 'agency' | 'association', end: End, said: object) {
  const { story, as } = scenario
  const { id, version } = await story.run(as(by), recordOutreach, {
    ...{
      kindId: (await firstOf(scenario, 'outreachKind')).id,
      heldOn: story.today,
      enterprises: 25,
      persons: 40,
    },
    fileId: await scenario.paper('Minh chứng việc vận động', as(by)),
    ...said,
  })
  if (end === 'draft') return
  const named = await story.run(as(by), nameReached, { id, version, taxCodes: await taxCodes(scenario, 3) })
  const brought = await scenario.system.db
    .selectFrom('introduction')
    .select('id')
    .where('agencyId', '=', as(by).agencyId ?? 0)
    .where('outreachId', 'is', null)
    .orderBy('id')
    .limit(2)
    .execute()
  const tied = await story.run(as(by), tieIntroductions, {
    ...{ id, version: named.version, introductionIds: brought.map((one) => one.id) },
  })
  const sent = await story.run(as(by), sendOutreach, { id, version: tied.version })
  if (end === 'sent') return
  const now = { id, version: sent.version }
  if (end === 'confirmed') await story.run(as('coordinator'), confirmOutreach, now)
  else
    await story.run(as('coordinator'), returnOutreach, {
      ...now,
      remark: 'Xin thêm ảnh và danh sách hội viên (mẫu).',
    })
}

/** What an agency and an association of a sample did among their own: confirmed, returned, waiting, still written. */
export function reachOut(scenario: Scenario): void {
  const { plan, story } = scenario
  const first = opening(scenario, plan.lastYear, '03-12')
  story.on(first, async () => {
    await reach(scenario, 'agency', 'confirmed', { title: 'Phổ biến Kế hoạch cho doanh nghiệp ngành (mẫu)' })
    await reach(scenario, 'association', 'returned', {
      ...{ title: 'Vận động hội viên áp dụng 5S (mẫu)', setting: 'cooperatives' },
    })
  })
  story.on(addDays(first, 6), async () => {
    await reach(scenario, 'association', 'confirmed', {
      ...{ title: 'Tập huấn tại làng nghề (mẫu)', setting: 'craft_villages', cost: 12_000_000n },
    })
    await reach(scenario, 'agency', 'sent', { title: 'Đối thoại với hợp tác xã (mẫu)', setting: 'both' })
    await reach(scenario, 'association', 'draft', { title: 'Gặp gỡ hội viên mới (mẫu)' })
  })
  story.on(opening(scenario, plan.lastYear, '08-26'), () =>
    reach(scenario, 'association', 'confirmed', { title: 'Ngày hội năng suất của hội viên (mẫu)' }),
  )
}
