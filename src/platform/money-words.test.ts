import fc from 'fast-check'
import { expect, it } from 'vitest'
import { amountInWords } from '../plan-reader/amounts.ts'
import { dongInWords } from './money-words.ts'

it.each([
  [0n, 'Không đồng'],
  [15n, 'Mười lăm đồng'],
  [21n, 'Hai mươi mốt đồng'],
  [105n, 'Một trăm linh năm đồng'],
  [1_205_000n, 'Một triệu hai trăm linh năm nghìn đồng'],
  [30_000_000n, 'Ba mươi triệu đồng'],
  [1_000_005n, 'Một triệu không trăm linh năm đồng'],
  [2_000_000_011n, 'Hai tỷ không trăm mười một đồng'],
  [1_234_567_890n, 'Một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi đồng'],
])('%s đồng in words', (amount, said) => {
  expect(dongInWords(amount)).toBe(said)
})

it('is read back as the amount that it says', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999n }), (amount) => {
      const said = dongInWords(amount)
        .toLocaleLowerCase('vi')
        .replace(/ đồng$/, '')
      expect(amountInWords(said)).toBe(Number(amount))
    }),
  )
})
