import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { Act, FileLink, formPage, RecordTable, Section, StateBadge } from '../ui/index.ts'
import type { Shown } from './acts.tsx'
import { crumbs } from './list-pages.tsx'
import {
  listObjectionLimits,
  mayObject,
  objectionStates,
  objectToDecision,
  setObjectionLimit,
  withdrawObjection,
} from './objections.ts'

/* Objections on the page of an application, and until when one may object under each plan. */

export function Objections({ request, application }: { request: PageRequest; application: Shown }) {
  const { t } = request
  const { id, objections, objectionUntil: until, state } = application
  const may = mayObject({ ...application, appraisedAmount: application.appraisal?.amount ?? null })
  if (objections.length === 0 && !may) return null
  return (
    <Section
      title={t('Các kiến nghị', 'Objections to the decision')}
      id="objections"
      actions={
        // of a refusal the form stands open; of a cut amount it is opened here
        state === 'accepted' &&
        may &&
        !application.objectionOver &&
        !objections.some((one) => one.state === 'open') ? (
          <Act command={objectToDecision} request={request} href={`/applications/${id}?do=object#act`} small>
            {t('Kiến nghị về mức hỗ trợ', 'Object to the amount')}
          </Act>
        ) : undefined
      }
    >
      {!may ? null : (
        <p class="mb-2">
          {until === null
            ? t(
                'Thời hạn kiến nghị chưa được nhập; kiến nghị được nhận cho đến khi có quy định.',
                'Until when one may object was not entered; objections are taken until a rule is.',
              )
            : t(
                `Nhận kiến nghị đến hết ngày ${formatDate(until.day)} (${until.source}).`,
                `One may object until the end of ${formatDate(until.day)} (${until.source}).`,
              )}
        </p>
      )}
      <ul class="grid gap-4">
        {objections.map((one) => (
          <li>
            <p>
              <StateBadge of={objectionStates} is={one.state} t={t} /> {formatDate(one.filedOn)}
            </p>
            <p class="whitespace-pre-line">{one.text}</p>
            {one.file === null ? null : <FileLink file={one.file} t={t} />}
            {one.answer === null ? null : (
              <p class="mt-1 whitespace-pre-line">
                <b>
                  {t('Trả lời', 'Answer')}
                  {one.answeredOn === null ? '' : ` (${formatDate(one.answeredOn)})`}:
                </b>{' '}
                {one.answer}
              </p>
            )}
            {one.state !== 'open' ? null : (
              <Act
                command={withdrawObjection}
                request={request}
                action={`/applications/${id}/objection-withdrawal`}
                small
              >
                {t('Rút kiến nghị', 'Withdraw an objection')}
              </Act>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const limitsTitle = words('Thời hạn kiến nghị', 'Until when one may object')

export const limitsPage = page({
  route: 'GET /objection-limits',
  for: listObjectionLimits,
  async run(request) {
    const { t } = request
    const limits = await request.execute(listObjectionLimits, {})
    return {
      title: t(limitsTitle),
      lead: t(
        'Tính từ ngày quyết định. Để trống khi chưa có văn bản quy định: không kiến nghị nào là muộn.',
        'Counted from the day of the decision. Empty while no document says so: no objection is too late.',
      ),
      breadcrumbs: crumbs(t),
      body: (
        <RecordTable
          caption={t(limitsTitle)}
          stack
          rows={limits}
          columns={[
            { head: t('Kế hoạch', 'Plan'), cell: (limit) => limit.plan },
            {
              head: t('Số ngày', 'Days'),
              cell: (limit) =>
                limit.days === null
                  ? t('Chưa nhập', 'Not entered')
                  : `${limit.days} ${limit.working ? t('ngày làm việc', 'working days') : t('ngày', 'days')}`,
            },
            {
              head: t('Văn bản quy định', 'The document that says so'),
              cell: (limit) => limit.source ?? '—',
            },
            {
              head: t('Việc làm được', 'What can be done'),
              cell: (limit) => (
                <Act
                  command={setObjectionLimit}
                  request={request}
                  href={`/objection-limits/${limit.planId}`}
                  small
                >
                  {t('Ghi thời hạn', 'Record the limit')}
                </Act>
              ),
            },
          ]}
        />
      ),
    }
  },
})

export const limitSet = formPage({
  command: setObjectionLimit,
  address: '/objection-limits/{planId}',
  record: async (request) => {
    const planId = numberOf(request, 'planId')
    const limits = await request.execute(listObjectionLimits, {})
    return (
      limits.find((limit) => limit.planId === planId) ?? {
        ...{ planId, plan: '', days: null, working: false, source: null, version: 0 },
      }
    )
  },
  title: words('Ghi thời hạn kiến nghị', 'Record until when one may object'),
  lead: ({ record, t }) => t(`Kế hoạch số ${record.plan}`, `Plan ${record.plan}`),
  crumbs: ({ t }) => [...crumbs(t), { label: t(limitsTitle), href: '/objection-limits' }],
  initial: ({ version, days, working, source }) => ({
    version: String(version),
    days: days === null ? undefined : String(days),
    working: working ? 'true' : undefined,
    source: source ?? undefined,
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.number('days', { label: t('Số ngày', 'Days') })}
      {f.check('working', { label: t('Là ngày làm việc', 'They are working days') })}
      {f.text('source', {
        label: t('Văn bản quy định', 'The document that says so'),
        hint: t('Số, ngày, điều khoản.', 'Number, day and article.'),
      })}
    </>
  ),
  submit: words('Ghi nhận', 'Record'),
  cancel: '/objection-limits',
  done: () => ({ to: '/objection-limits', message: words('Đã ghi thời hạn.', 'The limit is recorded.') }),
})
