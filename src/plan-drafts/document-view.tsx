import type { PageRequest } from '../platform/page.ts'
import type { DraftDocument } from './draft.ts'
import { lineCounter, type Mark, pageAt, pageStarts, piecesOf } from './highlights.ts'
import type { DraftReading, ReviewedFinding } from './review.ts'
import { valueAt } from './sections.ts'
import { itemAnchor, spanAnchor } from './words.ts'

/** The document's text as pages, and how a page of it is reached. */
export interface DocumentText {
  readonly text: string
  readonly starts: readonly number[]
  /** The page that is shown, from 0. */
  readonly page: number
  readonly lineOf: (offset: number) => number
  /** The address of an anchor that stands at an offset. */
  readonly hrefOf: (anchor: string, offset: number) => string
}

/** The text and the page of it that the address asks for (`?text=2`). */
export function documentText(url: URL, text: string): DocumentText {
  const starts = pageStarts(text)
  const wished = Number(url.searchParams.get('text') ?? 1) - 1
  const page = Number.isInteger(wished) && wished >= 0 && wished < starts.length ? wished : 0
  return {
    text,
    starts,
    page,
    lineOf: lineCounter(text),
    hrefOf(anchor, offset) {
      const at = pageAt(starts, offset)
      return at === page ? `#${anchor}` : `${url.pathname}?text=${at + 1}#${anchor}`
    },
  }
}

/** Everything that is marked in the text: what was taken into the draft, what was found, what could not be placed. */
export function marksOf(
  reading: DraftReading,
  document: DraftDocument,
  findings: readonly ReviewedFinding[],
): Mark[] {
  const items = Object.entries(reading.spans)
    // The whole table is no place to look for a figure.
    .filter(([path]) => path !== 'budget' && valueAt(document, path) !== undefined)
    .map(([path, span]): Mark => ({ id: spanAnchor(path), span, kind: 'item', href: `#${itemAnchor(path)}` }))
  const found = findings.map(
    ({ index, finding }): Mark => ({
      id: `f-${index}`,
      span: finding.span,
      kind: finding.severity,
      href: `#finding-${index}`,
    }),
  )
  const unplaced = reading.plan.unplaced.map(
    ({ span }, index): Mark => ({ id: `u-${index}`, span, kind: 'unplaced', href: `#unplaced-${index}` }),
  )
  return [...items, ...found, ...unplaced]
}

const looks: Readonly<Record<Mark['kind'], string>> = {
  item: 'bg-info/10 text-inherit',
  info: 'bg-info/10 text-inherit',
  warning: 'bg-warning/30 text-inherit outline outline-warning',
  error: 'bg-error/20 text-inherit outline-2 outline-error',
  unplaced: 'bg-base-300 text-inherit outline outline-dashed',
}

/** One page of the text with its places marked, in a frame that scrolls by itself on a wide screen. */
export function MarkedText(props: { request: PageRequest; source: DocumentText; marks: readonly Mark[] }) {
  const { request, source } = props
  const { t, url } = request
  const { text, starts, page } = source
  const pieces = piecesOf(text, starts[page] ?? 0, starts[page + 1] ?? text.length, props.marks)
  const linked = new Set<string>()
  return (
    <>
      {starts.length === 1 ? null : (
        <nav
          class="no-print mb-2 flex flex-wrap gap-2 text-sm"
          aria-label={t('Trang của văn bản', 'Pages of the text')}
        >
          {starts.map((start, index) =>
            index === page ? (
              <b>{index + 1}</b>
            ) : (
              <a
                href={`${url.pathname}?text=${index + 1}#document`}
                title={t(`từ dòng ${source.lineOf(start)}`, `from line ${source.lineOf(start)}`)}
              >
                {index + 1}
              </a>
            ),
          )}
        </nav>
      )}
      <section
        class="rounded-box border border-base-300 bg-base-100 max-h-[calc(100vh-9rem)] overflow-y-auto p-4 print:max-h-none"
        tabindex={0}
        aria-label={t('Văn bản, có đánh dấu', 'The document with its places marked')}
      >
        <div class="text-[0.95rem] leading-7 break-words whitespace-pre-wrap" lang="vi">
          {pieces.map((piece) => {
            const { mark } = piece
            // A line's end between two places is nothing to follow a link by.
            const first = mark !== null && !linked.has(mark.id) && piece.text.trim() !== ''
            if (mark !== null && first) linked.add(mark.id)
            const [anchor, ...others] = piece.anchors
            return (
              <>
                {others.map((id) => (
                  <span class="scroll-mt-24" id={id}></span>
                ))}
                {mark === null ? (
                  anchor === undefined ? (
                    piece.text
                  ) : (
                    <span id={anchor}>{piece.text}</span>
                  )
                ) : (
                  <mark class={`scroll-mt-24 target:bg-accent/40 ${looks[mark.kind]}`} id={anchor}>
                    {first ? (
                      <a class="text-inherit decoration-dotted underline-offset-4" href={mark.href}>
                        {piece.text}
                      </a>
                    ) : (
                      piece.text
                    )}
                  </mark>
                )}
              </>
            )
          })}
        </div>
      </section>
    </>
  )
}
