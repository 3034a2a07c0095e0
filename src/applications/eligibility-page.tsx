import { legalForms, listUnits, sectorGroups, sizeClasses } from '../enterprises/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { listContents } from '../support/index.ts'
import {
  AskedChoice,
  AskedText,
  type Choice,
  LinkButton,
  Millions,
  Notice,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { answers, foreseeSupport, standings } from './eligibility.ts'
import { outcomes } from './rules.ts'

type Foreseen = Output<typeof foreseeSupport>

const title = words('Tôi có được hỗ trợ không?', 'Can I be supported?')
const elsewhere = 'elsewhere'

/** Three questions, and what the conditions of the plan say to the answers. Works by links alone, without an account. */
export const eligibilityPage = page({
  route: 'GET /eligibility',
  for: foreseeSupport,
  place: { group: 'programme', order: 2, main: ['public'], label: title },
  async run(request) {
    const { t, url } = request
    const asked = url.searchParams.has('contentId')
    const { found, problem } = asked ? await answered(request) : { found: null, problem: null }
    return {
      title: t(title),
      lead: t(
        'Ba câu hỏi, trả lời theo đúng các điều kiện mà hồ sơ sẽ được xét. Không cần tài khoản, không lưu câu trả lời.',
        'Three questions, answered by the very conditions that an application is judged by. No account, and no answer is kept.',
      ),
      status: problem === null ? 200 : problem.status,
      body: (
        <>
          {found === null ? null : <AnswerView request={request} found={found} />}
          {await Questions({ request, problem })}
        </>
      ),
    }
  },
})

async function answered(request: PageRequest): Promise<{ found: Foreseen | null; problem: Problem | null }> {
  const { unit, ...given } = Object.fromEntries(request.url.searchParams)
  try {
    const found = await request.execute(foreseeSupport, {
      contentId: given.contentId,
      unitId: unit === elsewhere || unit === '' ? undefined : unit,
      elsewhere: unit === elsewhere ? 'true' : undefined,
      state: given.state || undefined,
      legalForm: given.legalForm || undefined,
      sectorGroup: given.sectorGroup || undefined,
      employees: given.employees,
      revenue: given.revenue,
      capital: given.capital,
    })
    return { found, problem: null }
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return { found: null, problem: error }
  }
}

/** The three questions as a form, with what was answered. @param props.problem what is wrong in the answers */
export async function Questions({
  request,
  problem = null,
}: {
  request: PageRequest
  problem?: Problem | null
}) {
  const { t, url } = request
  const units = await request.execute(listUnits, {})
  const contents = (await request.execute(listContents, {})).filter(({ active }) => active)
  const given = (name: string) => url.searchParams.get(name) ?? ''
  const now = units.filter(({ validTo }) => validTo === null)
  const before = units.filter(({ validTo }) => validTo !== null)
  const options = (of: typeof units) =>
    of.map((unit) => (
      <option value={unit.id} selected={given('unit') === String(unit.id)}>
        {t(unit.name, unit.nameEn)}
        {unit.validTo === null ? '' : ` (→ ${formatDate(unit.validTo)})`}
      </option>
    ))
  const choice = (name: string, label: string, choices: readonly Choice[]) => (
    <AskedChoice
      request={request}
      name={name}
      label={label}
      choices={choices}
      none={t('Chưa rõ', 'Not known')}
    />
  )
  const typed = (name: string, label: string, hint?: string) => (
    <AskedText
      request={request}
      problem={problem}
      name={name}
      label={label}
      hint={hint}
      inputmode={name === 'employees' ? 'numeric' : 'decimal'}
    />
  )
  return (
    <Section title={t(title)} id="questions">
      <form method="get" action="/eligibility" class="grid gap-5 lg:grid-cols-3">
        <fieldset>
          <legend class="mb-2 font-semibold">1. {t('Trụ sở ở đâu?', 'Where is the seat?')}</legend>
          <label class="mb-1 block" for="q-unit">
            {t('Xã, phường, hoặc đơn vị lúc đăng ký', 'Commune or ward, or the unit of the registration')}
          </label>
          <select class="select w-full" id="q-unit" name="unit">
            <option value="">{t('Chưa rõ', 'Not known')}</option>
            <option value={elsewhere} selected={given('unit') === elsewhere}>
              {t('Tỉnh, thành phố khác', 'Another province')}
            </option>
            {now.length === 0 ? null : (
              <optgroup label={t('Xã, phường hiện nay', 'Communes of today')}>{options(now)}</optgroup>
            )}
            {before.length === 0 ? null : (
              <optgroup label={t('Trước sắp xếp', 'Before the mergers')}>{options(before)}</optgroup>
            )}
          </select>
        </fieldset>
        <fieldset class="grid content-start gap-2">
          <legend class="mb-2 font-semibold">
            2. {t('Doanh nghiệp thế nào?', 'What is the enterprise like?')}
          </legend>
          {choice('state', t('Doanh nghiệp đang', 'The enterprise is'), standings.choices(t))}
          {choice('legalForm', t('Loại hình', 'Legal form'), legalForms.choices(t))}
          {choice('sectorGroup', t('Lĩnh vực', 'Sector group'), sectorGroups.choices(t))}
          {typed('employees', t('Lao động bình quân năm', 'Average employees of the year'))}
          <details open={given('revenue') !== '' || given('capital') !== ''}>
            <summary>
              {t('Doanh thu, vốn (để biết quy mô)', 'Revenue and capital (they tell the size)')}
            </summary>
            <div class="mt-2 grid gap-2">
              {typed(
                'revenue',
                t('Doanh thu năm (đồng)', 'Revenue of the year (đồng)'),
                t('ví dụ: 12 tỷ', 'for example: 12 tỷ'),
              )}
              {typed('capital', t('Tổng nguồn vốn (đồng)', 'Total capital (đồng)'))}
            </div>
          </details>
        </fieldset>
        <fieldset class="grid content-start gap-2">
          <legend class="mb-2 font-semibold">3. {t('Cần gì?', 'What is needed?')}</legend>
          <label class="block" for="q-contentId">
            {t('Nội dung hỗ trợ', 'Content of support')}
          </label>
          <select class="select w-full" id="q-contentId" name="contentId" required>
            {contents.map(({ id, name, nameEn }) => (
              <option value={id} selected={given('contentId') === String(id)}>
                {t(name, nameEn)}
              </option>
            ))}
          </select>
          <button class="btn btn-primary mt-2" type="submit">
            {t('Xem trả lời', 'See the answer')}
          </button>
        </fieldset>
      </form>
    </Section>
  )
}

function AnswerView({ request, found }: { request: PageRequest; found: Foreseen }) {
  const { t } = request
  return (
    <>
      <Notice
        tone={found.answer === 'possible' ? 'success' : 'warning'}
        title={t(answers.names[found.answer])}
        live
      >
        <p>{t(sentence(found))}</p>
      </Notice>
      <Section title={t('Vì sao', 'Why')} id="why">
        <ul class="grid gap-3">
          {found.findings.map((finding) => (
            <li>
              <p>
                <b>{t(finding.name)}</b>: <StateBadge of={outcomes} is={finding.outcome} t={t} />
              </p>
              <p>{t(finding.words)}</p>
              <p class="hint">{t(finding.source)}</p>
            </li>
          ))}
        </ul>
      </Section>
      <div class="grid gap-x-5 lg:grid-cols-2">
        <Amounts request={request} found={found} />
        <Priorities request={request} found={found} />
      </div>
      <NextSteps request={request} found={found} />
    </>
  )
}

function sentence({ answer, content, plan, until }: Foreseen) {
  if (until === null)
    return words(
      `Kế hoạch ${plan.number} không có kinh phí hỗ trợ doanh nghiệp nên không nhận hồ sơ.`,
      `Plan ${plan.number} has no money for the support of enterprises and takes no applications.`,
    )
  return {
    possible: words(
      `“${content.vi}”: các điều kiện đã hỏi đều không cản. Hồ sơ sẽ được kiểm tra, thẩm định rồi mới quyết định.`,
      `“${content.en}”: nothing of what was asked stands in the way. The application is checked and appraised before it is decided.`,
    ),
    unclear: words(
      `“${content.vi}”: chưa trả lời được vì chưa rõ trụ sở có thuộc địa bàn ${plan.province} hay không.`,
      `“${content.en}”: not to be answered while it is not known whether the seat is in ${plan.province}.`,
    ),
    no: words(
      `“${content.vi}”: có điều kiện không đạt, xem lý do dưới đây.`,
      `“${content.en}”: a condition is not met, see the reason below.`,
    ),
  }[answer]
}

/** How much: the norms, and what is left of the year's money. */
function Amounts({ request: { t, language }, found }: { request: PageRequest; found: Foreseen }) {
  return (
    <Section title={t('Được bao nhiêu', 'How much')} id="amounts">
      {found.norms.length === 0 ? (
        <p>
          {t(
            'Chưa rõ vì chưa có định mức chi nào được nhập cho nội dung này; mức hỗ trợ do thẩm định.',
            'Not clear, since no norm has been entered for this content; the amount is appraised.',
          )}
        </p>
      ) : (
        <ul class="grid gap-2">
          {found.norms.map((norm) => (
            <li>
              {t(norm.name)}: <b>{t(norm.limit)}</b>
              {norm.condition === null ? null : t(`, nếu: ${norm.condition}`, `, if: ${norm.condition}`)}
              <span class="hint block">
                <a href={`/norms/${norm.id}`}>{norm.source}</a>
              </span>
            </li>
          ))}
        </ul>
      )}
      {found.left === null ? null : (
        <p class="mt-3">
          {t('Kinh phí hỗ trợ năm nay chưa cam kết', 'Money for support of this year not committed yet')}:{' '}
          <b>
            <Millions amount={found.left} language={language} /> {t('triệu đồng', 'million đồng')}
          </b>
        </p>
      )}
    </Section>
  )
}

/** Who goes first when the money does not reach for all. */
function Priorities({ request: { t }, found }: { request: PageRequest; found: Foreseen }) {
  return (
    <Section title={t('Ai được xét trước', 'Who goes first')} id="priorities">
      {found.size === null ? null : (
        <p class="mb-2">
          {t('Quy mô', 'Size')}: <b>{t(sizeClasses.names[found.size.sizeClass])}</b>
          {found.size.words.slice(0, 1).map((line) => (
            <span class="hint block">{t(line)}</span>
          ))}
        </p>
      )}
      <ol class="grid gap-1">
        {found.priorities.map(({ code, words: text, met }) => (
          <li>
            {code}) {t(text)}
            {met === null ? null : <b> {met ? t('(đạt)', '(met)') : t('(không đạt)', '(not met)')}</b>}
          </li>
        ))}
      </ol>
      <p class="hint mt-2">{t(found.prioritySource)}</p>
    </Section>
  )
}

/** How, by when, whom to ring. */
function NextSteps({ request, found }: { request: PageRequest; found: Foreseen }) {
  const { t, actor } = request
  const { coordinator, until, plan } = found
  return (
    <Section title={t('Làm tiếp thế nào', 'How to go on')} id="next">
      <ul class="grid list-disc gap-2 pl-5">
        <li>
          {until === null
            ? t('Hiện không nhận hồ sơ.', 'No applications are taken now.')
            : t(
                `Nhận hồ sơ quanh năm, cho các năm đến ${until}; chưa có đợt kêu gọi riêng.`,
                `Applications are taken all year round, for the years up to ${until}; there is no separate call.`,
              )}
          {until !== null && until > plan.lastYear
            ? t(
                ` Kế hoạch ${plan.number} đã hết giai đoạn: hồ sơ chờ kế hoạch sau.`,
                ` Plan ${plan.number} is over: applications wait for the next plan.`,
              )
            : ''}
        </li>
        <li>
          {coordinator === null
            ? t(
                'Chưa rõ hỏi ai vì dữ liệu chưa có cơ quan điều hành.',
                'Whom to ask is not clear: the data name no coordinator.',
              )
            : t(`Hỏi: ${coordinator.vi}`, `Ask: ${coordinator.en}`)}
          {coordinator === null
            ? null
            : coordinator.contact === null
              ? t(' (chưa có số điện thoại trong dữ liệu).', ' (no telephone is in the data).')
              : `, ${coordinator.contact}.`}
        </li>
        <li>
          {t(
            'Doanh nghiệp có tài khoản thì đăng nhập và nộp hồ sơ; chưa có thì xin cơ quan trên cấp tài khoản.',
            'With an account, sign in and file the application; without one, ask that agency for it.',
          )}
        </li>
      </ul>
      <p class="no-print mt-4 flex flex-wrap gap-2">
        {request.mayOpen('/applications/new') ? (
          <LinkButton href="/applications/new" kind="primary">
            {t('Nộp hồ sơ', 'File an application')}
          </LinkButton>
        ) : actor.userId === null ? (
          <LinkButton href="/sign-in" kind="primary">
            {t('Đăng nhập để nộp hồ sơ', 'Sign in to file an application')}
          </LinkButton>
        ) : null}
        <LinkButton href="/plan">{t('Toàn văn Kế hoạch', 'The plan in full')}</LinkButton>
      </p>
    </Section>
  )
}
