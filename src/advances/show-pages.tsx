import { PaidTurn } from '../budget/index.ts'
import { claimOfContent, claimOfTurn, claimStates } from '../claims/index.ts'
import { heldRows } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Dong,
  Evidence,
  Facts,
  type Fields,
  formPage,
  LinkButton,
  OpenLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  clearByClaim,
  clearByVoucher,
  confirmPart,
  enteredPart,
  enterPaidBack,
  refusePart,
} from './clearing.ts'
import {
  advanceStates,
  backFields,
  claimPartFields,
  dueFields,
  partKinds,
  partStates,
  prolongFields,
  voucherFields,
} from './fields.ts'
import { AdvanceState, at, crumbs } from './list-pages.tsx'
import { PartList } from './part-list.tsx'
import { Prolongations } from './prolong-pages.tsx'
import { prolongAdvance } from './prolonging.ts'
import { type Part, type ShownAdvance, showAdvance } from './queries.ts'
import { timeToClear } from './rules.ts'

/* One advance: what is advanced, what cleared it part by part, and what can be done now. */

type ActKey = 'claim' | 'voucher' | 'back' | 'prolong'
const open = (advance: ShownAdvance) => advance.open > 0n
const isOpen = ({ state }: ShownAdvance) => state === 'open' || state === 'part'
const waitsForDay = ({ prolongations }: ShownAdvance) =>
  prolongations.some(({ state }) => state === 'entered')
const day = (request: PageRequest) => formatDate(today(request.system.now()))
const done = words(
  'Đã ghi; người khác xác nhận thì mới tính.',
  'It is entered, and counts once another person confirms it.',
)
const version = ({ f, record }: { f: Fields<'version'>; record: ShownAdvance }) =>
  f.hidden('version', record.version)

const acts = actsOf<ShownAdvance, ActKey>(`${at}/{id}`, {
  claim: act(clearByClaim, {
    title: words('Hoàn bằng khoản chi phí đã chấp nhận', 'Clear by an accepted cost'),
    path: 'claim-lines',
    open: (advance) => open(advance) && advance.lines.length > 0,
    fields: ({ f, t, record, request }) => (
      <>
        {version({ f, record })}
        {claimPartFields.form(f, t, {
          choices: {
            claimLineId: record.lines.map((line) => ({
              value: line.id,
              label:
                `${line.voucherNumber}: ${line.what}`.slice(0, 90) +
                `, ${formatDong(line.left, request.language)} đ`,
            })),
          },
        })}
      </>
    ),
    done,
  }),
  voucher: act(clearByVoucher, {
    title: words('Hoàn bằng chứng từ chi phí', 'Clear by a voucher'),
    path: 'vouchers',
    open,
    initial: (_advance, request) => ({ onDay: day(request) }),
    fields: ({ f, t, record }) => (
      <>
        {version({ f, record })}
        {voucherFields.form(f, t)}
      </>
    ),
    done,
  }),
  back: act(enterPaidBack, {
    title: words('Ghi nộp trả tiền tạm ứng', 'Enter what is paid back'),
    path: 'refunds',
    open,
    initial: (_advance, request) => ({ onDay: day(request) }),
    fields: ({ f, t, record }) => (
      <>
        {version({ f, record })}
        {backFields.form(f, t)}
      </>
    ),
    done,
  }),
  prolong: act(prolongAdvance, {
    title: words('Gia hạn hoàn tạm ứng', 'Prolong the day to clear it'),
    path: 'prolongations',
    open: (advance) => isOpen(advance) && !waitsForDay(advance),
    fields: ({ f, t, record }) => (
      <>
        {version({ f, record })}
        {prolongFields.form(f, t)}
      </>
    ),
    done: words('Đã đề nghị gia hạn; người khác phê duyệt.', 'It is proposed; another person approves.'),
  }),
})

/** The table that an advance came in with: file, row, who took it in. */
function Imported({
  request,
  imported: { id, file, line, by },
}: {
  request: PageRequest
  imported: NonNullable<ShownAdvance['imported']>
}) {
  const { t } = request
  const place = line === null ? null : t(`dòng ${line}`, `row ${line}`)
  return (
    <OpenLink request={request} href={`${at}/imports/${id}`}>
      {[file, place, t(`người nhập ${by}`, `taken in by ${by}`)].filter((part) => part !== null).join(', ')}
    </OpenLink>
  )
}

function About({ request, advance }: { request: PageRequest; advance: ShownAdvance }) {
  const { t, language, mayOpen } = request
  const dong = (amount: bigint) => <Dong amount={amount} language={language} />
  const of = advance.turnId === null ? `/science-tasks/${advance.taskId}` : `/support/${advance.turnId}`
  const content = t(advance.content, advance.contentEn)
  const sum = (label: string, amount: bigint) => [label, amount === 0n ? null : dong(amount)] as const
  const items = [
    [t('Người nhận tạm ứng', 'Beneficiary of the advance'), advance.beneficiary],
    [t('Nội dung', 'Content'), mayOpen(of) ? <a href={of}>{content}</a> : content],
    [
      t('Chi cho lượt hỗ trợ', 'Support turn that is paid'),
      advance.taskTurn === null ? null : <PaidTurn request={request} turn={advance.taskTurn} />,
    ],
    [t('Số tạm ứng (đồng)', 'Advanced (đồng)'), dong(advance.amount)],
    sum(t('Đã hoàn bằng chứng từ (đồng)', 'Cleared by vouchers (đồng)'), advance.cleared),
    sum(t('Đã nộp trả (đồng)', 'Paid back so far (đồng)'), advance.returned),
    sum(t('Đã thu hồi (đồng)', 'Recovered so far (đồng)'), advance.recovered),
    [t('Còn phải hoàn (đồng)', 'To be cleared (đồng)'), <b>{dong(advance.rest)}</b>],
    [
      t(dueFields.labels.dueOn),
      <>
        {formatDate(advance.dueOn)}
        {isOpen(advance) ? ` (${t(timeToClear(advance.dueOn, today(request.system.now())))})` : null}
        <span class="hint block">
          {[advance.dueSource, advance.dueReason].filter((said) => said !== null).join('; ')}
        </span>
      </>,
    ],
    [
      t('Mức tạm ứng', 'Share that may be advanced'),
      advance.share === null ? (
        t('Chưa có quy định về mức', 'No row sets a share')
      ) : (
        <>
          {t(`Không quá ${advance.share}%`, `At most ${advance.share}%`)}
          <span class="hint block">{advance.shareSource}</span>
        </>
      ),
    ],
    [
      t('Chứng từ chi', 'Payments'),
      <OpenLink request={request} href={`/budget/payments/${advance.paymentId}`}>
        {advance.documentNumber}, {formatDate(advance.paidOn)}
      </OpenLink>,
    ],
    [
      t('Các đề nghị hoàn tạm ứng này', 'Claims that clear it'),
      advance.claims.length === 0 ? null : (
        <ul>
          {advance.claims.map(({ id, state }) => (
            <li>
              <OpenLink request={request} href={`/claims/${id}`}>
                {t(`Đề nghị thanh toán ${id}`, `Claim ${id}`)}
              </OpenLink>{' '}
              <StateBadge of={claimStates} is={state} t={t} />
            </li>
          ))}
        </ul>
      ),
    ],
    [t('Năm dự toán', 'Budget year'), String(advance.year)],
    [t('Ghi chú', 'Note'), advance.note],
    [
      t('Nhập từ bảng', 'Came in with a table'),
      advance.imported === null ? null : <Imported {...{ request, imported: advance.imported }} />,
    ],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

/** Whoever was paid claims what the advance was spent on; what is accepted clears it. */
function ClaimForIt({ request, advance }: { request: PageRequest; advance: ShownAdvance }) {
  if (!open(advance)) return null
  const [command, of] =
    advance.turnId !== null
      ? [claimOfTurn, `/support/${advance.turnId}`]
      : [claimOfContent, `/science-tasks/contents/${advance.contentId}`]
  return (
    <Act command={command} request={request} href={`${of}/claims/new?advance=${advance.id}`}>
      {request.t('Đề nghị hoàn bằng chứng từ', 'Claim costs to clear it')}
    </Act>
  )
}

async function Parts({ request, advance }: { request: PageRequest; advance: ShownAdvance }) {
  const { t, language, mayOpen } = request
  const waiting = advance.parts.filter(({ state }) => state === 'entered').map(({ id }) => id)
  const claimed = ({ claimId }: Part) =>
    claimId === null || !mayOpen(`/claims/${claimId}`) ? null : (
      <>
        <a href={`/claims/${claimId}`}>
          {t('Đề nghị thanh toán', 'Claim of payment')} {claimId}
        </a>
        {' · '}
      </>
    )
  return (
    <PartList
      request={request}
      id="parts"
      title={t('Các phần hoàn tạm ứng', 'What cleared the advance')}
      none={t('Chưa hoàn phần nào.', 'Nothing is cleared yet.')}
      parts={advance.parts}
      href={(part) => `${at}/${advance.id}/parts/${part.id}`}
      acts={{
        confirm: { command: confirmPart, label: words('Xác nhận phần này', 'Confirm this part') },
        refuse: refusePart,
      }}
      held={await heldRows(request, 'payment', enteredPart, waiting)}
      shown={(part) => ({
        sums: (
          <b>
            <Dong amount={part.amount} language={language} />
          </b>
        ),
        paper: `${t(partKinds.names[part.kind])}: `,
        badge: <StateBadge of={partStates} is={part.state} t={t} />,
        about: (
          <>
            {part.what === null ? null : `${part.what} · `}
            {claimed(part)}
          </>
        ),
      })}
    />
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const advance = await request.execute(showAdvance, { id: numberOf(request, 'id') })
  const partWaits = advance.parts.some(({ state }) => state === 'entered')
  const dayWaits = waitsForDay(advance)
  const waits = partWaits || dayWaits
  // what waits to be confirmed comes first; the forms are opened by their buttons
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || (!waits && advance.late) ? acts.chosen(request, advance, sent) : undefined
  const parts = await Parts({ request, advance })
  const days = advance.prolongations.length === 0 ? null : await Prolongations({ request, advance })
  const step = ['cleared', 'returned', 'recovered'].includes(advance.state)
    ? 'cleared'
    : advance.state === 'part'
      ? 'part'
      : advance.state === 'waiting'
        ? 'waiting'
        : 'open'
  return recordView({
    title: t(`Tạm ứng ${advance.documentNumber}`, `Advance ${advance.documentNumber}`),
    lead: advance.beneficiary,
    breadcrumbs: crumbs(request),
    head: {
      matters: [
        { record: 'advance', id: advance.id },
        { record: 'payment', id: advance.paymentId },
      ],
      state: { key: advance.state, shown: <AdvanceState row={advance} request={request} /> },
      steps: stepsOf(
        (['waiting', 'open', 'part', 'cleared'] as const).map((key) => [key, t(advanceStates.names[key])]),
        step,
        { open: advance.paidOn, cleared: advance.settledOn },
      ),
    },
    finished: advance.settledOn !== null || advance.state === 'dropped',
    actions:
      chosen !== undefined ? null : (
        <>
          {acts.open(request, advance).map((key) => (
            <LinkButton href={`${at}/${advance.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
          ))}
          <ClaimForIt request={request} advance={advance} />
        </>
      ),
    act:
      chosen !== undefined ? (
        await acts.form(request, advance, chosen, sent)
      ) : waits ? (
        <>
          {dayWaits ? days : null}
          {partWaits ? parts : null}
        </>
      ) : null,
    summary: (
      <>
        <About request={request} advance={advance} />
        {chosen === undefined && partWaits ? null : parts}
        {chosen === undefined && dayWaits ? null : days}
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Chứng từ', 'Vouchers'),
      files: [
        ...(advance.voucher === null ? [] : [{ what: advance.documentNumber, file: advance.voucher }]),
        ...advance.prolongations.flatMap(({ number, file }) =>
          file === null ? [] : [{ what: number, file }],
        ),
        ...advance.parts.flatMap(({ number, file }) => (file === null ? [] : [{ what: number, file }])),
      ],
    }),
  })
}

const back = (id: number) => ({ to: `${at}/${id}#parts` })
const confirmed = receiver({
  command: confirmPart,
  address: `${at}/{id}/parts/{part}/confirmation`,
  done: ({ id }) => ({
    ...back(id),
    message: words(
      'Đã xác nhận; phần này được tính vào số đã hoàn.',
      'It is confirmed and counts as cleared.',
    ),
  }),
})
const refused = formPage({
  command: refusePart,
  address: `${at}/{id}/parts/{part}/refusal`,
  title: words('Không xác nhận hoàn tạm ứng', 'Refuse what shall clear an advance'),
  record: (request) => request.execute(showAdvance, { id: numberOf(request, 'id') }),
  lead: ({ record }) => `${record.beneficiary}: ${record.documentNumber}`,
  crumbs: (request, record) => [
    ...crumbs(request),
    { label: request.t('Khoản tạm ứng này', 'This advance'), href: `${at}/${record.id}` },
  ],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
  submit: words('Từ chối xác nhận', 'Refuse to confirm'),
  cancel: (record) => `${at}/${record.id}`,
  done: ({ id }) => ({
    ...back(id),
    message: words('Đã từ chối, kèm lý do.', 'It is refused, with the reason.'),
  }),
})

export const advancePages = [
  page({ route: `GET ${at}/{id}`, for: showAdvance, run: (request) => view(request) }),
  ...acts.receivers(view),
  confirmed,
  ...refused.pages,
]
