import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Empty, Facts, Section, Table } from '../ui/index.ts'
import { addLine } from './commands.ts'
import { yearlyPlanFormats } from './document.ts'
import { gatherLines } from './gather.ts'
import { checkLines } from './import.ts'
import type { showYearlyPlan } from './queries.ts'
import { isOpen } from './rules.ts'

/* What the page of a yearly plan shows: its lines, their place in the targets, sums, versions. */

export type Shown = Output<typeof showYearlyPlan>

/** The page of a yearly plan. */
export const to = ({ id }: { readonly id: number }) => `/yearly-plans/${id}`

/** A table with figures, each cell under its heading on a phone. */
export function Cells({ of }: { of: readonly (readonly [label: string, value: Child, figure?: true])[] }) {
  return (
    <>
      {of.map(([label, value, figure]) => (
        <td data-label={label} class={figure === true ? 'num' : undefined}>
          {value ?? '—'}
        </td>
      ))}
    </>
  )
}

export function Heads({ of }: { of: readonly (readonly [label: string, figure?: true])[] }) {
  return (
    <thead>
      <tr>
        {of.map(([label, figure]) => (
          <th scope="col" class={figure === true ? 'num' : undefined}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** The code of an estimate line out of its code and title. */
const codeOf = (line: string) => line.split('. ')[0] ?? line

export function Lines({ plan, request }: { plan: Shown; request: PageRequest }) {
  const { t, language } = request
  const caption = t('Các dòng của kế hoạch năm', 'Lines of the yearly plan')
  const money = (amount: bigint) => formatDong(amount, language)
  const open = isOpen(plan.state)
  return (
    <Section
      title={caption}
      id="lines"
      lead={t('Số tiền bằng đồng.', 'Amounts in đồng.')}
      actions={
        !open ? undefined : (
          <>
            <Act command={gatherLines} request={request} href={`${to(plan)}/gather`} kind="primary" small>
              {t('Lấy từ nhu cầu, cam kết, nhiệm vụ', 'Take from needs, commitments, duties')}
            </Act>
            <Act command={addLine} request={request} href={`${to(plan)}/lines/new`} small>
              {t('Thêm dòng kế hoạch', 'Add a plan line')}
            </Act>
            <Act
              command={checkLines}
              request={request}
              href={`/yearly-plans/import?yearlyPlanId=${plan.id}`}
              small
            >
              {t('Nhập từ Excel', 'Import from Excel')}
            </Act>
          </>
        )
      }
    >
      {plan.planLines.length === 0 ? (
        <Empty>{t('Chưa có dòng nào.', 'There are no lines yet.')}</Empty>
      ) : (
        <Table caption={caption}>
          <Heads
            of={[
              [t('Nội dung, hoạt động', 'What is done')],
              [t('Số lượng', 'Quantity'), true],
              [t('Đơn giá (đồng)', 'Cost of one (đồng)'), true],
              [t('Kinh phí (đồng)', 'Budget (đồng)'), true],
              [t('Nguồn kinh phí', 'Funding')],
              [t('Định mức áp dụng', 'Norm that it goes by')],
            ]}
          />
          <tbody>
            {plan.planLines.map((line) => {
              const verdict = plan.verdicts.find(({ lineId }) => lineId === line.id)
              return (
                <tr id={`line-${line.id}`}>
                  <Cells
                    of={[
                      [
                        t('Nội dung, hoạt động', 'What is done'),
                        <>
                          <a href={`/yearly-plans/lines/${line.id}`}>{line.title}</a>
                          <span class="hint block">
                            {[
                              line.line === null
                                ? null
                                : t(`Mục ${codeOf(line.line)}`, `Line ${codeOf(line.line)}`),
                              line.needs.length === 0
                                ? null
                                : t(`${line.needs.length} nhu cầu`, `${line.needs.length} needs`),
                            ]
                              .filter((one) => one !== null)
                              .join(' · ')}
                          </span>
                        </>,
                      ],
                      [
                        t('Số lượng', 'Quantity'),
                        `${formatNumber(line.quantity, language)} ${line.unit}`,
                        true,
                      ],
                      [t('Đơn giá (đồng)', 'Cost of one (đồng)'), money(line.unitCost), true],
                      [t('Kinh phí (đồng)', 'Budget (đồng)'), money(line.amount), true],
                      [t('Nguồn kinh phí', 'Funding'), t(line.source, line.sourceEn)],
                      [
                        t('Định mức áp dụng', 'Norm that it goes by'),
                        line.normId === null ? (
                          t('Chưa chọn định mức', 'No norm chosen')
                        ) : (
                          <>
                            <a href={`/norms/${line.normId}`}>{line.norm}</a>{' '}
                            {verdict?.outcome === 'over' ? (
                              <Badge tone="warning">{t('vượt mức', 'above it')}</Badge>
                            ) : verdict?.outcome === 'unknown' ? (
                              <Badge>{t('cần xem xét', 'to be judged')}</Badge>
                            ) : null}
                          </>
                        ),
                      ],
                    ]}
                  />
                </tr>
              )
            })}
            <tr class="sum">
              <Cells
                of={[
                  [t('Tổng', 'Total'), t('Tổng', 'Total')],
                  ['', ''],
                  ['', ''],
                  [t('Kinh phí (đồng)', 'Budget (đồng)'), money(plan.amount), true],
                  ['', ''],
                  ['', ''],
                ]}
              />
            </tr>
          </tbody>
        </Table>
      )}
    </Section>
  )
}

export function Targets({ plan, request: { t, language } }: { plan: Shown; request: PageRequest }) {
  if (plan.targets.length === 0) return null
  const caption = t('Chỗ đứng trong chỉ tiêu của kế hoạch', 'Place in the targets of the plan')
  return (
    <Section title={caption} id="targets">
      <Table caption={caption}>
        <Heads
          of={[
            [t('Chỉ tiêu', 'Target')],
            [t('Đã đạt', 'Reached so far'), true],
            [t('Năm này thêm', 'This year adds'), true],
            [t('Sẽ đạt', 'Will be reached'), true],
          ]}
        />
        <tbody>
          {plan.targets.map(({ name, nameEn, unit, unitEn, reached, brought, will, goal }) => (
            <tr>
              <Cells
                of={[
                  [t('Chỉ tiêu', 'Target'), `${t(name, nameEn)} (${t(unit, unitEn)})`],
                  [
                    t('Đã đạt', 'Reached so far'),
                    reached === null ? null : formatNumber(reached, language),
                    true,
                  ],
                  [t('Năm này thêm', 'This year adds'), formatNumber(brought, language), true],
                  [
                    t('Sẽ đạt', 'Will be reached'),
                    `${will === null ? '—' : formatNumber(will, language)}/${formatNumber(goal, language)}`,
                    true,
                  ],
                ]}
              />
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

export function Sums({ plan, request: { t, language } }: { plan: Shown; request: PageRequest }) {
  const money = (amount: bigint) => formatDong(amount, language)
  const caption = t('So với dự toán của kế hoạch', 'Against the plan’s estimate')
  return (
    <Section title={caption} id="sums" lead={t('Số tiền bằng đồng.', 'Amounts in đồng.')}>
      <Facts
        columns={3}
        items={[
          ...plan.bySource.map((one) => [t(one.source, one.sourceEn), money(one.amount)] as const),
          [t('Doanh nghiệp, nguồn khác góp', 'Paid by enterprises and others'), money(plan.counterpart)],
          [t('Lồng ghép', 'Other programmes'), money(plan.besideAmount)],
        ]}
      />
      {plan.byLine.length === 0 ? null : (
        <Table caption={caption}>
          <Heads
            of={[
              [t('Mục dự toán', 'Budget line')],
              [t('Kế hoạch năm', 'Yearly plan'), true],
              [t('Dự toán kế hoạch cho năm', 'Estimate of the year'), true],
              [t('Chênh lệch', 'Difference'), true],
            ]}
          />
          <tbody>
            {plan.byLine.map(({ line, amount, estimate }) => (
              <tr>
                <Cells
                  of={[
                    [t('Mục dự toán', 'Budget line'), line ?? t('Không thuộc mục nào', 'Under none')],
                    [t('Kế hoạch năm', 'Yearly plan'), money(amount), true],
                    [
                      t('Dự toán kế hoạch cho năm', 'Estimate of the year'),
                      estimate === null ? null : money(estimate),
                      true,
                    ],
                    [
                      t('Chênh lệch', 'Difference'),
                      estimate === null ? null : (
                        <>
                          {money(amount - estimate)}{' '}
                          {amount > estimate ? <Badge tone="warning">{t('cao hơn', 'higher')}</Badge> : null}
                        </>
                      ),
                      true,
                    ],
                  ]}
                />
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

const outcomes = {
  returned: words('Trả lại để sửa', 'Returned to be mended'),
  approved: words('Đã phê duyệt', 'Approved by the leader'),
}

export function Versions({ plan, request: { t } }: { plan: Shown; request: PageRequest }) {
  if (plan.versions.length === 0) return null
  const caption = t('Các bản đã trình', 'Versions that were sent')
  return (
    <Section
      title={caption}
      id="versions"
      actions={<a href={`${to(plan)}/comparison`}>{t('So sánh các bản', 'Compare versions')}</a>}
    >
      <Table caption={caption}>
        <Heads
          of={[
            [t('Bản trình', 'Version')],
            [t('Trình ngày', 'Sent on')],
            [t('Kết quả', 'Result')],
            [t('Ý kiến khi trả lại', 'Remarks when returned')],
            [t('Tệp', 'File')],
          ]}
        />
        <tbody>
          {plan.versions.map((one) => (
            <tr>
              <Cells
                of={[
                  [t('Bản trình', 'Version'), String(one.place)],
                  [t('Trình ngày', 'Sent on'), formatDate(one.sentOn)],
                  [
                    t('Kết quả', 'Result'),
                    one.outcome === null
                      ? t('Chờ phê duyệt', 'Waits for approval')
                      : `${t(outcomes[one.outcome])}${one.number === null ? '' : `, ${one.number}`}`,
                  ],
                  [t('Ý kiến khi trả lại', 'Remarks when returned'), one.remarks],
                  [
                    t('Tệp', 'File'),
                    <span class="flex flex-wrap gap-3">
                      {yearlyPlanFormats.map((format) => (
                        <a
                          class="inline-block min-h-6 min-w-6"
                          href={`${to(plan)}/document.${format}?version=${one.place}`}
                          download
                        >
                          {format.toUpperCase()}
                        </a>
                      ))}
                    </span>,
                  ],
                ]}
              />
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
