import { sectorGroups, sizeClasses } from '../enterprises/index.ts'
import { EffectOfProjects } from '../improvements/index.ts'
import { holds } from '../platform/actor.ts'
import { today, yearOf } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber, formatPercent } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { Chart, Facts, LinkButton, listPage, Millions, Notice, Section, Table } from '../ui/index.ts'
import { distributionChart, effectChart, groupNames } from './charts.ts'
import { listProductivity, productivitySummary } from './list-queries.ts'
import { showEffect } from './queries.ts'
import { millions, ratio } from './words.ts'

/** How productivity lies among those that the list is narrowed to, year by year; years of few are left out. */
async function Distribution(request: PageRequest) {
  const { t, language, url } = request
  const narrowed = ['q', 'sector', 'size', 'supported'].map((name) => [
    name,
    url.searchParams.get(name) ?? '',
  ])
  // Once, above the first page; a filter that makes no sense is the list's to say.
  if (url.searchParams.has('cursor')) return null
  const summary = await request
    .execute(productivitySummary, Object.fromEntries(narrowed))
    .catch((error: unknown) => {
      if (error instanceof Problem && error.status === 422) return null
      throw error
    })
  if (summary === null) return null
  const { minimum, years } = summary
  const chart = distributionChart(years)
  if (chart === null) return null
  const few = years.filter(({ quarters }) => quarters === null).map(({ year }) => year)
  return (
    <Section title={t('Phân bố theo năm', 'Distribution by year')} id="distribution">
      <div class="grid gap-3">
        <Chart
          title={t(chart.title)}
          draw={(size) => chart.draw({ language, size, id: `distribution-${size}` })}
          note={
            few.length === 0
              ? undefined
              : t(
                  `Không nêu năm có dưới ${minimum} doanh nghiệp có số liệu: ${few.join(', ')}.`,
                  `Years with fewer than ${minimum} enterprises are left out: ${few.join(', ')}.`,
                )
          }
        />
        <Table caption={t(chart.title)}>
          <thead>
            <tr>
              <th>{t('Năm', 'Year')}</th>
              <th class="num">{t('Số doanh nghiệp', 'Number of enterprises')}</th>
              <th class="num">{t('Mốc 25%', '25%')}</th>
              <th class="num">{t('Trung vị', 'Median')}</th>
              <th class="num">{t('Mốc 75%', '75%')}</th>
            </tr>
          </thead>
          <tbody>
            {years.map(({ year, quarters }) =>
              quarters === null ? null : (
                <tr>
                  <td>{year}</td>
                  <td class="num">{formatNumber(quarters.count, language)}</td>
                  <td class="num">
                    <Millions amount={quarters.q1} language={language} />
                  </td>
                  <td class="num">
                    <Millions amount={quarters.median} language={language} />
                  </td>
                  <td class="num">
                    <Millions amount={quarters.q3} language={language} />
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </Table>
      </div>
    </Section>
  )
}

export const productivityPage = listPage({
  route: 'GET /productivity',
  place: {
    group: 'figures',
    order: 74,
    label: words('Năng suất doanh nghiệp', 'Productivity of enterprises'),
  },
  title: words('Năng suất doanh nghiệp', 'Productivity of enterprises'),
  lead: words(
    'Tính từ số liệu năm do doanh nghiệp khai: giá trị tăng thêm, năng suất lao động, năng suất vốn. Số liệu từng doanh nghiệp không công khai.',
    'Reckoned from the yearly accounts that enterprises give. Figures of single enterprises are not public.',
  ),
  query: listProductivity,
  above: Distribution,
  columns: ({ t, language }) => [
    {
      key: 'name',
      label: words('Doanh nghiệp', 'Enterprise'),
      sort: 'name',
      value: (row) => row.name,
      cell: (row) => <a href={`/enterprises/${row.enterpriseId}/productivity`}>{row.name}</a>,
    },
    {
      key: 'taxCode',
      label: words('Mã số thuế', 'Tax code'),
      value: (row) => row.taxCode,
      exportOnly: true,
    },
    { key: 'year', label: words('Năm', 'Year'), sort: 'year', value: (row) => row.year },
    {
      key: 'sector',
      label: words('Lĩnh vực', 'Sector group'),
      value: (row) => t(sectorGroups.names[row.sectorGroup]),
      exportOnly: true,
    },
    {
      key: 'size',
      label: words('Quy mô', 'Size'),
      value: (row) => t(sizeClasses.names[row.sizeClass]),
      exportOnly: true,
    },
    {
      key: 'labour',
      label: words('Lao động', 'Labour'),
      kind: 'number',
      sort: 'labour',
      value: (row) => row.labour,
    },
    {
      key: 'valueAdded',
      label: words('Giá trị tăng thêm (đồng)', 'Value added (đồng)'),
      kind: 'money',
      sort: 'valueAdded',
      value: (row) => row.valueAdded,
    },
    {
      key: 'perPerson',
      label: words('Năng suất lao động (triệu đồng/người)', 'Labour productivity (million đồng a person)'),
      kind: 'number',
      sort: 'productivity',
      value: (row) => (row.perPerson === null ? null : row.perPerson / 1e6),
      cell: (row) => <Millions amount={row.perPerson} language={language} />,
    },
    {
      key: 'perCapital',
      label: words('Năng suất vốn', 'Capital productivity'),
      kind: 'number',
      sort: 'perCapital',
      value: (row) => row.perCapital,
      cell: (row) => ratio(row.perCapital, language),
    },
    {
      key: 'unitLabourCost',
      label: words('Chi phí lao động trên giá trị tăng thêm', 'Unit labour cost'),
      kind: 'number',
      sort: 'labourCost',
      value: (row) => row.unitLabourCost,
      cell: (row) => ratio(row.unitLabourCost, language),
    },
    {
      key: 'profitability',
      label: words('Lợi nhuận trên doanh thu', 'Profit over revenue'),
      kind: 'number',
      sort: 'profitability',
      value: (row) => row.profitability,
      cell: (row) => (row.profitability === null ? '—' : formatPercent(row.profitability, language)),
    },
    {
      key: 'supported',
      label: words('Được hỗ trợ', 'Supported'),
      value: (row) => (row.supported ? t('Có', 'Yes') : t('Chưa', 'Not yet')),
    },
  ],
  filters: ({ t, system }) => {
    const last = yearOf(today(system.now()))
    return [
      { name: 'q', label: words('Tên hoặc mã số thuế', 'Name or tax code'), kind: 'search' },
      {
        name: 'year',
        label: words('Năm', 'Year'),
        kind: 'select',
        choices: Array.from({ length: 8 }, (_, back) => ({ value: last - back, label: String(last - back) })),
      },
      {
        name: 'sector',
        label: words('Lĩnh vực', 'Sector group'),
        kind: 'select',
        choices: sectorGroups.choices(t),
      },
      {
        name: 'size',
        label: words('Quy mô hiện nay', 'Size today'),
        kind: 'select',
        choices: sizeClasses.choices(t),
      },
      {
        name: 'supported',
        label: words('Được hỗ trợ', 'Supported'),
        kind: 'select',
        choices: [
          { value: 'yes', label: t('Có', 'Yes') },
          { value: 'no', label: t('Chưa', 'Not yet') },
        ],
      },
    ]
  },
  actions: ({ t, actor }) => (
    <>
      <LinkButton href="/productivity/effect">{t('Hiệu quả của hỗ trợ', 'Effect of support')}</LinkButton>
      {holds(actor, ['coordinator']) ? (
        <LinkButton href="/productivity/import" kind="primary">
          {t('Nhập từ Excel', 'Import from Excel')}
        </LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => (
    <a href="/enterprises">
      {t('Mở hồ sơ một doanh nghiệp để ghi số liệu năm', 'Open an enterprise to record its yearly accounts')}
    </a>
  ),
})

export const effectPage = page({
  route: 'GET /productivity/effect',
  for: showEffect,
  async run(request) {
    const { t, language } = request
    const found = await request.execute(showEffect, {})
    const { effect, parameters } = found
    const percent = (value: number) => `${value > 0 ? '+' : ''}${formatNumber(value, language)}%`
    return {
      title: t('Hiệu quả của hỗ trợ đối với năng suất', 'Effect of support on productivity'),
      lead: t(
        'Năng suất lao động theo giá so sánh của doanh nghiệp được hỗ trợ tăng nhanh hơn hay chậm hơn doanh nghiệp tương tự không được hỗ trợ.',
        'Whether labour productivity at constant prices of supported enterprises grew faster than that of enterprises like them without support.',
      ),
      breadcrumbs: [
        { label: t('Năng suất doanh nghiệp', 'Productivity of enterprises'), href: '/productivity' },
      ],
      body: (
        <>
          {effect.shown ? (
            <Section title={t('Kết quả', 'Result')}>
              <p class="max-w-prose text-lg">
                {effect.clear
                  ? t(
                      `Từ ${found.before} đến ${found.after}, năng suất lao động của doanh nghiệp được hỗ trợ thay đổi ${percent(effect.percent.value)} so với doanh nghiệp đối chứng (khoảng tin cậy 95%: ${percent(effect.percent.low)} đến ${percent(effect.percent.high)}).`,
                      `From ${found.before} to ${found.after} labour productivity of supported enterprises moved by ${percent(effect.percent.value)} against their controls (95% interval ${percent(effect.percent.low)} to ${percent(effect.percent.high)}).`,
                    )
                  : t(
                      `Từ ${found.before} đến ${found.after}, chưa thấy khác biệt rõ: ước lượng ${percent(effect.percent.value)}, khoảng tin cậy 95% từ ${percent(effect.percent.low)} đến ${percent(effect.percent.high)} có chứa 0.`,
                      `From ${found.before} to ${found.after} no clear difference: the estimate is ${percent(effect.percent.value)}, and its 95% interval, ${percent(effect.percent.low)} to ${percent(effect.percent.high)}, holds zero.`,
                    )}
              </p>
              <p class="mt-2 max-w-prose">{t(preTrendWords(effect.preTrend, percent))}</p>
              <p class="mt-2 mb-4 max-w-prose">{t(effect.caution)}</p>
              <Facts
                columns={3}
                items={[
                  [t('Cặp so sánh', 'Pairs'), formatNumber(effect.pairs, language)],
                  [
                    t('Doanh nghiệp đối chứng', 'Control enterprises'),
                    formatNumber(effect.controls, language),
                  ],
                  [
                    t('Được hỗ trợ nhưng không có đối chứng đủ gần', 'Supported without a near control'),
                    formatNumber(effect.unmatched, language),
                  ],
                  [
                    t(
                      'Hỗ trợ kết thúc trong năm cuối, không tính',
                      'Support that ended in the last year, left out',
                    ),
                    formatNumber(found.partial, language),
                  ],
                ]}
              />
              <EffectChart request={request} effect={effect} before={found.before} after={found.after} />
            </Section>
          ) : (
            <Notice tone="warning" title={t('Chưa tính được', 'Not computed yet')}>
              <p>{t(effect.reason)}</p>
              <p>
                {t(
                  `Có số liệu cả hai năm: ${found.supported} doanh nghiệp được hỗ trợ, ${found.others} doanh nghiệp không được hỗ trợ.`,
                  `With accounts of both years: ${found.supported} supported, ${found.others} without support.`,
                )}
              </p>
            </Notice>
          )}
          {await EffectOfProjects({ request })}
          <Section title={t('Phương pháp', 'Method')}>
            <p class="max-w-prose">
              {t(
                `Khác biệt trong khác biệt trên các cặp ghép (Heckman, Ichimura và Todd 1997): mỗi doanh nghiệp có lượt hỗ trợ bắt đầu và hoàn thành trong năm ${found.before + 1} được ghép với doanh nghiệp cùng lĩnh vực, chưa được hỗ trợ, gần nhất về năng suất và lao động của năm ${found.before} (không xa quá ${formatNumber(parameters.caliper, language)} độ lệch chuẩn). Khoảng tin cậy theo phân phối Student, sai số tính gộp các cặp dùng chung một đối chứng. Kỳ so sánh cố định, không chọn được; hỗ trợ kết thúc trong năm ${found.after} không tính vì năm đó chỉ có một phần sau hỗ trợ. Cần ít nhất ${parameters.minimum} cặp và ${parameters.minimum} đối chứng khác nhau; số liệu làm tròn để không suy ra được của từng doanh nghiệp.`,
                `Difference-in-differences over matched pairs (Heckman, Ichimura and Todd 1997): each enterprise whose support began and ended in ${found.before + 1} is paired with the one of its sector, without support, that was nearest in productivity and labour in ${found.before} (no further than ${formatNumber(parameters.caliper, language)} standard deviations). The interval is Student's t with errors that take the pairs of one control together. The window is fixed and cannot be chosen; support that ended in ${found.after} is left out, because that year is only partly after it. At least ${parameters.minimum} pairs and ${parameters.minimum} different controls are needed; figures are rounded so that none of a single enterprise can be told.`,
              )}
            </p>
          </Section>
        </>
      ),
    }
  },
})

type Shown = Extract<Output<typeof showEffect>['effect'], { shown: true }>

/** Whether the supported were on another way before the support already. */
function preTrendWords(trend: Shown['preTrend'], percent: (value: number) => string): Words {
  if (!trend.shown) return trend.reason
  const { value, low, high } = trend.percent
  const range = { vi: `${percent(low)} đến ${percent(high)}`, en: `${percent(low)} to ${percent(high)}` }
  return trend.parallel
    ? words(
        `Xu hướng trước hỗ trợ: trên ${trend.pairs} cặp, năm trước đó chênh ${percent(value)} (khoảng tin cậy 95%: ${range.vi}), chưa thấy khác nhau.`,
        `Trends before the support: over ${trend.pairs} pairs the year before differs by ${percent(value)} (95% interval ${range.en}), no difference that can be told.`,
      )
    : words(
        `Xu hướng trước hỗ trợ đã khác nhau: trên ${trend.pairs} cặp, năm trước đó chênh ${percent(value)} (khoảng tin cậy 95%: ${range.vi}); khác biệt nêu trên không thể coi là do hỗ trợ.`,
        `Trends differed before the support already: over ${trend.pairs} pairs the year before differs by ${percent(value)} (95% interval ${range.en}); the difference above cannot be put down to the support.`,
      )
}

/** Both groups before and after, as chart and as table. */
function EffectChart(props: { request: PageRequest; effect: Shown; before: number; after: number }) {
  const { t, language } = props.request
  const { groups } = props.effect
  const chart = effectChart(groups, props.before, props.after)
  const shown = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${millions(value, language)} (${millions(low, language)}–${millions(high, language)})`
  return (
    <>
      <Chart title={t(chart.title)} draw={(size) => chart.draw({ language, size, id: `effect-${size}` })} />
      <Table caption={t(chart.title)}>
        <thead>
          <tr>
            <th>{t('Nhóm', 'Group')}</th>
            <th class="num">{props.before}</th>
            <th class="num">{props.after}</th>
          </tr>
        </thead>
        <tbody>
          {(['supported', 'controls'] as const).map((kind) => (
            <tr>
              <th scope="row" class="font-normal">
                {t(groupNames[kind])}
              </th>
              <td class="num">{shown(groups[kind].before)}</td>
              <td class="num">{shown(groups[kind].after)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
