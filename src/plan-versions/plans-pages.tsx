import { planStates, targetWords } from '../plan/index.ts'
import { holds, mayRun, staff } from '../platform/actor.ts'
import { today, yearOf, yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type FormValues, type Page, type PageRequest, page } from '../platform/page.ts'
import { Badge, Day, Empty, fields, formPage, LinkButton, Notice, Section, StateBadge } from '../ui/index.ts'
import { recordEarlier } from './commands.ts'
import { indicatorCatalogue } from './past-queries.ts'
import { listPlans, type PlanRow } from './queries.ts'
import { earlierBounds, periodNamed, titleNamed } from './rules.ts'

const coordinates = (request: PageRequest) => mayRun(request.actor, recordEarlier)

function Results({ request, plan }: { request: PageRequest; plan: PlanRow }) {
  const { t, language } = request
  if (plan.results.length === 0)
    return <p class="hint">{t('Chưa có chỉ tiêu và kết quả.', 'No targets and results yet.')}</p>
  return (
    <ul class="flex flex-wrap gap-x-5 gap-y-1">
      {plan.results.map(({ name, nameEn, result, target }) => (
        <li>
          {t(name, nameEn)}: <b>{formatNumber(result, language)}</b>
          {target === null ? '' : ` / ${t(targetWords(target))}`}
        </li>
      ))}
    </ul>
  )
}

function PlanCard(props: { request: PageRequest; plan: PlanRow; current: number | null }) {
  const { request, plan } = props
  const { t, actor } = request
  const inside = holds(actor, staff)
  const ended = plan.state === 'active' && plan.lastYear < yearOf(today(request.system.now()))
  return (
    <li>
      <Section id={`plan-${plan.id}`} title={`${t('Kế hoạch', 'Plan')} ${plan.number}`}>
        <p class="mb-2 flex flex-wrap gap-2">
          <StateBadge of={planStates} is={plan.state} t={t} />
          {ended ? <Badge tone="warning">{t('Đã hết giai đoạn', 'The period has ended')}</Badge> : null}
          {plan.inForce && !ended ? <Badge tone="info">{t('Đang thực hiện', 'Under way')}</Badge> : null}
          {plan.id === props.current ? (
            <Badge tone="neutral">{t('Bạn đang làm việc với kế hoạch này', 'You work in this plan')}</Badge>
          ) : null}
        </p>
        <p class="max-w-prose">{t(plan.title, plan.titleEn)}</p>
        <p class="hint mt-1">
          {t('Giai đoạn', 'Period')} {yearSpan(plan.firstYear, plan.lastYear)} · {t('ban hành', 'issued on')}{' '}
          <Day day={plan.issuedOn} />
          {' · '}
          {plan.version === 1
            ? t('chưa điều chỉnh', 'never amended')
            : t(`đã điều chỉnh ${plan.version - 1} lần`, `amended ${plan.version - 1} times`)}
          {plan.replacedBy === null
            ? null
            : ` · ${t(`được thay thế bởi Kế hoạch ${plan.replacedBy}`, `replaced by Plan ${plan.replacedBy}`)}`}
        </p>
        <h3 class="mt-3">{t('Kết quả cả giai đoạn', 'Results of the period')}</h3>
        <Results request={request} plan={plan} />
        {plan.state === 'draft' ? null : (
          <p class="no-print mt-4 flex flex-wrap gap-2">
            <LinkButton href={plan.inForce ? '/plan?plan=' : `/plan?plan=${plan.id}`}>
              {inside
                ? t('Làm việc với kế hoạch này', 'Work in this plan')
                : t('Xem kế hoạch này', 'See this plan')}
            </LinkButton>
            <LinkButton href={`/plan/versions?plan=${plan.inForce ? '' : plan.id}`}>
              {t('Các phiên bản', 'Versions')}
            </LinkButton>
            {inside && plan.state === 'replaced' ? (
              <LinkButton href={`/plans/${plan.id}/results`}>
                {t('Kết quả các năm trước', 'Past results')}
              </LinkButton>
            ) : null}
          </p>
        )}
      </Section>
    </li>
  )
}

const plansPage: Page = page({
  route: 'GET /plans',
  for: listPlans,
  place: { group: 'programme', order: 12, label: words('Các kế hoạch', 'All plans') },
  async run(request) {
    const { t } = request
    const { plans, current, missing } = await request.execute(listPlans, {})
    const may = coordinates(request)
    return {
      title: t('Các kế hoạch', 'All plans'),
      lead: t(
        'Mọi trang làm việc với một kế hoạch: kế hoạch đang thực hiện, hoặc kế hoạch được chọn ở đây.',
        'Every page works in one plan: the one in force, or the one chosen here.',
      ),
      actions: may ? (
        <>
          <LinkButton href="/plan-drafts">{t('Bản thảo kế hoạch', 'Drafts of plans')}</LinkButton>
          <LinkButton href="/plans/new">{t('Ghi kế hoạch cũ', 'Enter an earlier plan')}</LinkButton>
        </>
      ) : undefined,
      body: (
        <>
          {may
            ? missing.map((plan) => (
                <Notice title={t(`Chưa có Kế hoạch ${plan.number}`, `Plan ${plan.number} is not entered`)}>
                  <p class="max-w-prose">{t(plan)}</p>
                  <p class="mt-2">
                    <a href={`/plans/new?number=${encodeURIComponent(plan.number)}`}>
                      {t(
                        'Ghi kế hoạch này để nhập kết quả các năm trước',
                        'Enter it, so that results of its years can be recorded',
                      )}
                    </a>
                  </p>
                </Notice>
              ))
            : null}
          {plans.length === 0 ? <Empty>{t('Chưa có kế hoạch nào.', 'There is no plan yet.')}</Empty> : null}
          <ul>
            {plans.map((plan) => (
              <PlanCard request={request} plan={plan} current={current} />
            ))}
          </ul>
        </>
      ),
    }
  },
})

/** What the plan that names the earlier one says of it, filled in. */
async function proposal(request: PageRequest): Promise<FormValues> {
  const { missing } = await request.execute(listPlans, {})
  const asked = request.url.searchParams.get('number')
  const named = missing.find((plan) => asked === null || plan.number === asked)
  if (named === undefined) return { number: asked ?? undefined }
  const title = titleNamed(named)
  const period = periodNamed(named.vi)
  return {
    number: named.number,
    issuedOn: named.issuedOn,
    issuer: named.issuer,
    title: title.vi,
    titleEn: title.en,
    firstYear: period === null ? undefined : String(period.firstYear),
    lastYear: period === null ? undefined : String(period.lastYear),
  }
}

/** `targets.3.number` of the form → the fourth of `targets`. */
function earlierInput(values: FormValues) {
  const targets: Record<string, unknown>[] = []
  for (const [name, value] of Object.entries(values)) {
    const [, place, key = ''] = /^targets\.(\d{1,2})\.(\w+)$/.exec(name) ?? []
    if (place !== undefined) targets[Number(place)] = { ...targets[Number(place)], [key]: value }
  }
  return { targets: targets.filter((target) => target !== undefined) }
}

const earlierPlan = formPage({
  command: recordEarlier,
  address: '/plans/new',
  title: words('Ghi kế hoạch cũ', 'Enter an earlier plan'),
  lead: words(
    'Kế hoạch đã được thay thế, chỉ cần những gì biết được; sau đó ghi kết quả từng năm kèm minh chứng.',
    'A plan that was replaced: what is known of it is enough; then the results of its years are recorded with their evidence.',
  ),
  crumbs: ({ t }) => [{ label: t('Các kế hoạch', 'All plans'), href: '/plans' }],
  record: (request) => request.execute(indicatorCatalogue, {}),
  initial: (_record, request) => proposal(request),
  fields: ({ f, t, form, record: { indicators } }) => {
    const target = fields(form, t)
    return (
      <>
        <div class="grid gap-4 sm:grid-cols-2">
          {f.text('number', { label: t('Số, ký hiệu', 'Number and symbol'), required: true })}
          {f.date('issuedOn', { label: t('Ngày ban hành', 'Issued on'), required: true })}
        </div>
        {f.text('issuer', { label: t('Cơ quan ban hành', 'Issued by'), required: true })}
        {f.text('province', {
          label: t('Tỉnh, thành phố', 'Province'),
          hint: t(
            'Để trống: như kế hoạch đang thực hiện. Ghi khi kế hoạch của một tỉnh cũ khác, nay đã sáp nhập.',
            'Empty: as of the plan under way. Give it for a plan of another old province that is merged now.',
          ),
        })}
        {f.area('title', { label: t('Tên kế hoạch', 'Name of the plan'), required: true, rows: 3 })}
        {f.area('titleEn', { label: t('Tên tiếng Anh', 'Name in English'), rows: 3 })}
        <div class="grid gap-4 sm:grid-cols-2">
          {f.number('firstYear', { label: t('Năm đầu', 'First year'), required: true })}
          {f.number('lastYear', { label: t('Năm cuối', 'Last year'), required: true })}
        </div>
        <fieldset class="grid gap-3">
          <legend class="mb-1 font-semibold">
            {t('Chỉ tiêu của kế hoạch cũ', 'Targets of the earlier plan')}
          </legend>
          <p class="hint">
            {t(
              'Để trống chỉ tiêu không có hoặc không biết.',
              'Leave empty what it had not or what is not known.',
            )}
          </p>
          {indicators.map((indicator, place) => (
            <div class="grid gap-3 sm:grid-cols-2">
              {target.hidden(`targets.${place}.indicator`, indicator.key)}
              {target.select(`targets.${place}.bound`, {
                label: t(indicator.name, indicator.nameEn),
                required: true,
                choices: earlierBounds.choices(t),
              })}
              {target.number(`targets.${place}.number`, {
                label: t(`Số (${indicator.unit})`, `Number (${indicator.unitEn})`),
              })}
            </div>
          ))}
        </fieldset>
        {f.file('fileId', { label: t('Văn bản kế hoạch', 'The document of the plan') })}
      </>
    )
  },
  submit: words('Ghi kế hoạch', 'Enter'),
  cancel: '/plans',
  input: earlierInput,
  done: ({ planId }) => ({
    to: `/plans/${planId}/results`,
    message: words(
      'Đã ghi kế hoạch cũ. Bây giờ có thể ghi kết quả các năm của kế hoạch.',
      'The earlier plan is entered. The results of its years can be recorded now.',
    ),
  }),
})

export const plansPages: readonly Page[] = [plansPage, ...earlierPlan.pages]
