import { appraisalWays } from '../councils/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Act, Badge, Empty, LinkButton, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { listCallRules, setCallRule } from './asked.ts'
import { crumbs } from './list-pages.tsx'
import { openCalls } from './queries.ts'
import { callStates, rooms } from './rules.ts'
import { appraisalFacts, paperOf } from './sections.tsx'

/** A call of which nothing is left. */
const usedUp = words(
  'Đợt này đã hết suất hoặc kinh phí và danh sách chờ đã đủ: không nhận thêm hồ sơ.',
  'The call is used up and its waiting list is full: no more applications are taken.',
)

type Open = Output<typeof openCalls>[number]

/** What is open for applications, for everybody. */
export const openPage = page({
  route: 'GET /calls/open',
  for: openCalls,
  place: {
    group: 'programme',
    order: 3,
    main: ['public'],
    label: words('Đợt đang mở', 'Open calls'),
  },
  async run(request) {
    const { t } = request
    const calls = await request.execute(openCalls, {})
    return {
      title: t('Các đợt đang nhận hồ sơ', 'Calls that are open'),
      lead: t(
        'Đợt đang mở và sắp mở: hỗ trợ gì, bao nhiêu suất, nộp đến ngày nào, cần giấy tờ gì.',
        'Calls that are open or open soon: what is supported, how many places, until when, and which papers are needed.',
      ),
      body:
        calls.length === 0 ? (
          <Empty>{t('Hiện không có đợt nào đang nhận hồ sơ.', 'No call is open now.')}</Empty>
        ) : (
          calls.map((call) => <OpenCall call={call} request={request} />)
        ),
    }
  },
})

function OpenCall({ call, request }: { call: Open; request: PageRequest }) {
  const { t, language, actor } = request
  const caption = t('Nội dung hỗ trợ, số suất, kinh phí', 'Contents, places and money')
  return (
    <Section
      title={call.title}
      id={`call-${call.id}`}
      actions={<StateBadge of={callStates} is={call.state} t={t} />}
    >
      <p class="mb-3">
        {t('Mở từ ngày', 'Open from')} <b>{formatDate(call.opensOn)}</b> {t('đến hết', 'until the end of')}{' '}
        <b>{formatDate(call.closesOn)}</b>. {t(`Năm thực hiện ${call.year}.`, `For work in ${call.year}.`)}{' '}
        {call.unit === null ? null : t(`Địa bàn ${call.unit}.`, `Territory: ${call.unit}.`)}
      </p>
      {call.beneficiaries === null ? null : <p class="mb-3 whitespace-pre-line">{call.beneficiaries}</p>}
      <RecordTable
        caption={caption}
        stack
        rows={call.contents}
        columns={[
          {
            head: t('Nội dung hỗ trợ', 'Content of support'),
            cell: (one) => (
              <span>
                {t(one.content, one.contentEn)}
                <a class="block" href={`/guide?contentId=${one.contentId}`}>
                  {t('Hướng dẫn áp dụng', 'Guide')}
                </a>
              </span>
            ),
          },
          {
            head: t('Số suất', 'Places'),
            num: true,
            cell: (one) => (
              <>
                {one.places ?? t('Không giới hạn', 'Not limited')}
                {call.state === 'open' && one.room !== 'free' ? (
                  <div>
                    <StateBadge of={rooms} is={one.room} t={t} />
                  </div>
                ) : null}
              </>
            ),
          },
          {
            head: t('Kinh phí (đồng)', 'Budget (đồng)'),
            num: true,
            cell: (one) =>
              one.money === null
                ? call.taskId === null
                  ? t('Theo mục hỗ trợ', 'As the line has')
                  : t('Theo nội dung của nhiệm vụ', 'As the content of the task has')
                : formatDong(one.money, language),
          },
        ]}
      />
      {call.papers.length === 0 ? null : (
        <>
          <h3 class="mt-4 mb-1 font-semibold">{t('Giấy tờ phải nộp', 'Papers that are asked for')}</h3>
          <ul class="grid list-disc gap-1 pl-5">
            {call.papers.map((paper) => (
              <li>
                {paper.name} {paper.required ? null : <Badge>{t('nếu có', 'if there is one')}</Badge>}
                <span class="hint block">
                  {paperOf(paper, t)}
                  {paper.hint === null ? '' : `. ${paper.hint}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {call.appraisedBy === 'officer' ? null : (
        <p class="mt-3">
          {t('Ai thẩm định', 'Who appraises')}: {t(appraisalWays.names[call.appraisedBy])}
          {appraisalFacts(call, t).map(([label, value]) => `. ${label}: ${value}`)}.
        </p>
      )}
      {call.note === null ? null : <p class="mt-3 whitespace-pre-line">{call.note}</p>}
      {call.number === null || call.decidedOn === null ? null : (
        <p class="hint mt-3">
          {t(
            `Theo văn bản số ${call.number} ngày ${formatDate(call.decidedOn)}.`,
            `By document ${call.number} of ${formatDate(call.decidedOn)}.`,
          )}
        </p>
      )}
      {call.state === 'open' && call.contents.every(({ room }) => room === 'full') ? (
        <p class="mt-3">{t(usedUp)}</p>
      ) : call.state !== 'open' ? null : (
        <p class="mt-3">
          <LinkButton
            href={actor.userId === null ? '/sign-in' : `/applications/writing/new?callId=${call.id}`}
            kind="primary"
          >
            {actor.userId === null
              ? t('Đăng nhập để nộp hồ sơ', 'Sign in to file an application')
              : t('Nộp hồ sơ', 'File the application')}
          </LinkButton>
        </p>
      )}
    </Section>
  )
}

/** The calls that are open, for the public home; nothing where none is. */
export async function OpenCallsBrief({ request }: { request: PageRequest }) {
  const { t } = request
  const calls = await request.execute(openCalls, {})
  if (calls.length === 0) return null
  return (
    <Section title={t('Các đợt đang nhận hồ sơ', 'Calls that are open')} id="calls">
      <ul class="grid gap-3">
        {calls.map((call) => (
          <li>
            <p>
              <a href={`/calls/open#call-${call.id}`}>{call.title}</a>{' '}
              <StateBadge of={callStates} is={call.state} t={t} />
            </p>
            <p class="hint">
              {t(
                `Từ ${formatDate(call.opensOn)} đến hết ${formatDate(call.closesOn)}`,
                `From ${formatDate(call.opensOn)} until the end of ${formatDate(call.closesOn)}`,
              )}
              {' · '}
              {call.contents.map((one) => t(one.content, one.contentEn)).join('; ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Whether applications come through calls alone, plan by plan. */
export const rulesPage = page({
  route: 'GET /calls/rules',
  for: listCallRules,
  async run(request) {
    const { t } = request
    const rules = await request.execute(listCallRules, {})
    const caption = t('Quy định nhận hồ sơ theo đợt', 'Whether applications come through calls alone')
    return {
      title: caption,
      lead: t(
        'Khi một đợt đang mở cho nội dung và năm đó, hồ sơ thuộc đợt ấy. Không có đợt thì vẫn nhận hồ sơ, trừ khi ghi quy định khác ở đây.',
        'While a call is open for a content and year, an application belongs to it. Without one it is taken all the same, unless recorded otherwise here.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <RecordTable
          caption={caption}
          stack
          rows={rules}
          columns={[
            { head: t('Kế hoạch', 'Plan'), cell: (rule) => rule.plan },
            {
              head: t('Cách nhận hồ sơ', 'How applications are taken'),
              cell: (rule) =>
                rule.required
                  ? t('Chỉ theo đợt kêu gọi', 'Through calls alone')
                  : t('Theo đợt hoặc quanh năm', 'Through calls or at any time'),
            },
            {
              head: t('Văn bản quy định', 'The document that says so'),
              cell: (rule) => rule.source ?? t('Chưa nhập', 'Not entered'),
            },
            mayRun(request.actor, setCallRule)
              ? {
                  head: t('Việc làm được', 'What can be done'),
                  cell: (rule) => (
                    <Act command={setCallRule} request={request} href={`/calls/rules/${rule.planId}`} small>
                      {t('Ghi quy định', 'Record the rule')}
                    </Act>
                  ),
                }
              : null,
          ]}
        />
      ),
    }
  },
})
