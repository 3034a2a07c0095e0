import { openCalls, rooms, showCall } from '../calls/index.ts'
import { EnterpriseChoice, OwnChoice, ownNamed, showEnterprise } from '../enterprises/index.ts'
import { ownEnterprise } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import { Act, Empty, Form, fields, Section } from '../ui/index.ts'
import { yearChoices } from './choices.ts'
import { applicationFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { beginApplication } from './writing.ts'
import { at, listTitle, up } from './writing-frame.tsx'
import { listWriting } from './writing-queries.ts'
import { applicationYears } from './year-queries.ts'

/* Begun: enterprise, content, year. */

export const beginPage = page({
  route: 'GET /applications/writing/new',
  for: beginApplication,
  async run(request) {
    const { t } = request
    const own = request.actor.enterpriseId === null ? null : ownNamed(request)
    const named = own ?? request.url.searchParams.get('enterpriseId')
    if (named === null) {
      const where = { request, at: '/applications/writing/new' } as const
      return {
        title: t('Soạn hồ sơ: chọn doanh nghiệp', 'Write an application: choose the enterprise'),
        breadcrumbs: up(request),
        body: request.actor.enterpriseId === null ? await EnterpriseChoice(where) : await OwnChoice(where),
      }
    }
    return beginView(request, String(named), await begunForm(request))
  },
})

async function begunForm(request: PageRequest): Promise<FormState> {
  const callId = request.url.searchParams.get('callId')
  if (callId === null) {
    const { current } = await request.execute(applicationYears, {})
    return freshForm({
      year: String(current),
      contentId: request.url.searchParams.get('contentId') ?? undefined,
    })
  }
  const { id, year, contents } = await request.execute(showCall, { id: callId })
  return freshForm({
    ...{ year: String(year), callId: String(id) },
    contentId: contents[0] === undefined ? undefined : String(contents[0].contentId),
  })
}

/** A call by its name; of one that is used up what that means for who applies now. */
function labelOf({ title, contents }: Output<typeof openCalls>[number], t: PageRequest['t']): string {
  const used = contents.filter(({ room }) => room !== 'free')
  if (used.length === 0) return title
  const told = used.map(
    (one) => `${t(one.content, one.contentEn)}: ${t(rooms.names[one.room]).toLowerCase()}`,
  )
  return `${title} (${told.join('; ')})`
}

async function beginView(request: PageRequest, enterpriseId: string, form: FormState): Promise<View> {
  const { t } = request
  const enterprise = await request.execute(showEnterprise, { id: enterpriseId })
  const f = fields(form, t, beginApplication)
  const calls = (await request.execute(openCalls, {})).filter(({ state }) => state === 'open')
  return {
    title: t('Soạn hồ sơ đề nghị hỗ trợ', 'Write an application for support'),
    lead: enterprise.name,
    breadcrumbs: up(request),
    body: (
      <Section>
        <Form
          form={form}
          t={t}
          action="/applications/writing/new"
          submit={t('Bắt đầu soạn', 'Begin to write')}
          cancel="/applications/writing"
        >
          {f.hidden('enterpriseId', enterpriseId)}
          {calls.length === 0
            ? null
            : f.select('callId', {
                label: t('Đợt kêu gọi', 'Calls'),
                choices: calls.map((call) => ({ value: call.id, label: labelOf(call, t) })),
                empty: t('Theo nội dung và năm', 'By its content and year'),
              })}
          {f.select('contentId', {
            label: t(applicationFields.labels.contentId),
            choices: await contentChoices(request, false),
            empty: t('Chọn nội dung', 'Choose a content'),
          })}
          {f.select('year', { label: t(applicationFields.labels.year), choices: await yearChoices(request) })}
        </Form>
      </Section>
    ),
  }
}

export const beginReceiver = receiver({
  command: beginApplication,
  address: '/applications/writing/new',
  done: ({ id }) => ({
    to: at(id, 'what'),
    message: words(
      'Đã tạo hồ sơ; mỗi bước được lưu khi bấm Lưu.',
      'It is begun; each step is kept when you save it.',
    ),
  }),
  again: (request, form) =>
    beginView(
      request,
      String(ownEnterprise(request.actor, Number(form.values.enterpriseId)) ?? form.values.enterpriseId),
      form,
    ),
})

export const writingList = page({
  route: 'GET /applications/writing',
  for: listWriting,
  async run(request) {
    const { t } = request
    const drafts = await request.execute(listWriting, {})
    return {
      title: t(listTitle),
      lead: t(
        'Chưa nộp; chỉ doanh nghiệp và cán bộ tiếp nhận thấy.',
        'Not filed; only the enterprise and the receiving officer see them.',
      ),
      breadcrumbs: crumbs(t),
      actions: (
        <Act command={beginApplication} request={request} href="/applications/writing/new" kind="primary">
          {t('Soạn hồ sơ mới', 'Write a new application')}
        </Act>
      ),
      body:
        drafts.length === 0 ? (
          <Empty>{t('Không có hồ sơ nào đang soạn.', 'Nothing is being written.')}</Empty>
        ) : (
          <ul class="grid gap-3">
            {drafts.map((draft) => (
              <li class="panel">
                <a href={at(draft.id)}>
                  {draft.enterprise}: {t(draft.content, draft.contentEn)}, {draft.year}
                </a>
                <p class="hint">
                  {t('Soạn từ', 'Written since')} {formatDate(draft.begunOn)}
                  {draft.closesOn === null
                    ? ''
                    : ` · ${t('nộp trước khi hết ngày', 'to be filed until the end of')} ${formatDate(draft.closesOn)}`}
                </p>
              </li>
            ))}
          </ul>
        ),
    }
  },
})
