import type { Child } from 'hono/jsx'
import { words } from '../platform/language.ts'
import { type FormState, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Act, Badge, FormProblem, formPage, LinkButton, Section } from '../ui/index.ts'
import { addDraftPaper, removeDraftPaper } from './writing.ts'
import { at, lead, ofDraft, Steps, up, type Writing } from './writing-frame.tsx'
import { showWriting } from './writing-queries.ts'
import { stepNames } from './writing-rules.ts'

/* The papers of an application that is being written, each kind with its own files and photographs. */

export const papersPage = page({
  route: 'GET /applications/writing/{id}/papers',
  for: showWriting,
  run: (request) => papersView(request),
})

async function papersView(request: PageRequest, refused?: FormState): Promise<View> {
  const { t } = request
  const draft = await ofDraft(request)
  const others = draft.papers.filter(
    (paper) => paper.callPaperId === null || !draft.asked.some(({ id }) => id === paper.callPaperId),
  )
  const add = `/applications/writing/${draft.id}/papers/new`
  return {
    title: t(stepNames.papers),
    lead: lead(draft, t),
    breadcrumbs: up(request, draft),
    body: (
      <>
        <Steps draft={draft} now="papers" t={t} />
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {draft.asked.map((asked) => (
          <PaperKind
            {...{ request, draft }}
            title={asked.name}
            hint={asked.hint}
            required={asked.required}
            papers={draft.papers.filter(({ callPaperId }) => callPaperId === asked.id)}
            add={`${add}?callPaperId=${asked.id}`}
          />
        ))}
        <PaperKind
          {...{ request, draft }}
          title={t('Giấy tờ khác', 'Other papers')}
          hint={null}
          required={false}
          papers={others}
          add={`${add}?other=1`}
        />
        <LinkButton href={at(draft.id)} kind="primary">
          {t('Sang bước 5: kiểm tra và nộp', 'On to step 5: check and file')}
        </LinkButton>
      </>
    ),
  }
}

function PaperKind(props: {
  request: PageRequest
  draft: Writing
  title: string
  hint: string | null
  required: boolean
  papers: Writing['papers']
  add: string
}) {
  const { request, draft, title, hint, required, papers, add } = props
  const { t } = request
  const mark: Child = required ? (
    papers.length === 0 ? (
      <Badge tone="warning">{t('còn thiếu', 'missing')}</Badge>
    ) : (
      <Badge tone="success">{t('đã có', 'there')}</Badge>
    )
  ) : (
    <Badge>{t('nếu có', 'if there is one')}</Badge>
  )
  return (
    <Section title={title} actions={mark}>
      {hint === null ? null : <p class="hint mb-2">{hint}</p>}
      {papers.length === 0 ? null : (
        <ul class="mb-3 grid gap-2">
          {papers.map((paper) => (
            <li class="flex flex-wrap items-center gap-2">
              <a href={`/files/${paper.file.id}`}>
                {paper.name === title ? paper.file.name : `${paper.name} (${paper.file.name})`}
              </a>
              <Act
                command={removeDraftPaper}
                request={request}
                action={`/applications/writing/${draft.id}/papers/${paper.id}/removal`}
                small
              >
                {t('Bỏ giấy tờ', 'Take the paper out')}
              </Act>
            </li>
          ))}
        </ul>
      )}
      <div class="flex flex-wrap gap-2">
        <LinkButton href={`${add}&camera=1`} small>
          {t('Chụp ảnh', 'Take a photograph')}
          <span class="sr-only">: {title}</span>
        </LinkButton>
        <LinkButton href={add} small>
          {t('Chọn tệp', 'Choose a file')}
          <span class="sr-only">: {title}</span>
        </LinkButton>
      </div>
    </Section>
  )
}

export const paperAdded = formPage({
  command: addDraftPaper,
  address: '/applications/writing/{id}/papers/new',
  record: ofDraft,
  title: words('Thêm giấy tờ', 'Add a paper'),
  lead: ({ record, t }) => lead(record, t),
  crumbs: up,
  initial: (_draft, { url }) => ({ callPaperId: url.searchParams.get('callPaperId') ?? undefined }),
  fields: ({ f, t, record, request }) => {
    const asked = record.asked.find(({ id }) => String(id) === f.value('callPaperId'))
    return (
      <>
        {asked === undefined ? (
          f.text('name', { label: t('Tên giấy tờ', 'Name of the paper'), required: true })
        ) : (
          <>
            {f.hidden('callPaperId', asked.id)}
            <p>
              <b>{asked.name}</b>
              {asked.hint === null ? null : <span class="hint block">{asked.hint}</span>}
            </p>
          </>
        )}
        {f.file('fileId', {
          label: t('Tệp hoặc ảnh chụp', 'File or photograph'),
          camera: request.url.searchParams.has('camera'),
        })}
      </>
    )
  },
  submit: words('Thêm giấy tờ', 'Add a paper'),
  cancel: ({ id }) => at(id, 'papers'),
  done: ({ id }) => ({ to: at(id, 'papers'), message: words('Đã thêm giấy tờ.', 'The paper is added.') }),
})

export const paperRemoved = receiver({
  command: removeDraftPaper,
  address: '/applications/writing/{id}/papers/{paper}/removal',
  again: papersView,
  done: ({ id }) => ({ to: at(id, 'papers'), message: words('Đã bỏ.', 'Removed.') }),
})
