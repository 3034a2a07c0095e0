import { listAgencies } from '../agencies/queries.ts'
import { staff } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, submit } from '../platform/page.ts'
import { Badge, Day, Facts, FileLink, Form, fields, listPage, Section, type Tone } from '../ui/index.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { dutyDoers } from './duty-commands.ts'
import { type DutyRow, indicatorResults, listDuties, showDuty } from './queries.ts'
import { dueWords, type ItemState, itemStates } from './rules.ts'

const stateWords: Readonly<Record<ItemState, Words>> = {
  open: { vi: 'Chưa đến hạn', en: 'Open' },
  late: { vi: 'Quá hạn', en: 'Late' },
  done: { vi: 'Hoàn thành', en: 'Done' },
}
const tones: Readonly<Record<ItemState, Tone>> = { open: 'info', late: 'error', done: 'success' }

function State({ request: { t }, row }: { request: PageRequest; row: DutyRow }) {
  return (
    <>
      <Badge tone={tones[row.state]}>{t(stateWords[row.state])}</Badge>
      {row.doneOn === null ? null : (
        <span class="hint block">
          <Day day={row.doneOn} />
          {row.doneLate ? t(', sau hạn', ', after its day') : ''}
        </span>
      )}
    </>
  )
}

const dueOf = (row: DutyRow): Words => dueWords({ on: row.dueOn, before: row.dueBefore })

export const dutiesPage: Page = listPage({
  route: 'GET /duties',
  may: staff,
  place: { group: 'programme', order: 30, label: { vi: 'Nhiệm vụ của cơ quan', en: 'Duties of agencies' } },
  title: { vi: 'Nhiệm vụ của các cơ quan', en: 'Duties of agencies' },
  lead: {
    vi: 'Việc có thời hạn theo mục V của kế hoạch. Khi cơ quan sáp nhập hoặc kết thúc, việc chưa xong tự chuyển cho cơ quan kế thừa.',
    en: 'Dated work of section V of the plan. When an agency merges or ends, open work passes to its successor by itself.',
  },
  query: listDuties,
  filters: async (request) => {
    const { t } = request
    const agencies = await request.execute(listAgencies, { limit: 1000 })
    const { targets } = await request.execute(indicatorResults, {})
    return [
      { name: 'q', kind: 'search', label: { vi: 'Tìm', en: 'Search' } },
      {
        name: 'agencyId',
        kind: 'select',
        label: { vi: 'Cơ quan đang chịu trách nhiệm', en: 'Carried by' },
        choices: agencies.rows.map((agency) => ({ value: agency.id, label: t(agency.name, agency.nameEn) })),
      },
      {
        name: 'state',
        kind: 'select',
        label: { vi: 'Tình trạng', en: 'State' },
        choices: itemStates.map((state) => ({ value: state, label: t(stateWords[state]) })),
      },
      {
        name: 'year',
        kind: 'select',
        label: { vi: 'Năm', en: 'Year' },
        choices: (targets[0]?.years ?? []).map(({ year }) => ({ value: year, label: String(year) })),
      },
    ]
  },
  columns: (request) => {
    const { t } = request
    return [
      {
        key: 'code',
        label: { vi: 'Mục', en: 'Section' },
        sort: 'code',
        value: (row) => row.code,
        cell: (row) => <a href={`/plan#${row.code}`}>{row.code}</a>,
      },
      {
        key: 'text',
        label: { vi: 'Nhiệm vụ', en: 'Duty' },
        value: (row) => t(row.text, row.textEn),
        cell: (row) => (
          <a class="line-clamp-3" href={`/duties/${row.id}`}>
            {t(row.text, row.textEn)}
          </a>
        ),
      },
      {
        key: 'agency',
        label: { vi: 'Cơ quan', en: 'Agency' },
        value: (row) => t(row.agency, row.agencyEn),
        cell: (row) => (
          <>
            <a href={`/agencies/${row.agencyId}`}>{t(row.agency, row.agencyEn)}</a>
            {row.agencyId === row.plannedAgencyId ? null : (
              <span class="hint block">
                {t('kế hoạch giao: ', 'the plan names: ')}
                {t(row.plannedAgency, row.plannedAgencyEn)}
              </span>
            )}
          </>
        ),
      },
      {
        key: 'planned',
        label: { vi: 'Cơ quan kế hoạch giao', en: 'Agency that the plan names' },
        value: (row) => t(row.plannedAgency, row.plannedAgencyEn),
        exportOnly: true,
      },
      { key: 'year', label: { vi: 'Năm', en: 'Year' }, value: (row) => row.year },
      { key: 'due', label: { vi: 'Thời hạn', en: 'Due' }, sort: 'due', value: (row) => t(dueOf(row)) },
      {
        key: 'state',
        label: { vi: 'Tình trạng', en: 'State' },
        value: (row) => t(stateWords[row.state]),
        cell: (row) => <State request={request} row={row} />,
      },
      {
        key: 'doneOn',
        label: { vi: 'Hoàn thành ngày', en: 'Done on' },
        kind: 'date',
        value: (row) => row.doneOn,
        exportOnly: true,
      },
      { key: 'note', label: { vi: 'Ghi chú', en: 'Note' }, value: (row) => row.note, exportOnly: true },
    ]
  },
})

async function dutyView(request: PageRequest, forms: { complete?: FormState; reopen?: FormState } = {}) {
  const { t, actor, system } = request
  const row = await request.execute(showDuty, { id: request.params.id })
  const complete = forms.complete ?? freshForm({ doneOn: today(system.now()) })
  const reopen = forms.reopen ?? freshForm()
  return {
    title: t(`Nhiệm vụ ${row.code}, năm ${row.year}`, `Duty ${row.code}, ${row.year}`),
    breadcrumbs: [{ label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' }],
    body: (
      <>
        <Section>
          <p class="mb-4 max-w-prose">{t(row.text, row.textEn)}</p>
          <Facts
            columns={3}
            items={[
              [t('Tình trạng', 'State'), <State request={request} row={row} />],
              [t('Thời hạn', 'Due'), t(dueOf(row))],
              [
                t('Cơ quan chịu trách nhiệm', 'Carried by'),
                <a href={`/agencies/${row.agencyId}`}>{t(row.agency, row.agencyEn)}</a>,
              ],
              [
                t('Cơ quan kế hoạch giao', 'The plan names'),
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
      </>
    ),
  }
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
      {f.file('fileId', { label: t('Tệp minh chứng', 'Evidence') })}
    </Form>
  )
}

export const dutyPage: Page = page({
  route: 'GET /duties/{id}',
  may: staff,
  run: (request) => dutyView(request),
})

export const completeDutyPage: Page = page({
  route: 'POST /duties/{id}/complete',
  may: dutyDoers,
  run: (request) =>
    submit(request, completeDuty, {
      input: (values) => ({ ...values, id: request.params.id }),
      done: ({ id }) => ({
        to: `/duties/${id}`,
        message: request.t('Đã ghi hoàn thành.', 'Marked as done.'),
      }),
      again: (form) => dutyView(request, { complete: form }),
    }),
})

export const reopenDutyPage: Page = page({
  route: 'POST /duties/{id}/reopen',
  may: ['coordinator'],
  run: (request) =>
    submit(request, reopenDuty, {
      input: (values) => ({ ...values, id: request.params.id }),
      done: ({ id }) => ({ to: `/duties/${id}`, message: request.t('Đã mở lại.', 'Reopened.') }),
      again: (form) => dutyView(request, { reopen: form }),
    }),
})
