import type { Child } from 'hono/jsx'
import { type Language, type Words, words } from '../../platform/language.ts'
import type { PageRequest } from '../../platform/page.ts'
import { formatNumber } from '../../tfp/index.ts'
import { RecordTable, Section } from '../../ui/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import { levelNames } from './shape.ts'

interface Side {
  readonly data: StudyData
  readonly result: StoredResult
}

const number = (value: number | null | undefined, language: Language) =>
  value === null || value === undefined ? '–' : formatNumber(value, 2, language)

/** What both studies say of sectors, a line each; a dash where a study has none. */
export function sectorLines(language: Language): readonly (readonly [Words, (side: Side) => string])[] {
  const line = (
    vi: string,
    en: string,
    of: (sectors: NonNullable<StoredResult['sectors']>) => number | undefined,
  ) => [{ vi, en }, ({ result: { sectors } }: Side) => number(sectors && of(sectors), language)] as const
  return [
    [
      words('Phân tích theo ngành', 'Analysis by sector'),
      ({ data: { sectors } }) => (sectors === undefined ? '–' : levelNames[sectors.level][language]),
    ],
    line(
      'TFP trong các ngành (điểm)',
      'TFP within sectors (points)',
      ({ growth }) => growth?.mean.fromSectors,
    ),
    line(
      'Tái phân bổ vốn (điểm)',
      'Reallocation of capital (points)',
      ({ growth }) => growth?.mean.reallocation.capital,
    ),
    line(
      'Tái phân bổ lao động (điểm)',
      'Reallocation of labour (points)',
      ({ growth }) => growth?.mean.reallocation.labour,
    ),
    line(
      'Năng suất lao động tăng cả kỳ (%)',
      'Labour productivity over the period (%)',
      ({ shiftShare }) => shiftShare.period.growth,
    ),
    line(
      'trong đó do dịch chuyển lao động (điểm)',
      'of which labour moving (points)',
      ({ shiftShare }) => shiftShare.period.between,
    ),
  ]
}

interface Pair {
  readonly key: string
  readonly name: Words
  readonly a: number | null
  readonly b: number | null
}

/** Contributions of the sectors that both studies have TFP of, in the order of A. */
export function sectorPairs(a: StoredResult, b: StoredResult): Pair[] {
  const theirs = new Map(b.sectors?.sectors.map(({ key, mean }) => [key, mean]))
  return (a.sectors?.sectors ?? []).flatMap(({ key, name, mean }) => {
    const other = theirs.get(key)
    if (other === undefined || (mean === null && other === null)) return []
    return [{ key, name, a: mean?.contribution ?? null, b: other?.contribution ?? null }]
  })
}

/** Sectors' contributions to TFP growth in both studies side by side; nothing unless both have the same sectors. */
export function SectorsCompared(props: { request: PageRequest; a: Side; b: Side }): Child {
  const { t, language } = props.request
  const pairs = sectorPairs(props.a.result, props.b.result)
  if (pairs.length === 0) return null
  return (
    <Section title={t('Theo ngành', 'By sector')} id="sectors">
      <RecordTable
        caption={t(
          'Đóng góp bình quân của ngành vào tăng TFP (điểm phần trăm)',
          'Mean contribution of each sector to TFP growth (percentage points)',
        )}
        showCaption
        rows={pairs}
        columns={[
          { head: t('Ngành', 'Sector'), cell: ({ name }) => t(name) },
          { head: 'A', num: true, cell: ({ a }) => number(a, language) },
          { head: 'B', num: true, cell: ({ b }) => number(b, language) },
          {
            head: t('Chênh lệch B − A', 'Difference B − A'),
            num: true,
            cell: ({ a, b }) => number(a === null || b === null ? null : b - a, language),
          },
        ]}
      />
    </Section>
  )
}
