import { timePassed } from '../plan/index.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Day, Dong, Facts, formPage, Meter, Section } from '../ui/index.ts'
import { CommitmentState, contentPaidField, sameVoucherBox } from './choices.tsx'
import { refund, releaseRest } from './commands.ts'
import { showCommitment } from './commitment-queries.ts'
import { refundFields, releaseFields } from './fields.ts'
import { taskTurnField } from './paid-turns-view.tsx'

export type Shown = Output<typeof showCommitment>

export const commitmentCrumbs = ({ t }: PageRequest) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Cam kết', 'Commitments'), href: '/budget/commitments' },
]

/** What a commitment is and holds. */
export function CommitmentFacts({ request, shown }: { request: PageRequest; shown: Shown }) {
  const { t, language } = request
  const share = shown.amount === 0n ? 0 : Number(shown.disbursed) / Number(shown.amount)
  return (
    <Section>
      <Facts
        columns={3}
        items={[
          [t('Mục dự toán', 'Budget line'), `${shown.lineCode} · ${t(shown.lineTitle, shown.lineTitleEn)}`],
          [t('Năm dự toán', 'Budget year'), String(shown.year)],
          [t('Nguồn kinh phí', 'Funding'), t(shown.sourceName, shown.sourceNameEn)],
          [t('Văn bản', 'Document'), shown.documentNumber],
          [t('Ngày', 'Day'), <Day day={shown.documentDate} />],
          [
            t('Doanh nghiệp', 'Enterprise'),
            shown.enterpriseId === null ? null : (
              <a href={`/enterprises/${shown.enterpriseId}`}>{shown.enterpriseName}</a>
            ),
          ],
          [t('Đã cam kết', 'Committed'), <Dong amount={shown.amount} language={language} />],
          [t('Đã giải ngân', 'Disbursed'), <Dong amount={shown.disbursed} language={language} />],
          [
            t('Còn phải chi', 'Left to pay'),
            <>
              <Dong amount={shown.rest} language={language} />{' '}
              <CommitmentState request={request} row={shown} />
            </>,
          ],
          ...(shown.turnId === null
            ? []
            : [
                [
                  t('Lượt hỗ trợ', 'Support turn'),
                  <a href={`/support/${shown.turnId}`}>{t('Xem lượt hỗ trợ', 'Show the support turn')}</a>,
                ] as const,
              ]),
        ]}
      />
      <div class="mt-4">
        <Meter
          share={share}
          passed={timePassed(shown.year, shown.year, today(request.system.now()))}
          label={t(
            `Đã giải ngân ${formatDong(shown.disbursed, 'vi')} trên ${formatDong(shown.amount, 'vi')} đồng`,
            `${formatDong(shown.disbursed, 'en')} of ${formatDong(shown.amount, 'en')} đồng paid`,
          )}
        />
      </div>
    </Section>
  )
}

/** What the forms of acts on a commitment share: each stands beside what the commitment holds. */
const onCommitment = {
  record: (request: PageRequest) => request.execute(showCommitment, { id: request.params.id }),
  lead: ({ record }: { record: Shown }) => record.purpose,
  crumbs: (request: PageRequest, { id }: Shown) => [
    ...commitmentCrumbs(request),
    { label: request.t('Cam kết này', 'This commitment'), href: `/budget/commitments/${id}` },
  ],
  initial: (_shown: Shown, { system }: PageRequest) => ({ on: today(system.now()) }),
  above: ({ request, record }: { request: PageRequest; record: Shown }) => (
    <CommitmentFacts request={request} shown={record} />
  ),
  cancel: ({ id }: Shown) => `/budget/commitments/${id}`,
}

const refunded = formPage({
  ...onCommitment,
  command: refund,
  address: '/budget/commitments/{id}/refund',
  title: words('Ghi thu hồi khoản đã giải ngân', 'Record a refund'),
  fields: ({ f, t, form, record, request: { language } }) => (
    <>
      {contentPaidField({ f, t }, record.contents)}
      {taskTurnField({ f, t, language }, record.turns, record.contents, 'back')}
      {refundFields.form(f, t)}
      {sameVoucherBox({ f, t, form })}
    </>
  ),
  submit: words('Ghi thu hồi', 'Record the refund'),
  done: (_output, { request }) => ({
    to: `/budget/commitments/${request.params.id}`,
    message: words('Đã ghi thu hồi.', 'The refund is recorded.'),
  }),
})

const released = formPage({
  ...onCommitment,
  command: releaseRest,
  address: '/budget/commitments/{id}/release',
  title: words('Hủy phần cam kết còn lại', 'Release the rest of the commitment'),
  fields: ({ f, t, record, request: { language } }) => (
    <>
      <p>
        {t('Số tiền trở lại phần chưa cam kết của mục: ', 'What becomes free again: ')}
        <b>
          <Dong amount={record.releasable} language={language} />
        </b>
      </p>
      {record.releasable < record.rest && (
        <p>
          {t('Giữ lại cho các lượt hỗ trợ thuộc nhiệm vụ: ', 'Kept for support turns under the task: ')}
          <Dong amount={record.rest - record.releasable} language={language} />
        </p>
      )}
      {releaseFields.form(f, t)}
    </>
  ),
  submit: words('Hủy phần còn lại', 'Release the rest'),
  kind: 'danger',
  done: (_output, { request }) => ({
    to: `/budget/commitments/${request.params.id}`,
    message: words('Đã hủy phần cam kết còn lại.', 'The rest is released.'),
  }),
})

/** Refund and release of a commitment. */
export const actPages: readonly Page[] = [...refunded.pages, ...released.pages]
