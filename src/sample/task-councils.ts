import {
  addCouncilMember,
  appointCouncil,
  concludeAppraisal,
  createCouncil,
  declareInterest,
  giveSheet,
  putBefore,
  showAppraisal,
  showCouncil,
} from '../councils/index.ts'
import type { Output } from '../platform/operation.ts'
import { councilRecordOf, isCouncilPart, type showTask } from '../science-tasks/index.ts'
import type { Scenario } from './scenario.ts'

/* The councils of the sample's tasks: each rule has one, which sits on one task after the other; sheets come on paper. */

type Step = Output<typeof showTask>['steps'][number]

const members = [
  ['chair', 'Nguyễn Thị Chủ Tịch Mẫu'],
  ['vice', 'Trần Văn Phó Mẫu'],
  ['secretary', 'Lê Thị Thư Ký Mẫu'],
  ['reviewer', 'Phạm Văn Phản Biện Mẫu'],
  ['reviewer', 'Huỳnh Thị Phản Biện Mẫu'],
  ['member', 'Võ Văn Ủy Viên Mẫu'],
  ['member', 'Đặng Thị Ủy Viên Mẫu'],
] as const

const councils = new WeakMap<Scenario, Map<number, number>>()

/** The council that sits by a rule, appointed when it is first needed. */
async function councilFor(scenario: Scenario, name: string, ruleId: number, sheetId: number | null) {
  const { story, as } = scenario
  const officer = as('coordinator')
  const known = councils.get(scenario) ?? new Map<number, number>()
  councils.set(scenario, known)
  const there = known.get(ruleId)
  if (there !== undefined) return there
  const { id } = await story.run(officer, createCouncil, {
    ...{ name: `${name} (mẫu)`, ruleId, sheetId: sheetId ?? undefined },
  })
  for (const [post, personName] of members)
    await story.run(officer, addCouncilMember, {
      ...{ id, post, personName, organisation: 'Cơ quan mẫu', consent: true },
    })
  const { version } = await story.run(officer, showCouncil, { id })
  await story.run(officer, appointCouncil, {
    ...{ id, version, number: `${id}/QĐ-HĐNV-MAU`, decidedOn: story.today },
  })
  known.set(ruleId, id)
  return id
}

/** A council sits on a task, where the step asks for one. @param passes what it concludes */
export async function sit(scenario: Scenario, taskId: number, step: Step, passes: boolean): Promise<void> {
  const { story, as } = scenario
  const { part, appraisalRuleId } = step
  if (appraisalRuleId === null || !isCouncilPart(part)) return
  const officer = as('coordinator')
  const council = await councilFor(
    scenario,
    step.appraisalRule ?? step.name,
    appraisalRuleId,
    step.scoreSheetId,
  )
  const { id } = await story.run(officer, putBefore, {
    ...{ id: council, record: councilRecordOf(part), recordId: taskId },
  })
  const { seats, sheet, contents } = await story.run(officer, showAppraisal, { id })
  const votes = await votesOf(scenario, appraisalRuleId, passes)
  const fileId = await scenario.paper('Phiếu đánh giá')
  const points = (sheet?.groups ?? []).flatMap(({ criteria }) =>
    criteria.map((criterion) => ({
      criterionId: criterion.id,
      points: Math.round(criterion.most * (passes ? 9 : 5)) / 10,
    })),
  )
  for (const seat of seats) {
    await story.run(officer, declareInterest, { id, seat: seat.id, declared: 'none' })
    await story.run(officer, giveSheet, {
      ...{ id, seat: seat.id, fileId, points },
      remark: passes ? 'Đồng ý (mẫu)' : 'Không đủ tính khả thi (mẫu)',
      votes: votes === null ? [] : contents.map((content) => ({ contentId: content.id, vote: votes })),
    })
  }
  const { version } = await story.run(officer, showAppraisal, { id })
  await story.run(officer, concludeAppraisal, {
    ...{ id, version, sessionOn: story.today, sessionPlace: 'Phòng họp của cơ quan mẫu' },
    present: seats.map((seat) => seat.id),
    conclusion: passes ? 'Hội đồng nhất trí thông qua (mẫu).' : 'Hội đồng không thông qua (mẫu).',
    earlyReason: 'Các thành viên nhất trí họp sớm (mẫu)',
  })
}

/** What each member votes; null where the rule has no votes. */
async function votesOf({ system }: Scenario, ruleId: number, passes: boolean): Promise<string | null> {
  const rows = await system.db
    .selectFrom('appraisalRuleVote')
    .select(['key', 'passes'])
    .where('ruleId', '=', ruleId)
    .orderBy('id', 'desc')
    .execute()
  return rows.find((row) => row.passes === passes)?.key ?? null
}
