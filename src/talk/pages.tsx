import { mayRun, withAccount } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { freshForm, numberOf, type PageRequest, page, receiver } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import {
  Act,
  Badge,
  CorrectedFields,
  Empty,
  type Fields,
  FileLink,
  Fold,
  Form,
  fields,
  formPage,
  Moment,
  Section,
} from '../ui/index.ts'
import { correctMessage, followRecord, settleQuestion, withdrawMessage, writeMessage } from './commands.ts'
import { type Entry, findMessage, markSeen, showMessage, showThread } from './queries.ts'
import { sides } from './sides.ts'
import { hrefOf, threadAt, threadBeside } from './threads.ts'

type Shown = Output<typeof showThread>

const at = ({ record, recordId }: { record: string; recordId: number }) => `/threads/${record}/${recordId}`

/** What a record's page shows of its thread; the rest is on the thread's own page. */
const few = 8

/** The thread below the page of a record; nothing on other pages, and nothing for who does not read it. */
export async function talkSection(request: PageRequest) {
  const { pathname } = request.url
  const { db } = request.system
  const target =
    request.actor.userId === null
      ? null
      : (threadAt(pathname) ?? (await threadBeside(pathname, { db, planId: request.planId })))
  if (target === null) return null
  const shown = await request.execute(showThread, target).catch((error: unknown) => {
    if (error instanceof Problem && (error.status === 403 || error.status === 404)) return null
    throw error
  })
  if (shown === null) return null
  await see(request, shown)
  const { t } = request
  const hidden = shown.entries.length - few
  return (
    <div class="talk" id="talk">
      <Section
        title={t('Trao đổi và diễn biến', 'Talk and story')}
        actions={<Following shown={shown} request={request} />}
      >
        {hidden > 0 ? (
          <p class="mb-2">
            <a href={at(shown)}>
              {t(`Xem cả ${shown.entries.length} mục`, `See all ${shown.entries.length}`)}
            </a>
          </p>
        ) : null}
        <Entries entries={shown.entries.slice(-few)} request={request} />
        {mayRun(request.actor, writeMessage) ? (
          // Who came to read finds the story; the form opens by itself where an answer is waited for.
          <details class="no-print mt-4" open={shown.entries.some(isOpenQuestion)}>
            <summary class="btn btn-sm mb-3">{t('Viết trao đổi', 'Write on a record')}</summary>
            <WriteForm shown={shown} request={request} />
          </details>
        ) : null}
      </Section>
    </div>
  )
}

const isOpenQuestion = ({ message }: Entry) =>
  message?.asks && !message.answered && !message.settled && !message.withdrawn

async function see({ system, actor }: PageRequest, shown: Shown): Promise<void> {
  if (actor.userId !== null) await markSeen(system.db, actor.userId, shown)
}

function Following({ shown, request }: { shown: Shown; request: PageRequest }) {
  const { t } = request
  return (
    <Act
      command={followRecord}
      request={request}
      action={`${at(shown)}/following`}
      values={{ follows: shown.follows ? '' : 'on' }}
      small
    >
      {shown.follows ? t('Thôi theo dõi', 'Follow no longer') : t('Theo dõi hồ sơ', 'Follow this record')}
    </Act>
  )
}

function WriteForm({ shown, request }: { shown: Shown; request: PageRequest }) {
  const { t } = request
  const form = freshForm({ side: shown.sides[0] ?? 'message' })
  return (
    <Form form={form} t={t} action={at(shown)} submit={t('Gửi', 'Send')} files id="talk-form">
      <WriteFields f={fields(form, t, writeMessage)} shown={shown} t={t} />
    </Form>
  )
}

function WriteFields(props: {
  f: Fields<'side' | 'body' | 'asks' | 'fileId' | 'mentions'>
  shown: Shown
  t: PageRequest['t']
}) {
  const { f, shown, t } = props
  return (
    <>
      {shown.sides.length > 1
        ? f.radio('side', {
            label: t('Ai đọc được', 'Who reads it'),
            choices: sides.choices(t).filter(({ value }) => shown.sides.includes(value)),
          })
        : f.hidden('side', 'message')}
      <div class="relative" data-people={JSON.stringify(shown.people.map(({ name }) => name))}>
        {f.area('body', {
          label: t('Lời viết', 'What is written'),
          hint: t(
            'Gõ @ và họ tên để nhắc người được xem hồ sơ này.',
            'Type @ and a whole name to name somebody who may see this record.',
          ),
          required: true,
        })}
      </div>
      {f.file('fileId', { label: t('Tệp gửi kèm', 'File sent along') })}
      {shown.officer
        ? f.check('asks', {
            label: t('Yêu cầu bên kia bổ sung, trả lời', 'Ask the other side for an answer'),
          })
        : null}
      {shown.people.length === 0 ? null : (
        <Fold label={t('Nhắc tên (@)', 'Name people (@)')}>
          {f.checks('mentions', {
            label: t('Người được nhắc', 'Who is named'),
            choices: shown.people.map(({ id, name }) => ({ value: id, label: `@${name}` })),
          })}
        </Fold>
      )}
    </>
  )
}

function Entries({ entries, request }: { entries: readonly Entry[]; request: PageRequest }) {
  const { t } = request
  if (entries.length === 0)
    return <Empty>{t('Chưa có trao đổi, diễn biến nào.', 'Nothing was written or done yet.')}</Empty>
  return (
    <ol class="timeline">
      {entries.map((entry) => (
        <li class="done">
          <p>
            <span class="font-semibold">{entry.by ?? t('Cơ quan xử lý', 'Office in charge')}</span>
            {entry.act === null ? null : <>: {t(entry.act)}</>}
            {entry.state === null ? null : (
              <>
                {' '}
                <Badge>{t(entry.state)}</Badge>
              </>
            )}
            <span class="hint">
              {' · '}
              <Moment at={entry.at} />
            </span>
          </p>
          {entry.corrected === null ? null : (
            <CorrectedFields changes={entry.corrected.changes} reason={entry.corrected.reason} t={t} />
          )}
          {entry.files.map((file) => (
            <p>
              <FileLink file={file} t={t} />
            </p>
          ))}
          {entry.message === null ? null : <Message message={entry.message} request={request} />}
        </li>
      ))}
    </ol>
  )
}

function Message({ message, request }: { message: NonNullable<Entry['message']>; request: PageRequest }) {
  const { t } = request
  if (message.withdrawn) return <p class="hint">{t('Đã rút lời này.', 'This message is withdrawn.')}</p>
  return (
    <div id={`message-${message.id}`}>
      {message.side === 'message' ? null : (
        <Badge tone={sides.tones[message.side]}>{t(sides.names[message.side])}</Badge>
      )}
      {message.asks ? <Question message={message} request={request} /> : null}
      {message.corrects === null ? null : (
        <Badge tone="info">
          <a href={`#message-${message.corrects}`}>
            {t('Đính chính lời trước', 'Correction of an earlier message')}
          </a>
        </Badge>
      )}
      <p class="whitespace-pre-line break-words">{message.body}</p>
      {message.mentions.length === 0 ? null : (
        <p class="hint">{message.mentions.map((name) => `@${name}`).join(', ')}</p>
      )}
      {message.file === null ? null : (
        <p>
          <FileLink file={message.file} t={t} />
        </p>
      )}
      {message.edited ? <p class="hint">{t('Đã sửa sau khi viết', 'Edited since')}</p> : null}
      {message.mine && mayRun(request.actor, correctMessage) ? (
        <p>
          <a href={`/messages/${message.id}`}>{t('Sửa hoặc rút', 'Correct or withdraw')}</a>
        </p>
      ) : null}
    </div>
  )
}

/** How a question stands, with the way to ask it no longer. */
function Question({ message, request }: { message: NonNullable<Entry['message']>; request: PageRequest }) {
  const { t } = request
  if (message.answered)
    return <Badge tone="success">{t('Yêu cầu bổ sung: đã trả lời', 'Addition asked: answered')}</Badge>
  if (message.settled) return <Badge>{t('Yêu cầu bổ sung: thôi yêu cầu', 'Addition asked: no longer')}</Badge>
  return (
    <>
      <Badge tone="warning">{t('Yêu cầu bổ sung: chờ trả lời', 'Addition asked: waiting')}</Badge>{' '}
      <Act command={settleQuestion} request={request} action={`/messages/${message.id}/settlement`} small>
        {t('Thôi yêu cầu', 'Ask no longer')}
      </Act>
    </>
  )
}

/** The whole thread of a record, with the form to write. */
export const threadPages = formPage({
  command: writeMessage,
  may: withAccount,
  address: '/threads/{record}/{recordId}',
  record: async (request: PageRequest) => {
    const shown = await request.execute(showThread, request.params)
    await see(request, shown)
    return shown
  },
  title: words('Trao đổi và diễn biến', 'Talk and story'),
  lead: ({ t, record }) => t(record.title),
  crumbs: ({ t }, record) => [{ label: t(record.title), href: record.href }],
  initial: (record) => ({ side: record.sides[0] ?? 'message' }),
  fields: ({ f, record, t }) => <WriteFields f={f} shown={record} t={t} />,
  submit: words('Gửi', 'Send'),
  cancel: (record) => record.href,
  above: ({ record, request }) => (
    <Section title={request.t('Diễn biến', 'Story')} actions={<Following shown={record} request={request} />}>
      <Entries entries={record.entries} request={request} />
    </Section>
  ),
  done: (sent) => ({
    to: `${hrefOf(sent)}#talk`,
    message: words('Đã gửi.', 'It is sent.'),
  }),
})

export const followAction = receiver({
  command: followRecord,
  address: '/threads/{record}/{recordId}/following',
  done: (done) => ({
    to: hrefOf(done),
    message: done.follows
      ? words('Bạn đang theo dõi hồ sơ này.', 'You follow this record.')
      : words('Bạn thôi theo dõi hồ sơ này.', 'You follow this record no longer.'),
  }),
})

/** Corrects or withdraws an own message. */
export const messagePages = formPage({
  command: correctMessage,
  address: '/messages/{id}',
  record: (request: PageRequest) => request.execute(showMessage, request.params),
  title: words('Sửa, đính chính trao đổi', 'Correct a message'),
  lead: ({ record, t }) =>
    record.seen
      ? t(
          'Đã có người đọc: lời sửa được ghi thành một đính chính bên cạnh.',
          'Somebody has read it: what you write stands beside it as a correction.',
        )
      : t('Chưa ai đọc: lời sửa thay cho lời cũ.', 'Nobody has read it yet: what you write takes its place.'),
  crumbs: ({ t }, record) => [{ label: t(record.title), href: record.href }],
  initial: ({ body }) => ({ body }),
  fields: ({ f, t }) => f.area('body', { label: t('Lời viết', 'What is written'), required: true }),
  submit: words('Lưu', 'Save'),
  cancel: (record) => record.href,
  after: ({ record, request, t }) =>
    record.seen ? null : (
      <Act
        command={withdrawMessage}
        request={request}
        action={`/messages/${record.id}/withdrawal`}
        kind="danger"
      >
        {t('Rút lời này', 'Withdraw it')}
      </Act>
    ),
  done: (sent) => ({
    to: hrefOf(sent),
    message: sent.inPlace
      ? words('Đã sửa.', 'It is corrected.')
      : words('Đã ghi đính chính.', 'The correction is written.'),
  }),
})

/** Where a piece of work that is an open question leads. */
export const messageRecord = page({
  route: 'GET /messages/{id}/record',
  for: findMessage,
  run: async (request) => ({
    to: (await request.execute(findMessage, { id: numberOf(request, 'id') })).href,
  }),
})

export const settleAction = receiver({
  command: settleQuestion,
  address: '/messages/{id}/settlement',
  done: (sent) => ({
    to: `${hrefOf(sent)}#talk`,
    message: words('Không chờ trả lời nữa.', 'It no longer waits for an answer.'),
  }),
})

export const withdrawAction = receiver({
  command: withdrawMessage,
  address: '/messages/{id}/withdrawal',
  done: (sent) => ({ to: hrefOf(sent), message: words('Đã rút.', 'It is withdrawn.') }),
})
