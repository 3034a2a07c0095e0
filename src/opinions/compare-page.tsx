import { Diff, wordDiff } from '../plan-versions/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Empty, Section, StateBadge, Table } from '../ui/index.ts'
import { clausesThrough } from './compare.ts'
import { compareRounds } from './queries.ts'
import { outcomes, requestStates, stances } from './rules.ts'

type Compared = Output<typeof compareRounds>

export const comparisonTitle = words('So sánh các lần xin ý kiến', 'Compare the rounds of opinions')

const headsOf = ({ rounds }: Compared, t: PageRequest['t']) =>
  rounds.map(({ number, askedOn }) =>
    t(`Lần ${number}, ${formatDate(askedOn)}`, `Round ${number}, ${formatDate(askedOn)}`),
  )

/** What each agency thought of the whole, round by round. */
function Agencies({ of, request: { t } }: { of: Compared; request: PageRequest }) {
  const heads = headsOf(of, t)
  const agencies = new Map(
    of.rounds.flatMap(({ requests }) => requests.map((one) => [one.agencyId, t(one.agency, one.agencyEn)])),
  )
  const caption = t('Cơ quan được xin ý kiến', 'Agencies that were asked')
  return (
    <Section title={caption} id="agencies">
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th>{t('Cơ quan', 'Agency')}</th>
            {heads.map((head) => (
              <th>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...agencies].map(([agencyId, name]) => (
            <tr>
              <td data-label={t('Cơ quan', 'Agency')}>{name}</td>
              {of.rounds.map(({ requests }, at) => {
                const one = requests.find((row) => row.agencyId === agencyId)
                return (
                  <td data-label={heads[at]}>
                    {one === undefined ? (
                      t('Không được hỏi', 'Not asked')
                    ) : one.stance === null ? (
                      <StateBadge of={requestStates} is={one.state} t={t} />
                    ) : (
                      <StateBadge of={stances} is={one.stance} t={t} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

/** Each clause as it read in each round, the words that changed since the round before marked, with what was said of it. */
function Clauses({ of, request: { t } }: { of: Compared; request: PageRequest }) {
  const heads = headsOf(of, t)
  const caption = t('Từng khoản, mục qua các lần', 'Each clause through the rounds')
  const agencyOf = (requestId: number) => {
    const one = of.rounds.flatMap(({ requests }) => requests).find(({ id }) => id === requestId)
    return one === undefined ? '' : t(one.agency, one.agencyEn)
  }
  return (
    <Section title={caption} id="clauses">
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th>{t('Về khoản, mục', 'On the clause')}</th>
            {heads.map((head) => (
              <th>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clausesThrough(of.rounds).map(({ label, rounds }) => (
            <tr>
              <td data-label={t('Về khoản, mục', 'On the clause')}>
                {label ?? t('Cả văn bản', 'The whole document')}
              </td>
              {rounds.map(({ text, opinions }, at) => {
                const before = rounds[at - 1]
                return (
                  <td class="align-top" data-label={heads[at]}>
                    <div class="grid gap-2">
                      {label === null ? null : (
                        <p class="whitespace-pre-line">
                          {text === null ? (
                            t('Không có trong dự thảo', 'Not in the draft')
                          ) : before?.text == null || before.text === text ? (
                            text
                          ) : (
                            <Diff t={t} pieces={wordDiff(before.text, text)} />
                          )}
                        </p>
                      )}
                      {opinions.map((one) => (
                        <p class="border-l-2 border-base-300 pl-2">
                          <b>{agencyOf(one.requestId)}:</b> {one.text}{' '}
                          {one.outcome === null ? null : (
                            <>
                              <StateBadge of={outcomes} is={one.outcome} t={t} /> {one.reason}
                            </>
                          )}
                        </p>
                      ))}
                    </div>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

/** The rounds of one document side by side; the document is chosen by the link of its page. */
export const roundsPage = page({
  route: 'GET /opinions/rounds',
  for: compareRounds,
  async run(request) {
    const { t, url } = request
    const of = await request.execute(compareRounds, Object.fromEntries(url.searchParams))
    return {
      title: t(comparisonTitle),
      ...(of.title === null ? {} : { lead: of.title }),
      breadcrumbs: [{ label: t('Ý kiến về dự thảo', 'Opinions on drafts'), href: '/opinions' }],
      body:
        of.rounds.length === 0 ? (
          <Section>
            <Empty>
              {t(
                'Chưa chọn văn bản, hoặc văn bản chưa xin ý kiến. Xin và so sánh ý kiến từ trang của đề xuất chính sách.',
                'No document is chosen, or no opinion on it was asked for. Opinions are asked for and compared on the page of a policy proposal.',
              )}
            </Empty>
          </Section>
        ) : (
          <>
            <Agencies of={of} request={request} />
            <Clauses of={of} request={request} />
          </>
        ),
    }
  },
})
