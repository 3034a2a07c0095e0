import { whyApart } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Empty,
  Facts,
  FormProblem,
  LinkButton,
  Notice,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { addReference, editEntry, removeReference } from './commands.ts'
import { Parts, Reference } from './entry-text.tsx'
import { askExample } from './examples.ts'
import { ofEntry } from './form-pages.tsx'
import { officeCrumbs } from './list-pages.tsx'
import { publishEntry, publishedApart, returnEntry, sendEntry, withdrawEntry } from './publish.ts'
import { showEntry } from './queries.ts'
import { entryStates, exampleStates, isOpenToChange, referenceKinds } from './rules.ts'

type Shown = Output<typeof showEntry>
type ActKey = 'publish' | 'return' | 'withdraw'
const to = ({ id }: { readonly id: number }) => `/guide/entries/${id}`

const acts = actsOf<Shown, ActKey>('/guide/entries/{id}', {
  publish: act(publishEntry, {
    title: words('Công bố mục hướng dẫn', 'Publish an entry of the guide'),
    path: 'publication',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, publishedApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Xin đọc cả bản tiếng Việt và tiếng Anh bên dưới, mở các nguồn và xem có đúng như đã viết.',
            'Please read the Vietnamese and the English text below, open the sources and see that they say so.',
          )}
        </p>
      </>
    ),
    done: words(
      'Đã công bố; mọi người đọc được từ bây giờ.',
      'It is published; everybody reads it from now on.',
    ),
  }),
  return: act(returnEntry, {
    title: words('Trả lại mục hướng dẫn', 'Return an entry of the guide'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, publishedApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', { label: t('Ý kiến khi trả lại', 'Remarks when returned'), rows: 3 })}
      </>
    ),
    done: words('Đã trả lại mục hướng dẫn.', 'The entry is returned.'),
  }),
  withdraw: act(withdrawEntry, {
    title: words('Gỡ mục hướng dẫn', 'Take down an entry of the guide'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => state !== 'withdrawn',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Lý do gỡ', 'Why it is taken down'), rows: 3 })}
      </>
    ),
    done: words('Đã gỡ mục hướng dẫn.', 'The entry is taken down.'),
  }),
})

const way = ['draft', 'sent', 'published'] as const

function stepsOfEntry(entry: Shown, t: Translate) {
  const { state } = entry
  const days = {
    ...{
      draft: entry.begunOn,
      sent: entry.sentOn,
      published: state === 'published' ? entry.publishedOn : null,
    },
    ...{ returned: entry.sentOn, withdrawn: null },
  }
  return stepsOf<(typeof entryStates.keys)[number]>(
    way.map((key) => [key, t(entryStates.names[key])] as const),
    state,
    days,
    state === 'returned' || state === 'withdrawn'
      ? {
          after: state === 'returned' ? 'sent' : 'draft',
          label: t(entryStates.names[state]),
          ends: state === 'withdrawn',
        }
      : undefined,
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function entryView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const entry = await ofEntry(request)
  const open = acts.open(request, entry)
  const chosen = acts.chosen(request, entry, sent)
  // what takes something down is asked for, never proposed
  const shown =
    chosen === 'withdraw' && sent === undefined && !request.url.searchParams.has('do') ? undefined : chosen
  return recordView({
    title: entry.title,
    lead: entry.titleEn,
    breadcrumbs: officeCrumbs(request),
    head: {
      matters: [{ record: 'guide_entry', id: entry.id }],
      state: { key: entry.state, shown: <StateBadge of={entryStates} is={entry.state} t={t} /> },
      steps: stepsOfEntry(entry, t),
    },
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {entry.edition !== null && entry.state !== 'published' ? (
          <Notice tone="info">
            {t(
              `Bản ${entry.edition} vẫn đang hiển thị cho mọi người.`,
              `Edition ${entry.edition} stays readable for everybody.`,
            )}
          </Notice>
        ) : null}
      </>
    ),
    actions: (
      <>
        {isOpenToChange(entry.state) ? (
          <Act command={editEntry} request={request} href={`${to(entry)}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
        ) : null}
        {entry.state === 'draft' || entry.state === 'returned' ? (
          <Act
            command={sendEntry}
            request={request}
            action={`${to(entry)}/sending`}
            values={{ version: entry.version }}
            kind="primary"
          >
            {t('Gửi để công bố', 'Send it to be published')}
          </Act>
        ) : null}
        {entry.edition === null ? null : (
          <LinkButton href={`/guide/${entry.id}`}>
            {t('Xem như người đọc', 'See it as readers do')}
          </LinkButton>
        )}
        {open.includes('withdraw') && shown === undefined ? (
          <LinkButton href={`${to(entry)}?do=withdraw#act`} kind="danger">
            {t('Gỡ mục hướng dẫn', 'Take down an entry of the guide')}
          </LinkButton>
        ) : null}
      </>
    ),
    act: shown === undefined ? null : await acts.form(request, entry, shown, sent),
    decision: <Remarks entry={entry} t={t} />,
    summary: <Text entry={entry} request={request} />,
    rest: (
      <>
        <References entry={entry} request={request} />
        <Examples entry={entry} request={request} />
        <Editions entry={entry} t={t} />
      </>
    ),
  })
}

function Remarks({ entry, t }: { entry: Shown; t: Translate }) {
  const said = entry.state === 'withdrawn' ? entry.reason : entry.remarks
  if (said === null) return null
  return (
    <Section
      title={
        entry.state === 'withdrawn'
          ? t('Lý do gỡ', 'Why it is taken down')
          : t('Ý kiến khi trả lại', 'Remarks when returned')
      }
      id="remarks"
    >
      <p class="max-w-prose whitespace-pre-line">{said}</p>
    </Section>
  )
}

/** The text in both languages, since whoever publishes reads both. */
function Text({ entry, request }: { entry: Shown; request: PageRequest }) {
  const { t } = request
  return (
    <>
      <Parts of={entry} t={t} />
      {request.language === 'en' ? null : (
        <Section title={t('Bản tiếng Anh', 'English text')} id="english" fold>
          <div lang="en">
            <Facts
              items={(
                [
                  ['What it is', entry.aboutEn],
                  ['For whom', entry.whomEn],
                  ['Steps of applying it', entry.stepsEn],
                  ['Papers and records that it needs', entry.papersEn],
                  ['Scale of readiness', entry.readinessEn],
                ] as const
              ).map(([label, value]) => [label, <span class="whitespace-pre-line">{value}</span>] as const)}
            />
          </div>
        </Section>
      )}
    </>
  )
}

function References({ entry, request }: { entry: Shown; request: PageRequest }) {
  const { t } = request
  const caption = t('Nguồn, tài liệu, nơi tư vấn', 'Sources, documents, advisers')
  const mayChange = isOpenToChange(entry.state)
  return (
    <Section
      title={caption}
      id="references"
      actions={
        mayChange ? (
          <Act command={addReference} request={request} href={`${to(entry)}/references/new`} small>
            {t('Thêm', 'Add')}
          </Act>
        ) : null
      }
    >
      {entry.references.length === 0 ? (
        <Empty>{t('Chưa ghi nguồn nào.', 'No source is named yet.')}</Empty>
      ) : (
        <RecordTable
          caption={caption}
          stack
          rows={entry.references}
          columns={[
            { head: t('Loại', 'Kind'), cell: (one) => t(referenceKinds.names[one.kind]) },
            {
              head: t('Tên tài liệu hoặc tổ chức', 'Title or organisation'),
              cell: (one) => (
                <span>
                  <Reference of={one} t={t} />
                </span>
              ),
            },
            mayChange
              ? {
                  head: t('Việc làm được', 'What can be done'),
                  cell: (one) => (
                    <Act
                      command={removeReference}
                      request={request}
                      action={`${to(entry)}/references/${one.id}/removal`}
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

function Examples({ entry, request }: { entry: Shown; request: PageRequest }) {
  const { t } = request
  const caption = t('Ví dụ từ doanh nghiệp', 'Examples of enterprises')
  return (
    <Section
      title={caption}
      id="examples"
      actions={
        <Act command={askExample} request={request} href={`${to(entry)}/examples/new`} small>
          {t('Hỏi doanh nghiệp làm ví dụ', 'Ask an enterprise for an example')}
        </Act>
      }
    >
      {entry.examples.length === 0 ? (
        <Empty>{t('Chưa hỏi doanh nghiệp nào.', 'No enterprise was asked yet.')}</Empty>
      ) : (
        <RecordTable
          caption={caption}
          stack
          rows={entry.examples}
          columns={[
            {
              head: t('Doanh nghiệp', 'Enterprise'),
              cell: (example) => <a href={`/guide/examples/${example.id}`}>{example.enterprise}</a>,
            },
            {
              head: t('Tình trạng', 'State'),
              cell: (example) => <StateBadge of={exampleStates} is={example.state} t={t} />,
            },
            { head: t('Hỏi ngày', 'Asked on'), cell: (example) => formatDate(example.askedOn) },
          ]}
        />
      )}
    </Section>
  )
}

function Editions({ entry, t }: { entry: Shown; t: Translate }) {
  const caption = t('Các bản đã công bố', 'Published editions')
  if (entry.editions.length === 0) return null
  return (
    <Section title={caption} id="editions">
      <RecordTable
        caption={caption}
        stack
        rows={entry.editions}
        columns={[
          {
            head: t('Bản công bố', 'Published edition'),
            num: true,
            cell: (edition) => <a href={`${to(entry)}/editions/${edition.number}`}>{edition.number}</a>,
          },
          {
            head: t('Tên mục', 'Name of the entry'),
            cell: (edition) => (
              <span>
                {edition.title}{' '}
                {edition.shipped ? <Badge>{t('Đi kèm chương trình', 'Came with the program')}</Badge> : null}
              </span>
            ),
          },
          { head: t('Ngày công bố', 'Published on'), cell: (edition) => formatDate(edition.publishedOn) },
          {
            head: t('Hết hiển thị ngày', 'Shown until'),
            cell: (edition) => (edition.endedOn === null ? '—' : formatDate(edition.endedOn)),
          },
        ]}
      />
    </Section>
  )
}

const again = (request: PageRequest, form: FormState) => entryView(request, undefined, form)

const sending = receiver({
  command: sendEntry,
  address: '/guide/entries/{id}/sending',
  again,
  done: (output) => ({ to: to(output), message: words('Đã gửi để công bố.', 'It is sent to be published.') }),
})
const referenceRemoved = receiver({
  command: removeReference,
  address: '/guide/entries/{id}/references/{reference}/removal',
  again,
  done: (output) => ({ to: `${to(output)}#references`, message: words('Đã bỏ.', 'Removed.') }),
})

export const entryPages = [
  page({ route: 'GET /guide/entries/{id}', for: showEntry, run: (request) => entryView(request) }),
  ...acts.receivers(entryView),
  sending,
  referenceRemoved,
]
