import { documentDownload, exportName, exportTable } from '../documents/write/export.ts'
import { ceilingUnits, normSizes } from '../norms/index.ts'
import { planChooser } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { listContents } from '../support/index.ts'
import { AskedChoice, AskedText, Facts, LinkButton, listHref, Notice, Section } from '../ui/index.ts'
import { askedBy } from './draft.ts'
import { Changed, Effect, Years } from './effect-views.tsx'
import { rehearsalFile, rehearseRules } from './queries.ts'
import { outcomes } from './rules.ts'
import type { RehearsalRow, Rehearsed } from './shape.ts'

type Part = { request: PageRequest; of: Rehearsed }

const title = words('Chạy thử quy định', 'Rehearse a rule')

const asked = ({ url }: PageRequest) => askedBy(url.searchParams)

const rehearsalPage = page({
  route: 'GET /rehearsals',
  for: rehearseRules,
  place: { group: 'system', order: 62, label: title },
  async run(request) {
    const { t, url } = request
    let problem: Problem | null = null
    const of = await request.execute(rehearseRules, asked(request)).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status !== 422) throw error
      problem = error
      return request.execute(rehearseRules, {})
    })
    const wanted = url.searchParams.get('export')
    if (problem === null && (wanted === 'xlsx' || wanted === 'csv')) {
      const { rows } = await request.execute(rehearseRules, { ...asked(request), all: 'true' })
      return exportRows(request, wanted, rows)
    }
    const hasDraft = of.changes.length > 0
    const file = (format: string) => `/rehearsals/document.${format}${url.search}`
    return {
      title: t(title),
      lead: t(
        'Thử một thứ tự ưu tiên, định mức hay điều kiện mới trên tất cả hồ sơ đã có: ai được, ai mất, tốn bao nhiêu. Không có gì bị thay đổi.',
        'Try another order of priority, norm or condition on all applications there are: who gains, who loses, what it costs. Nothing is changed.',
      ),
      status: problem === null ? 200 : 422,
      actions: hasDraft ? (
        <>
          <LinkButton href={listHref(url, { export: 'xlsx' })}>
            {t('Xuất Excel', 'Export to Excel')}
          </LinkButton>
          <LinkButton href={listHref(url, { export: 'csv' })}>{t('Xuất CSV', 'Export to CSV')}</LinkButton>
          <LinkButton href={file('docx')}>DOCX</LinkButton>
          <LinkButton href={file('pdf')}>PDF</LinkButton>
          {request.mayOpen('/policy-proposals/new') ? (
            <LinkButton
              href={`/policy-proposals/new?rehearsal=${encodeURIComponent(`/rehearsals${url.search}`)}`}
            >
              {t('Soạn đề xuất chính sách', 'Draw up a proposal of policy')}
            </LinkButton>
          ) : null}
        </>
      ) : null,
      body: (
        <>
          {await planChooser(request, of.plan.id)}
          {hasDraft ? (
            <>
              <Effect request={request} of={of} />
              <Years request={request} of={of} />
              <Changed request={request} of={of} />
            </>
          ) : null}
          {await Draft({ request, of, problem })}
        </>
      ),
    }
  },
})

/** The form of a draft; it is sent by GET, so a rehearsal can be kept and passed on as its address. */
async function Draft({ request, of, problem }: Part & { problem: Problem | null }) {
  const { t } = request
  const contents = await request.execute(listContents, {})
  const text = (name: string, label: string, hint?: string, initial?: string) => (
    <AskedText request={request} name={name} label={label} hint={hint} problem={problem} initial={initial} />
  )
  const among = (
    name: string,
    label: string,
    none: string,
    choices: readonly { value: string; label: string }[],
  ) => (
    <AskedChoice
      request={request}
      name={name}
      label={label}
      none={none}
      choices={choices}
      problem={problem}
    />
  )
  const present = of.criteria.map(({ code }) => code).join('; ')
  return (
    <Section title={t('Quy định dự kiến', 'The draft')} id="draft">
      {problem === null ? null : (
        <Notice tone="error" live>
          {t(problem.words)}
        </Notice>
      )}
      <form method="get" action="/rehearsals" class="grid gap-5">
        <input type="hidden" name="plan" value={String(of.plan.id)} />
        <fieldset class="grid gap-3">
          <legend class="mb-1 font-semibold">{t('Thứ tự ưu tiên', 'Order of priority')}</legend>
          <Facts items={of.criteria.map((one) => [`${one.code})`, t(one.text, one.textEn)] as const)} />
          {text(
            'order',
            t('Các tiêu chí theo thứ tự mới', 'The criteria in their new order'),
            t(
              `Cách nhau bằng dấu chấm phẩy; tiêu chí không ghi thì không xét. Hiện nay: ${present || '—'}. Để trống: giữ nguyên.`,
              `Separated by semicolons; one that is not named counts no more. Today: ${present || '—'}. Left empty: as it is.`,
            ),
          )}
        </fieldset>
        <fieldset class="grid gap-3 md:grid-cols-2">
          <legend class="mb-1 font-semibold">{t('Định mức', 'Norm')}</legend>
          {among(
            'contentId',
            t('Nội dung hỗ trợ', 'Content of support'),
            t('Mọi nội dung', 'Any content'),
            contents.map(({ id, name, nameEn }) => ({ value: String(id), label: t(name, nameEn) })),
          )}
          {among(
            'replaces',
            t('Thay định mức', 'Instead of the norm'),
            t('Không thay, thêm bên cạnh', 'None, it comes beside'),
            of.norms.map((norm) => ({
              value: String(norm.id),
              label: `${t(norm.name, norm.nameEn)} (${norm.article}, ${norm.instrument})`,
            })),
          )}
          {text(
            'share',
            t('Tỷ lệ tối đa (%)', 'Highest share (%)'),
            t('Phần trăm toàn bộ chi phí.', 'Percent of the whole cost.'),
          )}
          {among(
            'sizeClass',
            t('Quy mô doanh nghiệp', 'Size of the enterprise'),
            t('Mọi quy mô', 'Any size'),
            [...normSizes.choices(t)],
          )}
          {text(
            'ceiling',
            t('Mức tối đa (đồng)', 'Ceiling (đồng)'),
            t('Có thể viết 30 triệu.', '“30 triệu” is understood.'),
          )}
          {among('ceilingUnit', t('Mức tối đa tính cho', 'The ceiling is of one'), '—', [
            ...ceilingUnits.choices(t),
          ])}
        </fieldset>
        <fieldset class="grid gap-3 md:grid-cols-3">
          <legend class="mb-1 font-semibold">{t('Điều kiện dự kiến', 'Draft conditions')}</legend>
          {text(
            'ownShare',
            t('Vốn tự có ít nhất (%)', 'Own money at least (%)'),
            t('Phần trăm toàn bộ chi phí.', 'Percent of the whole cost.'),
          )}
          {text('age', t('Thành lập ít nhất (năm)', 'Founded at least (years ago)'))}
          {text(
            'perYear',
            t('Số lượt tối đa mỗi năm của một doanh nghiệp', 'Most supports of one enterprise a year'),
          )}
        </fieldset>
        <div class="flex flex-wrap gap-3">
          <button class="btn btn-primary" type="submit">
            {t('Chạy thử', 'Rehearse')}
          </button>
          {of.changes.length === 0 ? null : (
            <LinkButton href="/rehearsals">{t('Làm lại từ đầu', 'Start anew')}</LinkButton>
          )}
        </div>
      </form>
    </Section>
  )
}

function exportRows(request: PageRequest, format: 'csv' | 'xlsx', rows: readonly RehearsalRow[]) {
  const { t } = request
  const name = (place: RehearsalRow['draft']) => t(outcomes.names[place.outcome])
  return exportTable(format, {
    name: exportName(t(title), request.system.now()),
    title: t(title),
    columns: [
      { label: t('Số hồ sơ', 'Number of the application'), kind: 'number', value: (row) => row.id },
      { label: t('Doanh nghiệp', 'Enterprise'), value: (row) => row.enterprise },
      { label: t('Nội dung', 'Content'), value: (row) => t(row.content, row.contentEn) },
      { label: t('Năm', 'Year'), kind: 'number', value: (row) => row.year },
      { label: t('Đề nghị (đồng)', 'Requested (đồng)'), kind: 'money', value: (row) => row.requested },
      { label: t('Đã quyết định (đồng)', 'Decided (đồng)'), kind: 'money', value: (row) => row.decided },
      { label: t('Hạng hiện nay', 'Rank in force'), kind: 'number', value: (row) => row.inForce.rank },
      { label: t('Kết quả hiện nay', 'Outcome in force'), value: (row) => name(row.inForce) },
      {
        label: t('Số tiền hiện nay (đồng)', 'Amount in force (đồng)'),
        kind: 'money',
        value: (row) => row.inForce.amount,
      },
      { label: t('Hạng theo dự thảo', 'Rank by the draft'), kind: 'number', value: (row) => row.draft.rank },
      { label: t('Kết quả theo dự thảo', 'Outcome by the draft'), value: (row) => name(row.draft) },
      {
        label: t('Số tiền theo dự thảo (đồng)', 'Amount by the draft (đồng)'),
        kind: 'money',
        value: (row) => row.draft.amount,
      },
    ],
    rows,
  })
}

export const rehearsalPages: readonly Page[] = [
  rehearsalPage,
  ...(['docx', 'pdf'] as const).map((format) =>
    page({
      route: `GET /rehearsals/document.${format}`,
      for: rehearsalFile,
      run: async (request) =>
        documentDownload(request, await request.execute(rehearsalFile, { ...asked(request), format })),
    }),
  ),
]
