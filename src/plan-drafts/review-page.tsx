import { Without } from '../plan/index.ts'
import { Comparison, comparePlans } from '../plan-versions/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { statedMoney } from '../platform/money.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Badge, Facts, LinkButton, Moment, Notice, Section } from '../ui/index.ts'
import { acceptDraft } from './accept.ts'
import { discardDraft } from './commands.ts'
import { type DocumentText, documentText, MarkedText, marksOf } from './document-view.tsx'
import { draftKinds, draftStates, showDraft } from './queries.ts'
import { type Draft, Folded } from './result-items.tsx'
import { Result } from './result-view.tsx'
import { missingOf, type ReviewedFinding, reviewFindings } from './review.ts'
import { completeDocument } from './rules.ts'
import { partOfPath } from './sections.ts'
import { UnknownAgencies } from './unknown-agencies.tsx'
import { fieldAnchor, severityNames } from './words.ts'

export const crumbs = ({ t }: PageRequest) => [
  { label: t('Kế hoạch', 'The plan'), href: '/plan' },
  { label: t('Bản thảo kế hoạch', 'Drafts of plans'), href: '/plan-drafts' },
]

/** The document and what was made of it, side by side. */
export const reviewPage: Page = page({
  route: 'GET /plan-drafts/{id}',
  for: showDraft,
  async run(request) {
    const { t, url } = request
    const draft = await request.execute(showDraft, { id: request.params.id })
    const { document, reading } = draft
    const open = draft.state === 'open'
    const mayEdit = open && mayRun(request.actor, discardDraft)
    const mayAccept = open && mayRun(request.actor, acceptDraft)
    const source = draft.source === null || reading === null ? null : documentText(url, draft.source.text)
    const findings = reading === null ? [] : reviewFindings(reading, document)
    const missing = open ? missingOf(document) : []
    const result = (
      <Result request={request} draft={draft} source={source} missing={missing} mayEdit={mayEdit} />
    )
    return {
      title: draft.label,
      lead: t(draftKinds.names[draft.kind]),
      breadcrumbs: crumbs(request),
      actions: (
        <>
          {mayAccept ? (
            <LinkButton kind="primary" href={`/plan-drafts/${draft.id}/accept`}>
              {t('Chấp nhận', 'Accept')}
            </LinkButton>
          ) : null}
          {mayEdit ? (
            <LinkButton href={`/plan-drafts/${draft.id}/discard`}>
              {t('Bỏ bản thảo', 'Discard the draft')}
            </LinkButton>
          ) : null}
        </>
      ),
      body: (
        <>
          <State request={request} draft={draft} />
          {findings.length === 0 || source === null ? null : (
            <Findings request={request} findings={findings} source={source} />
          )}
          <Missing request={request} draft={draft} missing={missing} mayEdit={mayEdit} />
          <UnknownAgencies request={request} draft={draft} />
          <Changes request={request} draft={draft} />
          {reading === null || source === null ? null : (
            <NotPlaced request={request} draft={draft} source={source} />
          )}
          {source === null || reading === null ? (
            result
          ) : (
            <div class="grid gap-6 lg:grid-cols-2">
              <div class="min-w-0">
                <h2 class="mb-3">{t('Kết quả đọc', 'What was read')}</h2>
                {result}
              </div>
              {/* On a phone the result comes first; on a wide screen the document stands at its left. */}
              <div class="min-w-0 lg:sticky lg:top-4 lg:order-first lg:self-start" id="document">
                <h2 class="mb-3">{t('Văn bản', 'The document')}</h2>
                <MarkedText request={request} source={source} marks={marksOf(reading, document, findings)} />
              </div>
            </div>
          )}
        </>
      ),
    }
  },
})

function State({ request, draft }: { request: PageRequest; draft: Draft }) {
  const { t } = request
  const download = (format: string, label: string) => (
    <a href={`/plan-drafts/${draft.id}/download?format=${format}`}>{label}</a>
  )
  const discarded = draft.reasons.discarded
  return (
    <Section>
      <Facts
        columns={3}
        items={[
          [
            t('Tình trạng', 'State'),
            <Badge
              tone={draft.state === 'accepted' ? 'success' : draft.state === 'open' ? 'info' : 'neutral'}
            >
              {t(draftStates.names[draft.state])}
            </Badge>,
          ],
          [
            t('Tệp', 'File'),
            draft.file === null ? null : <a href={`/files/${draft.file.id}`}>{draft.file.name}</a>,
          ],
          [
            t('Đưa vào', 'Brought in'),
            <>
              <Moment at={draft.createdAt} />, {draft.createdBy}
            </>,
          ],
          [t('Sửa lần cuối', 'Last revision'), <Moment at={draft.updatedAt} />],
          [
            draft.acceptedPlan === null
              ? t('Kế hoạch gốc', 'Built on')
              : t('Kế hoạch đã chấp nhận', 'Accepted as'),
            draft.acceptedPlan === null ? (
              (draft.plan?.number ?? null)
            ) : (
              <a href={`/plan?plan=${draft.acceptedPlan.id}`}>{draft.acceptedPlan.number}</a>
            ),
          ],
          [
            t('Tải bản thảo', 'Download the draft'),
            <span class="no-print flex gap-3">
              {download('docx', 'Word')}
              {download('pdf', 'PDF')}
              {download('xlsx', 'Excel')}
            </span>,
          ],
        ]}
      />
      {draft.state === 'discarded' && discarded !== undefined ? (
        <p class="mt-3">
          {t('Lý do bỏ: ', 'Discarded because: ')}
          {t(discarded)}
        </p>
      ) : null}
    </Section>
  )
}

function Findings({
  request,
  findings,
  source,
}: {
  request: PageRequest
  findings: readonly ReviewedFinding[]
  source: DocumentText
}) {
  const { t } = request
  const count = (severity: ReviewedFinding['finding']['severity']) =>
    findings.filter(({ finding }) => finding.severity === severity).length
  return (
    <Section
      id="findings"
      title={t('Soát văn bản', 'Checks of the document')}
      lead={t(
        `${count('error')} lỗi, ${count('warning')} lưu ý, ${count('info')} thông tin. Lỗi phải được sửa, hoặc ghi lý do khi chấp nhận.`,
        `${count('error')} errors, ${count('warning')} warnings, ${count('info')} to know. An error must be corrected, or taken with a reason on acceptance.`,
      )}
    >
      <ul class="grid gap-2">
        <Folded
          t={t}
          items={findings.slice(0, 200).map(({ finding, index, changed }) => (
            <li class="scroll-mt-24 target:bg-accent/20" id={`finding-${index}`}>
              <Badge tone={finding.severity}>{t(severityNames[finding.severity])}</Badge> {t(finding.words)}{' '}
              {finding.expected === null || finding.found === null ? null : (
                <span class="hint">
                  {t(
                    `(${finding.severity === 'error' ? 'phải là' : 'đối chiếu'}: ${shown(request, finding.code, finding.expected)}; văn bản ghi: ${shown(request, finding.code, finding.found)}) `,
                    `(${finding.severity === 'error' ? 'should be' : 'compare'}: ${shown(request, finding.code, finding.expected)}; the document has: ${shown(request, finding.code, finding.found)}) `,
                  )}
                </span>
              )}
              <a
                class="text-sm whitespace-nowrap"
                href={source.hrefOf(`f-${index}`, finding.span.start)}
                aria-label={t(
                  `Xem trong văn bản, dòng ${source.lineOf(finding.span.start)}`,
                  `See in the document, line ${source.lineOf(finding.span.start)}`,
                )}
              >
                {t(
                  `↦ dòng ${source.lineOf(finding.span.start)}`,
                  `↦ line ${source.lineOf(finding.span.start)}`,
                )}
              </a>
              {changed ? (
                <span class="text-sm font-semibold">
                  {' '}
                  · {t('đã sửa trong bản thảo', 'corrected in the draft')}
                </span>
              ) : null}
            </li>
          ))}
        />
      </ul>
    </Section>
  )
}

/** Money is đồng when the finding is about money; days and words as they are. */
function shown({ language }: PageRequest, code: string, value: number | string): string {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value
  const isMoney = /^(?:budget|funding)\./.test(code) && Number.isSafeInteger(value)
  if (!isMoney) return String(value)
  return statedMoney(BigInt(value), language)
}

function Missing(props: {
  request: PageRequest
  draft: Draft
  missing: ReturnType<typeof missingOf>
  mayEdit: boolean
}) {
  const { t } = props.request
  const { draft, missing, mayEdit } = props
  if (draft.state !== 'open') return null
  if (missing.length === 0) {
    return (
      <>
        <Notice tone="success">
          {t('Bản thảo chấp nhận được thành kế hoạch.', 'The draft can be accepted as a plan.')}
        </Notice>
        <Without t={t} plan={draft.document} />
      </>
    )
  }
  return (
    <Section
      id="missing"
      title={t('Còn thiếu hoặc chưa đúng', 'Missing or not right yet')}
      lead={t(
        `${missing.length} chỗ cần bổ sung trước khi chấp nhận.`,
        `${missing.length} places to be completed before acceptance.`,
      )}
    >
      <ul class="list-disc pl-5 sm:columns-2">
        <Folded
          t={t}
          items={missing.slice(0, 100).map(({ field, words }) => (
            <li>
              {mayEdit ? (
                <a href={correctionHref(draft, field)}>{placeName(t, draft, field)}</a>
              ) : (
                placeName(t, draft, field)
              )}
              : {t(words)}
            </li>
          ))}
        />
      </ul>
    </Section>
  )
}

/** What an amendment changes in the plan as it reads now. */
function Changes({ request, draft }: { request: PageRequest; draft: Draft }) {
  const { t } = request
  const after = completeDocument(draft.document)
  if (draft.amends === null || !after.ok) return null
  const agencies = Object.fromEntries(
    draft.agencies.map(({ key, name, nameEn }) => [key, { vi: name, en: nameEn }]),
  )
  return (
    <Comparison
      ledger={request.mayOpen('/budget/entries')}
      t={t}
      comparison={comparePlans(draft.amends, after.document)}
      agencies={agencies}
      sources={draft.sources}
      {...(draft.plan === null
        ? {}
        : {
            results: {
              planId: draft.plan.id,
              indicators: draft.amends.targets.map(({ indicator }) => indicator),
            },
          })}
    />
  )
}

/** Where a path of the document is corrected. */
export function correctionHref(draft: Draft, path: string): string {
  return `/plan-drafts/${draft.id}/edit?part=${partOfPath(path)}#${fieldAnchor(draft.document, path)}`
}

function NotPlaced({ request, draft, source }: { request: PageRequest; draft: Draft; source: DocumentText }) {
  const { t } = request
  const unplaced = draft.reading?.plan.unplaced ?? []
  return (
    <Section
      id="unplaced"
      title={t(`Chưa xếp được (${unplaced.length})`, `Not placed (${unplaced.length})`)}
      lead={
        unplaced.length === 0
          ? t(
              'Mọi chữ của văn bản đều đã vào bản thảo hoặc được nhận ra.',
              'Every word of the document was placed.',
            )
          : t(
              'Những đoạn này không vào phần nào của bản thảo; xin xem có gì bị bỏ sót.',
              'These pieces went into no part of the draft; please see whether anything is lost.',
            )
      }
    >
      <ul class="grid gap-1">
        <Folded
          t={t}
          items={unplaced.slice(0, 200).map(({ text, line, section, span }, index) => (
            <li class="scroll-mt-24 break-words target:bg-accent/20" id={`unplaced-${index}`}>
              <a class="text-sm whitespace-nowrap" href={source.hrefOf(`u-${index}`, span.start)}>
                {t(`dòng ${line}`, `line ${line}`)}
              </a>
              {section === null ? null : <span class="hint"> · {section.slice(0, 80)}</span>}:{' '}
              {text.length > 300 ? `${text.slice(0, 300)}…` : text}
            </li>
          ))}
        />
        {unplaced.length <= 200 ? null : (
          <li class="hint">
            {t(
              `… và ${unplaced.length - 200} đoạn nữa, đánh dấu trong văn bản.`,
              `… and ${unplaced.length - 200} more, marked in the document.`,
            )}
          </li>
        )}
      </ul>
    </Section>
  )
}

const fieldNames: Readonly<Record<string, { vi: string; en: string }>> = {
  number: words('Số, ký hiệu', 'Number and symbol'),
  issuedOn: words('Ngày ban hành', 'Issued on'),
  issuer: words('Cơ quan ban hành', 'Issued by'),
  province: words('Tỉnh, thành phố', 'Province'),
  title: words('Tên kế hoạch', 'Name of the plan'),
  startsOn: words('Ngày bắt đầu', 'Start'),
  endsOn: words('Ngày kết thúc', 'Ends on'),
  replaces: words('Kế hoạch được thay thế', 'Plan replaced'),
  signatory: words('Người ký', 'Signed by'),
  legalBases: words('Căn cứ pháp lý', 'Legal basis'),
  objective: words('Mục tiêu chung', 'General objective'),
  objectives: words('Câu mục tiêu', 'Objective as written'),
  targets: words('Chỉ tiêu', 'Target'),
  orientation: words('Định hướng', 'Orientation'),
  participants: words('Đối tượng tham gia thực hiện', 'Who carries it out'),
  beneficiaries: words('Đối tượng được hỗ trợ', 'Who is supported'),
  criteria: words('Tiêu chí', 'Criterion'),
  tasks: words('Nhóm nhiệm vụ', 'Group of tasks'),
  duties: words('Nhiệm vụ', 'Duty'),
  funding: words('Nguồn kinh phí', 'Funding'),
  budget: words('Dự toán', 'Estimate'),
  recipients: words('Nơi nhận', 'Recipient'),
  remarks: words('Lưu ý', 'Remark'),
}

/** A path of the document in words: `duties.3.agencies` → "Nhiệm vụ V.1.4". */
export function placeName(t: PageRequest['t'], { document }: Draft, path: string): string {
  const [key = '', place] = path.split('.')
  const name = fieldNames[key] === undefined ? path : t(fieldNames[key])
  const line = /^budget\.lines\.(\d+)/.exec(path)
  if (line !== null)
    return `${t('Dự toán, mục', 'Budget, line')} ${document.budget.lines[Number(line[1])]?.code ?? ''}`
  if (place === undefined || !/^\d+$/.test(place)) return name
  const row = Number(place)
  const code = { duties: document.duties, criteria: document.criteria, tasks: document.tasks }[key]?.[row]
    ?.code
  return `${name} ${code || row + 1}`
}
