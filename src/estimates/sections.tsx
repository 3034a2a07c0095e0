import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Empty, Facts, Section, Table } from '../ui/index.ts'
import { Cells, Heads } from '../yearly-plans/index.ts'
import { addEstimateLine } from './commands.ts'
import { gatherEstimate } from './gather.ts'
import { saveEstimateGrid } from './grid.ts'
import { checkEstimateLines } from './import.ts'
import { to } from './list-pages.tsx'
import type { showEstimate } from './queries.ts'
import { isOpen } from './rules.ts'

/* What the page of an estimate shows: its lines with their norms, its sums, its rounds. */

type Shown = Output<typeof showEstimate>

function Ways({ estimate, request }: { estimate: Shown; request: PageRequest }) {
  const { t } = request
  const at = to(estimate)
  return (
    <>
      <Act command={gatherEstimate} request={request} href={`${at}/gather`} kind="primary" small>
        {t('Lấy từ kế hoạch năm', 'Take from the plan of the year')}
      </Act>
      <Act command={saveEstimateGrid} request={request} href={`${at}/grid`} kind="primary" small>
        {t('Nhập trên bảng', 'Type into the grid')}
      </Act>
      <Act command={addEstimateLine} request={request} href={`${at}/lines/new`} small>
        {t('Thêm một dòng', 'Add one line')}
      </Act>
      <Act
        command={checkEstimateLines}
        request={request}
        href={`/estimates/import?estimateId=${estimate.id}`}
        small
      >
        {t('Nhập từ Excel', 'Import from Excel')}
      </Act>
    </>
  )
}

export function Lines({ estimate, request }: { estimate: Shown; request: PageRequest }) {
  const { t, language } = request
  const caption = t('Các dòng dự toán', 'Lines of the estimate')
  const money = (amount: bigint) => formatDong(amount, language)
  const heads = {
    title: t('Nội dung chi', 'Purpose'),
    line: t('Mục dự toán', 'Budget line'),
    source: t('Nguồn kinh phí', 'Funding'),
    quantity: t('Số lượng', 'Quantity'),
    cost: t('Đơn giá (đồng)', 'Cost of one (đồng)'),
    amount: t('Thành tiền (đồng)', 'Line total (đồng)'),
    agreed: t('Số thẩm định (đồng)', 'Appraised at (đồng)'),
    norm: t('Định mức áp dụng', 'Norm that it goes by'),
  }
  // What the finance office has said so far is its own until it settles the round.
  const judged = estimate.agreed !== null || estimate.state === 'returned'
  return (
    <Section
      title={caption}
      id="lines"
      actions={isOpen(estimate.state) ? <Ways estimate={estimate} request={request} /> : undefined}
    >
      {estimate.estimateLines.length === 0 ? (
        <Empty>{t('Chưa có dòng nào.', 'There are no lines yet.')}</Empty>
      ) : (
        <Table caption={caption} stack>
          <Heads
            of={[
              [heads.title],
              [heads.line],
              [heads.source],
              [heads.quantity, true],
              [heads.cost, true],
              [heads.amount, true],
              ...(judged ? [[heads.agreed, true] as const] : []),
              [heads.norm],
            ]}
          />
          <tbody>
            {estimate.estimateLines.map((line) => (
              <tr id={`line-${line.id}`}>
                <Cells
                  of={[
                    [heads.title, <a href={`/estimates/lines/${line.id}`}>{line.title}</a>],
                    [
                      heads.line,
                      line.lineCode ?? <Badge tone="warning">{t('chưa chọn', 'not chosen')}</Badge>,
                    ],
                    [heads.source, t(line.source, line.sourceEn)],
                    [heads.quantity, `${formatNumber(line.quantity, language)} ${line.unit}`, true],
                    [heads.cost, money(line.unitCost), true],
                    [heads.amount, money(line.amount), true],
                    ...(judged
                      ? [
                          [
                            heads.agreed,
                            <>
                              {money(line.agreed ?? line.appraised ?? line.amount)}
                              {line.comment === null ? null : (
                                <span class="hint block whitespace-normal">{line.comment}</span>
                              )}
                            </>,
                            true,
                          ] as const,
                        ]
                      : []),
                    [heads.norm, <NormOf line={line} estimate={estimate} request={request} />],
                  ]}
                />
              </tr>
            ))}
            <tr class="sum">
              <Cells
                of={[
                  ['', t('Tổng cộng', 'Grand total')],
                  ['', ''],
                  ['', ''],
                  ['', ''],
                  ['', ''],
                  [heads.amount, money(estimate.amount), true],
                  ...(judged
                    ? [[heads.agreed, estimate.agreed === null ? '' : money(estimate.agreed), true] as const]
                    : []),
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

/** The norm of a line: its name, what it allows, and where the line stands. */
export function NormOf(props: {
  line: Shown['estimateLines'][number]
  estimate: Pick<Shown, 'verdicts'>
  request: PageRequest
}) {
  const { line, estimate, request } = props
  const { t } = request
  if (line.normId === null) return <>{t('Chưa chọn định mức', 'No norm chosen')}</>
  const verdict = estimate.verdicts.find(({ lineId }) => lineId === line.id)
  return (
    <>
      <a href={`/norms/${line.normId}`}>{line.norm}</a>{' '}
      {verdict?.outcome === 'over' ? (
        <Badge tone="warning">{t('vượt mức', 'above it')}</Badge>
      ) : verdict?.outcome === 'unknown' ? (
        <Badge>{t('cần xem xét', 'to be judged')}</Badge>
      ) : null}
      {verdict === undefined ? null : <span class="hint block">{t(verdict.limit)}</span>}
      {line.overNormReason === null ? null : (
        <span class="hint block">
          {t('Lý do', 'Reason')}: {line.overNormReason}
        </span>
      )}
    </>
  )
}

export function Sums({ estimate, request: { t, language } }: { estimate: Shown; request: PageRequest }) {
  if (estimate.byLine.length === 0) return null
  const money = (amount: bigint) => formatDong(amount, language)
  const caption = t('So với dự toán của kế hoạch', 'Against the plan’s estimate')
  const heads = {
    line: t('Mục dự toán', 'Budget line'),
    source: t('Nguồn kinh phí', 'Funding'),
    amount: t('Dự toán kinh phí năm', 'Yearly estimates'),
    planned: t('Dự toán kế hoạch cho năm', 'Estimate of the year'),
    more: t('Chênh lệch', 'Difference'),
  }
  return (
    <Section title={caption} id="sums" lead={t('Số tiền bằng đồng.', 'Amounts in đồng.')}>
      <Facts
        columns={3}
        items={[
          ...estimate.bySource.map((one) => [t(one.source, one.sourceEn), money(one.amount)] as const),
          [t('Doanh nghiệp, nguồn khác góp', 'Paid by enterprises and others'), money(estimate.counterpart)],
        ]}
      />
      <Table caption={caption} stack>
        <Heads
          of={[[heads.line], [heads.source], [heads.amount, true], [heads.planned, true], [heads.more, true]]}
        />
        <tbody>
          {estimate.byLine.map(({ line, source, sourceEn, amount, planned }) => (
            <tr>
              <Cells
                of={[
                  [heads.line, line ?? t('Chưa chọn mục', 'No line chosen')],
                  [heads.source, t(source, sourceEn)],
                  [heads.amount, money(amount), true],
                  [heads.planned, planned === null ? null : money(planned), true],
                  [
                    heads.more,
                    planned === null ? null : (
                      <>
                        {money(amount - planned)}{' '}
                        {amount > planned ? <Badge tone="warning">{t('cao hơn', 'higher')}</Badge> : null}
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
    </Section>
  )
}

export const roundOutcomes = {
  returned: words('Trả lại để sửa', 'Returned to be mended'),
  agreed: words('Đồng ý với dự toán', 'Agreed to the estimate'),
}

export function Rounds({ estimate, request: { t, language } }: { estimate: Shown; request: PageRequest }) {
  if (estimate.rounds.length === 0) return null
  const caption = t('Các vòng thẩm định', 'Rounds with the finance office')
  const heads = {
    place: t('Vòng', 'Round'),
    sent: t('Gửi ngày', 'Day of sending'),
    amount: t('Kinh phí (đồng)', 'Budget (đồng)'),
    outcome: t('Kết quả', 'Result'),
    remarks: t('Ý kiến thẩm định', 'Note of the appraisal'),
    file: t('Tệp', 'File'),
  }
  return (
    <Section
      title={caption}
      id="rounds"
      actions={<a href={`${to(estimate)}/rounds`}>{t('So sánh các vòng', 'Compare the rounds')}</a>}
    >
      <Table caption={caption} stack>
        <Heads
          of={[
            [heads.place],
            [heads.sent],
            [heads.amount, true],
            [heads.outcome],
            [heads.remarks],
            [heads.file],
          ]}
        />
        <tbody>
          {estimate.rounds.map((round) => (
            <tr>
              <Cells
                of={[
                  [heads.place, String(round.place)],
                  [heads.sent, formatDate(round.sentOn)],
                  [heads.amount, formatDong(round.amount, language), true],
                  [
                    heads.outcome,
                    round.outcome === null || round.settledOn === null
                      ? t('Chờ kết quả', 'No result yet')
                      : `${t(roundOutcomes[round.outcome])}, ${formatDate(round.settledOn)}`,
                  ],
                  [heads.remarks, round.remarks],
                  [
                    heads.file,
                    <a
                      class="inline-block min-h-6 min-w-6"
                      href={`${to(estimate)}/workbook.xlsx?round=${round.place}`}
                      download
                    >
                      XLSX
                    </a>,
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
