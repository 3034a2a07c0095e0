const billion = 1_000_000_000n
const digitWords = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const

function threeDigits(value: number, full: boolean): string {
  const hundreds = Math.floor(value / 100)
  const tens = Math.floor(value / 10) % 10
  const ones = value % 10
  const words: string[] = []
  if (full || hundreds > 0) words.push(`${digitWords[hundreds]} trăm`)
  if (tens === 0) {
    if (ones > 0) words.push(words.length > 0 ? `linh ${digitWords[ones]}` : (digitWords[ones] ?? ''))
    return words.join(' ')
  }
  words.push(tens === 1 ? 'mười' : `${digitWords[tens]} mươi`)
  if (ones === 1) words.push(tens === 1 ? 'một' : 'mốt')
  else if (ones === 5) words.push('lăm')
  else if (ones > 0) words.push(digitWords[ones] ?? '')
  return words.join(' ')
}

/** An amount in Vietnamese words, as documents write it beside the figure: `Hai tỷ sáu trăm sáu mươi hai triệu đồng`. */
export function dongInWords(amount: bigint): string {
  if (amount === 0n) return 'Không đồng'
  const sentence = `${amount < 0n ? 'âm ' : ''}${wordsBelow(amount < 0n ? -amount : amount)} đồng`
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function wordsBelow(amount: bigint): string {
  // Above a billion the scale repeats: "một nghìn hai trăm tỷ".
  const billions = amount / billion
  const rest = Number(amount % billion)
  const words = billions > 0n ? [`${wordsBelow(billions)} tỷ`] : []
  const scales = ['triệu', 'nghìn', ''] as const
  for (const [place, scale] of scales.entries()) {
    const group = Math.floor(rest / 1000 ** (2 - place)) % 1000
    if (group > 0) words.push(`${threeDigits(group, words.length > 0)} ${scale}`.trim())
  }
  return words.join(' ')
}
