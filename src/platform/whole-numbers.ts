/*
 * The number of a document ("80/2021/NĐ-CP") is read as one word; a browser breaks it at its hyphen. Style sheets know no
 * rule for that, so each one that stands in the text of a page is marked as whole (`app.css`), in this one place.
 */

/** Digits, perhaps a year, and letters with at least one hyphen between them. */
const number = /\d+(?:\/\d{4})?\/\p{L}[\p{L}\d]*(?:-\p{L}[\p{L}\d]*)+/gu
/** Elements whose text takes no mark: what a user edits, what a browser shows itself, and charts. */
const unmarked = /^<(?:textarea|option|title|script|style|text|tspan)\b/

/** A page as HTML with the numbers of documents in its text marked as whole. */
export function withWholeNumbers(html: string): string {
  // The tag that stands last before a number, and the one after it: both move forward alone, so that a page is read once.
  let last = 0
  let next = html.indexOf('<')
  return html.replace(number, (piece, offset: number) => {
    while (next !== -1 && next < offset) {
      last = next
      next = html.indexOf('<', next + 1)
    }
    const inTag = html.indexOf('>', last) > offset
    return inTag || unmarked.test(html.slice(last, last + 10)) ? piece : `<span class="whole">${piece}</span>`
  })
}
