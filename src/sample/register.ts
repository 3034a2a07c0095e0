import { addExpertise, noteTaught, recordPerson, setExpertise, stateTrainer } from '../people/index.ts'
import { addDays } from '../platform/dates.ts'
import { sampleMail } from './names.ts'
import { opening, type Scenario } from './scenario.ts'

/** Persons of the register: one from each kind of employer, a lecturer who may train and has taught, and one who may stand twice. */
export function keepRegister(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '04-02'), () => enter(scenario))
}

async function enter(scenario: Scenario): Promise<void> {
  const { plan, story, as, paper, system } = scenario
  const officer = as('coordinator')
  const field = await story.run(officer, addExpertise, {
    ...{ name: 'Công cụ cải tiến năng suất (mẫu)', nameEn: 'Tools for improving productivity (sample)' },
  })
  const consent = { consentedOn: addDays(story.today, -1), consentWay: 'form' }
  const lecturer = await story.run(officer, recordPerson, {
    ...{ ...consent, name: 'Giảng viên 01 (mẫu)', role: 'lecturer', sinceYear: plan.firstYear - 5 },
    ...{ employerKind: 'school', workplace: 'Trường cao đẳng mẫu', email: sampleMail('giang-vien-01') },
  })
  await story.run(officer, recordPerson, {
    ...{ ...consent, name: 'Cán bộ quản lý 01 (mẫu)', role: 'manager', employerKind: 'agency' },
    ...{ workplace: `Cơ quan mẫu, ${plan.province}`, email: sampleMail('can-bo-01') },
  })
  for (const at of [1, 2])
    await story.run(officer, recordPerson, {
      ...{ name: 'Tổ trưởng sản xuất 01 (mẫu)', role: 'worker', employerKind: 'enterprise' },
      ...{ workplace: 'Xưởng mẫu', ...(at === 1 ? consent : {}) },
    })
  const marked = await story.run(officer, setExpertise, { ...lecturer, fields: [field.id] })
  const trainer = await story.run(officer, stateTrainer, {
    ...{ ...marked, trainsSince: story.today, fileId: await paper('Chứng chỉ giảng viên') },
    trainsReason: 'Có chứng chỉ và đã giảng dạy về 5S, Kaizen (mẫu).',
  })
  const course = await system.db
    .selectFrom('trainingEvent')
    .select('id')
    .where('planId', '=', plan.id)
    .where('kind', '<>', 'conference')
    .where('retractedOn', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (course !== undefined) await story.run(officer, noteTaught, { ...trainer, eventId: course.id })
}
