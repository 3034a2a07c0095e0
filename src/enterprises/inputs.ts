import { z } from 'zod'
import { type Words, words } from '../platform/language.ts'
import { nfc } from '../platform/text.ts'
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
