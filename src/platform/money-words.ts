const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const groups = ['', ' nghìn', ' triệu'] as const

/** Three digits. @param whole whether the hundreds are said though they are none: not at the head of a number */
function three(value: number, whole: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const said: string[] = []
  if (hundreds > 0 || whole) said.push(`${digits[hundreds]} trăm`)
  if (tens === 0 && ones > 0 && said.length > 0) said.push('linh')
  if (tens === 1) said.push('mười')
  if (tens > 1) said.push(`${digits[tens]} mươi`)
  if (ones > 0) said.push(lastDigit(tens, ones))
  return said.join(' ')
}

function lastDigit(tens: number, ones: number): string {
  if (ones === 5 && tens > 0) return 'lăm'
  if (ones === 1 && tens > 1) return 'mốt'
  return digits[ones] ?? ''
}

/** A whole number below a billion. */
function million(value: number, whole: boolean): string {
  const parts: string[] = []
  for (const power of [2, 1, 0] as const) {
    const part = Math.floor(value / 1000 ** power) % 1000
    if (part > 0) parts.push(`${three(part, whole || parts.length > 0)}${groups[power]}`)
  }
  return parts.join(' ')
}

/** An amount as contracts and vouchers say it: 1.205.000 → "Một triệu hai trăm linh năm nghìn đồng". */
export function dongInWords(amount: bigint): string {
  if (amount === 0n) return 'Không đồng'
  const billions = amount / 1_000_000_000n
  const rest = Number(amount % 1_000_000_000n)
  const head = billions === 0n ? '' : `${inWords(billions)} tỷ`
  const said = [head, rest === 0 ? '' : million(rest, billions > 0n)].filter((part) => part !== '').join(' ')
  return `${said.charAt(0).toLocaleUpperCase('vi')}${said.slice(1)} đồng`
}

/** Billions again count in thousands and millions. */
function inWords(value: bigint): string {
  return value < 1_000_000_000n
    ? million(Number(value), false)
    : `${inWords(value / 1_000_000_000n)} tỷ ${million(Number(value % 1_000_000_000n), true)}`.trim()
}
