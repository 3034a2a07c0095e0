import { formatDate } from '../platform/dates.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, page } from '../platform/page.ts'
import { Empty, Section, Table } from '../ui/index.ts'
import { Cells, Heads } from '../yearly-plans/index.ts'
import { crumbs, to } from './list-pages.tsx'
import { compareEstimate } from './queries.ts'

/** The rounds of an estimate side by side, line by line. */
export const roundsPage = page({
  route: 'GET /estimates/{id}/rounds',
  for: compareEstimate,
  async run(request) {
    const { t, language } = request
    const found = await request.execute(compareEstimate, { id: numberOf(request, 'id') })
    const caption = t('So sánh các vòng', 'Compare the rounds')
    const money = (amount: bigint | null) => (amount === null ? null : formatDong(amount, language))
    const heads = {
      title: t('Nội dung chi', 'Purpose'),
      rounds: found.rounds.map(({ place, sentOn }) =>
        t(`Vòng ${place}, ${formatDate(sentOn)}`, `Round ${place}, ${formatDate(sentOn)}`),
      ),
      now: t('Như hiện nay', 'As it is now'),
    }
    return {
      title: caption,
      lead: found.title,
      breadcrumbs: [...crumbs(request), { label: found.title, href: to(found) }],
      body: (
        <Section lead={t('Số tiền bằng đồng.', 'Amounts in đồng.')}>
          {found.rounds.length === 0 ? (
            <Empty>{t('Chưa gửi lần nào.', 'It was not sent yet.')}</Empty>
          ) : (
            <Table caption={caption} stack>
              <Heads
                of={[
                  [heads.title],
                  ...heads.rounds.map((label) => [label, true] as const),
                  [heads.now, true] as const,
                ]}
              />
              <tbody>
                {found.lines.map((line) => (
                  <tr>
                    <Cells
                      of={[
                        [heads.title, line.title],
                        ...line.amounts.map(
                          (amount, at) => [heads.rounds[at] ?? '', money(amount), true] as const,
                        ),
                        [heads.now, money(line.now), true] as const,
                      ]}
                    />
                  </tr>
                ))}
                <tr class="sum">
                  <Cells
                    of={[
                      ['', t('Tổng cộng', 'Grand total')],
                      ...found.rounds.map(
                        ({ amount }, at) => [heads.rounds[at] ?? '', money(amount), true] as const,
                      ),
                      [heads.now, money(found.now), true] as const,
                    ]}
                  />
                </tr>
              </tbody>
            </Table>
          )}
        </Section>
      ),
    }
  },
})
