import type { TextBlock } from './blocks.ts'
import { slicePlain, spanIn } from './text.ts'
import { type Head, periodsIn } from './title-block.ts'

const approving =
  /^dieu 1[.:]? ?(?:phe duyet|ban hanh|thong qua)(?: kem theo (?:quyet dinh|nghi quyet) nay)? (?:noi dung )?["“]?(?:(?:ke hoach|chuong trinh|de an|du an|phuong an)(?: hanh dong)? ["“]?)?(?!so \d|nay\b)/
const ending =
  /["”]|,? (?:voi|gom|bao gom|co)(?: cac| nhung| mot so)? noi dung|,? (?:cu the )?nhu sau|[:;(]|\.(?: |$)/

/** A copy that has lost kind and title of a decision: "Điều 1. Phê duyệt Kế hoạch … đến năm 2020 (sau đây gọi tắt là Kế hoạch) …". */
export function fillFromArticle(head: Head, blocks: readonly TextBlock[]): void {
  for (const { plain } of blocks) {
    const approved = approving.exec(plain.folded)
    if (approved === null) continue
    const from = approved[0].length
    const stop = plain.folded.slice(from).search(ending)
    const title = slicePlain(plain, from, stop === -1 ? plain.text.length : from + stop)
    if (title.text.length < 10) return
    const value = title.text.charAt(0).toUpperCase() + title.text.slice(1)
    head.title = { value, span: spanIn(title) }
    if (head.periods.length === 0) head.periods = periodsIn(title)
    return
  }
}
