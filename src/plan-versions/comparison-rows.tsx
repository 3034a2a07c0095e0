import type { Child } from 'hono/jsx'
import { type Language, type Translate, type Words, words } from '../platform/language.ts'
import { Badge, Table, type Tone } from '../ui/index.ts'
import type { ChangeKind, TextRow } from './compare.ts'
import type { Piece, TextChange } from './word-diff.ts'

/* The pieces that every part of a comparison is shown with. */

const kindWords: Readonly<Record<ChangeKind, { words: Words; tone: Tone }>> = {
  added: { words: words('Bổ sung', 'Added'), tone: 'success' },
  removed: { words: words('Bãi bỏ', 'Removed'), tone: 'error' },
  changed: { words: words('Sửa đổi', 'Changed'), tone: 'info' },
}

export function Texts({ t, caption, rows }: { t: Translate; caption: string; rows: readonly TextRow[] }) {
  const shown = rows.map(({ kind, code, text }) => ({ kind, code, body: <Text t={t} text={text} /> }))
  return <Rows t={t} caption={caption} rows={shown} />
}

/** A table of changes: what kind, of what, and the text with what went and what came. */
export function Rows(props: {
  t: Translate
  caption: string
  rows: readonly { kind: ChangeKind; code: string | null; body: Child }[]
}) {
  const { t } = props
  const coded = props.rows.some((row) => row.code !== null)
  return (
    <Table caption={props.caption} stack>
      <thead>
        <tr>
          <th scope="col">{t('Thay đổi', 'Change')}</th>
          {coded ? <th scope="col">{t('Mục', 'Item')}</th> : null}
          <th scope="col">{t('Nội dung', 'Content')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr>
            <td data-label={t('Thay đổi', 'Change')}>
              <Kind t={t} kind={row.kind} />
            </td>
            {coded ? (
              <td class="sm:max-w-48" data-label={t('Mục', 'Item')}>
                {row.code}
              </td>
            ) : null}
            <td data-label={t('Nội dung', 'Content')}>
              <div class="max-w-prose">{row.body}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

export function Kind({ t, kind }: { t: Translate; kind: ChangeKind }) {
  return <Badge tone={kindWords[kind].tone}>{t(kindWords[kind].words)}</Badge>
}

/** A changed text in the reader's language; where only the other language changed, that one. */
export function Text({ t, text }: { t: Translate; text: TextChange }) {
  const own = languageOf(t) === 'vi' ? text.vi : text.en
  if (own !== null) return <Diff t={t} pieces={own} />
  const other = text.vi ?? text.en
  return (
    <>
      <span class="hint">
        {languageOf(t) === 'vi' ? 'Chỉ bản tiếng Anh thay đổi: ' : 'Only the Vietnamese changed: '}
      </span>
      <span lang={languageOf(t) === 'vi' ? 'en' : 'vi'}>
        <Diff t={t} pieces={other ?? []} />
      </span>
    </>
  )
}

export function languageOf(t: Translate): Language {
  return t('vi', 'en') === 'en' ? 'en' : 'vi'
}

export function Diff({ t, pieces }: { t: Translate; pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ kind, text }, place) => {
        const gap = place === 0 ? '' : ' '
        if (kind === 'same') return `${gap}${text}`
        if (kind === 'removed') {
          return (
            <>
              {gap}
              <del class="text-error line-through">
                <span class="sr-only">{t('[bỏ] ', '[removed] ')}</span>
                {text}
              </del>
            </>
          )
        }
        return (
          <>
            {gap}
            <ins class="font-semibold text-success underline">
              <span class="sr-only">{t('[thêm] ', '[added] ')}</span>
              {text}
            </ins>
          </>
        )
      })}
    </>
  )
}
