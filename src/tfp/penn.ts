import { at } from './arrays.ts'
import { TfpError } from './warnings.ts'

/**
 * One country-year in the Penn World Table's own names: real GDP at constant national prices, persons employed
 * (millions), average hours, human capital index, capital services, labour's share of GDP.
 */
export interface PennYear {
  readonly year: number
  readonly rgdpna: number
  readonly emp: number
  /** Left out where the table has none: then persons stand for hours. */
  readonly avh?: number
  readonly hc?: number
  readonly rkna: number
  readonly labsh: number
}

/**
 * The table's `rtfpna` rebuilt, `baseYear` = 1: Δln rtfpna = Δln rgdpna − ½(labsh_t + labsh_{t−1})·Δln(emp·avh·hc) −
 * [1 − ½(labsh_t + labsh_{t−1})]·Δln rkna (Feenstra, Inklaar and Timmer 2015). Years ascending. Hours or human capital
 * count only where every year has them. Throws TfpError for a base year that is not there or a missing value.
 */
export function pennTfp(series: readonly PennYear[], baseYear: number): { year: number; rtfpna: number }[] {
  const hours = series.every(({ avh }) => avh !== undefined)
  const skills = series.every(({ hc }) => hc !== undefined)
  const labour = series.map(({ emp, avh, hc }) => emp * (hours ? (avh ?? 1) : 1) * (skills ? (hc ?? 1) : 1))
  const logs = new Float64Array(series.length)
  for (const [t, now] of series.entries()) {
    const before = series[t - 1]
    if (before === undefined) continue
    const share = (now.labsh + before.labsh) / 2
    const dL = Math.log(at(labour, t) / at(labour, t - 1))
    const dK = Math.log(now.rkna / before.rkna)
    logs[t] = at(logs, t - 1) + Math.log(now.rgdpna / before.rgdpna) - share * dL - (1 - share) * dK
  }
  const base = at(
    logs,
    series.findIndex(({ year }) => year === baseYear),
  )
  if (!Number.isFinite(base) || !logs.every(Number.isFinite)) {
    throw new TfpError('penn.incomplete', {
      vi: `Chuỗi Penn World Table thiếu năm gốc ${baseYear} hoặc có giá trị thiếu, không dương.`,
      en: `The Penn World Table series lacks the base year ${baseYear}, or holds missing or non-positive values.`,
    })
  }
  return series.map(({ year }, t) => ({ year, rtfpna: Math.exp(at(logs, t) - base) }))
}
