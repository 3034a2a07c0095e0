/* Days and money in the words of a finding. The reader stands alone, so it brings its own. */

export interface Words {
  readonly vi: string
  readonly en: string
}

/** Whether year, month 1-12 and day are a real day of the Gregorian calendar, 1900 to 2199. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** An ISO day as Vietnamese offices write it: `2026-11-23` → `23/11/2026`. */
export function dayText(iso: string): string {
  return iso.split('-').reverse().join('/')
}

/** Whole đồng as a sentence has them, exactly: `2662000000` → `2.662 triệu đồng`; what one decimal does not say in đồng: `1500512345` → `1.500.512.345 đồng`. */
export function moneyText(amount: bigint | number): Words {
  const dong = BigInt(amount)
  const whole = dong < 0n ? -dong : dong
  const inMillions = whole === 0n || (whole >= 1_000_000n && whole % 100_000n === 0n)
  const tenth = (whole / 100_000n) % 10n
  const write = (thousands: string, point: string) => {
    const digits = (inMillions ? whole / 1_000_000n : whole).toString()
    const decimal = inMillions && tenth !== 0n ? `${point}${tenth}` : ''
    return (dong < 0n ? '-' : '') + digits.replace(/\B(?=(\d{3})+$)/g, thousands) + decimal
  }
  const unit = inMillions ? { vi: 'triệu đồng', en: 'million đồng' } : { vi: 'đồng', en: 'đồng' }
  return { vi: `${write('.', ',')} ${unit.vi}`, en: `${write(',', '.')} ${unit.en}` }
}
