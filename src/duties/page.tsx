import { staff } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Badge, Day, Facts, FileLink, Form, fields, Section } from '../ui/index.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { dueOf, State } from './list-page.tsx'
import { type DutyRow, showDuty } from './queries.ts'
import { dutyAskers, withdrawDuty } from './requests.ts'

async function dutyView(
  request: PageRequest,
  forms: { complete?: FormState; reopen?: FormState; withdraw?: FormState } = {},
) {
  const { t, actor, system } = request
  const row = await request.execute(showDuty, { id: request.params.id })
  const complete = forms.complete ?? freshForm({ doneOn: today(system.now()) })
  const reopen = forms.reopen ?? freshForm()
  const withdraw = forms.withdraw ?? freshForm()
  return {
    title:
      row.request === null
        ? t(`Nhiệm vụ ${row.code}, ${row.period.vi}`, `Duty ${row.code}, ${row.period.en}`)
        : t(row.text, row.textEn),
    breadcrumbs: [{ label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' }],
    body: (
      <>
        <Section>
          {row.request === null ? (
            <p class="mb-4 max-w-prose">{t(row.text, row.textEn)}</p>
          ) : (
            <Asked request={request} row={row} asked={row.request} />
          )}
          <Facts
            columns={3}
            items={[
              [t('Tình trạng', 'State'), <State request={request} row={row} />],
              [
                row.request === null
                  ? t('Thời hạn theo kế hoạch', 'Due by the plan')
                  : t('Thời hạn yêu cầu', 'Due as asked'),
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
                row.request === null
                  ? t('Cơ quan kế hoạch giao', 'Agency that the plan names')
                  : t('Cơ quan được yêu cầu', 'Agency that was asked'),
                <a href={`/agencies/${row.plannedAgencyId}`}>{t(row.plannedAgency, row.plannedAgencyEn)}</a>,
              ],
              [t('Minh chứng', 'Evidence'), <FileLink t={t} file={row.file} />],
              [t('Ghi chú', 'Note'), row.note],
            ]}
          />
        </Section>
        {row.mine ? (
          <Section title={t('Ghi hoàn thành', 'Mark as done')}>
            <CompleteForm request={request} id={row.id} form={complete} />
          </Section>
        ) : null}
        {row.state === 'done' && actor.grants.has('coordinator') ? (
          <Section
            title={t('Mở lại', 'Reopen')}
            lead={t('Dùng khi đã ghi nhầm.', 'When it was marked by mistake.')}
          >
            <Form
              form={reopen}
              t={t}
              id="reopen"
              action={`/duties/${row.id}/reopen`}
              submit={t('Mở lại', 'Reopen')}
              kind="plain"
            >
              {fields(reopen, t).text('reason', { label: t('Lý do', 'Reason'), required: true })}
            </Form>
          </Section>
        ) : null}
        {row.request !== null &&
        row.doneOn === null &&
        dutyAskers.some((grant) => actor.grants.has(grant)) ? (
          <Section
            title={t('Rút yêu cầu', 'Withdraw the request')}
            lead={t(
              'Việc được bỏ khỏi danh sách; nhật ký giữ lại yêu cầu và lý do rút.',
              'The work leaves the list; the audit keeps the request and the reason.',
            )}
          >
            <Form
              form={withdraw}
              t={t}
              id="withdraw"
              action={`/duties/${row.id}/withdraw`}
              submit={t('Rút yêu cầu', 'Withdraw the request')}
              kind="danger"
            >
              {fields(withdraw, t).text('reason', { label: t('Lý do', 'Reason'), required: true })}
            </Form>
          </Section>
        ) : null}
      </>
    ),
  }
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

function CompleteForm({ request: { t }, id, form }: { request: PageRequest; id: number; form: FormState }) {
  const f = fields(form, t)
  return (
    <Form
      form={form}
      t={t}
      action={`/duties/${id}/complete`}
      submit={t('Ghi hoàn thành', 'Mark as done')}
      files
    >
      {f.date('doneOn', { label: t('Ngày hoàn thành', 'Done on'), required: true })}
      {f.area('note', { label: t('Đã làm gì, số văn bản', 'What was done, number of the document') })}
      {f.file('fileId', { label: t('Tệp minh chứng', 'Evidence file') })}
    </Form>
  )
}

export const dutyPage: Page = page({
  route: 'GET /duties/{id}',
  may: staff,
  run: (request) => dutyView(request),
})

export const completeDutyPage: Page = receiver({
  command: completeDuty,
  address: '/duties/{id}/complete',
  done: ({ id }) => ({
    to: `/duties/${id}`,
    message: words('Đã ghi hoàn thành.', 'Marked as done.'),
  }),
  again: (request, form) => dutyView(request, { complete: form }),
})

export const reopenDutyPage: Page = receiver({
  command: reopenDuty,
  address: '/duties/{id}/reopen',
  done: ({ id }) => ({ to: `/duties/${id}`, message: words('Đã mở lại.', 'Reopened.') }),
  again: (request, form) => dutyView(request, { reopen: form }),
})

export const withdrawDutyPage: Page = receiver({
  command: withdrawDuty,
  address: '/duties/{id}/withdraw',
  done: () => ({
    to: '/duties',
    message: words('Đã rút yêu cầu.', 'The request is withdrawn.'),
  }),
  again: (request, form) => dutyView(request, { withdraw: form }),
})
