import { addDays, daysBetween } from '../platform/dates.ts'

/*
 * The Vietnamese lunar calendar: Chinese lunisolar rules, reckoned on the meridian of Viet Nam (UTC+7, since Decision
 * 121-CP of 8 August 1967). A month begins on the day of the new moon; the eleventh month holds the winter solstice; of
 * thirteen months between two eleventh months the first without a principal term is the leap month.
 *
 * New moons: J. Meeus, Astronomical Algorithms, 2nd ed., ch. 49 (all terms; within seconds). The sun's apparent longitude:
 * ch. 25 (0,01°). Earth's clock (delta T): F. Espenak and J. Meeus, Five Millennium Canon of Solar Eclipses, NASA TP-2006-214141.
 * The rules: Hồ Ngọc Đức, "Thuật toán tính âm lịch" (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html).
 */

/** A day of the lunar calendar. `year` is the year whose Tết came last; `leap`: the second month of that number. */
export interface LunarDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 30. */
  readonly day: number
  readonly leap: boolean
}

const synodicMonth = 29.530588861
/** Viet Nam is 7 hours before UTC. */
const offset = 7 / 24
const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180)
/** Day numbers here are Julian day numbers. */
const numberOf = (day: string) => daysBetween('1970-01-01', day) + 2_440_588
const isoOf = (number: number) => addDays('1970-01-01', number - 2_440_588)

/** Terrestrial minus universal time, in days; good from 1900 to 2150. */
function deltaT(year: number): number {
  const series = (from: number, ...terms: number[]) =>
    terms.reduceRight((sum, term) => sum * (year - from) + term, 0)
  const seconds =
    year < 1920
      ? series(1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)
      : year < 1941
        ? series(1920, 21.2, 0.84493, -0.0761, 0.0020936)
        : year < 1961
          ? series(1950, 29.07, 0.407, -1 / 233, 1 / 2547)
          : year < 1986
            ? series(1975, 45.45, 1.067, -1 / 260, -1 / 718)
            : year < 2005
              ? series(2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)
              : year < 2050
                ? series(2000, 62.92, 0.32217, 0.005589)
                : -20 + 32 * ((year - 1820) / 100) ** 2 - 0.5628 * (2150 - year)
  return seconds / 86_400
}

const yearAt = (julian: number) => 2000 + (julian - 2_451_545) / 365.25

/** Terms of Meeus' table 49.A for the new moon: coefficient, power of E, multiples of M, M', F. */
const newMoonTerms = [
  [-0.4072, 0, 0, 1, 0],
  [0.17241, 1, 1, 0, 0],
  [0.01608, 0, 0, 2, 0],
  [0.01039, 0, 0, 0, 2],
  [0.00739, 1, -1, 1, 0],
  [-0.00514, 1, 1, 1, 0],
  [0.00208, 2, 2, 0, 0],
  [-0.00111, 0, 0, 1, -2],
  [-0.00057, 0, 0, 1, 2],
  [0.00056, 1, 1, 2, 0],
  [-0.00042, 0, 0, 3, 0],
  [0.00042, 1, 1, 0, 2],
  [0.00038, 1, 1, 0, -2],
  [-0.00024, 1, -1, 2, 0],
  [-0.00007, 0, 2, 1, 0],
  [0.00004, 0, 0, 2, -2],
  [0.00004, 0, 3, 0, 0],
  [0.00003, 0, 1, 1, -2],
  [0.00003, 0, 0, 2, 2],
  [-0.00003, 0, 1, 1, 2],
  [0.00003, 0, -1, 1, 2],
  [-0.00002, 0, -1, 1, -2],
  [-0.00002, 0, 1, 3, 0],
  [0.00002, 0, 0, 4, 0],
] as const

/** The planets' part (Meeus, p. 351): coefficient, angle at k = 0, angle per month. A1 has a term in T² besides. */
const planetTerms = [
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
  [0.000062, 141.74, 53.303771],
  [0.00006, 207.14, 2.453732],
  [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239],
  [0.000042, 207.19, 0.121824],
  [0.00004, 291.34, 1.844379],
  [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099],
  [0.000023, 331.55, 3.592518],
] as const

/** The moment of new moon `k` (0: 6 January 2000), as a Julian date in universal time. */
export function newMoon(k: number): number {
  const t = k / 1236.85
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2 - 0.00000011 * t ** 3
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3 - 0.000000058 * t ** 4
  const node = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3 + 0.000000011 * t ** 4
  const ascending = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2 + 0.00000215 * t ** 3
  let terrestrial =
    2_451_550.09766 + synodicMonth * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3 + 0.00000000073 * t ** 4
  for (const [size, power, m, mm, f] of newMoonTerms) {
    terrestrial += size * e ** power * sine(m * sun + mm * moon + f * node)
  }
  terrestrial -= 0.00017 * sine(ascending)
  terrestrial += 0.000325 * sine(299.77 + 0.107408 * k - 0.009173 * t ** 2)
  for (const [size, start, step] of planetTerms) terrestrial += size * sine(start + step * k)
  return terrestrial - deltaT(yearAt(terrestrial))
}

/** The sun's apparent longitude, 0 up to 360 degrees. @param julian Julian date in universal time */
export function sunLongitude(julian: number): number {
  const t = (julian + deltaT(yearAt(julian)) - 2_451_545) / 36_525
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t ** 2
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t ** 2
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t ** 2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly)
  const apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t)
  return ((apparent % 360) + 360) % 360
}

/** The day in Viet Nam on which new moon `k` falls. */
const monthStart = (k: number) => Math.floor(newMoon(k) + 0.5 + offset)
/** Which twelfth of the sun's way the day begins in: 0 from the spring equinox, 9 from the winter solstice. */
const sector = (number: number) => Math.floor(sunLongitude(number - 0.5 - offset) / 30)

/** The new moon that begins the eleventh month of the year: the month with the winter solstice. */
function eleventh(year: number): number {
  const lastDay = numberOf(`${year}-12-31`)
  let k = Math.floor((lastDay - 2_451_550.1) / synodicMonth) + 1
  while (monthStart(k) > lastDay) k--
  // the solstice was already past when this month began
  return sector(monthStart(k)) >= 9 ? k - 1 : k
}

interface Month {
  readonly start: number
  readonly length: number
  readonly year: number
  readonly month: number
  readonly leap: boolean
}

const known = new Map<number, readonly Month[]>()

/** The months from the eleventh of `year - 1` up to the eleventh of `year`, that one left out. */
function monthsBefore(year: number): readonly Month[] {
  const found = known.get(year)
  if (found !== undefined) return found
  const first = eleventh(year - 1)
  const starts = Array.from({ length: eleventh(year) - first + 1 }, (_, place) => monthStart(first + place))
  const leapAt =
    starts.length === 14
      ? starts.findIndex((start, at) => at > 0 && at < 13 && sector(start) === sector(starts[at + 1] ?? 0))
      : -1
  const months: Month[] = []
  for (let at = 0; at + 1 < starts.length; at++) {
    const start = starts[at] ?? 0
    const number = 11 + at - (leapAt !== -1 && at >= leapAt ? 1 : 0)
    months.push({
      start,
      length: (starts[at + 1] ?? 0) - start,
      year: number > 12 ? year : year - 1,
      month: ((number - 1) % 12) + 1,
      leap: at === leapAt,
    })
  }
  known.set(year, months)
  return months
}

/** The lunar day of a day. @param day ISO, 1900 to 2150 */
export function solarToLunar(day: string): LunarDay {
  const number = numberOf(day)
  const year = Number(day.slice(0, 4))
  for (const month of [...monthsBefore(year), ...monthsBefore(year + 1)].reverse()) {
    if (month.start > number) continue
    return { year: month.year, month: month.month, day: number - month.start + 1, leap: month.leap }
  }
  throw new RangeError(`no lunar month holds ${day}`)
}

/** The day of a lunar day, ISO; null when that year has no such leap month or that month no 30th. */
export function lunarToSolar(lunar: Omit<LunarDay, 'leap'> & { readonly leap?: boolean }): string | null {
  const month = monthsBefore(lunar.month > 10 ? lunar.year + 1 : lunar.year).find(
    (each) => each.year === lunar.year && each.month === lunar.month && each.leap === (lunar.leap ?? false),
  )
  if (month === undefined || lunar.day < 1 || lunar.day > month.length) return null
  return isoOf(month.start + lunar.day - 1)
}
