import { appraisalWays } from '../councils/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Dong, Facts, OpenLink, Section, StateBadge } from '../ui/index.ts'
import type { Shown } from './acts.tsx'
import { applicationStates } from './states.ts'

/* What the page of an application tells of its appraisal and its decision. */

/** What each part of the page is made of. */
export interface Part {
  readonly request: PageRequest
  readonly application: Shown
}

/** What one officer proposed. */
export function Appraisal({ request: { t, language }, application: { appraisal, noOwnFundsReason } }: Part) {
  if (appraisal === null) return null
  return (
    <Section title={t('Thẩm định', 'Appraisal')} id="appraisal">
      <Facts
        columns={1}
        items={[
          [t('Mức đề xuất', 'Proposed amount'), <Dong amount={appraisal.amount} language={language} />],
          [t('Ý kiến', 'Opinion'), <span class="whitespace-pre-line">{appraisal.note}</span>],
          ...(noOwnFundsReason === null
            ? []
            : [
                [
                  t('Lý do hỗ trợ khi doanh nghiệp không bỏ kinh phí', 'Why support without own funds'),
                  noOwnFundsReason,
                ] as const,
              ]),
          [
            t('Thứ tự khi thẩm định', 'Rank as seen then'),
            `${t(`Hạng ${appraisal.rank} trên ${appraisal.of}.`, `Rank ${appraisal.rank} of ${appraisal.of}.`)} ${t(appraisal.reason)}`,
          ],
        ]}
      />
    </Section>
  )
}

/** Who appraises it where that is not one officer, and how far that has come. */
export function Appraisers({ request, application: { appraisedBy } }: Part) {
  const { t, language } = request
  const { way, appraisalId, concluded, failed, least, most } = appraisedBy
  if (way === 'officer') return null
  return (
    <Section title={t('Ai thẩm định', 'Who appraises')} id="appraisers">
      <p>
        {t(appraisalWays.names[way])}:{' '}
        {failed ? (
          <Badge tone="error">{t('kết luận không đạt', 'concluded: not passed')}</Badge>
        ) : concluded ? (
          <Badge tone="success">{t('đã kết luận', 'concluded')}</Badge>
        ) : appraisalId === null ? (
          <Badge tone="warning">{t('chưa kết luận', 'not concluded yet')}</Badge>
        ) : (
          <Badge tone="info">{t('đang thẩm định', 'being appraised')}</Badge>
        )}{' '}
        {appraisalId === null ? null : (
          <OpenLink request={request} href={`/appraisals/${appraisalId}`}>
            {t('Xem việc thẩm định', 'Show the appraisal')}
          </OpenLink>
        )}
      </p>
      {least === null || most === null ? null : (
        <p>
          {t('Mức được đề xuất: từ', 'What may be proposed: from')}{' '}
          <Dong amount={least} language={language} /> {t('đến', 'to')}{' '}
          <Dong amount={most} language={language} />.
        </p>
      )}
    </Section>
  )
}

/** How it was decided, or withdrawn. */
export function Decision({ request, application }: Part) {
  const { t } = request
  const { decision } = application
  if (decision === null) return null
  const withdrawn = application.state === 'withdrawn'
  return (
    <Section
      title={withdrawn ? t('Việc rút hồ sơ', 'Withdrawal of the application') : t('Quyết định', 'Decision')}
      id="decision"
    >
      <Facts
        columns={1}
        items={[
          [t('Kết quả', 'Result'), <StateBadge of={applicationStates} is={application.state} t={t} />],
          ...(decision.on === null
            ? []
            : [
                [
                  t('Văn bản', 'Document'),
                  decision.together === null ? (
                    `${decision.number ?? '—'}, ${formatDate(decision.on)}`
                  ) : (
                    <OpenLink request={request} href={`/applications/decisions/${decision.together.id}`}>
                      {decision.together.number}, {formatDate(decision.on)}
                    </OpenLink>
                  ),
                ] as const,
              ]),
          [t('Lý do', 'Reason'), <span class="whitespace-pre-line">{decision.reason}</span>],
        ]}
      />
    </Section>
  )
}
