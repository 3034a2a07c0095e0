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

/** The figures of each year. */
export function Years({ enterprise, request: { t, language }, edit }: Part & { edit: boolean }) {
  const at = `/enterprises/${enterprise.id}/years`
  const row = (year: YearRow) => (
    <tr>
      <td data-label={t('Năm', 'Year')}>
        {edit ? <a href={`${at}/${year.year}`}>{year.year}</a> : year.year}
      </td>
      {figureKeys.map((key) => {
        const [label, value] = yearFigures.facts(year, t, language)[key]
        return (
          <td class="num" data-label={label}>
            {value ?? '—'}
          </td>
        )
      })}
      <td data-label={t('Quy mô', 'Size')}>
        <StateBadge of={sizeClasses} is={year.sizeClass} t={t} />
        {year.declaredClass === null ? null : (
          <div class="hint">
            {t('tự khai', 'declared')}: {t(declaredClasses.names[year.declaredClass])}
          </div>
        )}
      </td>
      <td data-label={t('Minh chứng', 'Evidence')}>
        <FileLink file={year.file} t={t} />
      </td>
    </tr>
  )
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
      {enterprise.years.length === 0 ? (
        <Empty>{t('Chưa có số liệu năm nào.', 'No figures yet.')}</Empty>
      ) : (
        <Table caption={t('Số liệu hằng năm', 'Yearly figures')} stack>
          <thead>
            <tr>
              <th>{t('Năm', 'Year')}</th>
              {figureKeys.map((key) => (
                <th class="num">{t(yearFigures.labels[key])}</th>
              ))}
              <th>{t('Quy mô', 'Size')}</th>
              <th>{t('Minh chứng', 'Evidence')}</th>
            </tr>
          </thead>
          <tbody>{enterprise.years.map(row)}</tbody>
        </Table>
      )}
    </Section>
  )
}
