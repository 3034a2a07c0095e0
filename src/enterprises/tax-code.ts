import type { Words } from '../platform/language.ts'
import { visible } from '../platform/text.ts'

/** A tax code in its one written form, or why it is none. */
export type TaxCodeCheck =
  | { readonly ok: true; readonly value: string; readonly kind: 'enterprise' | 'unit' }
  | { readonly ok: false; readonly reason: Words }

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const

/**
 * The check digit of a ten-digit tax code: 10 − (Σ weight·digit mod 11); null when no tenth digit fits.
 * Source: the algorithm of the tax administration, checked on 0100109106 and 2200108445.
 * @param nine the first nine digits
 */
export function taxCheckDigit(nine: string): number | null {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(nine[place]), 0)
  const digit = 10 - (sum % 11)
  return digit === 10 ? null : digit
}

/**
 * Reads a tax code as people write it: spaces, full stops and hyphens do not matter. Gives `2200108445`, or
 * `2200108445-001` for a dependent unit. The 12-digit personal number of persons and household businesses (from 1 July
 * 2025) is recognised and refused: the programme supports enterprises.
 */
export function checkTaxCode(text: string): TaxCodeCheck {
  const digits = visible(text)
    .normalize('NFKC')
    .replace(/[\s.\-‐-―−]/g, '')
  if (digits === '') return refused('Xin điền mã số thuế.', 'Please fill in the tax code.')
  if (!/^\d+$/.test(digits)) {
    return refused(
      'Mã số thuế chỉ gồm chữ số (có thể có dấu gạch).',
      'A tax code has digits only (a hyphen may stand between).',
    )
  }
  if (digits.length === 12) {
    return refused(
      'Dãy 12 số là số định danh cá nhân, dùng làm mã số thuế của cá nhân và hộ kinh doanh; Chương trình hỗ trợ doanh nghiệp nên cần mã số thuế 10 hoặc 13 số của doanh nghiệp.',
      'Twelve digits are a personal identity number, the tax code of persons and household businesses; the programme supports enterprises, so it needs their code of 10 or 13 digits.',
    )
  }
  if (digits.length !== 10 && digits.length !== 13) return wrongLength(digits)
  const expected = taxCheckDigit(digits)
  if (expected !== Number(digits[9])) {
    return refused(
      'Mã số thuế sai: chữ số kiểm tra (số thứ 10) không khớp. Xin xem lại từng chữ số.',
      'The tax code is wrong: its check digit (the 10th) does not fit. Please compare digit by digit.',
    )
  }
  if (digits.length === 10) return { ok: true, value: digits, kind: 'enterprise' }
  if (digits.endsWith('000')) {
    return refused(
      'Ba số cuối của đơn vị phụ thuộc từ 001 đến 999.',
      'The last three digits of a dependent unit are 001 to 999.',
    )
  }
  return { ok: true, value: `${digits.slice(0, 10)}-${digits.slice(10)}`, kind: 'unit' }
}

/** A search whose words are a tax code, whatever stands between its digits, as the register keeps codes. */
export function withTaxCode(q: string | undefined): string | undefined {
  if (q === undefined || !/^[\d\s.\-‐-―−]+$/.test(q)) return q
  const digits = q.replace(/\D/g, '')
  if (digits.length < 6) return q
  return digits.length > 10 ? `${digits.slice(0, 10)}-${digits.slice(10)}` : digits
}

function refused(vi: string, en: string): TaxCodeCheck {
  return { ok: false, reason: { vi, en } }
}

function wrongLength(digits: string): TaxCodeCheck {
  const lost = `0${digits}`
  if ((lost.length === 10 || lost.length === 13) && taxCheckDigit(lost) === Number(lost[9])) {
    return refused(
      `Mã số thuế có 10 hoặc 13 chữ số, ở đây có ${digits.length}. Có lẽ bảng tính đã bỏ số 0 ở đầu: ${lost}?`,
      `A tax code has 10 or 13 digits, this has ${digits.length}. Perhaps a spreadsheet dropped the leading 0: ${lost}?`,
    )
  }
  return refused(
    `Mã số thuế có 10 hoặc 13 chữ số, ở đây có ${digits.length}.`,
    `A tax code has 10 or 13 digits, this has ${digits.length}.`,
  )
}
