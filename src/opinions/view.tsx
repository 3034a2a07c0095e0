import type { z } from 'zod'
import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, type Fields, LinkButton, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { comparisonTitle } from './compare-page.tsx'
import { type OpinionRound, readsRequest } from './queries.ts'
import { outcomes, requestStates, stances } from './rules.ts'

/** The rounds of a document on its page: who was asked, who answered, and the table of what was taken up and why not. */
export function OpinionRounds(props: {
  rounds: readonly z.infer<typeof OpinionRound>[]
  request: PageRequest
}) {
  const { rounds, request } = props
  const { t } = request
  const of = rounds[0]?.requests[0]
  const compared = of === undefined ? '' : `/opinions/rounds?record=${of.record}&recordId=${of.recordId}`
  return (
    <>
      {rounds.length > 1 && request.mayOpen(compared) ? (
        <p>
          <LinkButton href={compared}>{t(comparisonTitle)}</LinkButton>
        </p>
      ) : null}
      {rounds.map((round) => {
        const asked = t('Cơ quan được xin ý kiến', 'Agencies that were asked')
        const taken = t('Tiếp thu, giải trình ý kiến', 'What became of the opinions')
        const agencyOf = (requestId: number) => {
          const of = round.requests.find(({ id }) => id === requestId)
          return of === undefined ? '' : t(of.agency, of.agencyEn)
        }
        return (
          <Section
            title={t(`Xin ý kiến lần ${round.number}`, `Round ${round.number} of opinions`)}
            id={`round-${round.number}`}
            lead={t(
              `Gửi ngày ${formatDate(round.askedOn)}, hạn đến hết ngày ${formatDate(round.dueOn)}.`,
              `Sent on ${formatDate(round.askedOn)}, due by the end of ${formatDate(round.dueOn)}.`,
            )}
          >
            <RecordTable
              caption={asked}
              showCaption
              stack
              rows={round.requests}
              columns={[
                {
                  head: t('Cơ quan', 'Agency'),
                  cell: (one) =>
                    readsRequest(request.actor, one.agencyId) ? (
                      <a href={`/opinions/${one.id}`}>{t(one.agency, one.agencyEn)}</a>
                    ) : (
                      t(one.agency, one.agencyEn)
                    ),
                },
                {
                  head: t('Tình trạng', 'State'),
                  cell: (one) => (
                    <span>
                      <StateBadge of={requestStates} is={one.state} t={t} />{' '}
                      {one.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
                    </span>
                  ),
                },
                {
                  head: t('Ý kiến chung', 'Opinion on the whole'),
                  cell: (one) => (one.stance === null ? '—' : t(stances.names[one.stance])),
                },
              ]}
            />
            {round.opinions.length === 0 ? null : (
              <div class="mt-4">
                <RecordTable
                  caption={taken}
                  showCaption
                  stack
                  rows={round.opinions}
                  columns={[
                    {
                      head: t('Về khoản, mục', 'On the clause'),
                      cell: (one) => one.clause ?? t('Cả văn bản', 'The whole document'),
                    },
                    { head: t('Cơ quan', 'Agency'), cell: (one) => agencyOf(one.requestId) },
                    { head: t('Nội dung ý kiến', 'What is said'), cell: (one) => one.text },
                    {
                      head: t('Xử lý ý kiến', 'What becomes of it'),
                      cell: (one) =>
                        one.outcome === null ? (
                          t('Chưa ghi', 'Not said yet')
                        ) : (
                          <span>
                            <StateBadge of={outcomes} is={one.outcome} t={t} /> {one.reason}
                          </span>
                        ),
                    },
                  ]}
                />
              </div>
            )}
          </Section>
        )
      })}
    </>
  )
}

/** The fields of a form that opens a round: the day, and the agencies there are. */
export function AskFields(props: {
  f: Fields<'dueOn' | 'agencyIds'>
  t: PageRequest['t']
  agencies: readonly { readonly id: number; readonly name: string; readonly nameEn: string }[]
}) {
  const { f, t, agencies } = props
  return (
    <>
      {f.date('dueOn', { label: t('Hạn cho ý kiến', 'Opinion due on') })}
      {f.checks('agencyIds', {
        label: t('Cơ quan được xin ý kiến', 'Agencies that were asked'),
        choices: agencies.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      })}
    </>
  )
}
