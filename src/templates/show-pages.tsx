import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Facts,
  FileLink,
  FormProblem,
  Notice,
  OpenLink,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { dropTemplate, uploadTemplate, usedApart, useTemplate } from './commands.ts'
import { FieldTable, TrialSection } from './kind-pages.tsx'
import { crumbs } from './list-pages.tsx'
import { listTemplateFields, showTemplate } from './queries.ts'
import { templateStates } from './states.ts'

const ofTemplate = (request: PageRequest) => request.execute(showTemplate, { id: numberOf(request, 'id') })
type Shown = Awaited<ReturnType<typeof ofTemplate>>

const acts = actsOf<Shown, 'use'>('/templates/{id}', {
  use: act(useTemplate, {
    title: words('Đưa mẫu vào dùng', 'Take a template into use'),
    path: 'use',
    open: ({ state }) => state === 'uploaded',
    held: ({ id }, request) => whyApart(request, usedApart, id),
    initial: ({ version }, { system }) => ({
      version: String(version),
      usedFrom: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('usedFrom', {
          label: t('Dùng từ ngày', 'Used from'),
          hint: t('Văn bản tạo từ ngày đó dùng bản này.', 'Documents made from that day on are made of it.'),
        })}
      </>
    ),
    done: words('Đã đưa mẫu vào dùng.', 'The template is taken into use.'),
  }),
})

const way = ['uploaded', 'ahead', 'used'] as const

async function templateView(
  request: PageRequest,
  sent?: Sent<'use'>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const template = await ofTemplate(request)
  const record = request.url.searchParams.get('record')
  const kind = await request.execute(listTemplateFields, {
    kind: template.kind,
    ...(record === null || record === '' ? {} : { record }),
  })
  const { state, faults } = template
  const chosen = acts.chosen(request, template, sent)
  const isOpen = state === 'uploaded' || state === 'faulty'
  return recordView({
    title: t(
      `${template.label.vi}, bản ${template.number}`,
      `${template.label.en}, version ${template.number}`,
    ),
    breadcrumbs: [
      ...crumbs(request),
      { label: t(template.label), href: `/templates/kinds/${template.kind}` },
    ],
    head: {
      matters: [{ record: 'word_template', id: template.id }],
      state: { key: state, shown: <StateBadge of={templateStates} is={state} t={t} /> },
      steps: stepsOf<(typeof templateStates.keys)[number]>(
        way.map((key) => [key, t(templateStates.names[key])] as const),
        state,
        { uploaded: template.uploadedOn, used: template.usedFrom, ahead: template.usedFrom },
        way.some((key) => key === state)
          ? undefined
          : {
              after: state === 'past' ? 'used' : 'uploaded',
              label: t(templateStates.names[state]),
              ends: state !== 'faulty',
            },
      ),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    finished: !isOpen,
    actions: isOpen ? (
      <>
        {state === 'faulty' ? (
          <Act
            command={uploadTemplate}
            request={request}
            href={`/templates/kinds/${template.kind}/new`}
            kind="primary"
          >
            {t('Tải bản đã sửa lên', 'Upload a mended version')}
          </Act>
        ) : null}
        <Act
          command={dropTemplate}
          request={request}
          action={`/templates/${template.id}/drop`}
          values={{ version: template.version }}
          kind="danger"
        >
          {t('Bỏ bản này', 'Drop this version')}
        </Act>
      </>
    ) : null,
    act: chosen === undefined ? null : await acts.form(request, template, chosen, sent),
    decision: faults.length === 0 ? null : <Faults template={template} request={request} />,
    summary: (
      <>
        <About template={template} request={request} />
        {faults.length === 0 ? <TrialSection kind={kind} request={request} templateId={template.id} /> : null}
      </>
    ),
    rest: <FieldTable kind={kind} request={request} />,
  })
}

function About({ template, request }: { template: Shown; request: PageRequest }) {
  const { t } = request
  const made = `/templates/documents?templateId=${template.id}`
  return (
    <Section title={t('Bản mẫu', 'Version of the template')} id="about">
      <Facts
        columns={3}
        items={[
          [t('Tệp', 'File'), <FileLink file={template.file} t={t} />],
          [t('Tải lên ngày', 'Uploaded on'), <Day day={template.uploadedOn} />],
          [t('Dùng từ ngày', 'Used from'), <Day day={template.usedFrom} />],
          [
            t('Số văn bản đã tạo', 'Documents made'),
            template.made === 0 ? (
              '0'
            ) : (
              <OpenLink request={request} href={made}>
                {template.made}
              </OpenLink>
            ),
          ],
          [t('Đã sửa gì', 'What was changed'), template.note],
        ]}
      />
    </Section>
  )
}

function Faults({ template: { faults }, request: { t } }: { template: Shown; request: PageRequest }) {
  const heads = {
    what: t('Chỗ sai', 'What is wrong'),
    place: t('Ở đâu', 'Where'),
    around: t('Đoạn chữ chung quanh', 'Text around it'),
  }
  const caption = t('Chỗ điền sai', 'Wrong marks')
  return (
    <Section title={`${caption} (${faults.length})`} id="faults">
      <Notice tone="error">
        {t(
          'Xin sửa trong Word theo từng chỗ dưới đây rồi tải bản mới lên.',
          'Mend each of these in Word and upload a new version.',
        )}
      </Notice>
      <RecordTable
        caption={caption}
        stack
        rows={faults}
        columns={[
          { head: heads.what, cell: ({ what }) => t(what) },
          { head: heads.place, cell: ({ place }) => t(place) },
          { head: heads.around, cell: ({ around }) => around },
        ]}
      />
    </Section>
  )
}

export const templatePages = [
  page({ route: 'GET /templates/{id}', for: showTemplate, run: (request) => templateView(request) }),
  ...acts.receivers(templateView),
  receiver({
    command: dropTemplate,
    address: '/templates/{id}/drop',
    again: (request, form) => templateView(request, undefined, form),
    done: ({ id }) => ({
      to: `/templates/${id}`,
      message: words('Đã bỏ bản mẫu.', 'The version is dropped.'),
    }),
  }),
]
