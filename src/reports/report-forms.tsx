import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { lowerFirst } from '../platform/text.ts'
import { Form, fields, formPage } from '../ui/index.ts'
import { editReport, restateReport } from './commands.ts'
import { sectionsOf, yearParts } from './parts.ts'
import { placeholders } from './placeholders.ts'
import { showReport } from './queries.ts'
import { titleOf, up } from './report-view.tsx'
import { sealReport } from './seal.ts'
import { sectionTitles } from './text.ts'

type Report = Output<typeof showReport>

const editPage = page({
  route: 'GET /reports/{id}/edit',
  for: editReport,
  run: async (request) => {
    const report = await request.execute(showReport, { id: request.params.id })
    if (report.state === 'sealed') return { to: `/reports/${report.id}` }
    const { heading, signatory } = report
    return editView(
      request,
      report,
      freshForm({
        version: String(report.version),
        ...report.sections,
        ...heading,
        recipients: heading.recipients.join('\n'),
        authority: signatory.authority.join('\n'),
        signatory: signatory.name,
        number: report.number ?? '',
        datedOn: report.datedOn ?? '',
      }),
    )
  },
})

function editView(request: PageRequest, report: Report, form: FormState): PageResult {
  const { t } = request
  const f = fields(form, t)
  // After a refusal the form carries what was typed; where somebody else saved meanwhile, their text stands beside it.
  const stale = f.value('version') !== String(report.version)
  const theirs = (name: string, present: string) =>
    stale && f.value(name).replace(/\r\n?/g, '\n').trim() !== present.trim() ? (
      <details class="mt-1" open>
        <summary class="font-semibold text-warning">{t('Bản vừa được lưu', 'What was just saved')}</summary>
        <p class="border-l-4 border-warning pl-3 whitespace-pre-line">{present}</p>
      </details>
    ) : null
  return {
    title: t(`Sửa ${lowerFirst(report.title)}`, `Edit: ${report.titleEn}`),
    breadcrumbs: [up(t), { label: titleOf(report, t), href: `/reports/${report.id}` }],
    body: (
      <div class="grid gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Form
          form={form}
          t={t}
          action={`/reports/${report.id}/edit`}
          submit={stale ? t('Lưu đè bản vừa lưu', 'Save over what was just saved') : t('Lưu', 'Save')}
          cancel={`/reports/${report.id}`}
        >
          {f.hidden('version', report.version)}
          {sectionsOf(report.form?.parts ?? yearParts).map((key) => (
            <div>
              {f.area(key, {
                label: t(sectionTitles[key]),
                rows: Math.min(14, 3 + (report.sections[key] ?? '').split('\n').length),
              })}
              {theirs(key, report.sections[key] ?? '')}
            </div>
          ))}
          <h2>{t('Đầu và cuối văn bản', 'Head and foot of the document')}</h2>
          <p class="hint">
            {t(
              'Mục để trống được điền theo cơ quan điều hành vào ngày của báo cáo.',
              'A field left empty is filled in after the agency that carries the programme on the day of the report.',
            )}
          </p>
          {f.date('datedOn', { label: t('Ngày của báo cáo', 'Date of the report') })}
          {f.text('number', { label: t('Số', 'Number') })}
          {f.text('symbol', { label: t('Ký hiệu', 'Symbol') })}
          {f.text('superior', { label: t('Cơ quan chủ quản', 'Superior body') })}
          {f.text('issuer', { label: t('Cơ quan ban hành', 'Issued by') })}
          {f.text('agency', { label: t('Tên cơ quan trong văn bản', 'The agency in running text') })}
          {f.text('place', { label: t('Địa danh', 'Place of signing') })}
          {f.area('subject', { label: t('Trích yếu', 'Title'), rows: 2 })}
          {f.area('recipients', {
            label: t('Nơi nhận (mỗi dòng một nơi)', 'Recipients (one a line)'),
            rows: 5,
          })}
          {f.area('authority', {
            label: t('Chức vụ người ký (mỗi dòng một dòng)', "Signatory's office (line by line)"),
            rows: 3,
          })}
          {f.text('signatory', { label: t('Họ tên người ký', "Signatory's name"), personal: 'official' })}
        </Form>
        <aside class="panel h-fit xl:sticky xl:top-4" aria-labelledby="figures-by-name">
          <h2 id="figures-by-name">{t('Tên số liệu dùng được', 'Figures by name')}</h2>
          <p class="hint mb-2">
            {t(
              'Viết tên trong ngoặc nhọn; số liệu được điền khi xem và khi chốt. Dòng bắt đầu bằng "- " hoặc "+ " là gạch đầu dòng. Đoạn để trống lấy lại đoạn mẫu.',
              'Write a name in braces; the figure is filled in when the report is read and sealed. A line that begins with "- " or "+ " is a list item. An empty section takes the proposed text.',
            )}
          </p>
          <dl class="grid gap-2 text-sm">
            {placeholders(report.figures).map((placeholder) => (
              <div>
                <dt>
                  <code>{`{${placeholder.name}}`}</code>
                </dt>
                <dd class="hint">{t(placeholder.label)}</dd>
              </div>
            ))}
          </dl>
        </aside>
      </div>
    ),
  }
}

const edit = receiver({
  command: editReport,
  address: '/reports/{id}/edit',
  done: ({ id }) => ({
    to: `/reports/${id}`,
    message: words('Đã lưu dự thảo.', 'The draft is saved.'),
  }),
  again: async (request, form) =>
    editView(request, await request.execute(showReport, { id: request.params.id }), form),
})

const sealPage = page({
  route: 'GET /reports/{id}/seal',
  for: sealReport,
  run: async (request) => {
    const report = await request.execute(showReport, { id: request.params.id })
    if (report.state === 'sealed') return { to: `/reports/${report.id}` }
    return sealView(
      request,
      report,
      freshForm({
        number: report.number ?? '',
        datedOn: report.datedOn ?? '',
        signatory: report.signatory.name,
      }),
    )
  },
})

function sealView(request: PageRequest, report: Report, form: FormState): PageResult {
  const { t } = request
  const f = fields(form, t)
  return {
    title: t(`Chốt ${lowerFirst(report.title)}`, `Seal: ${report.titleEn}`),
    breadcrumbs: [up(t), { label: titleOf(report, t), href: `/reports/${report.id}` }],
    lead: t(
      'Chốt xong, số liệu, nội dung và tệp của báo cáo không sửa được nữa; nếu cần, lập bản khác với lý do.',
      'Once sealed, the figures, text and files of the report cannot be changed; if need be, restate it with a reason.',
    ),
    body: (
      <Form
        form={form}
        t={t}
        action={`/reports/${report.id}/seal`}
        submit={t('Chốt báo cáo', 'Seal the report')}
        cancel={`/reports/${report.id}`}
      >
        {f.hidden('version', report.version)}
        {f.hidden('seen', report.figuresSha256)}
        {f.text('number', {
          label: t('Số', 'Number'),
          required: true,
          hint: t(
            `Chỉ ghi số; ký hiệu là ${report.heading.symbol}.`,
            `The number only; the symbol is ${report.heading.symbol}.`,
          ),
        })}
        {f.date('datedOn', { label: t('Ngày của báo cáo', 'Date of the report'), required: true })}
        {f.text('signatory', {
          label: t('Họ tên người ký', "Signatory's name"),
          required: true,
          personal: 'official',
        })}
      </Form>
    ),
  }
}

const seal = receiver({
  command: sealReport,
  address: '/reports/{id}/seal',
  done: ({ id }) => ({
    to: `/reports/${id}`,
    message: words('Báo cáo đã chốt.', 'The report is sealed.'),
  }),
  again: async (request, form) => {
    const report = await request.execute(showReport, { id: request.params.id })
    return report.state === 'sealed'
      ? {
          to: `/reports/${report.id}`,
          message: request.t('Báo cáo đã được chốt trước đó.', 'The report had been sealed before.'),
        }
      : sealView(request, report, form)
  },
})

const restate = formPage({
  command: restateReport,
  address: '/reports/{id}/restate',
  record: (request) => request.execute(showReport, { id: request.params.id }),
  title: ({ t, record }) => t(`Lập lại ${lowerFirst(record.title)}`, `Restate: ${record.titleEn}`),
  lead: words(
    'Bản đã chốt giữ nguyên; bản mới mở ra ở dạng dự thảo với số liệu hiện tại.',
    'The sealed edition stays; the new one opens as a draft with the present figures.',
  ),
  crumbs: ({ t }, record) => [up(t), { label: titleOf(record, t), href: `/reports/${record.id}` }],
  fields: ({ f, t }) =>
    f.area('reason', { label: t('Lý do lập lại', 'Reason of the restatement'), required: true }),
  submit: words('Lập bản mới', 'Begin the new edition'),
  cancel: ({ id }) => `/reports/${id}`,
  done: ({ id }) => ({
    to: `/reports/${id}/edit`,
    message: words('Đã mở bản mới.', 'The new edition is open.'),
  }),
})

export const reportFormPages: readonly Page[] = [editPage, edit, sealPage, seal, ...restate.pages]
