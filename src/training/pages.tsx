import { staff } from '../platform/actor.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { Badge, Day, Facts, FileLink, Form, fields, LinkButton, listPage, Section } from '../ui/index.ts'
import { recordEvent, retractEvent } from './commands.ts'
import { listEvents, showEvent } from './queries.ts'
import { eventKinds, eventNames } from './rules.ts'

const title = { vi: 'Hội nghị, đào tạo', en: 'Conferences and courses' }
const crumb = ({ t }: PageRequest) => ({ label: t(title), href: '/training' })

async function newView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const f = fields(form, t)
  return {
    title: t('Ghi sự kiện đã tổ chức', 'Record an event'),
    breadcrumbs: [crumb(request)],
    body: (
      <div class="panel">
        <Form
          form={form}
          t={t}
          action="/training/new"
          submit={t('Ghi sự kiện', 'Record')}
          cancel="/training"
          files
        >
          {f.radio('kind', {
            label: t('Loại', 'Kind'),
            choices: eventKinds.map((kind) => ({ value: kind, label: t(eventNames[kind]) })),
          })}
          {f.text('title', { label: t('Tên sự kiện', 'Title'), required: true })}
          {f.date('heldOn', { label: t('Ngày tổ chức', 'Held on'), required: true })}
          {f.date('endedOn', { label: t('Ngày kết thúc', 'Ended on') })}
          {f.text('place', { label: t('Địa điểm', 'Place'), required: true })}
          {f.number('participants', { label: t('Số người dự', 'Participants'), required: true })}
          {f.number('experts', {
            label: t('Số chuyên gia được đào tạo', 'Experts trained'),
            hint: t(
              'Chỉ cho khoá đào tạo chuyên gia năng suất chất lượng.',
              'Only for a training of experts.',
            ),
          })}
          {f.file('fileId', {
            label: t(
              'Minh chứng (quyết định, danh sách có ký tên…)',
              'Evidence (decision, signed list of participants …)',
            ),
            required: true,
          })}
        </Form>
      </div>
    ),
  }
}

async function eventView(request: PageRequest, form: FormState = freshForm()): Promise<View> {
  const { t, actor } = request
  const event = await request.execute(showEvent, { id: request.params.id })
  const f = fields(form, t)
  return {
    title: event.title,
    breadcrumbs: [crumb(request)],
    body: (
      <>
        <Section>
          <Facts
            items={[
              [t('Loại', 'Kind'), t(eventNames[event.kind])],
              [
                t('Tình trạng', 'State'),
                event.retractedOn === null ? (
                  <Badge tone="success">{t('Được tính', 'Counted')}</Badge>
                ) : (
                  <Badge tone="error">{t('Đã rút lại', 'Retracted')}</Badge>
                ),
              ],
              [t('Ngày tổ chức', 'Held on'), <Day day={event.heldOn} />],
              [t('Ngày kết thúc', 'Ended on'), <Day day={event.endedOn} />],
              [t('Địa điểm', 'Place'), event.place],
              [t('Số người dự', 'Participants'), event.participants],
              [
                t('Số chuyên gia được đào tạo', 'Experts trained'),
                event.kind === 'expert_training' ? event.experts : null,
              ],
              [t('Minh chứng', 'Evidence'), <FileLink file={event.file} t={t} />],
              ...(event.retraction === null
                ? []
                : [[t('Lý do rút lại', 'Reason'), event.retraction] as const]),
            ]}
          />
        </Section>
        {event.retractedOn === null && actor.grants.has('coordinator') ? (
          <details class="panel mb-5" open={form.problem !== null}>
            <summary class="font-semibold">
              {t('Rút lại sự kiện ghi nhầm', 'Retract, when recorded in error')}
            </summary>
            <div class="mt-3">
              <Form
                form={form}
                t={t}
                action={`/training/${event.id}/retract`}
                submit={t('Rút lại', 'Retract')}
                kind="danger"
              >
                {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
              </Form>
            </div>
          </details>
        ) : null}
      </>
    ),
  }
}

export const trainingEventPages: readonly Page[] = [
  listPage({
    route: 'GET /training',
    may: staff,
    place: { group: 'work', order: 40, label: title },
    title,
    query: listEvents,
    actions: ({ t, actor }) =>
      actor.grants.has('coordinator') ? (
        <LinkButton kind="primary" href="/training/new">
          {t('Ghi sự kiện', 'Record an event')}
        </LinkButton>
      ) : null,
    filters: ({ t }) => [
      { name: 'q', label: { vi: 'Tên, địa điểm', en: 'Title, place' }, kind: 'search' },
      {
        name: 'kind',
        label: { vi: 'Loại', en: 'Kind' },
        kind: 'select',
        choices: eventKinds.map((kind) => ({ value: kind, label: t(eventNames[kind]) })),
      },
      {
        name: 'year',
        label: { vi: 'Năm', en: 'Year' },
        kind: 'select',
        choices: [2024, 2025].map((year) => ({ value: year, label: String(year) })),
      },
      {
        name: 'state',
        label: { vi: 'Tình trạng', en: 'State' },
        kind: 'select',
        choices: [
          { value: 'counted', label: t('Được tính', 'Counted') },
          { value: 'retracted', label: t('Đã rút lại', 'Retracted') },
        ],
      },
    ],
    columns: ({ t }) => [
      {
        key: 'heldOn',
        label: { vi: 'Ngày', en: 'Day' },
        kind: 'date',
        sort: 'heldOn',
        value: (row) => row.heldOn,
      },
      {
        key: 'title',
        label: { vi: 'Tên sự kiện', en: 'Title' },
        value: (row) => row.title,
        cell: (row) => <a href={`/training/${row.id}`}>{row.title}</a>,
      },
      { key: 'kind', label: { vi: 'Loại', en: 'Kind' }, value: (row) => t(eventNames[row.kind]) },
      { key: 'place', label: { vi: 'Địa điểm', en: 'Place' }, value: (row) => row.place },
      {
        key: 'participants',
        label: { vi: 'Người dự', en: 'Participants' },
        kind: 'number',
        value: (row) => row.participants,
      },
      {
        key: 'experts',
        label: { vi: 'Chuyên gia', en: 'Experts' },
        kind: 'number',
        value: (row) => row.experts,
      },
      {
        key: 'state',
        label: { vi: 'Tình trạng', en: 'State' },
        value: (row) => (row.retractedOn === null ? t('Được tính', 'Counted') : t('Đã rút lại', 'Retracted')),
      },
    ],
  }),
  page({ route: 'GET /training/new', may: ['coordinator'], run: (request) => newView(request, freshForm()) }),
  page({
    route: 'POST /training/new',
    may: ['coordinator'],
    run: (request) =>
      submit(request, recordEvent, {
        done: (output) => ({
          to: `/training/${output.id}`,
          message: request.t('Đã ghi sự kiện.', 'Recorded.'),
        }),
        again: (form) => newView(request, form),
      }),
  }),
  page({ route: 'GET /training/{id}', may: staff, run: (request) => eventView(request) }),
  page({
    route: 'POST /training/{id}/retract',
    may: ['coordinator'],
    run: (request) =>
      submit(request, retractEvent, {
        input: (values) => ({ ...values, id: request.params.id }),
        done: () => ({
          to: `/training/${request.params.id}`,
          message: request.t('Đã rút lại.', 'Retracted.'),
        }),
        again: (form) => eventView(request, form),
      }),
  }),
]
