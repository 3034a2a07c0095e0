import type { ExportColumn } from '../documents/write/export.ts'
import type { Translate } from '../platform/language.ts'
import type { SeriesListRow } from './list-queries.ts'
import { type Method, methods, type Status, statuses } from './rules.ts'
import { units } from './units.ts'

/** A value with the series that it is of. */
export interface ExportedValue {
  readonly series: Pick<
    SeriesListRow,
    'territory' | 'measureName' | 'baseYear' | 'edition' | 'sectorName' | 'unit'
  >
  readonly year: number
  readonly value: number | null
  readonly status: Status
  readonly source: string
  readonly publishedOn: string | null
  readonly method: Method | null
}

/** The columns of exported values, one value a row: what an import of a long table reads back. */
export function valueColumns(t: Translate): ExportColumn<ExportedValue>[] {
  return [
    { label: t('Địa bàn', 'Territory'), value: (row) => t(row.series.territory) },
    { label: t('Chỉ tiêu', 'Measure'), value: (row) => t(row.series.measureName) },
    {
      label: t('Năm gốc giá', 'Price base'),
      value: (row) => (row.series.baseYear === null ? null : String(row.series.baseYear)),
    },
    { label: t('Phiên bản số liệu', 'Edition'), value: (row) => row.series.edition || null },
    { label: t('Ngành', 'Sector'), value: (row) => t(row.series.sectorName) },
    { label: t('Năm', 'Year'), value: (row) => String(row.year) },
    { label: t('Giá trị', 'Value'), kind: 'number', value: (row) => row.value },
    { label: t('Đơn vị', 'Unit'), value: (row) => t(units[row.series.unit].words) },
    { label: t('Trạng thái', 'Status'), value: (row) => t(statuses.names[row.status]) },
    { label: t('Nguồn', 'Source'), value: (row) => row.source },
    { label: t('Ngày công bố', 'Published on'), kind: 'date', value: (row) => row.publishedOn },
    {
      label: t('Phương pháp', 'Method'),
      value: (row) => (row.method === null ? null : t(methods.names[row.method])),
    },
  ]
}
