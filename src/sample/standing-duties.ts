import { addDays } from '../platform/dates.ts'
import {
  acceptReport,
  addDeed,
  askStanding,
  coveredPlan,
  decideRecording,
  listStanding,
  returnReport,
  sendReport,
  showStanding,
} from '../standing-duties/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** Each half-year agencies are asked about their standing duties: most report, some did nothing, some are late; the leader looks at them. */
export function reportStanding(scenario: Scenario): void {
  const { plan, story, as } = scenario
  story.on(opening(scenario, plan.firstYear, '02-03'), () => chooseRecords(scenario))
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    for (const [asked, told] of [
      ['01-10', '06-15'],
      ['07-10', '12-10'],
    ] as const) {
      if (`${year}-${told}` <= plan.issuedOn) continue
      story.on(opening(scenario, year, asked), async () => {
        await story.run(as('coordinator'), askStanding, {})
        story.on(opening(scenario, year, told), () => tell(scenario))
      })
    }
  }
}

async function tell(scenario: Scenario): Promise<void> {
  const { story, as, plan } = scenario
  const officer = as('coordinator')
  const { rows } = await story.run(officer, listStanding, {
    state: 'asked',
    plan: String(plan.id),
    limit: 1000,
  })
  const due = rows.filter(({ dueOn }) => dueOn >= story.today)
  const sent: { readonly id: number; readonly version: number }[] = []
  for (const [at, row] of due.entries()) {
    if (at % 9 === 8) continue
    const nothing = at % 7 === 6
    if (!nothing && at % 6 === 0) await enterDeed(scenario, row.id, at)
    const { version } = await story.run(officer, showStanding, { id: row.id })
    sent.push(
      await story.run(officer, sendReport, {
        ...{ id: row.id, version, nothing },
        done: nothing ? undefined : `Đã thực hiện nhiệm vụ ${row.code} trong kỳ (mẫu)`,
        reason: nothing ? 'Trong kỳ chưa được bố trí kinh phí (mẫu)' : undefined,
      }),
    )
  }
  story.on(addDays(story.today, 8), async () => {
    for (const [at, { id, version }] of sent.entries()) {
      if (at % 8 === 7) continue
      if (at % 11 === 5)
        await story.run(as('leader'), returnReport, { id, version, remark: 'Xin ghi rõ số lượng (mẫu)' })
      else await story.run(as('leader'), acceptReport, { id, version })
    }
  })
}

/** A thing that was done, under one of the plan's tasks, with its paper. */
async function enterDeed(scenario: Scenario, id: number, at: number): Promise<void> {
  const { story, as, paper } = scenario
  const officer = as('coordinator')
  const { tasks } = await story.run(officer, showStanding, { id })
  await story.run(officer, addDeed, {
    ...{ id, text: `Việc đã làm trong kỳ số ${at + 1} (mẫu)`, doneOn: addDays(story.today, -20) },
    ...{ task: tasks[at % Math.max(1, tasks.length)]?.key, fileId: await paper('Báo cáo kết quả') },
  })
}

/** For one sentence the officer adds a kind of record to those that are proposed. */
async function chooseRecords({ story, as, plan }: Scenario): Promise<void> {
  const { sentences } = await story.run(as('coordinator'), coveredPlan, { planId: plan.id })
  const sentence = sentences.find(({ kind, told }) => kind === 'task' && told.length > 0)
  if (sentence === undefined) return
  await story.run(as('coordinator'), decideRecording, {
    ...{ planId: plan.id, sentence: sentence.key, source: 'Ý kiến của bộ phận tổng hợp (mẫu)' },
    records: [...new Set([...sentence.told.map(({ record }) => record), 'obstacle'])],
  })
}
