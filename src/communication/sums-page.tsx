import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { page } from '../platform/page.ts'
import { AskedChoice, AskedText, Dong, Empty, Section, Table } from '../ui/index.ts'
import { at, crumbs, quantityOf } from './list-pages.tsx'
import { sumCommunication } from './queries.ts'
import { origins } from './rules.ts'

/** What is confirmed, added up by channel; each figure opens what it sums. */
export const sumsPage = page({
  route: 'GET /communication/sums',
  for: sumCommunication,
  about: words('Truyền thông theo kênh', 'Communication by channel'),
  async run(request) {
    const { t, language, url } = request
    const asked = (name: string) => url.searchParams.get(name) ?? ''
    const found = await request.execute(sumCommunication, {
      ...{ year: asked('year'), campaign: asked('campaign'), origin: asked('origin') },
    })
    const hrefOf = (channelId: number) =>
      `${at}?${new URLSearchParams({
        ...{ channelId: String(channelId), state: 'confirmed' },
        ...Object.fromEntries(
          ['year', 'campaign', 'origin'].flatMap((name) => (asked(name) === '' ? [] : [[name, asked(name)]])),
        ),
      })}`
    const head = {
      channel: t('Kênh truyền thông', 'Channel of communication'),
      acts: t('Số hoạt động', 'Pieces of communication'),
      number: t('Số lượng', 'Quantity'),
      reach: t('Số người tiếp cận', 'People reached'),
      cost: t('Chi phí truyền thông (đồng)', 'Cost of it (đồng)'),
    }
    return {
      title: t('Truyền thông theo kênh', 'Communication by channel'),
      lead: t(
        'Chỉ cộng những gì đã được xác nhận. Số người tiếp cận chỉ cộng của hoạt động có ghi, nên một người có thể được tính nhiều lần.',
        'What is confirmed alone is added up. People reached are those of the entries that say so; one person may be counted more than once.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <>
          <form action={`${at}/sums`} method="get" class="mb-4 flex flex-wrap items-end gap-3">
            <AskedText request={request} name="year" label={t('Năm', 'Year')} />
            <AskedChoice
              request={request}
              name="campaign"
              label={t('Chiến dịch', 'Campaign')}
              choices={found.campaigns.map((value) => ({ value, label: value }))}
              none={t('Mọi chiến dịch', 'Every campaign')}
            />
            <AskedChoice
              request={request}
              name="origin"
              label={t('Do ai làm', 'Whose doing')}
              choices={origins.choices(t)}
              none={t('Tất cả', 'All')}
            />
            <button type="submit" class="btn">
              {t('Xem', 'Show')}
            </button>
          </form>
          <Section title={t('Truyền thông theo kênh', 'Communication by channel')} id="sums">
            {found.sums.length === 0 ? (
              <Empty>{t('Chưa có hoạt động nào được xác nhận.', 'Nothing is confirmed yet.')}</Empty>
            ) : (
              <Table caption={t('Truyền thông theo kênh', 'Communication by channel')} stack>
                <thead>
                  <tr>
                    {Object.entries(head).map(([key, label]) => (
                      <th scope="col" class={key === 'channel' ? undefined : 'num'}>
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {found.sums.map((row) => (
                    <tr>
                      <td data-label={head.channel}>{t(row.channel, row.channelEn)}</td>
                      <td data-label={head.acts} class="num">
                        <a href={hrefOf(row.channelId)}>{formatNumber(row.acts, language)}</a>
                      </td>
                      <td data-label={head.number} class="num">
                        {quantityOf(request, row)}
                      </td>
                      <td data-label={head.reach} class="num">
                        {row.withReach === 0
                          ? '—'
                          : t(
                              `${formatNumber(row.reach, language)} (${formatNumber(row.withReach, language)} hoạt động)`,
                              `${formatNumber(row.reach, language)} (${formatNumber(row.withReach, language)} entries)`,
                            )}
                      </td>
                      <td data-label={head.cost} class="num">
                        <Dong amount={row.cost} language={language} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Section>
        </>
      ),
    }
  },
})
