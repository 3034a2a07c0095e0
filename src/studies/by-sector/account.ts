import type { Db } from '../../platform/database.ts'
import { type Words, words } from '../../platform/language.ts'
import { invalidField, type Problem } from '../../platform/problem.ts'
import { type SectorGap, type SectorSeries, type StudySeries, sectorSeries } from '../../series/index.ts'
import { accountSectors, type SectorsResult, type StudyResult, TfpError } from '../../tfp/index.ts'
import { type Choices, studyOptions } from '../rules.ts'
import { levelNames, type SectorsData } from './shape.ts'

/* How a study of the whole economy is looked at by its sectors. */

/** The figures by sector for the years of a study; null where its choices ask for none. */
export async function sectorsOf(
  db: Db,
  { territoryId, choices }: { readonly territoryId: number; readonly choices: Choices },
  series: StudySeries,
): Promise<SectorSeries | null> {
  if (choices.sectors === 'none') return null
  const last = series.rows.at(-1)
  const assets = Object.values(last?.assets ?? {})
  const stock = assets.length > 0 ? assets.every(({ k }) => k !== undefined) : last?.k !== undefined
  return sectorSeries(db, {
    territoryId,
    level: choices.sectors === 'main' ? 1 : 2,
    years: series.rows.map(({ year }) => year),
    baseYear: series.baseYear,
    labour: choices.labour === 'hours' ? 'hours' : 'persons',
    capital: stock ? 'stock' : 'investment',
    labourShare: series.labourShare,
  })
}

export const onlyWhole = (): Problem =>
  invalidField('sectors', {
    vi: 'Chỉ phân tích theo ngành khi tính cho toàn bộ nền kinh tế.',
    en: 'Only a study of the whole economy can be looked at by its sectors.',
  })

/**
 * What a study keeps of the figures by sector.
 * @throws Problem 422 at `sectors` naming which sector lacks what in which years, where fewer than two years have all
 */
export function sectorsData(
  { sectors, total, used, gaps, warnings }: SectorSeries,
  level: SectorsData['level'],
  baseYear: number | null,
): SectorsData {
  if (sectors.length === 0) {
    throw invalidField('sectors', {
      vi: `Chưa có GRDP theo giá so sánh${baseYear === null ? '' : ` năm ${baseYear}`} chia theo ${levelNames[level].vi}; xin nhập ở Chuỗi số liệu hoặc chọn "Không".`,
      en: `There is no GRDP at constant prices${baseYear === null ? '' : ` of ${baseYear}`} by ${levelNames[level].en}; enter it under Data series or choose “No”.`,
    })
  }
  const [first, ...rest] = sectors.map(({ rows }) => rows.map(({ year }) => year))
  const common = first?.filter((year) => rest.every((years) => years.includes(year))) ?? []
  if (common.length < 2) {
    const lacking = gaps.filter(({ what }) => what !== 'capital')
    throw invalidField('sectors', {
      vi: `Chưa đủ số liệu theo ngành (cần ít nhất hai năm chung). ${gapList(lacking, 'vi')}.`,
      en: `Not enough data by sector (at least two years in common are needed). ${gapList(lacking, 'en')}.`,
    })
  }
  return { level, sectors, total, used, warnings: [...warnings, ...gapWords(gaps, sectors.length, common)] }
}

const whatNames: Readonly<Record<SectorGap['what'], Words>> = {
  y: words('GRDP theo giá so sánh', 'GRDP at constant prices'),
  l: words('lao động', 'labour'),
  capital: words('vốn hoặc đầu tư theo giá so sánh', 'capital or investment at constant prices'),
}

/** As many sectors as are named before the rest is counted. */
const named = 8

function gapList(gaps: readonly SectorGap[], language: keyof Words): string {
  const texts = gaps.slice(0, named).map(({ sector, what, years }) => {
    const name = `${sector[language]}: ${language === 'vi' ? 'thiếu' : 'lacks'} ${whatNames[what][language]}`
    return `${name} ${language === 'vi' ? 'các năm' : 'in'} ${years.join(', ')}`
  })
  const rest = gaps.length - texts.length
  if (rest > 0) texts.push(language === 'vi' ? `và ${rest} chỗ thiếu khác` : `and ${rest} more gaps`)
  return texts.join('; ')
}

function gapWords(gaps: readonly SectorGap[], sectors: number, years: readonly number[]): Words[] {
  const [outputs, capital] = [
    gaps.filter(({ what }) => what !== 'capital'),
    gaps.filter((gap) => gap.what === 'capital' && years.some((year) => gap.years.includes(year))),
  ]
  const said = (lacking: readonly SectorGap[]): Words => ({
    vi: `Số liệu theo ngành còn thiếu. ${gapList(lacking, 'vi')}.`,
    en: `Data by sector are missing. ${gapList(lacking, 'en')}.`,
  })
  const none =
    capital.length === sectors && capital.every((gap) => years.every((year) => gap.years.includes(year)))
  return [
    ...(outputs.length === 0 ? [] : [said(outputs)]),
    ...(capital.length === 0
      ? []
      : none
        ? [
            words(
              'Chưa có vốn hoặc đầu tư theo ngành nên chỉ phân tích dịch chuyển cơ cấu lao động, chưa tính được TFP từng ngành.',
              'There is neither capital nor investment by sector, so there is the shift-share alone and no TFP by sector.',
            ),
          ]
        : [said(capital)]),
  ]
}

/**
 * The account by sectors that belongs to a study: its form, depreciation, first stock and averaged years; where a sector has
 * no labour share of its own, that of the whole economy.
 * @throws Problem 422 at `sectors`
 */
export function accountStudy(
  data: Pick<SectorsData, 'sectors' | 'total'>,
  choices: Choices,
  {
    method,
    years,
    series,
    averages: { arithmetic },
  }: Pick<StudyResult, 'method' | 'years' | 'series' | 'averages'>,
): SectorsResult {
  const shares = new Map(series.map(({ year, laborShare }) => [year, laborShare]))
  const { capital, delta, profile, initial, firstYear, confirmed } = studyOptions(choices)
  try {
    return accountSectors(
      {
        sectors: data.sectors.map((sector) => ({
          ...sector,
          rows: sector.rows.map((row) => ({
            ...row,
            laborShare: row.laborShare ?? shares.get(row.year),
          })),
        })),
        total: data.total,
        whole: years.map(({ year, gTFP }) => ({ year, gTFP })),
      },
      {
        method: method === 'official' ? 'official' : 'tornqvist',
        ...(capital === 'services' ? {} : { capital }),
        delta,
        profile,
        initial,
        firstYear,
        confirmed,
        estimatedShare: method === 'regression',
        from: arithmetic.from,
        to: arithmetic.to,
      },
    )
  } catch (error) {
    throw error instanceof TfpError ? invalidField('sectors', error.words) : error
  }
}
