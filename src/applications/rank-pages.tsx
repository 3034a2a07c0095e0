import { CriterionBasis, CriterionState } from '../enterprises/index.ts'
import { citedPlan } from '../plan/index.ts'
import { formatMoment } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { AskedText, Badge, Dong, Empty, FileLink, Notice, RecordTable, Section } from '../ui/index.ts'
import { crumbs } from './list-pages.tsx'
import { explainRank, type Neighbour } from './rank-queries.ts'

type Explained = Output<typeof explainRank>
type Part = { request: PageRequest; of: Explained }

/** Why an application has its rank, and what it would have otherwise. Works by links and one form that changes nothing. */
export const rankPage = page({
  route: 'GET /applications/{id}/rank',
  for: explainRank,
  async run(request) {
    const { t, url } = request
    const id = request.params.id
    const asked = url.searchParams.has('suppose')
    let problem: Problem | null = null
    const explain = (input: Record<string, unknown>) => request.execute(explainRank, { id, ...input })
    const of = await explain(
      asked
        ? {
            suppose: 'true',
            met: url.searchParams.getAll('met'),
            amount: url.searchParams.get('amount') ?? undefined,
          }
        : {},
    ).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status !== 422) throw error
      problem = error
      return explain({})
    })
    const { rank, of: all } = of.standing
    return {
      title: t(`Vì sao hồ sơ số ${of.id} đứng hạng ${rank}`, `Why application ${of.id} is number ${rank}`),
      lead: t(
        `Hạng ${rank} trên ${all} hồ sơ năm ${of.year}. ${t(citedPlan(of.planNumber, of.orderArticle))}: tiêu chí đứng trước quyết định trước; cùng tiêu chí thì hồ sơ nộp trước xếp trên.`,
        `Number ${rank} of ${all} in ${of.year}. ${t(citedPlan(of.planNumber, of.orderArticle))}: the earlier criterion decides; with the same criteria the earlier filing goes first.`,
      ),
      breadcrumbs: [
        ...crumbs(t),
        { label: t(`Hồ sơ số ${of.id}`, `Application ${of.id}`), href: `/applications/${of.id}` },
      ],
      status: problem === null ? 200 : 422,
      body: (
        <>
          {of.supposed === null ? null : <Supposed request={request} of={of} />}
          <Answers request={request} of={of} />
          <Beside request={request} of={of} />
          <Money request={request} of={of} />
          <Suppose request={request} of={of} problem={problem} />
        </>
      ),
    }
  },
})

/** Each criterion in its order, with what answers it. */
function Answers({ request, of }: Part) {
  const { t } = request
  const [criterion, result, basis, evidence] = [
    t('Tiêu chí', 'Criterion'),
    t('Kết quả', 'Result'),
    t('Căn cứ', 'Basis'),
    t('Minh chứng', 'Evidence'),
  ]
  return (
    <Section title={t('Tiêu chí của hồ sơ này', 'The criteria of this application')} id="criteria">
      {of.criteria.length === 0 ? (
        <Empty>
          {t(
            'Kế hoạch không nêu tiêu chí ưu tiên: hồ sơ xếp theo lúc nộp.',
            'The plan names no criteria of priority: applications stand in the order of their filing.',
          )}
        </Empty>
      ) : (
        <RecordTable
          caption={t('Tiêu chí ưu tiên', 'Criteria of priority')}
          stack
          rows={of.criteria}
          columns={[
            {
              head: criterion,
              cell: (row) => (
                <>
                  <b>{row.code})</b> {t(row.text, row.textEn)}
                </>
              ),
            },
            { head: result, cell: (row) => <CriterionState criterion={row} t={t} /> },
            {
              head: basis,
              cell: (row) => (
                <div>
                  <CriterionBasis criterion={row} enterpriseId={of.enterpriseId} t={t} />
                  {row.by === 'size' ||
                  row.proof !== null ||
                  !request.mayOpen(`/enterprises/${of.enterpriseId}/criteria/${row.criterionId}`) ? null : (
                    <div>
                      <a href={`/enterprises/${of.enterpriseId}/criteria/${row.criterionId}`}>
                        {row.version === 0 ? t('Ghi nhận', 'Record') : t('Sửa', 'Edit')}
                        <span class="sr-only"> {row.code}</span>
                      </a>
                    </div>
                  )}
                </div>
              ),
            },
            { head: evidence, cell: (row) => <FileLink file={row.file} t={t} /> },
          ]}
        />
      )}
      <p class="hint mt-2">
        {t(
          `Nộp lần đầu: ${formatMoment(new Date(of.filedAt))}. Chỉ tiêu chí đã xác nhận hoặc suy từ quy mô mới được tính.`,
          `First filed: ${formatMoment(new Date(of.filedAt))}. Only what is confirmed, or follows from the size, counts.`,
        )}
      </p>
    </Section>
  )
}

/** The one above and the one below, criterion by criterion down to the one that decides. */
function Beside({ request, of }: Part) {
  const { t } = request
  if (of.neighbours.length === 0)
    return (
      <Section title={t('So với hồ sơ liền kề', 'Beside its neighbours')} id="beside">
        <Empty>{t('Đây là hồ sơ duy nhất của năm.', "It is the year's only application.")}</Empty>
      </Section>
    )
  return (
    <Section title={t('So với hồ sơ liền kề', 'Beside its neighbours')} id="beside">
      <ul class="grid gap-4">
        {of.neighbours.map((neighbour) => (
          <li>
            <p>
              <b>
                {t('Hạng', 'Rank')} {neighbour.rank}:
              </b>{' '}
              {neighbour.known === null ? (
                t(`hồ sơ số ${neighbour.id}`, `application ${neighbour.id}`)
              ) : (
                <a href={`/applications/${neighbour.id}`}>
                  {t(`hồ sơ số ${neighbour.id}`, `application ${neighbour.id}`)} ·{' '}
                  {neighbour.known.enterprise}
                </a>
              )}
            </p>
            <p>{t(whyOf(neighbour, of))}</p>
            {neighbour.known === null ? null : (
              <p class="hint">
                {t('Đạt tiêu chí', 'Meets criteria')}: {inOrder(neighbour.known.met, of)} ·{' '}
                {t('nộp', 'filed')} {formatMoment(new Date(neighbour.known.filedAt))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function whyOf({ before, deciding }: Neighbour, { criteria }: Explained) {
  if (deciding === null)
    return before
      ? words(
          'Cùng tiêu chí, nộp trước nên xếp trên.',
          'It meets the same criteria, was filed earlier, and so goes first.',
        )
      : words(
          'Cùng tiêu chí, nộp sau nên xếp dưới.',
          'It meets the same criteria, was filed later, and so comes after.',
        )
  const of = criteria.find(({ code }) => code === deciding)
  const { text, textEn } = of ?? { text: '', textEn: '' }
  return before
    ? words(`Xếp trên vì đạt tiêu chí ${deciding}) ${text}`, `Goes first by criterion ${deciding}) ${textEn}`)
    : words(
        `Xếp dưới vì không đạt tiêu chí ${deciding}) ${text}`,
        `Comes after, as it does not meet criterion ${deciding}) ${textEn}`,
      )
}

function inOrder(met: readonly string[], { criteria }: Pick<Explained, 'criteria'>): string {
  const codes = criteria.filter(({ code }) => met.includes(code)).map(({ code }) => code)
  return codes.length === 0 ? '—' : codes.join(', ')
}

/** How far the year's money reaches down the line. */
function Money({ request: { t, language }, of }: Part) {
  const { money } = of.standing
  if (money === null || of.remaining === null) return null
  return (
    <Section title={t('Kinh phí tới đâu', 'How far the money reaches')} id="money">
      <p>
        {t('Cộng dồn tới hồ sơ này', 'The sum down to this one')}:{' '}
        <b>
          <Dong amount={money.running} language={language} />
        </b>
        {t('; còn chưa cam kết', '; not yet committed')}:{' '}
        <b>
          <Dong amount={of.remaining} language={language} />
        </b>{' '}
        <Reach within={money.within} t={t} />
      </p>
    </Section>
  )
}

function Reach({ within, t }: { within: boolean; t: PageRequest['t'] }) {
  return within ? (
    <Badge tone="success">{t('trong kinh phí còn lại', 'within the money left')}</Badge>
  ) : (
    <Badge tone="warning">{t('vượt kinh phí còn lại', 'beyond the money left')}</Badge>
  )
}

/** Where it would stand, said beside where it stands. */
function Supposed({ request: { t, language }, of }: Part) {
  if (of.supposed === null) return null
  const { supposed, standing } = of
  const up = standing.rank - supposed.rank
  return (
    <Notice live>
      <p>
        <b>
          {t('Giả sử', 'Suppose')}: {t('đạt tiêu chí', 'it met criteria')} {inOrder(supposed.met, of)},{' '}
          <Dong amount={supposed.amount} language={language} />
        </b>
      </p>
      <p>
        {t(`Hồ sơ sẽ đứng hạng ${supposed.rank}`, `It would be number ${supposed.rank}`)}
        {up === 0
          ? t(' (như hiện nay).', ' (as it is now).')
          : up > 0
            ? t(` (lên ${up} bậc).`, ` (${up} up).`)
            : t(` (xuống ${-up} bậc).`, ` (${-up} down).`)}{' '}
        {t(supposed.reason)} {supposed.money === null ? null : <Reach within={supposed.money.within} t={t} />}
      </p>
      <p class="hint">
        {t('Không có gì bị thay đổi.', 'Nothing was changed.')}{' '}
        <a href={`/applications/${of.id}/rank`}>{t('Bỏ giả sử', 'Drop it')}</a>
      </p>
    </Notice>
  )
}

/** The form that asks where it would stand otherwise. */
function Suppose({ request, of, problem }: Part & { problem: Problem | null }) {
  const { t } = request
  const chosen =
    of.supposed?.met ??
    of.criteria.filter(({ met, by }) => met && by !== 'enterprise').map(({ code }) => code)
  return (
    <Section
      title={t('Nếu khác đi thì sao?', 'What if?')}
      id="suppose"
      lead={t(
        'Thử với tiêu chí và số tiền khác; không có gì bị thay đổi.',
        'Try other criteria and another amount; nothing is changed.',
      )}
    >
      {problem === null ? null : (
        <Notice tone="error" live>
          {t(problem.words)}
        </Notice>
      )}
      <form method="get" action={`/applications/${of.id}/rank`} class="grid gap-3">
        <input type="hidden" name="suppose" value="true" />
        <fieldset class="grid gap-2">
          <legend class="mb-1 font-semibold">{t('Giả sử đạt', 'Suppose that it met')}</legend>
          {of.criteria.map(({ code, text, textEn }) => (
            <label class="flex items-start gap-2">
              <input
                type="checkbox"
                class="checkbox mt-0.5 border-base-content/60"
                name="met"
                value={code}
                checked={chosen.includes(code)}
              />
              <span>
                <b>{code})</b> {t(text, textEn)}
              </span>
            </label>
          ))}
        </fieldset>
        <AskedText
          request={request}
          name="amount"
          label={t('Số tiền (đồng)', 'Amount (đồng)')}
          problem={problem}
          initial={String(of.amount)}
          inputmode="decimal"
        />
        <div>
          <button class="btn btn-primary" type="submit">
            {t('Xem hạng', 'See the rank')}
          </button>
        </div>
      </form>
    </Section>
  )
}
