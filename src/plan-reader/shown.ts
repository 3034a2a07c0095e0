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

/** Whole đồng in triệu đồng without loss: `2662000000` → `2.662 triệu đồng`, `1500500` → `1,5005 triệu đồng`. */
export function millionsText(amount: bigint | number): Words {
  const dong = BigInt(amount)
  const digits = (dong < 0n ? -dong : dong).toString().padStart(7, '0')
  const decimals = digits.slice(-6).replace(/0+$/, '')
  const write = (thousands: string, point: string) =>
    (dong < 0n ? '-' : '') +
    digits.slice(0, -6).replace(/\B(?=(\d{3})+$)/g, thousands) +
    (decimals === '' ? '' : point + decimals)
  return { vi: `${write('.', ',')} triệu đồng`, en: `${write(',', '.')} million đồng` }
}
