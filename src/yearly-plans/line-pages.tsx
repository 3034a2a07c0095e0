import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Act, Dong, Facts, formPage, OpenLink, Section, Table } from '../ui/index.ts'
import { addLine, editLine, removeLine } from './commands.ts'
import { lineFields } from './fields.ts'
import { gatherable, gatherLines } from './gather.ts'
import { crumbs } from './list-pages.tsx'
import { lineChoices, showYearlyPlan, showYearlyPlanLine } from './queries.ts'
import { isOpen } from './rules.ts'

/* The lines of a yearly plan: each on its page, added, corrected, taken out, gathered. */

export const ofPlan = (request: PageRequest) => request.execute(showYearlyPlan, { id: request.params.id })
export const up = (request: PageRequest, { id, title }: { id: number; title: string }) => [
  ...crumbs(request),
  { label: title, href: `/yearly-plans/${id}` },
]

/** What the form of a line offers, by field. */
async function choicesOf(request: PageRequest, id: number) {
  const { t } = request
  const basis = await request.execute(lineChoices, { id })
  const named = (list: readonly { id: number; name: string; nameEn: string }[]) =>
    list.map((one) => ({ value: String(one.id), label: t(one.name, one.nameEn) }))
  return {
    basis,
    choices: {
      lineId: basis.lines.map((one) => ({
        value: String(one.id),
        label: `${one.code}. ${t(one.name, one.nameEn)}`.slice(0, 140),
      })),
      contentId: named(basis.contents),
      sourceId: named(basis.sources),
      targetId: named(basis.targets),
      agencyId: named(basis.agencies),
      normId: basis.norms.map((one) => ({
        value: String(one.id),
        label: `${t(one.name, one.nameEn)}${one.role === null ? '' : ` (${one.role})`}`.slice(0, 140),
      })),
    },
  }
}

const added = formPage({
  command: addLine,
  address: '/yearly-plans/{id}/lines/new',
  record: async (request) => {
    const plan = await ofPlan(request)
    return { plan, ...(await choicesOf(request, plan.id)) }
  },
  title: words('Thêm dòng kế hoạch', 'Add a plan line'),
  lead: ({ record }) => record.plan.title,
  crumbs: (request, { plan }) => up(request, plan),
  initial: ({ basis }) => ({
    quantity: '1',
    sourceId: basis.sourceId === null ? undefined : String(basis.sourceId),
  }),
  fields: ({ f, t, record }) => lineFields.form(f, t, { choices: record.choices }),
  submit: words('Thêm dòng', 'Add the line'),
  cancel: ({ plan }) => `/yearly-plans/${plan.id}`,
  done: ({ id }) => ({
    to: `/yearly-plans/${id}#lines`,
    message: words('Đã thêm dòng.', 'The line is added.'),
  }),
})

const ofLine = (request: PageRequest) =>
  request.execute(showYearlyPlanLine, { id: request.params.planLine ?? request.params.line })

const corrected = formPage({
  command: editLine,
  address: '/yearly-plans/{id}/lines/{planLine}/edit',
  record: async (request) => {
    const line = await ofLine(request)
    return { line, ...(await choicesOf(request, line.yearlyPlanId)) }
  },
  title: words('Sửa dòng kế hoạch', 'Correct the line'),
  lead: ({ record }) => record.line.title,
  crumbs: (request, { line }) => up(request, { id: line.yearlyPlanId, title: line.yearlyPlan }),
  stored: ({ line }, { t, language }) => ({
    values: {
      version: String(line.version),
      ...lineFields.texts(line, language),
      ...Object.fromEntries(
        (['lineId', 'contentId', 'sourceId', 'normId', 'targetId', 'agencyId'] as const).map((key) => [
          key,
          String(line[key] ?? ''),
        ]),
      ),
    },
    labels: Object.fromEntries(lineFields.keys.map((key) => [key, t(lineFields.labels[key])])),
  }),
  fields: ({ f, t, record }) => lineFields.form(f, t, { choices: record.choices }),
  submit: words('Lưu', 'Save'),
  cancel: ({ line }) => `/yearly-plans/lines/${line.id}`,
  done: ({ id }) => ({
    to: `/yearly-plans/${id}#lines`,
    message: words('Đã sửa dòng.', 'The line is corrected.'),
  }),
})

const removed = formPage({
  command: removeLine,
  address: '/yearly-plans/{id}/lines/{planLine}/removal',
  record: ofLine,
  title: words('Bỏ dòng kế hoạch', 'Take the line out'),
  lead: ({ record }) => record.title,
  crumbs: (request, line) => up(request, { id: line.yearlyPlanId, title: line.yearlyPlan }),
  initial: (line) => ({ version: String(line.version) }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
    </>
  ),
  submit: words('Bỏ dòng', 'Take out'),
  kind: 'danger',
  cancel: (line) => `/yearly-plans/lines/${line.id}`,
  done: ({ id }) => ({
    to: `/yearly-plans/${id}#lines`,
    message: words('Đã bỏ dòng.', 'The line is taken out.'),
  }),
})

const shown = page({
  route: 'GET /yearly-plans/lines/{line}',
  for: showYearlyPlanLine,
  async run(request) {
    const { t, language, actor } = request
    const line = await ofLine(request)
    const at = `/yearly-plans/${line.yearlyPlanId}/lines/${line.id}`
    const facts = lineFields.facts(line, t, language)
    return {
      title: line.title,
      lead: line.yearlyPlan,
      breadcrumbs: up(request, { id: line.yearlyPlanId, title: line.yearlyPlan }),
      actions:
        !isOpen(line.state) || !mayRun(actor, editLine) ? null : (
          <>
            <Act command={editLine} request={request} href={`${at}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act command={removeLine} request={request} href={`${at}/removal`}>
              {t('Bỏ dòng', 'Take out')}
            </Act>
          </>
        ),
      body: (
        <>
          <Section>
            <Facts
              columns={2}
              items={[
                [t('Mục dự toán', 'Budget line'), line.line],
                [
                  t('Nội dung hỗ trợ', 'Content of support'),
                  line.content === null ? null : t(line.content, line.contentEn ?? ''),
                ],
                [t('Kinh phí (đồng)', 'Budget (đồng)'), <Dong amount={line.amount} language={language} />],
                [t('Nguồn kinh phí', 'Funding'), t(line.source, line.sourceEn)],
                [
                  t('Định mức áp dụng', 'Norm that it goes by'),
                  line.normId === null ? null : <a href={`/norms/${line.normId}`}>{line.norm}</a>,
                ],
                [
                  t('Góp vào chỉ tiêu', 'Serves the target'),
                  line.target === null ? null : t(line.target, line.targetEn ?? ''),
                ],
                [t('Cơ quan thực hiện', 'Implementing agency'), line.agency],
                ...(line.commitmentId === null
                  ? []
                  : [
                      [
                        t('Cam kết', 'Commitment'),
                        <OpenLink request={request} href={`/budget/commitments/${line.commitmentId}`}>
                          {t(`Cam kết ${line.commitmentId}`, `Commitment ${line.commitmentId}`)}
                        </OpenLink>,
                      ] as const,
                    ]),
                ...(line.dutyItemId === null
                  ? []
                  : [
                      [
                        t('Nhiệm vụ', 'Duty'),
                        <OpenLink request={request} href={`/duties/${line.dutyItemId}`}>
                          {t(`Nhiệm vụ ${line.dutyItemId}`, `Duty ${line.dutyItemId}`)}
                        </OpenLink>,
                      ] as const,
                    ]),
                ...Object.entries(facts).flatMap(([key, fact]) => (key === 'title' ? [] : [fact])),
              ]}
            />
          </Section>
          {line.meets.length === 0 ? null : (
            <Section
              title={t('Đáp ứng các nhu cầu', 'Meets these needs')}
              lead={t(
                'Kết quả của từng nhu cầu ghi ở chính nhu cầu đó.',
                'What becomes of each is told by the need itself.',
              )}
            >
              <Table caption={t('Đáp ứng các nhu cầu', 'Meets these needs')}>
                <thead>
                  <tr>
                    <th>{t('Nhu cầu', 'Need')}</th>
                    <th>{t('Nơi có nhu cầu', 'Whose need it is')}</th>
                    <th class="num">{t('Số lượng', 'Quantity')}</th>
                  </tr>
                </thead>
                <tbody>
                  {line.meets.map((need) => (
                    <tr>
                      <td data-label={t('Nhu cầu', 'Need')}>
                        <OpenLink request={request} href={`/needs/${need.id}`}>
                          {need.text}
                        </OpenLink>
                      </td>
                      <td data-label={t('Nơi có nhu cầu', 'Whose need it is')}>{need.owner}</td>
                      <td class="num" data-label={t('Số lượng', 'Quantity')}>
                        {need.quantity}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </Section>
          )}
        </>
      ),
    }
  },
})

const gathered = formPage({
  command: gatherLines,
  address: '/yearly-plans/{id}/gather',
  record: async (request) => {
    const plan = await ofPlan(request)
    return { plan, from: await request.execute(gatherable, { id: plan.id }) }
  },
  title: words('Lấy từ nhu cầu, cam kết, nhiệm vụ', 'Take from needs, commitments, duties'),
  lead: words(
    'Nhu cầu cùng nội dung thành một dòng theo định mức có hiệu lực; cam kết chưa chi hết và nhiệm vụ của năm, mỗi việc một dòng. Đơn giá 0 thì cần điền.',
    'Needs of one content become one line by the norm in force; each unpaid commitment and duty of the year a line of its own. Where the cost of one is 0 it is to be filled in.',
  ),
  crumbs: (request, { plan }) => up(request, plan),
  wide: true,
  draft: false,
  fields: ({ f, t, request, record: { from } }) => (
    <>
      {from.needs.length === 0 ? (
        <p>{t('Không còn nhu cầu nào chờ.', 'No need waits.')}</p>
      ) : (
        f.checks('needIds', {
          label: t('Nhu cầu', 'Needs'),
          choices: from.needs.map((need) => ({
            value: need.id,
            label: `${need.year}, ${need.owner}: ${need.content === null ? need.text : t(need.content, need.contentEn ?? '')} × ${need.quantity}`,
          })),
        })
      )}
      {from.commitments.length === 0
        ? null
        : f.checks('commitmentIds', {
            label: t('Cam kết chưa chi hết', 'Commitments not paid whole'),
            choices: from.commitments.map((one) => ({
              value: one.id,
              label: `${one.documentNumber}: ${one.purpose}, ${formatDong(one.rest, request.language)} đồng`,
            })),
          })}
      {from.duties.length === 0
        ? null
        : f.checks('dutyItemIds', {
            label: t('Nhiệm vụ của năm', 'Duties of the year'),
            choices: from.duties.map((one) => ({
              value: one.id,
              label: `${formatDate(one.dueOn)}, ${one.agency}: ${one.text}`,
            })),
          })}
    </>
  ),
  submit: words('Đưa vào kế hoạch năm', 'Take into the yearly plan'),
  cancel: ({ plan }) => `/yearly-plans/${plan.id}`,
  done: ({ id, added: count }) => ({
    to: `/yearly-plans/${id}#lines`,
    message: words(`Đã thêm ${count} dòng.`, `${count} lines are added.`),
  }),
})

export const yearlyPlanLinePages: readonly Page[] = [
  ...added.pages,
  ...corrected.pages,
  ...removed.pages,
  shown,
  ...gathered.pages,
]
