import { words } from '../platform/language.ts'
import { written } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { page } from '../platform/page.ts'
import { Act, Empty, formPage, LinkButton, Section, Table } from '../ui/index.ts'
import { periodFields, recurrences } from './fields.ts'
import { title } from './list-page.tsx'
import { dropPeriod, type PeriodRow, setPeriod, showPeriods } from './periods.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/standing-reports' }]
const up = (request: PageRequest) => [
  ...crumbs(request),
  { label: request.t('Kỳ báo cáo', 'Reporting periods'), href: '/standing-periods' },
]
const read = (request: PageRequest) => request.execute(showPeriods, {})

const dayOf = ({ dueDay, dueMonth }: PeriodRow, t: PageRequest['t']) =>
  [
    dueDay === null ? t('ngày cuối tháng', 'last day of the month') : t(`ngày ${dueDay}`, `day ${dueDay}`),
    dueMonth === null
      ? t('tháng cuối kỳ', 'last month of the period')
      : t(`tháng ${dueMonth}`, `month ${dueMonth}`),
  ].join(', ')

export const periodsPage = page({
  route: 'GET /standing-periods',
  for: showPeriods,
  async run(request) {
    const { t } = request
    const { periods, duties } = await read(request)
    return {
      title: t('Kỳ báo cáo nhiệm vụ thường xuyên', 'Periods of standing duties'),
      lead: t(
        'Không đặt gì: báo cáo 6 tháng một lần, hạn là ngày cuối kỳ (30/6, 31/12). Kế hoạch hoặc văn bản quy định khác thì đặt ở đây, ghi rõ theo văn bản nào; báo cáo chưa đến hạn đổi theo.',
        'Where nothing is set: half-yearly, due on the last day of the half-year (30 June, 31 December). Where the plan or a document says otherwise, set it here with that document; reports that are not due yet follow.',
      ),
      breadcrumbs: crumbs(request),
      actions: (
        <Act command={setPeriod} request={request} href="/standing-periods/new" kind="primary">
          {t('Đặt kỳ báo cáo', 'Set a period')}
        </Act>
      ),
      body: (
        <>
          <Section title={t('Kỳ đã đặt', 'Periods that are set')} id="set">
            {periods.length === 0 ? (
              <Empty>{t('Chưa đặt kỳ nào: 6 tháng một lần.', 'None is set: each half-year.')}</Empty>
            ) : (
              <Table caption={t('Kỳ đã đặt', 'Periods that are set')} stack>
                <thead>
                  <tr>
                    <th scope="col">{t(periodFields.labels.planId)}</th>
                    <th scope="col">{t(periodFields.labels.code)}</th>
                    <th scope="col">{t(periodFields.labels.recurrence)}</th>
                    <th scope="col">{t('Thời hạn', 'Due')}</th>
                    <th scope="col">{t(periodFields.labels.source)}</th>
                    <th scope="col">
                      <span class="sr-only">{t('Sửa', 'Edit')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {periods.map((row) => (
                    <tr>
                      <td data-label={t(periodFields.labels.planId)}>{row.plan}</td>
                      <td data-label={t(periodFields.labels.code)}>
                        {row.code ??
                          t('Mọi nhiệm vụ thường xuyên của kế hoạch', 'Each standing duty of the plan')}
                      </td>
                      <td data-label={t(periodFields.labels.recurrence)}>
                        {t(recurrences.names[row.recurrence])}
                      </td>
                      <td data-label={t('Thời hạn', 'Due')}>{dayOf(row, t)}</td>
                      <td data-label={t(periodFields.labels.source)}>{row.source}</td>
                      <td>
                        <Act
                          command={setPeriod}
                          request={request}
                          href={`/standing-periods/new?id=${row.id}`}
                          small
                        >
                          {t('Sửa', 'Edit')}
                        </Act>{' '}
                        <Act
                          command={dropPeriod}
                          request={request}
                          href={`/standing-periods/${row.id}/removal`}
                          kind="danger"
                          small
                        >
                          {t('Bỏ', 'Remove')}
                        </Act>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Section>
          <Section title={t('Nhiệm vụ thường xuyên', 'Standing duties')} id="duties" fold>
            {duties.length === 0 ? (
              <Empty>{t('Chưa có nhiệm vụ thường xuyên.', 'There is no standing duty.')}</Empty>
            ) : (
              <ul class="grid gap-2">
                {duties.map((duty) => (
                  <li class="max-w-prose">
                    <span class="font-semibold">
                      {duty.plan}, {duty.code}
                    </span>
                    : {t(duty.text, duty.textEn)}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <p class="mt-4">
            <LinkButton href="/standing-reports">{t(title)}</LinkButton>
          </p>
        </>
      ),
    }
  },
})

export const periodSet = formPage({
  command: setPeriod,
  address: '/standing-periods/new',
  record: async (request) => {
    const { periods, duties } = await read(request)
    return { of: periods.find(({ id }) => String(id) === request.url.searchParams.get('id')), duties }
  },
  title: words('Đặt kỳ báo cáo', 'Set a period'),
  crumbs: up,
  initial: ({ of, duties }, { language }) =>
    of === undefined
      ? {
          recurrence: 'halfYearly',
          ...(duties[0] === undefined ? {} : { planId: String(duties[0].planId) }),
        }
      : { version: String(of.version), ...periodFields.texts(of, language), planId: String(of.planId) },
  fields: ({ f, t, record: { of, duties }, form }) => {
    const version = of?.version ?? form.values.version
    const plans = new Map(duties.map(({ planId, plan }) => [planId, plan]))
    return (
      <>
        {version === undefined || version === '' ? null : f.hidden('version', String(version))}
        {periodFields.form(f, t, {
          choices: {
            planId: [...plans].map(([value, label]) => ({ value, label })),
            code: duties.map((duty) => ({
              value: duty.code,
              label: `${duty.code}: ${t(duty.text, duty.textEn)}`.slice(0, 120),
            })),
          },
        })}
      </>
    )
  },
  submit: words('Đặt kỳ báo cáo', 'Set a period'),
  cancel: '/standing-periods',
  done: (output) => {
    const { vi, en } = written(output)
    return {
      to: '/standing-periods',
      message: words(
        `Đã đặt; hỏi thêm ${vi.asked} báo cáo, bỏ ${vi.dropped} báo cáo chưa đến hạn của kỳ cũ.`,
        `It is set; ${en.asked} more reports are asked for, ${en.dropped} of the old period that were not due are dropped.`,
      ),
    }
  },
})

export const periodDropped = formPage({
  command: dropPeriod,
  address: '/standing-periods/{id}/removal',
  record: async (request) => {
    const { periods } = await read(request)
    return periods.find(({ id }) => String(id) === request.params.id)
  },
  title: words('Bỏ kỳ báo cáo đã đặt', 'Take back a period that was set'),
  crumbs: up,
  initial: (of) => ({ version: String(of?.version ?? 1) }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record?.version ?? 1)}
      {f.text('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Bỏ kỳ báo cáo đã đặt', 'Take back a period that was set'),
  kind: 'danger',
  cancel: '/standing-periods',
  done: () => ({ to: '/standing-periods', message: words('Đã bỏ.', 'Removed.') }),
})
