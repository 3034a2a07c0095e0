import { holds, staff } from '../platform/actor.ts'
import { formatDate, today, yearOf, yearSpan } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { type Page, type PageRequest, page, type RecordHead, type Step } from '../platform/page.ts'
import { Badge, Day, Facts, LinkButton, Notice, PostButton, Section, YearTable } from '../ui/index.ts'
import { type DocumentPart, Duties, type Part, type Shown } from './duties-part.tsx'
import { sourceNamed } from './funding-sources.ts'
import { showPlan } from './queries.ts'
import type { PlanDocument } from './rules.ts'
import { SignedText } from './signed-view.tsx'
import { sourceGroups } from './source-groups.ts'
import { SourceTotals } from './source-totals.tsx'
import { TargetTable } from './target-view.tsx'
import { uncountedQuantities } from './targets.ts'
import { Without } from './without.tsx'

const parts: readonly { id: string; label: Words }[] = [
  { id: 'identity', label: words('Thông tin chung', 'General information') },
  { id: 'targets', label: words('Mục tiêu', 'Objectives') },
  { id: 'beneficiaries', label: words('Đối tượng thực hiện', 'Who takes part') },
  { id: 'tasks', label: words('Nhiệm vụ, giải pháp', 'Tasks') },
  { id: 'duties', label: words('Tổ chức thực hiện', 'Organisation of the work') },
  { id: 'budget', label: words('Kinh phí', 'Budget') },
  { id: 'recipients', label: words('Nơi nhận', 'Recipients') },
  { id: 'signed', label: words('Văn bản đã ký', 'Signed document') },
]

export const planPage: Page = page({
  route: 'GET /plan',
  for: showPlan,
  place: {
    group: 'programme',
    order: 10,
    main: ['leader', 'head'],
    label: words('Kế hoạch', 'The plan'),
  },
  async run(request) {
    const { t } = request
    const plan = await request.execute(showPlan, {})
    const { document } = plan
    return {
      title: `${t('Kế hoạch', 'Plan')} ${document.number}`,
      lead: t(document.title),
      record: headOf(request, plan),
      actions: (
        <>
          <LinkButton href="/plan/versions">{t('Các phiên bản', 'Versions')}</LinkButton>
          <Downloads t={t} />
          <Amend request={request} planId={plan.id} />
          <Actions request={request} document={document} />
        </>
      ),
      body: (
        <>
          <nav
            class="no-print mb-4 flex flex-wrap gap-x-4 gap-y-1"
            aria-label={t('Các phần của kế hoạch', 'Parts of the plan')}
          >
            {parts.map((part) => (
              <a href={`#${part.id}`}>{t(part.label)}</a>
            ))}
          </nav>
          <Without t={t} plan={document} />
          <Identity request={request} plan={plan} />
          <Targets request={request} plan={plan} />
          <WhoTakesPart request={request} document={document} />
          <Tasks request={request} document={document} />
          <Duties request={request} plan={plan} />
          <Budget request={request} plan={plan} />
          <Recipients request={request} document={document} />
          <Section id="signed" title={t('Văn bản đã ký', 'Signed document')}>
            <p class="hint break-all">
              {plan.source.file} · SHA-256 {plan.source.sha256}
            </p>
            <details class="on-paper mt-2">
              <summary class="font-semibold">{t('Toàn văn', 'Full text')}</summary>
              <SignedText text={plan.source.text} />
            </details>
          </Section>
        </>
      ),
    }
  },
})

/** What staff do with the plan. */
function Actions({ request: { t, actor }, document: { orientation } }: DocumentPart) {
  if (!holds(actor, staff)) return null
  return (
    <>
      <LinkButton href="/plan-drafts">{t('Bản thảo kế hoạch', 'Drafts of plans')}</LinkButton>
      <LinkButton href="/plan/next">
        {orientation === null
          ? t('Dự thảo giai đoạn sau', 'Draft the next period')
          : t(
              `Dự thảo giai đoạn ${orientation.firstYear} - ${orientation.lastYear}`,
              `Draft ${orientation.firstYear}-${orientation.lastYear}`,
            )}
      </LinkButton>
    </>
  )
}

/** Where the plan stands in its years, with what agencies and the office have to do for it. */
function headOf(
  { t, system }: PageRequest,
  { id, document: { issuedOn, startsOn, endsOn } }: Shown,
): RecordHead {
  const day = today(system.now())
  const ended = endsOn < day
  const state =
    startsOn > day
      ? t('Chưa đến kỳ', 'Ahead of its period')
      : ended
        ? t('Đã kết thúc', 'Ended')
        : t('Đang thực hiện', 'Under way')
  const [first, last] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))]
  const year = Number(day.slice(0, 4))
  const at = (reached: number) => (reached < year ? 'past' : reached === year && !ended ? 'now' : 'ahead')
  return {
    wide: true,
    matters: [{ record: 'plan', id }, { planId: id }],
    state: {
      key: ended ? 'ended' : 'active',
      shown: <Badge tone={ended ? 'neutral' : 'success'}>{state}</Badge>,
    },
    steps: [
      { label: t('Ngày ban hành', 'Issued on'), at: 'past', on: issuedOn },
      ...Array.from({ length: last - first + 1 }, (_, index) => first + index).map(
        (one): Step => ({ label: t(`Năm ${one}`, `Year ${one}`), at: at(one) }),
      ),
      { label: t('Kết thúc', 'End'), at: ended ? 'past' : 'ahead', on: endsOn },
    ],
  }
}

function Identity({ request: { t, language }, plan: { document } }: Part) {
  const replaces = document.replaces
  return (
    <Section id="identity" title={t('Thông tin chung', 'General information')}>
      <Facts
        columns={3}
        items={[
          [t('Số, ký hiệu', 'Number and symbol'), document.number],
          [t('Ngày ban hành', 'Issued on'), <Day day={document.issuedOn} />],
          [t('Cơ quan ban hành', 'Issued by'), t(document.issuer)],
          [
            t('Người ký', 'Signed by'),
            [t(document.signatory.office), document.signatory.name].filter((part) => part !== '').join(': '),
          ],
          [t('Giai đoạn', 'Period'), yearSpan(yearOf(document.startsOn), yearOf(document.endsOn), language)],
          [t('Thay thế', 'Replaces'), replaces === null ? t('Không có', 'None') : t(replaces)],
        ]}
      />
      <h3 class="mt-4">{t('Căn cứ pháp lý', 'Legal bases')}</h3>
      {document.legalBases.length === 0 ? (
        <p class="hint">{t('Văn bản không nêu căn cứ.', 'The document names none.')}</p>
      ) : null}
      <ul class="list-disc pl-5">
        {document.legalBases.map((basis) => (
          <li>{t(basis)}</li>
        ))}
      </ul>
      <p class="no-print mt-2">
        <a href="/legal">{t('Văn bản và quy tắc áp dụng', 'Instruments and rules that apply')}</a>
      </p>
    </Section>
  )
}

function Targets({ request, plan }: Part) {
  const { t } = request
  const { document, targets } = plan
  const orientation = document.orientation
  return (
    <Section id="targets" title={t('Mục tiêu', 'Objectives')}>
      {document.objective.vi === '' ? null : <p class="mb-3 max-w-prose">{t(document.objective)}</p>}
      {targets.length === 0 ? null : <TargetTable request={request} targets={targets} />}
      <Uncounted t={t} document={document} mayChoose={request.mayOpen('/plan/quantities')} />
      <details class="mt-3">
        <summary class="font-semibold">{t('Nguyên văn mục tiêu cụ thể', 'The targets as written')}</summary>
        <ul class="list-disc pl-5">
          {document.objectives.map((objective) => (
            <li class="max-w-prose">{t(objective)}</li>
          ))}
        </ul>
      </details>
      {orientation === null ? null : (
        <>
          <h3 class="mt-4">
            {t(
              `Định hướng ${orientation.firstYear} - ${orientation.lastYear}`,
              `Orientation ${orientation.firstYear}-${orientation.lastYear}`,
            )}
          </h3>
          <p class="max-w-prose">{t(orientation)}</p>
        </>
      )}
    </Section>
  )
}

/** Quantities of the budget table that are followed by no target yet. */
function Uncounted(props: { t: PageRequest['t']; document: PlanDocument; mayChoose: boolean }) {
  const { t, document, mayChoose } = props
  const left = uncountedQuantities(document)
  if (left.length === 0) return null
  return (
    <p class="mt-3 max-w-prose">
      {t(
        'Số lượng trong bảng dự toán chưa có chỉ tiêu theo dõi: ',
        'Quantities of the budget table that no target follows yet: ',
      )}
      {left.map(({ code, quantity }, at) => (
        <>
          {at === 0 ? '' : '; '}
          <a href={`#line-${code}`}>{code}</a> ({t(quantity)})
        </>
      ))}
      .{' '}
      {mayChoose ? <a href="/plan/quantities">{t('Chọn cách đếm', 'Choose how they are counted')}</a> : null}
    </p>
  )
}

function WhoTakesPart({ request: { t }, document }: DocumentPart) {
  return (
    <Section id="beneficiaries" title={t('Đối tượng thực hiện', 'Who takes part')}>
      {document.participants.vi === '' ? null : (
        <>
          <h3>{t('Đối tượng tham gia thực hiện', 'Who carries it out')}</h3>
          <p class="mb-3 max-w-prose">{t(document.participants)}</p>
        </>
      )}
      <h3>{t('Đối tượng được hỗ trợ', 'Who is supported')}</h3>
      {document.beneficiaries.vi === '' && document.criteria.length === 0 ? (
        <p class="hint">{t('Văn bản không nêu.', 'The document does not say.')}</p>
      ) : (
        <p class="max-w-prose">{t(document.beneficiaries)}</p>
      )}
      <ol>
        {document.criteria.map((criterion) => (
          <li class="max-w-prose pl-5">
            {criterion.code}) {t(criterion)}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Tasks({ request: { t }, document }: DocumentPart) {
  return (
    <Section fold id="tasks" title={t('Nhiệm vụ, giải pháp', 'Tasks')}>
      {document.tasks.map((task) => (
        <div class="mb-3" id={task.code}>
          <h3>
            {task.code}. {t(task.title)}
          </h3>
          <ul class="list-disc pl-5">
            {task.items.map((item) => (
              <li class="max-w-prose">{t(item)}</li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}

function Budget({ request, plan: { document, sources } }: Part) {
  const { t, language } = request
  const { lines, years, total, yearTotals } = document.budget
  return (
    <Section
      fold
      id="budget"
      title={t('Kinh phí và dự toán', 'Funding and budget')}
      actions={
        request.mayOpen('/budget') ? (
          <a href="/budget">{t('Tình hình thực hiện', 'How it is used')}</a>
        ) : undefined
      }
    >
      <ul class="mb-3 list-disc pl-5">
        {document.funding.map((item) => (
          <li class="max-w-prose">{t(item)}</li>
        ))}
      </ul>
      {lines.length === 0 ? (
        <p>{t('Không có dự toán theo mục.', 'There is no estimate by line.')}</p>
      ) : (
        <YearTable
          {...{ t, language, lines, years, total, yearTotals }}
          groups={sourceGroups(document.budget, sourceNamed(sources), t)}
          caption={t('Dự toán kinh phí (triệu đồng)', 'Budget estimate (million đồng)')}
          showCaption
          notes
          idOf={(line) => `line-${line.code}`}
          show={(line) => t(line)}
        />
      )}
      <SourceTotals {...{ t, language, sources, budget: document.budget }} />
      {document.remarks.length === 0 ? null : (
        <div class="mt-3">
          <Notice tone="warning" title={t('Lưu ý khi đọc văn bản', 'Remarks on the text')}>
            {document.remarks.map((remark) => (
              <p>{t(remark)}</p>
            ))}
          </Notice>
        </div>
      )}
    </Section>
  )
}

function Recipients({ request: { t }, document }: DocumentPart) {
  return (
    <Section id="recipients" title={t('Nơi nhận', 'Recipients')}>
      <ul class="list-disc pl-5">
        {document.recipients.map((recipient) => (
          <li>{t(recipient)}</li>
        ))}
      </ul>
      <p class="mt-3">
        {[document.signatory.authority, document.signatory.office]
          .filter(({ vi }) => vi !== '')
          .map((line) => (
            <>
              {t(line)}
              <br />
            </>
          ))}
        {document.signatory.name === '' ? null : (
          <>
            <b>{document.signatory.name}</b>,{' '}
          </>
        )}
        {formatDate(document.issuedOn)}
      </p>
    </Section>
  )
}

/** The plan as files (plan-documents/), beside the heading. */
function Downloads({ t }: { t: PageRequest['t'] }) {
  return (
    <>
      <LinkButton href="/plan/document.docx">{t('Văn bản (DOCX)', 'Document (DOCX)')}</LinkButton>
      <LinkButton href="/plan/document.pdf">PDF</LinkButton>
      <LinkButton href="/plan/document.xlsx">{t('Bảng tính (XLSX)', 'Workbook (XLSX)')}</LinkButton>
    </>
  )
}

/** Begins an amendment of the plan that is worked in (plan-drafts/); the coordinator's. */
function Amend({ request, planId }: { request: PageRequest; planId: number }) {
  const action = '/plan/amendments'
  if (!request.maySend(action)) return null
  return (
    <PostButton
      action={action}
      label={request.t('Điều chỉnh kế hoạch', 'Amend the plan')}
      once={crypto.randomUUID()}
      values={{ planId }}
    />
  )
}
