import type { z } from 'zod'
import { type Apart, whyApart } from '../controls/index.ts'
import { entersFor } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import type { Command } from '../platform/operation.ts'
import type { PageRequest, RecordHead } from '../platform/page.ts'
import {
  Act,
  act,
  Empty,
  Notice,
  RecordTable,
  reasonFields,
  Section,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import type { Named } from './queries.ts'
import { isWritten, mayBecome, type OutreachState, outreachStates } from './rules.ts'
import type { commandsOf } from './way.ts'

/* What the pages of an activity and of an integrated programme show alike: the acts of their way, where they stand, the enterprises named. */

export interface Shown {
  readonly id: number
  readonly version: number
  readonly state: OutreachState
  readonly agencyId: number
  readonly file: { readonly id: number } | null
  readonly remark: string | null
  readonly reason: string | null
  readonly enteredOn: string
  readonly sentOn: string | null
  readonly confirmedOn: string | null
  readonly withdrawnOn: string | null
  readonly enterprisesNamed: readonly z.infer<typeof Named>[]
}

/** The acts of a way. */
export function wayActs<R extends Shown>(
  commands: ReturnType<typeof commandsOf>,
  apart: Apart,
  titles: Readonly<Record<'send' | 'confirm' | 'return' | 'withdraw', Words>>,
) {
  const held = ({ id }: R, request: PageRequest) => whyApart(request, apart, id)
  return {
    send: act(commands.send, {
      title: titles.send,
      path: 'sending',
      open: (record: R) => isWritten(record) && record.file !== null,
      fields: ({ f, t, record }) => (
        <>
          {f.hidden('version', record.version)}
          <p class="hint">
            {t(
              'Gửi rồi thì không sửa được nữa, trừ khi được trả lại.',
              'Once it is sent it is changed no more, unless it is returned.',
            )}
          </p>
        </>
      ),
      done: words('Đã gửi; cơ quan điều hành xem xét.', 'It is sent; the coordinator looks at it.'),
    }),
    confirm: act(commands.confirm, {
      title: titles.confirm,
      path: 'confirmation',
      open: ({ state }: R) => mayBecome(state, 'confirmed'),
      held,
      fields: ({ f, t, record }) => (
        <>
          {f.hidden('version', record.version)}
          {f.area('remark', { label: t('Ghi chú', 'Note'), rows: 2 })}
        </>
      ),
      done: words('Đã xác nhận.', 'It is confirmed.'),
    }),
    return: act(commands.return, {
      title: titles.return,
      path: 'return',
      kind: 'danger',
      open: ({ state }: R) => mayBecome(state, 'returned'),
      held,
      fields: ({ f, t, record }) => (
        <>
          {f.hidden('version', record.version)}
          {f.area('remark', { label: t('Điều còn thiếu', 'What is missing'), rows: 2 })}
        </>
      ),
      done: words('Đã trả lại.', 'It is returned.'),
    }),
    withdraw: act(commands.withdraw, {
      title: titles.withdraw,
      path: 'withdrawal',
      kind: 'danger',
      open: ({ state }: R) => mayBecome(state, 'withdrawn'),
      fields: reasonFields,
      done: words('Đã rút.', 'It is taken back.'),
    }),
  } as const
}

/** Whether the reader may do an act on it, as far as that hangs on whose it is: the coordinator judges, each agency writes its own. */
export const isOffered = (request: PageRequest, record: Shown, key: string): boolean =>
  key === 'confirm' || key === 'return'
    ? true
    : entersFor(request.actor, record.agencyId) &&
      (record.state !== 'confirmed' || request.actor.grants.has('coordinator'))

/** Where it stands, with its steps. */
export const headOf = (
  matter: 'outreach' | 'integration',
  record: Shown,
  t: PageRequest['t'],
): RecordHead => ({
  matters: [{ record: matter, id: record.id }],
  state: { key: record.state, shown: <StateBadge of={outreachStates} is={record.state} t={t} /> },
  steps: stepsOf<OutreachState>(
    (['draft', 'sent', 'confirmed'] as const).map((key) => [key, t(outreachStates.names[key])]),
    record.state,
    {
      ...{ draft: record.enteredOn, sent: record.sentOn, returned: record.sentOn },
      ...{ confirmed: record.confirmedOn, withdrawn: record.withdrawnOn },
    },
    record.state === 'returned' || record.state === 'withdrawn'
      ? {
          after: record.confirmedOn !== null ? 'confirmed' : record.sentOn !== null ? 'sent' : 'draft',
          label: t(outreachStates.names[record.state]),
          ends: record.state === 'withdrawn',
        }
      : undefined,
  ),
})

/** What was said of it by who judged it or took it back, and that its proof is missing. */
export function Marks({ record, t, noProof }: { record: Shown; t: PageRequest['t']; noProof: Words }) {
  return (
    <>
      {record.file === null && isWritten(record) ? <Notice tone="warning">{t(noProof)}</Notice> : null}
      {record.remark === null ? null : (
        <Notice tone={record.state === 'returned' ? 'warning' : 'info'} title={t('Ghi chú', 'Note')}>
          <p class="whitespace-pre-line">{record.remark}</p>
        </Notice>
      )}
      {record.reason === null ? null : (
        <Notice title={t('Lý do', 'Reason')}>
          <p class="whitespace-pre-line">{record.reason}</p>
        </Notice>
      )}
    </>
  )
}

/** The enterprises that are named under it; each can be taken out while it is written. */
export function NamedSection(props: {
  request: PageRequest
  record: Shown
  title: string
  at: string
  unname: Command
}) {
  const { request, record, title, at, unname } = props
  const { t } = request
  const open = isWritten(record) && entersFor(request.actor, record.agencyId)
  return (
    <Section title={title} id="named">
      {record.enterprisesNamed.length === 0 ? (
        <Empty>{t('Chưa nêu tên doanh nghiệp nào.', 'No enterprise is named yet.')}</Empty>
      ) : (
        <RecordTable
          caption={title}
          stack
          rows={record.enterprisesNamed}
          columns={[
            { head: t('Doanh nghiệp', 'Enterprise'), cell: (row) => row.name },
            { head: t('Mã số thuế', 'Tax code'), cell: (row) => row.taxCode },
            open
              ? {
                  head: t('Bỏ tên', 'Take the name out'),
                  cell: (row) => (
                    <Act
                      command={unname}
                      request={request}
                      action={`${at}/${record.id}/enterprises/${row.id}/removal`}
                      values={{ version: record.version }}
                      small
                    >
                      {t('Bỏ', 'Remove')}
                    </Act>
                  ),
                }
              : null,
          ]}
        />
      )}
    </Section>
  )
}
