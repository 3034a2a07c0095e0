import {
  addReference,
  agreeToExample,
  askableEnterprises,
  askExample,
  createEntry,
  publishEntry,
  returnEntry,
  sendEntry,
  showEntry,
} from '../guide/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** An entry of the office's own, published with the example of an enterprise that has agreed; another that is returned, one that is a draft. */
export function writeGuide(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '03-10'), () =>
    writeOne(scenario, 'Kaizen tại xưởng', 'published'),
  )
  story.on(opening(scenario, plan.lastYear, '03-20'), () =>
    writeOne(scenario, 'Quản lý trực quan', 'returned'),
  )
  story.on(opening(scenario, plan.lastYear, '04-02'), () =>
    writeOne(scenario, 'Chuẩn hóa công việc', 'draft'),
  )
}

async function writeOne(
  scenario: Scenario,
  name: string,
  end: 'published' | 'returned' | 'draft',
): Promise<void> {
  const { story, system, as } = scenario
  const officer = as('coordinator')
  // of the content that most enterprises have finished, so that one of them can be asked
  const content = await system.db
    .selectFrom('supportContent as c')
    .select('c.id')
    .where('c.active', '=', true)
    .orderBy(
      (eb) =>
        eb
          .selectFrom('supportTurn as t')
          .select((of) => of.fn.countAll().as('count'))
          .whereRef('t.contentId', '=', 'c.id')
          .where('t.state', '=', 'finished'),
      'desc',
    )
    .orderBy('c.id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { id } = await story.run(officer, createEntry, {
    ...{ contentId: content.id, title: `${name} (DỮ LIỆU MẪU)`, titleEn: `${name} (SAMPLE DATA)` },
    about: 'Mục hướng dẫn mẫu của cơ quan (mẫu).',
    aboutEn: 'An entry of the office, made up (sample).',
    ...{ whom: 'Doanh nghiệp mẫu.', whomEn: 'Sample enterprises.' },
    steps: '1. Bước một (mẫu)\n2. Bước hai (mẫu)',
    stepsEn: '1. First step (sample)\n2. Second step (sample)',
    ...{ standards: 'Kaizen', goals: ['productivity'], sectors: [] },
  })
  await story.run(officer, addReference, {
    ...{ id, kind: 'source', title: 'Tài liệu mẫu', publisher: 'Đơn vị mẫu' },
    ...{ address: 'https://mau.example/tai-lieu', readOn: story.today },
  })
  if (end === 'draft') return
  await story.run(officer, sendEntry, { id, version: await versionOf(scenario, id) })
  story.on(addDays(story.today, 3), async () => {
    const at = { id, version: await versionOf(scenario, id) }
    if (end === 'returned') {
      await story.run(as('leader'), returnEntry, { ...at, remarks: 'Thêm nguồn của Việt Nam (mẫu).' })
      return
    }
    await story.run(as('leader'), publishEntry, at)
    await askOne(scenario, id)
  })
}

async function askOne(scenario: Scenario, id: number): Promise<void> {
  const { story, as } = scenario
  const officer = as('coordinator')
  const [enterprise] = await story.run(officer, askableEnterprises, { id })
  if (enterprise === undefined) return
  const example = await story.run(officer, askExample, {
    ...{ id, enterpriseId: enterprise.id },
    story: 'Rút ngắn thời gian chuẩn bị máy còn một nửa sau ba tháng (DỮ LIỆU MẪU).',
    storyEn: 'Halved the time for setting up machines within three months (SAMPLE DATA).',
  })
  await story.run(officer, agreeToExample, { ...example, paper: 'Giấy đồng ý của doanh nghiệp (mẫu)' })
}

async function versionOf(scenario: Scenario, id: number): Promise<number> {
  return (await scenario.story.run(scenario.as('coordinator'), showEntry, { id })).version
}
