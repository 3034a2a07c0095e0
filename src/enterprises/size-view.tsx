import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Empty, FileLink, kindOf, LinkButton, Notice, Section, StateBadge, Table } from '../ui/index.ts'
import { yearFigures } from './profile.ts'
import type { EnterpriseDetail, YearRow } from './queries.ts'
import { declaredClasses, sizeClasses } from './rules.ts'
import { SizeReasons } from './size-reasons.tsx'

/** A part of an enterprise's page. */
export interface Part {
  enterprise: EnterpriseDetail
  request: PageRequest
}

/** What the enterprise declared itself, beside what its figures give. */
function Declared({ years, t }: { years: readonly YearRow[]; t: PageRequest['t'] }) {
  const year = years.find((each) => each.declaredClass !== null)
  if (year === undefined || year.declaredClass === null || year.declaredOn === null) return null
  const said = t(declaredClasses.names[year.declaredClass])
  const day = formatDate(year.declaredOn)
  const same = year.sizeClass === year.declaredClass
  return (
    <>
      <p class="mt-2">
        {t(
          `Doanh nghiệp tự xác định ngày ${day} (số liệu năm ${year.year}): ${said}.`,
          `Declared by the enterprise on ${day} (figures of ${year.year}): ${said}.`,
        )}
      </p>
      {same || year.sizeClass === 'unknown' ? null : (
        <Notice tone="warning">
          {t(
            `Tờ khai khác kết quả tính theo số liệu (${t(sizeClasses.names[year.sizeClass])}). Xin đối chiếu minh chứng; doanh nghiệp được sửa tờ khai trước khi nhận hỗ trợ.`,
            `The declaration differs from what the figures give (${t(sizeClasses.names[year.sizeClass])}). Please look at the evidence; the enterprise may correct its declaration before it is supported.`,
          )}
        </Notice>
      )}
    </>
  )
}

/** The size class of an enterprise: what its figures give, by which rule, and what it declared. */
export function Size({ enterprise, request: { t, language } }: Part) {
  const [latest] = enterprise.years
  return (
    <Section title={t('Quy mô doanh nghiệp', 'Size of the enterprise')} id="size">
      <p class="mb-2">
        <StateBadge of={sizeClasses} is={enterprise.sizeClass} t={t} />
        {latest === undefined ? null : (
          <span class="hint">
            {' '}
            {t(`theo số liệu năm ${latest.year}`, `by the figures of ${latest.year}`)} ·{' '}
            <a href="/legal">{t('quy định', 'the rule')}</a>
          </span>
        )}
      </p>
      {latest === undefined ? (
        <p>
          {t(
            'Chưa có số liệu năm nào nên chưa xác định được quy mô.',
            'There are no yearly figures yet, so the size is not known.',
          )}
        </p>
      ) : (
        <SizeReasons explanation={latest.explanation} language={language} />
      )}
      <Declared years={enterprise.years} t={t} />
    </Section>
  )
}

/** The columns of the table of years: its numbers; what was declared stands beside the size. */
const figureKeys = yearFigures.keys.filter(
  (key) => kindOf(yearFigures.table[key]) !== undefined && key !== 'declaredOn',
)

/** Years side by side in one table: as many as stand beside the story of the record. */
const beside = 3

/** The figures of the last years side by side, those before them folded. */
export function Years({ enterprise, request, edit }: Part & { edit: boolean }) {
  const { t } = request
  const [last, ...before] = Array.from({ length: Math.ceil(enterprise.years.length / beside) }, (_, at) =>
    enterprise.years.slice(at * beside, (at + 1) * beside),
  )
  const at = `/enterprises/${enterprise.id}/years`
  return (
    <Section
      title={t('Số liệu hằng năm', 'Yearly figures')}
      id="years"
      lead={t('Tiền tính bằng đồng; “—” là chưa có số liệu.', 'Money in đồng; “—” means not known.')}
      actions={
        edit ? (
          <LinkButton href={`${at}/new`} small>
            {t('Thêm năm', 'Add a year')}
          </LinkButton>
        ) : null
      }
    >
      {last === undefined ? (
        <Empty>{t('Chưa có số liệu năm nào.', 'No figures yet.')}</Empty>
      ) : (
        <YearsBeside years={last} {...{ at, request, edit }} />
      )}
      {before.length === 0 ? null : (
        <details class="on-paper mt-2">
          <summary class="font-semibold">{t('Các năm trước', 'Earlier years')}</summary>
          <div class="mt-2 grid gap-4">
            {before.map((years) => (
              <YearsBeside years={years} {...{ at, request, edit }} />
            ))}
          </div>
        </details>
      )}
    </Section>
  )
}

function YearsBeside(props: { years: readonly YearRow[]; at: string; edit: boolean; request: PageRequest }) {
  const { years, at, edit, request } = props
  const { t, language } = request
  const cells = (of: (year: YearRow) => Child, kind?: 'num') =>
    years.map((year) => (
      <td class={kind} data-label={String(year.year)}>
        {of(year)}
      </td>
    ))
  const span = `${years.at(-1)?.year} - ${years[0]?.year}`
  return (
    <Table caption={t(`Số liệu hằng năm, ${span}`, `Yearly figures, ${span}`)} stack>
      <thead>
        <tr>
          <th>{t('Số liệu', 'Figure')}</th>
          {years.map(({ year }) => (
            <th class="num">{year}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figureKeys.map((key) => (
          <tr>
            <th scope="row">{t(yearFigures.labels[key])}</th>
            {cells((year) => yearFigures.facts(year, t, language)[key][1] ?? '—', 'num')}
          </tr>
        ))}
        <tr>
          <th scope="row">{t('Quy mô', 'Size')}</th>
          {cells((year) => (
            <>
              <StateBadge of={sizeClasses} is={year.sizeClass} t={t} />
              {year.declaredClass === null ? null : (
                <div class="hint">
                  {t('tự khai', 'declared')}: {t(declaredClasses.names[year.declaredClass])}
                </div>
              )}
            </>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('Minh chứng', 'Evidence')}</th>
          {cells((year) => (
            <FileLink file={year.file} t={t} />
          ))}
        </tr>
        {edit ? (
          <tr class="no-print">
            <th scope="row">{t('Việc', 'Action')}</th>
            {cells((year) => (
              <a href={`${at}/${year.year}`}>
                {t('Sửa', 'Edit')}
                <span class="sr-only"> {year.year}</span>
              </a>
            ))}
          </tr>
        ) : null}
      </tbody>
    </Table>
  )
}
