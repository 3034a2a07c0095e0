import {
  BasisFields,
  Counterpart,
  paperAsked,
  paymentFields,
  paymentNote,
  taskTurnField,
} from '../budget/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type FormValues, numberOf, type PageRequest } from '../platform/page.ts'
import { Dong, Facts, type Fields, formPage } from '../ui/index.ts'
import { claimOfContent, claimOfTurn, editPayee } from './claims.ts'
import { accountedFields, payeeFields } from './fields.ts'
import { claimCrumbs, claimsAt } from './list-pages.tsx'
import { drawClaim } from './orders.ts'
import { claimableContent, claimableTurn, type ShownClaim, showClaim } from './queries.ts'

/* The forms of a whole claim: begun, the account that is paid, the payment that is drawn up from it. */

const begun = {
  submit: words('Tiếp: thêm khoản chi phí', 'Next: add costs'),
  done: ({ id }: { id: number }) => ({
    to: `${claimsAt}/${id}`,
    message: words(
      'Đã lập nháp; thêm từng khoản chi phí kèm ảnh chứng từ rồi gửi.',
      'The draft is kept; add each cost with the photo of its voucher, then send it.',
    ),
  }),
}

function Left({ request, left }: { request: PageRequest; left: bigint }) {
  return (
    <div class="panel mb-4">
      <Facts
        items={[
          [
            request.t('Còn được đề nghị (đồng)', 'May still be claimed (đồng)'),
            <Dong amount={left} language={request.language} />,
          ],
        ]}
      />
    </div>
  )
}

/** Begun from an advance, a claim names it. */
const named = ({ url }: PageRequest): FormValues => {
  const advance = url.searchParams.get('advance')
  return advance === null ? {} : { advanceId: advance }
}

/** Which advance is accounted for is asked where there is one that can be. */
function beginFields({
  f,
  t,
  record,
  request,
}: {
  f: Fields<(typeof payeeFields.keys)[number] | 'advanceId'>
  t: Translate
  record: { readonly advances: readonly { id: number; number: string; rest: bigint; dueOn: string }[] }
  request: PageRequest
}) {
  const choices = record.advances.map(({ id, number, rest, dueOn }) => ({
    value: id,
    label: t(
      `${number}: còn ${formatDong(rest, request.language)} đ, hạn ${formatDate(dueOn)}`,
      `${number}: ${formatDong(rest, request.language)} đ left, by ${formatDate(dueOn)}`,
    ),
  }))
  return (
    <>
      {choices.length === 0 ? null : accountedFields.form(f, t, { choices: { advanceId: choices } })}
      {payeeFields.form(f, t)}
    </>
  )
}

const ofTurn = formPage({
  command: claimOfTurn,
  address: '/support/{id}/claims/new',
  title: words('Lập đề nghị thanh toán của lượt hỗ trợ', 'Begin a claim for a support turn'),
  record: (request) => request.execute(claimableTurn, { id: request.params.id }),
  lead: ({ record }) => record.name,
  crumbs: claimCrumbs,
  above: ({ request, record }) => <Left request={request} left={record.left} />,
  initial: ({ name }, request) => ({ payee: name, ...named(request) }),
  fields: beginFields,
  cancel: ({ id }) => `/support/${id}`,
  ...begun,
})

const ofContent = formPage({
  command: claimOfContent,
  address: '/science-tasks/contents/{id}/claims/new',
  title: words('Lập đề nghị thanh toán của nội dung nhiệm vụ', 'Begin a claim for a content of a task'),
  record: (request) => request.execute(claimableContent, { id: request.params.id }),
  lead: ({ record }) => record.name,
  crumbs: claimCrumbs,
  above: ({ request, record }) => <Left request={request} left={record.left} />,
  initial: (_content, request) => named(request),
  fields: (of) => (
    <>
      {taskTurnField({ ...of, language: of.request.language }, of.record.turns, [])}
      {beginFields(of)}
    </>
  ),
  cancel: claimsAt,
  ...begun,
})

const ofClaim = (request: PageRequest) => request.execute(showClaim, { id: numberOf(request, 'id') })
const backTo = ({ id }: { readonly id: number }) => `${claimsAt}/${id}`
const crumbs = (request: PageRequest, claim: ShownClaim) => [
  ...claimCrumbs(request),
  { label: request.t('Đề nghị này', 'This claim'), href: backTo(claim) },
]

const payee = formPage({
  command: editPayee,
  address: `${claimsAt}/{id}/payee`,
  title: words('Sửa tài khoản nhận tiền', 'Change the account that is paid'),
  record: ofClaim,
  crumbs,
  initial: (claim) => ({
    ...{ payee: claim.payee, payeeAccount: claim.payeeAccount, payeeBank: claim.payeeBank },
    note: claim.note ?? '',
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {payeeFields.form(f, t)}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: backTo,
  done: (claim) => ({
    to: backTo(claim),
    message: words('Đã lưu tài khoản nhận tiền.', 'The account is kept.'),
  }),
})

/** The source that the payment is drawn from, as the address names it. */
const drawing = async (request: PageRequest) => {
  const claim = await ofClaim(request)
  return { ...claim, paperAsked: await paperAsked(request) }
}

/** What is accepted of a claim from each source, and whether a payment of it is drawn up already. */
export function drawable(claim: ShownClaim) {
  return claim.sources.flatMap((source) => {
    const accepted = claim.lines
      .filter(({ commitmentId }) => commitmentId === source.commitmentId)
      .reduce((sum, line) => sum + (line.accepted ?? 0n) - line.cleared, 0n)
    const drawn = claim.orders.some(
      ({ commitmentId, state }) =>
        commitmentId === source.commitmentId && (state === 'drafted' || state === 'released'),
    )
    return accepted === 0n || drawn ? [] : [{ ...source, accepted }]
  })
}

const order = formPage({
  command: drawClaim,
  address: `${claimsAt}/{id}/payment`,
  title: words('Lập chứng từ chi theo đề nghị thanh toán', 'Draw up the payment of a claim'),
  record: drawing,
  lead: ({ record }) => `${record.claimant}: ${record.payee}, ${record.payeeAccount}, ${record.payeeBank}`,
  crumbs,
  initial: (_claim, { system }) => ({ on: formatDate(today(system.now())), basis: 'acceptance' }),
  above: ({ request, record }) => <Counterpart request={request} standings={record.standings} />,
  fields: ({ f, t, record, request }) => (
    <>
      {f.select('commitmentId', {
        label: t('Nguồn, năm và số được chấp nhận', 'Source, year and what is accepted'),
        choices: drawable(record).map((source) => ({
          value: source.commitmentId,
          label: `${t(source.source, source.sourceEn)}, ${source.year}: ${formatDong(source.accepted, request.language)} đ`,
        })),
      })}
      {paymentFields.form(f as unknown as Fields<keyof typeof paymentFields.labels>, t, {
        without: ['kind', 'amount'],
      })}
      <BasisFields f={f} t={t} asked={record.paperAsked} />
      {paymentNote.form(f, t)}
      {f.value('sameVoucher') === 'true' || f.value('documentNumber') !== ''
        ? f.check('sameVoucher', {
            label: t(
              'Đây là chứng từ khác, không phải chứng từ đã ghi',
              'This is another voucher, not the one recorded',
            ),
          })
        : null}
    </>
  ),
  submit: words('Gửi duyệt chi', 'Send to be released'),
  cancel: backTo,
  done: ({ claimId }) => ({
    to: `${claimsAt}/${claimId}#orders`,
    message: words(
      'Đã lập chứng từ chi; người khác duyệt chi.',
      'The payment is drawn up; another person releases it.',
    ),
  }),
})

export const claimFormPages = [...ofTurn.pages, ...ofContent.pages, ...payee.pages, ...order.pages]
