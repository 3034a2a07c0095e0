import { instrumentIn } from './instruments.ts'
import { labelOf } from './labels.ts'
import type { Instrument, Span } from './schema.ts'
import { type Plain, slicePlain, spanIn } from './text.ts'

/** `(Kế hoạch này thay thế Kế hoạch số … )` in a paragraph: the instrument, with the place of its sentence. */
export function readReplaced(plain: Plain, span: Span): Instrument | null {
  const at = plain.folded.search(
    /\bthay the (?:cho )?(?:ke hoach so\b|(?<=\b(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|de an) nay\b.*)(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|de an) (?:so )?\d)|(?<=\b(?:ke hoach|quyet dinh|nghi quyet) nay (?:co hieu luc\b.*)?)\bbai bo (?=(?:ke hoach|quyet dinh|chuong trinh|nghi quyet) so \d)/,
  )
  if (at === -1) return ended(plain, span)
  const from = Math.max(
    0,
    plain.folded.lastIndexOf('. ', at) + (plain.folded.lastIndexOf('. ', at) === -1 ? 1 : 2),
  )
  const end = sentenceEnd(plain.text, from, at)
  const sentence = slicePlain(plain, from, end)
  // "Điều 2." before the sentence is its label.
  const start = from <= (labelOf(plain.text)?.length ?? 0) ? span.start : spanIn(sentence).start
  // What follows the sentence, such as initials, is not part of it.
  const stop = end >= plain.text.length ? span.end : spanIn(sentence).end
  return {
    ...instrumentIn(slicePlain(plain, at + 'bai bo '.length, end), { start, end: stop }),
    text: sentence.text,
  }
}

/** "Quyết định này có hiệu lực từ ngày ký; Quyết định số 12/QĐ-… ngày … hết hiệu lực". */
function ended(plain: Plain, span: Span): Instrument | null {
  const found =
    /\b(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|de an) so \d[^.;]{5,160} (?:het hieu luc|bi bai bo)\b/.exec(
      plain.folded,
    )
  const isOfThis = /\b(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|de an) nay co hieu luc\b/.test(
    plain.folded,
  )
  if (found === null || !isOfThis) return null
  const words = slicePlain(plain, found.index, found.index + found[0].length)
  return { ...instrumentIn(words, span), text: plain.text }
}

/** Where a sentence ends that has begun at `from`: with the bracket that it opened, else with a full stop outside brackets. */
function sentenceEnd(text: string, from: number, at: number): number {
  const opened = text.charAt(from) === '('
  let depth = 0
  for (let place = from; place < text.length; place++) {
    const sign = text.charAt(place)
    if (sign === '(') depth++
    if (sign === ')') depth--
    const isStop = sign === '.' && (place + 1 === text.length || text.charAt(place + 1) === ' ')
    if (place < at) continue
    if (opened ? sign === ')' && depth <= 0 : isStop && depth <= 0)
      return text.charAt(place + 1) === '.' ? place + 2 : place + 1
  }
  return text.length
}
