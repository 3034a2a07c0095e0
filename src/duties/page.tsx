import { MovedMark, moveButton } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Day,
  Facts,
  FileLink,
  formPage,
  Notice,
  Section,
  type Sent,
} from '../ui/index.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { doneFields } from './fields.ts'
import { handOn, heirName, staysWithSuccessor } from './heirs.ts'
import { dueOf, State } from './list-page.tsx'
import { prolongDuty, remindDuty } from './pressing.ts'
import { type DutyRow, showDuty } from './queries.ts'
import { requestCorrection } from './request-correction.tsx'
import { withdrawDuty } from './requests.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' },
]

const dutyOf = (request: PageRequest) => request.execute(showDuty, { id: request.params.id })

type Shown = Output<typeof showDuty>

const acts = actsOf('/duties/{id}', {
  complete: act(completeDuty, {
    title: words('Ghi hoàn thành', 'Mark as done'),
    path: 'complete',
    open: (row: DutyRow) => row.mine,
    initial: (_row, { system }) => ({ doneOn: today(system.now()) }),
    fields: ({ f, t }) => <>{doneFields.form(f, t)}</>,
    done: words('Đã ghi hoàn thành.', 'Marked as done.'),
  }),
  reopen: act(reopenDuty, {
    title: words('Mở lại', 'Reopen'),
    path: 'reopen',
    open: (row: DutyRow) => row.state === 'done',
    fields: ({ f, t }) =>
      f.text('reason', {
        label: t('Lý do', 'Reason'),
        hint: t('Dùng khi đã ghi nhầm.', 'When it was marked by mistake.'),
        required: true,
      }),
    done: words('Đã mở lại.', 'Reopened.'),
  }),
  remind: act(remindDuty, {
    title: words('Nhắc cơ quan', 'Remind the agency'),
    path: 'reminder',
    open: (row: DutyRow) => row.doneOn === null && row.left !== null,
    fields: ({ f, t }) => f.area('message', { label: t('Lời nhắn', 'Message') }),
    done: words('Đã nhắc cơ quan.', 'The agency is reminded.'),
  }),
  prolong: act(prolongDuty, {
    title: words('Gia hạn', 'Prolong'),
    path: 'due',
    open: (row: DutyRow) => row.request !== null && row.doneOn === null,
    fields: ({ f, t }) => (
      <>
        {f.date('dueOn', { label: t('Thời hạn mới', 'New due day'), required: true })}
        {f.text('reason', { label: t('Lý do', 'Reason'), required: true })}
      </>
    ),
    done: words('Đã đổi thời hạn.', 'The due day is changed.'),
  }),
  handOn: act(handOn, {
    title: words('Giao cho cơ quan kế thừa', 'Hand it on'),
    path: 'heir',
    open: (row: Shown) => row.heirs.length > 0,
    fields: ({ f, t, record }) => (
      <>
        {f.radio('placeKey', {
          label: t('Cơ quan làm tiếp việc này', 'Who carries it on'),
          required: true,
          choices: [
            ...record.heirs.map((heir) => ({ value: heir.key, label: t(heirName(heir)) })),
            {
              value: staysWithSuccessor,
              label: t(`${record.agency} giữ lại`, `It stays with the ${record.agencyEn}`),
            },
          ],
        })}
        {f.text('reason', { label: t('Lý do', 'Reason') })}
      </>
    ),
    done: words('Đã giao cho cơ quan kế thừa.', 'The work is handed on.'),
  }),
})

/** The work leaves the list with this, so its form stands on a page of its own. */
const withdrawal = formPage({
  command: withdrawDuty,
  address: '/duties/{id}/withdraw',
  record: dutyOf,
  title: words('Rút yêu cầu', 'Withdraw the request'),
  lead: ({ record, t }) => t(record.text, record.textEn),
  crumbs,
  fields: ({ f, t }) =>
    f.text('reason', {
      label: t('Lý do', 'Reason'),
      hint: t(
        'Việc được bỏ khỏi danh sách; nhật ký giữ lại yêu cầu và lý do rút.',
        'The work leaves the list; the audit keeps the request and the reason.',
      ),
      required: true,
    }),
  submit: words('Rút yêu cầu', 'Withdraw the request'),
  kind: 'danger',
  cancel: ({ id }) => `/duties/${id}`,
  done: () => ({ to: '/duties', message: words('Đã rút yêu cầu.', 'The request is withdrawn.') }),
})

async function dutyView(
  request: PageRequest,
  sent?: Sent<'complete' | 'reopen' | 'remind' | 'prolong' | 'handOn'>,
) {
  const { t } = request
  const row = await dutyOf(request)
  const chosen = acts.chosen(request, row, sent)
  return {
    title:
      row.request === null
        ? t(`Nhiệm vụ ${row.code}, ${row.period.vi}`, `Duty ${row.code}, ${row.period.en}`)
        : t(row.text, row.textEn),
    breadcrumbs: crumbs(request),
    actions:
      row.request === null || row.doneOn !== null ? undefined : (
        <>
          {await moveButton(request, 'duty_item', row.id, row.planId)}
          {await requestCorrection.button(request, row.id)}
          <Act command={withdrawDuty} request={request} href={`/duties/${row.id}/withdraw`} kind="danger">
            {t('Rút yêu cầu', 'Withdraw the request')}
          </Act>
        </>
      ),
    body: (
      <>
        <Section>
          {row.request === null ? (
            <p class="mb-4 max-w-prose">{t(row.text, row.textEn)}</p>
          ) : (
            <Asked request={request} row={row} asked={row.request} />
          )}
          <Said request={request} row={row} />
        </Section>
        <HeirQuestion request={request} row={row} />
        <MovedMark moves={row.moves} t={t} />
        {chosen === undefined ? null : await acts.form(request, row, chosen, sent)}
      </>
    ),
  }
}

/** Says that the committee ended and several came of its unit, and asks who carries the work on. */
function HeirQuestion({ request, row }: { request: PageRequest; row: Shown }) {
  const { t } = request
  if (row.heirs.length === 0 || !mayRun(request.actor, handOn)) return null
  return (
    <Notice tone="warning" title={t('Cơ quan được giao đã kết thúc', 'The agency of this work has ended')}>
      <p>
        {t(
          `Địa bàn của cơ quan này nay là ${row.heirs.length} xã, phường; ${row.agency} đang giữ việc này.`,
          `The unit of that agency became ${row.heirs.length} communes; the ${row.agencyEn} keeps this work.`,
        )}{' '}
        <a href={`/duties/${row.id}?do=handOn`}>{t('Chọn cơ quan làm tiếp', 'Choose who carries it on')}</a>
      </p>
    </Notice>
  )
}

/** What is known of the work. */
function Said({ request, row }: { request: PageRequest; row: DutyRow }) {
  const { t } = request
  const asked = row.request !== null
  return (
    <Facts
      columns={3}
      items={[
        [t('Tình trạng', 'State'), <State request={request} row={row} />],
        [
          asked ? t('Thời hạn yêu cầu', 'Due as asked') : t('Thời hạn theo kế hoạch', 'Due by the plan'),
          <>
            {t(dueOf(row))}
            {row.left === null ? null : <span class="block font-semibold">{t(row.left)}</span>}
          </>,
        ],
        [
          t('Ngày làm việc cuối trước hạn', 'Last working day in time'),
          <>
            <Day day={row.workingOn} />
            {row.dayOff === null ? null : <span class="hint block">{t(row.dayOff)}</span>}
          </>,
        ],
        [
          t('Cơ quan chịu trách nhiệm', 'Carried by'),
          <a href={`/agencies/${row.agencyId}`}>{t(row.agency, row.agencyEn)}</a>,
        ],
        [
          asked
            ? t('Cơ quan được yêu cầu', 'Agency that was asked')
            : t('Cơ quan kế hoạch giao', 'Agency that the plan names'),
          <a href={`/agencies/${row.plannedAgencyId}`}>{t(row.plannedAgency, row.plannedAgencyEn)}</a>,
        ],
        [t('Minh chứng', 'Evidence'), <FileLink t={t} file={row.file} />],
        [t('Ghi chú', 'Note'), row.note],
      ]}
    />
  )
}

/** What was asked for, by whom, and the duty of the plan behind it. */
function Asked({
  request: { t },
  row,
  asked,
}: {
  request: PageRequest
  row: DutyRow
  asked: NonNullable<DutyRow['request']>
}) {
  return (
    <div class="mb-4 max-w-prose">
      <p>
        <Badge>{t('Đột xuất', 'On request')}</Badge>{' '}
        {t(`${asked.by} yêu cầu ngày `, `Asked for by ${asked.by} on `)}
        <Day day={asked.on} />
      </p>
      {asked.detail === null ? null : <p class="mt-2 whitespace-pre-line">{asked.detail}</p>}
      {asked.duty === null ? null : (
        <p class="hint mt-2">
          {t('Thuộc mục', 'Under')} <a href={`/plan#${row.code}`}>{row.code}</a>: {t(asked.duty)}
        </p>
      )}
    </div>
  )
}

export const dutyRecordPages: readonly Page[] = [
  page({ route: 'GET /duties/{id}', for: showDuty, run: (request) => dutyView(request) }),
  ...acts.receivers(dutyView),
  ...withdrawal.pages,
]
