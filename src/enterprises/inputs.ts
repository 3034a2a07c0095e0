import { z } from 'zod'
import { type Words, words } from '../platform/language.ts'
import { nfc } from '../platform/text.ts'
import { gtinFault } from './gtin.ts'
import { checkTaxCode } from './tax-code.ts'

/** A reason in words of a field's own check. */
const because = (words: Words) => ({ code: 'custom', params: { words } }) as const

/** A tax code in its written form, `2200108445` or `2200108445-001`. */
export const taxCode = () =>
  z.preprocess(
    (value) => {
      const typed = typeof value === 'number' ? String(value) : value
      if (typeof typed !== 'string' || typed.trim() === '') return undefined
      const check = checkTaxCode(typed)
      return check.ok ? check.value : typed
    },
    z.string().superRefine((typed, issues) => {
      const check = checkTaxCode(typed)
      if (!check.ok) issues.addIssue(because(check.reason))
    }),
  )

/** A code of the classification of economic activities: a section as a letter, else two to five digits, dots and spaces left out. */
export const optionalIndustryCode = () =>
  z.preprocess(
    (value) => {
      const typed = typeof value === 'number' ? String(value) : value
      return typeof typed === 'string' ? nfc(typed).replace(/[\s.]/g, '').toUpperCase() || undefined : typed
    },
    z
      .string()
      .superRefine((typed, issues) => {
        if (/^([A-Z]|\d{2,5})$/.test(typed)) return
        issues.addIssue(
          because(
            words(
              'Mã ngành là một chữ cái hoặc 2 đến 5 chữ số.',
              'A code is one letter, or two to five digits.',
            ),
          ),
        )
      })
      .optional(),
  )

/** The number of a product in trade (GTIN), its check digit held; spaces and hyphens are left out. */
export const optionalGtin = () =>
  z.preprocess(
    (value) => {
      const typed = typeof value === 'number' ? String(value) : value
      return typeof typed === 'string' ? nfc(typed).replace(/[\s-]/g, '') || undefined : typed
    },
    z
      .string()
      .superRefine((typed, issues) => {
        const fault = gtinFault(typed)
        if (fault === null) return
        issues.addIssue(
          because(
            fault === 'length'
              ? words('Mã GTIN có 8, 12, 13 hoặc 14 chữ số.', 'A GTIN has 8, 12, 13 or 14 digits.')
              : words(
                  'Mã GTIN sai: chữ số kiểm tra (số cuối) không khớp.',
                  'The GTIN is wrong: its check digit (the last) does not fit.',
                ),
          ),
        )
      })
      .optional(),
  )

/** A telephone number as people write it: digits, spaces, dots, hyphens, brackets, a leading +. */
export const optionalPhone = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? nfc(value) || undefined : value),
    z
      .string()
      .superRefine((typed, issues) => {
        if (/^\+?[\d\s().\-/;,]{8,60}$/.test(typed) && typed.replace(/\D/g, '').length >= 8) return
        issues.addIssue(
          because({
            vi: 'Số điện thoại viết bằng chữ số, ví dụ 0299 3821 234.',
            en: 'Write a telephone number in digits, such as 0299 3821 234.',
          }),
        )
      })
      .optional(),
  )

/** The address of a site; `https://` may be left out. Only http and https, so that a link of it is safe. */
export const optionalWebsite = () =>
  z.preprocess(
    (value) => {
      if (typeof value !== 'string') return value
      const typed = nfc(value)
      if (typed === '') return undefined
      return /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
    },
    z
      .string()
      .max(300)
      .superRefine((typed, issues) => {
        const url = URL.parse(typed)
        if (url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.')) return
        issues.addIssue(
          because(words('Địa chỉ trang web viết dạng www.congty.vn.', 'Write a site as www.company.vn.')),
        )
      })
      .optional(),
  )
