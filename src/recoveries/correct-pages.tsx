import { PartList } from '../advances/index.ts'
import { heldRows } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber, typedNumber } from '../platform/numbers.ts'
import { type FormValues, numberOf, type PageRequest, receiver } from '../platform/page.ts'
import { type Fields, formPage, StateBadge } from '../ui/index.ts'
import { approveCorrection, proposedCorrection, refuseCorrection } from './correcting.ts'
import { correctionFields, interestFields, paymentStates, recoveryFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { type Asked, type ShownRecovery, showRecovery } from './queries.ts'

/** A recovery that was confirmed and not withdrawn, and of which no correction waits. */
export const mayBeCorrected = ({ state, corrections }: ShownRecovery): boolean =>
  ['open', 'part', 'settled'].includes(state) && !corrections.some((one) => one.state === 'entered')

/** What the form starts with: what the recovery asks for now. */
export const asksFor = (
  { amount, dueOn, interest }: ShownRecovery,
  { language }: PageRequest,
): FormValues => ({
  amount: formatDong(amount, language),
  dueOn: formatDate(dueOn),
  ...(interest === null
    ? {}
    : {
        interestRate: typedNumber(interest.rate, language),
        interestFrom: formatDate(interest.from),
        interestYearDays: String(interest.yearDays),
      }),
})

type Names =
  | 'amount'
  | 'dueOn'
  | (typeof interestFields.keys)[number]
  | (typeof correctionFields.keys)[number]

/** What the recovery should ask for, and the document that says so. */
export function CorrectionFields({ f, t }: { f: Fields<Names>; t: Translate }) {
  return (
    <>
      {recoveryFields.form(f, t, {
        without: ['decisionNumber', 'decisionDate', 'issuer', 'reason', 'orderId', 'findingId', 'fileId'],
      })}
      {interestFields.form(f, t)}
      {correctionFields.form(f, t)}
    </>
  )
}

/** What was asked for, as one line. */
function asked({ amount, dueOn, ...of }: Asked, { t, language }: PageRequest): string {
  const sum = `${formatDong(amount, language)} đ, ${t('hạn', 'by')} ${formatDate(dueOn)}`
  if (of.interestRate === null || of.interestFrom === null) return `${sum}, ${t('không lãi', 'no interest')}`
  const rate = formatNumber(of.interestRate, language)
  return t(
    `${sum}, lãi ${rate}%/năm từ ${formatDate(of.interestFrom)} (${of.interestYearDays} ngày)`,
    `${sum}, ${rate}% a year from ${formatDate(of.interestFrom)} (${of.interestYearDays} days)`,
  )
}

/** The corrections of a recovery: what stood before and after, the document and reason, who proposed and approved it, and what can be done now. */
export async function Corrections({ request, recovery }: { request: PageRequest; recovery: ShownRecovery }) {
  const { t } = request
  const waiting = recovery.corrections.filter(({ state }) => state === 'entered').map(({ id }) => id)
  return (
    <PartList
      request={request}
      id="corrections"
      title={t('Các lần sửa khoản thu hồi', 'Corrections of recoveries')}
      none={t('Chưa sửa lần nào.', 'It was not corrected.')}
      parts={recovery.corrections}
      href={(one) => `${at}/${recovery.id}/corrections/${one.id}`}
      acts={{
        confirm: {
          command: approveCorrection,
          label: words('Phê duyệt sửa', 'Approve the correction'),
          path: 'approval',
        },
        refuse: refuseCorrection,
        refuseLabel: words('Không duyệt sửa', 'Refuse the correction'),
      }}
      held={await heldRows(request, 'payment', proposedCorrection, waiting)}
      shown={(one) => ({
        sums: (
          <span>
            {t('Trước', 'Before')}: {asked(one.before, request)}
            <br />
            <b>
              {t('Sửa thành', 'To be corrected to')}: {asked(one.after, request)}
            </b>
          </span>
        ),
        badge: <StateBadge of={paymentStates} is={one.state} t={t} />,
        about: <>{one.why} · </>,
      })}
    />
  )
}

const back = (id: number) => ({ to: `${at}/${id}#corrections` })
const approved = receiver({
  command: approveCorrection,
  address: `${at}/{id}/corrections/{correction}/approval`,
  done: ({ id }) => ({
    ...back(id),
    message: words(
      'Đã sửa khoản thu hồi; người phải nộp được báo.',
      'It is corrected, and who owes is told.',
    ),
  }),
})
const refused = formPage({
  command: refuseCorrection,
  address: `${at}/{id}/corrections/{correction}/refusal`,
  title: words('Không duyệt sửa khoản thu hồi', 'Refuse a correction of a recovery'),
  record: (request) => request.execute(showRecovery, { id: numberOf(request, 'id') }),
  lead: ({ record }) => `${record.debtor}: ${record.decisionNumber}`,
  crumbs: (request, record) => [
    ...crumbs(request),
    { label: request.t('Khoản thu hồi này', 'This recovery'), href: `${at}/${record.id}` },
  ],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
  submit: words('Không duyệt sửa', 'Refuse the correction'),
  cancel: (record) => `${at}/${record.id}`,
  done: ({ id }) => ({
    ...back(id),
    message: words('Đã ghi: không sửa khoản thu hồi.', 'It is not corrected.'),
  }),
})

export const correctPages = [approved, ...refused.pages]
