import { publicActor, systemActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import {
  acceptReport,
  addQuestion,
  approveReport,
  askExtension,
  askNext,
  askReports,
  attachFile,
  beginByLink,
  beginReport,
  createForm,
  giveLinks,
  keepLinkFile,
  openByLink,
  returnReport,
  saveByLink,
  saveReport,
  sendByLink,
  showReport,
  showRequest,
  submitReport,
} from '../report-requests/index.ts'
import { opening, type Scenario } from './scenario.ts'

const questions = [
  {
    section: 'I. Kết quả',
    code: '1',
    kind: 'number',
    label: 'Việc có thời hạn đã hoàn thành',
    unit: 'việc',
    known: 'dated',
  },
  {
    section: 'I. Kết quả',
    code: '2',
    kind: 'number',
    label: 'Hội nghị, lớp tập huấn đã dự',
    unit: 'cuộc',
    minimum: '0',
  },
  {
    ...{ section: 'I. Kết quả', code: '3', kind: 'table', label: 'Người được tập huấn', unit: 'người' },
    ...{ lines: 'Công chức; Người của doanh nghiệp; Cộng', columns: 'Nam; Nữ', totalLine: 'on' },
  },
  {
    section: 'II. Đánh giá',
    code: '4',
    kind: 'choice',
    label: 'Tiến độ chung',
    choices: 'Đúng tiến độ; Chậm',
  },
  { section: 'II. Đánh giá', code: '5', kind: 'text', label: 'Khó khăn, đề xuất' },
  { section: 'III. Tài liệu', code: '6', kind: 'file', label: 'Danh sách người dự lớp tập huấn' },
] as const

/** Each half-year five agencies are asked for a report: three send one, one is returned, one asks for more time and is late. */
export function collectReports(scenario: Scenario): void {
  const { story, as, plan } = scenario
  const year = plan.firstYear
  story.on(opening(scenario, year, '07-05'), async () => {
    const officer = as('coordinator')
    const form = await story.run(officer, createForm, {
      name: 'Báo cáo 6 tháng của sở, ngành (mẫu)',
      purpose: 'Số liệu, tài liệu đều được đặt ra để người học thử.',
    })
    for (const question of questions) await story.run(officer, addQuestion, { id: form.id, ...question })
    const agencies = await scenario.system.db
      .selectFrom('agency')
      .select('id')
      .where('validTo', 'is', null)
      .where('kind', '<>', 'leader')
      .orderBy('id')
      .limit(5)
      .execute()
    const { id } = await story.run(officer, askReports, {
      ...{ title: 'Kết quả 6 tháng thực hiện kế hoạch (mẫu)', formId: form.id, basis: 'Công văn mẫu' },
      ...{
        fromOn: `${year}-01-01`,
        toOn: `${year}-06-30`,
        workingDays: 10,
        recurrence: 'halfYearly',
        scans: 'on',
      },
      agencyIds: agencies.map((agency) => agency.id),
    })
    story.on(addDays(story.today, 5), () => answer(scenario, id, 0))
    await askByLink(scenario, form.id)
    story.on(`${year + 1}-01-08`, async () => {
      await story.run(officer, askNext, {})
      const { nextId } = await story.run(officer, showRequest, { id })
      if (nextId !== null) story.on(addDays(story.today, 5), () => answer(scenario, nextId, 3))
    })
  })
}

async function answer(scenario: Scenario, requestId: number, more: number): Promise<void> {
  const { story, as } = scenario
  const officer = as('coordinator')
  const { reports } = await story.run(officer, showRequest, { id: requestId })
  for (const [at, { id, version }] of reports.entries()) {
    await story.run(officer, beginReport, { id, version })
    if (at === 4) {
      const wishedOn = addDays(reports[at]?.dueOn ?? story.today, 7)
      await story.run(officer, askExtension, { id, wishedOn, reason: 'Chờ số liệu của cấp huyện cũ (mẫu)' })
      continue
    }
    await write(scenario, id, at + more)
    const submitted = await story.run(officer, submitReport, {
      id,
      version: (await read(scenario, id)).version,
    })
    const sent = await story.run(systemActor, approveReport, submitted)
    if (at === 3) await story.run(officer, returnReport, { ...sent, remark: 'Xin ghi rõ khó khăn (mẫu)' })
    else if (at < 2) await story.run(systemActor, acceptReport, sent)
  }
}

/** One enterprise without an account is asked, and answers by its personal link. */
async function askByLink(scenario: Scenario, formId: number): Promise<void> {
  const { story, as, plan } = scenario
  const year = plan.firstYear
  const enterprise = await scenario.system.db
    .selectFrom('enterprise as e')
    .select('e.taxCode')
    .where('e.state', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('accountRole as r').select('r.id').whereRef('r.enterpriseId', '=', 'e.id'))),
    )
    .orderBy('e.id', 'desc')
    .executeTakeFirst()
  if (enterprise === undefined) return
  const { id } = await story.run(as('coordinator'), askReports, {
    ...{ title: 'Người được tập huấn của doanh nghiệp (mẫu)', formId, scans: 'on', workingDays: 10 },
    ...{ fromOn: `${year}-01-01`, toOn: `${year}-06-30`, taxCodes: enterprise.taxCode },
  })
  const { links } = await story.run(as('coordinator'), giveLinks, { id })
  const [link] = links
  if (link === undefined) return
  const { token } = link
  await story.run(publicActor, openByLink, { token })
  const begun = await story.run(publicActor, beginByLink, { token, version: 1 })
  const { questions: asked } = await read(scenario, begun.id)
  const cells = [
    { questionId: asked.find(({ code }) => code === '2')?.id, value: '1', line: 0, col: 0 },
    { questionId: asked.find(({ code }) => code === '4')?.id, value: 'Đúng tiến độ', line: 0, col: 0 },
  ]
  const saved = await story.run(publicActor, saveByLink, { token, version: begun.version, cells })
  const { sha256 } = await scenario.system.db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', await scenario.paper('Báo cáo đã ký'))
    .executeTakeFirstOrThrow()
  const bytes = await scenario.system.files.read(sha256)
  const kept = await story.run(publicActor, keepLinkFile, { token, name: 'bao-cao-da-ky.pdf', bytes })
  await story.run(publicActor, sendByLink, {
    ...{ token, version: saved.version, signer: 'Giám đốc doanh nghiệp (mẫu)', fileId: kept.id },
  })
}

const read = ({ story, as }: Scenario, id: number) => story.run(as('coordinator'), showReport, { id })

async function write(scenario: Scenario, id: number, at: number): Promise<void> {
  const { questions: asked, version } = await read(scenario, id)
  const place = (code: string, value: string, line = 0, col = 0) => ({
    ...{ questionId: asked.find((question) => question.code === code)?.id, value, line, col },
  })
  const fileId = await scenario.paper('Danh sách người dự lớp tập huấn')
  const questionId = asked.find(({ kind }) => kind === 'file')?.id
  const attached = await scenario.story.run(scenario.as('coordinator'), attachFile, {
    ...{ id, version, questionId, fileId },
  })
  const [officials, others] = [4 + at, 11 + 2 * at]
  await scenario.story.run(scenario.as('coordinator'), saveReport, {
    ...attached,
    cells: [
      place('2', String(2 + at)),
      ...[1, 2].flatMap((col) => [
        place('3', String(officials), 1, col),
        place('3', String(others), 2, col),
        place('3', String(officials + others), 3, col),
      ]),
      place('4', at % 3 === 2 ? 'Chậm' : 'Đúng tiến độ'),
      place('5', `Đề xuất thêm lớp tập huấn cho doanh nghiệp nhỏ, đợt ${at + 1} (mẫu)`),
    ],
  })
}
