import { legalForms, sizeClasses } from '../enterprises/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { readsEvery } from '../platform/sight.ts'
import { committers } from '../science-tasks/index.ts'
import { Act, Badge, Dong, Empty, Facts, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { addCallContent, feedCallContent, removeCallContent } from './contents.ts'
import { callFields } from './fields.ts'
import { checkPapers } from './import.ts'
import { addCallPaper, removeCallPaper } from './papers.ts'
import { prolongationStates } from './prolong.ts'
import type { PaperRow, showCall } from './queries.ts'
import { isOpenToChange, rooms } from './rules.ts'

/* The parts of a call's page: contents, papers, what else it says. */

export type Shown = Output<typeof showCall>
export const to = ({ id }: { id: number }) => `/calls/${id}`

interface Part {
  readonly call: Shown
  readonly request: PageRequest
}

export function Contents({ call, request }: Part) {
  const { t, language, actor } = request
  const caption = t('Nội dung hỗ trợ, số suất, kinh phí', 'Contents, places and money')
  const change = isOpenToChange(call.state)
  const office = readsEvery(actor)
  return (
    <Section
      title={caption}
      id="contents"
      actions={
        call.applications > 0 && office ? (
          <a href={`/applications?callId=${call.id}`}>{t('Các hồ sơ của đợt', 'Applications to the call')}</a>
        ) : change ? (
          <Act
            command={addCallContent}
            request={request}
            href={`${to(call)}/contents/new`}
            small
            kind="primary"
          >
            {t('Thêm nội dung hỗ trợ vào đợt', 'Add a content to the call')}
          </Act>
        ) : undefined
      }
    >
      {call.contents.length === 0 ? (
        <Empty>{t('Chưa có nội dung nào.', 'There are no contents yet.')}</Empty>
      ) : (
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
                  <PaidBy call={call} content={one} request={request} />
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
            office
              ? { head: t('Hồ sơ đã nộp', 'Applications filed'), num: true, cell: (one) => one.applications }
              : null,
            office
              ? {
                  head: t('Được hỗ trợ', 'Supported'),
                  num: true,
                  cell: (one) => (
                    <>
                      {one.accepted} · <Dong amount={one.granted} language={language} />
                    </>
                  ),
                }
              : null,
            change
              ? {
                  head: t('Việc làm được', 'What can be done'),
                  cell: (one) => (
                    <Act
                      command={removeCallContent}
                      request={request}
                      action={`${to(call)}/contents/${one.id}/removal`}
                      small
                    >
                      {t('Bỏ nội dung', 'Take it out')}
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

/** Which content of the task pays, where the call feeds one. */
function PaidBy({ call, content, request }: Part & { content: Shown['contents'][number] }) {
  const { t } = request
  if (call.taskId === null) return null
  const label = t('Nội dung của nhiệm vụ chi trả', 'Content of the task that pays')
  return (
    <span class="hint block">
      {label}: {content.taskContent ?? <Badge tone="warning">{t('chưa chọn', 'not chosen')}</Badge>}
      {content.committedBy === null ? null : <span> · {t(committers.names[content.committedBy])}</span>}
      {isOpenToChange(call.state) ? (
        <Act
          command={feedCallContent}
          request={request}
          href={`${to(call)}/contents/${content.id}/task-content`}
          small
        >
          {t('Chọn nội dung của nhiệm vụ', 'Choose the content of the task')}
        </Act>
      ) : null}
    </span>
  )
}

/** How the call was prolonged. */
export function Prolongations({ call, request: { t } }: Part) {
  if (call.prolongations.length === 0) return null
  return (
    <Section title={t('Các lần gia hạn', 'Prolongations')} id="prolongations">
      <ul class="grid gap-3">
        {call.prolongations.map((one) => (
          <li>
            <p>
              <StateBadge of={prolongationStates} is={one.state} t={t} />{' '}
              {t(
                `Từ ${formatDate(one.wasUntil)} đến hết ${formatDate(one.closesOn)}`,
                `From ${formatDate(one.wasUntil)} until the end of ${formatDate(one.closesOn)}`,
              )}
              {one.number === null ? '' : ` · ${t('văn bản số', 'document')} ${one.number}`}
              {one.settledOn === null ? '' : ` · ${formatDate(one.settledOn)}`}
            </p>
            <p class="whitespace-pre-line">{one.reason}</p>
            {one.remarks === null ? null : (
              <p class="whitespace-pre-line">
                <b>{t('Lý do không duyệt', 'Why it was not approved')}:</b> {one.remarks}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Of whom a paper is asked, in words. */
export function paperOf(paper: Omit<PaperRow, 'id'>, t: Translate): string {
  const parts = [
    paper.content === null ? null : t(paper.content, paper.contentEn ?? paper.content),
    paper.sizeClass === null
      ? null
      : t(
          `quy mô ${sizeClasses.names[paper.sizeClass].vi.toLowerCase()}`,
          `${sizeClasses.names[paper.sizeClass].en.toLowerCase()} size`,
        ),
    paper.legalForm === null ? null : t(legalForms.names[paper.legalForm]),
  ].filter((part) => part !== null)
  return parts.length === 0 ? t('Mọi đối tượng', 'Everybody') : parts.join(' · ')
}

export function Papers({ call, request }: Part) {
  const { t } = request
  const change = isOpenToChange(call.state)
  const title = t('Giấy tờ phải nộp', 'Papers that are asked for')
  return (
    <Section
      title={title}
      id="papers"
      actions={
        change ? (
          <>
            <Act command={checkPapers} request={request} href={`/calls/import?callId=${call.id}`} small>
              {t('Nhập từ Excel', 'Import from Excel')}
            </Act>
            <Act
              command={addCallPaper}
              request={request}
              href={`${to(call)}/papers/new`}
              small
              kind="primary"
            >
              {t('Thêm giấy tờ phải nộp', 'Add a paper that is asked for')}
            </Act>
          </>
        ) : undefined
      }
    >
      {call.papers.length === 0 ? (
        <Empty>{t('Đợt này không nêu giấy tờ nào.', 'The call names no papers.')}</Empty>
      ) : (
        <ul class="grid gap-3">
          {call.papers.map((paper) => (
            <li>
              <p>
                <b>{paper.name}</b>{' '}
                {paper.required ? (
                  <Badge tone="warning">{t('bắt buộc', 'required')}</Badge>
                ) : (
                  <Badge>{t('nếu có', 'if there is one')}</Badge>
                )}
              </p>
              <p class="hint">
                {paperOf(paper, t)}
                {paper.hint === null ? '' : `. ${paper.hint}`}
              </p>
              {change ? (
                <Act
                  command={removeCallPaper}
                  request={request}
                  action={`${to(call)}/papers/${paper.id}/removal`}
                  small
                >
                  {t('Bỏ giấy tờ', 'Take the paper out')}
                </Act>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** By which rule and sheet a council appraises; nothing where none does. */
export function appraisalFacts(
  call: {
    appraisalRule: string | null
    appraisalRuleEn: string | null
    scoreSheet: string | null
    scoreSheetEn: string | null
  },
  t: Translate,
) {
  const { appraisalRule, appraisalRuleEn, scoreSheet, scoreSheetEn } = call
  return [
    ...(appraisalRule === null
      ? []
      : [
          [
            t('Quy chế hội đồng', 'Rule of councils'),
            t(appraisalRule, appraisalRuleEn ?? appraisalRule),
          ] as const,
        ]),
    ...(scoreSheet === null
      ? []
      : [[t('Mẫu phiếu điểm', 'Score sheet'), t(scoreSheet, scoreSheetEn ?? scoreSheet)] as const]),
  ]
}

/** What a call feeds, with the way to its task where that may be read. */
function Feeds({ call, request: { t, mayOpen } }: Part) {
  if (call.taskId === null || call.task === null)
    return <>{t('Các lượt hỗ trợ độc lập', 'Turns that stand alone')}</>
  const page = `/science-tasks/${call.taskId}`
  return (
    <>
      {t('Nhiệm vụ khoa học và công nghệ', 'S&T task')}:{' '}
      {mayOpen(page) ? <a href={page}>{call.task}</a> : call.task}
    </>
  )
}

export function About({ call, request }: Part) {
  const { t, language } = request
  const { title: _above, waitingPlaces, ...facts } = callFields.facts(call, t, language)
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts
        columns={3}
        items={[
          [t('Kế hoạch', 'Plan'), call.plan],
          [
            t('Địa bàn', 'Territory'),
            call.unit ?? t('Cả địa bàn của kế hoạch', 'The whole territory of the plan'),
          ],
          [
            t('Hồ sơ được hỗ trợ thuộc về', 'What is supported belongs to'),
            <Feeds call={call} request={request} />,
          ],
          ...Object.values(facts),
          ...appraisalFacts(call, t),
          [waitingPlaces[0], call.waitingPlaces ?? t('Không giới hạn', 'Not limited')],
        ]}
      />
    </Section>
  )
}
