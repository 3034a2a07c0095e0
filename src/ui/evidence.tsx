import type { Child } from 'hono/jsx'
import { largestPdf } from '../documents/preview/first-page.ts'
import { readDocumentFile } from '../documents/read/apart.ts'
import { decodePlainText } from '../platform/encoding.ts'
import { formatMegabytes } from '../platform/megabytes.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { describeFile } from '../platform/uploads.ts'
import { FileLink, Moment, Section } from './pieces.tsx'

type Described = Output<typeof describeFile>

/** A file that a record rests on, and what it is to the record. */
export interface EvidenceFile {
  readonly what: string
  readonly file: { readonly id: number; readonly name: string } | null
}

/** How many files are described on the page; the others are links. */
const most = 12
/** Characters of a text that are shown, and the largest text that is read for them, in bytes. */
const excerpt = 1500
const largestText = 1_048_576

/** The largest DOCX that is read for its beginning, in bytes. */
const largestDocx = 2 * 1_048_576
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * The evidence of a record, seen in place, folded: a picture as it is, the first page of a PDF, the beginning of a text or DOCX; of every file its name, size, hash, who
 * brought it and when. Nothing where there is none. Async: `{await Evidence({ … })}`.
 */
export async function Evidence(props: {
  request: PageRequest
  title: string
  files: readonly EvidenceFile[]
}) {
  const { request, title } = props
  const seen = new Set<number>()
  const files = props.files.filter(({ file }) => {
    if (file === null || seen.has(file.id)) return false
    seen.add(file.id)
    return true
  })
  if (files.length === 0) return null
  const shown = await Promise.all(
    files
      .slice(0, most)
      .map(async ({ what, file }) => ({ what, shown: file && (await described(request, file)) })),
  )
  return (
    <Section title={title} id="evidence">
      <ul class="grid gap-4">
        {shown.map((one) => (
          <li>
            <p class="hint">{one.what}</p>
            {one.shown}
          </li>
        ))}
        {files.slice(most).map(({ what, file }) => (
          <li>
            <span class="hint">{what}:</span> <FileLink file={file} t={request.t} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

async function described(request: PageRequest, file: { id: number; name: string }): Promise<Child> {
  const { t, language } = request
  const found = await request.execute(describeFile, { id: file.id }).catch((error: unknown) => {
    if (error instanceof Problem && (error.status === 403 || error.status === 404)) return null
    throw error
  })
  // A reader of the record may not be one of the file.
  if (found === null) return <p>{file.name}</p>
  return (
    <>
      <p>
        <FileLink file={found} t={t} />{' '}
        <span class="hint">
          {sizeOf(found.size, language)} · <Moment at={found.uploadedAt} />
          {found.uploadedBy === null ? '' : ` · ${found.uploadedBy}`}
        </span>
      </p>
      <p class="hint break-all">SHA-256 {found.sha256}</p>
      {await previewOf(request, found)}
    </>
  )
}

function sizeOf(bytes: number, language: 'vi' | 'en'): string {
  if (bytes < 1024) return `${formatNumber(bytes, language)} B`
  if (bytes >= 1_048_576) return `${formatMegabytes(bytes, language)} MB`
  return `${formatNumber(Math.round(bytes / 1024), language)} KB`
}

/** What can be seen of a file without opening it; what is withheld, or of another kind, is opened by its name. */
async function previewOf({ system, t }: PageRequest, file: Described): Promise<Child> {
  const withheld = await system.files.withheld(file.sha256)
  if (withheld !== null) return <p class="hint">{t(withheld.words)}</p>
  if (file.mime.startsWith('image/'))
    return (
      <Preview label={t('Xem ảnh', 'See the picture')}>
        <Picture href={`/files/${file.id}`} src={`/files/${file.id}`} alt={file.name} />
      </Preview>
    )
  if (file.mime === 'application/pdf' && file.size <= largestPdf)
    return (
      <Preview label={t('Xem trang đầu', 'See the first page')}>
        <Picture
          href={`/files/${file.id}`}
          src={`/files/${file.id}/first-page`}
          alt={t(
            `Trang đầu của ${file.name}; không hiện được nếu tệp hỏng hoặc có mật khẩu`,
            `First page of ${file.name}; not shown if the file is damaged or has a password`,
          )}
        />
      </Preview>
    )
  const text = await beginningOf(system, file)
  if (text === undefined) return null
  return (
    <Preview label={t('Xem phần đầu', 'See the beginning')}>
      <section
        class="max-h-96 overflow-auto rounded-box border border-base-300 p-2"
        tabindex={0}
        aria-label={t('Phần đầu của tệp', 'Beginning of the file')}
      >
        <pre class="whitespace-pre-wrap break-words text-sm">{text}</pre>
      </section>
    </Preview>
  )
}

/** What is seen of a file when one opens the fold; a picture in it is fetched then and not before. */
function Preview(props: { label: string; children: Child }) {
  return (
    <details class="no-print mt-1" data-preview="1">
      <summary>{props.label}</summary>
      <div class="mt-2">{props.children}</div>
    </details>
  )
}

function Picture({ href, src, alt }: { href: string; src: string; alt: string }) {
  return (
    <a class="plain inline-block" href={href}>
      <img
        class="max-h-[40rem] max-w-full rounded-box border border-base-300"
        src={src}
        alt={alt}
        loading="lazy"
      />
    </a>
  )
}

/** The beginnings of documents that were read, by hash: a page that is looked at again reads none of them again. */
const beginnings = new Map<string, string | undefined>()
const mostKept = 500

/** The first lines of a text or DOCX; undefined for other kinds, and for what cannot be read. */
async function beginningOf({ files }: PageRequest['system'], file: Described): Promise<string | undefined> {
  const plain = /^text\/(csv|plain)$/.test(file.mime) && file.size <= largestText
  if (!plain && !(file.mime === docx && file.size <= largestDocx)) return undefined
  if (beginnings.has(file.sha256)) return beginnings.get(file.sha256)
  const bytes = await files.read(file.sha256).catch(() => null)
  if (bytes === null) return undefined
  const text = plain
    ? decodePlainText(bytes)?.text
    : await readDocumentFile(file.name, bytes).then(
        (read) => read.text,
        () => undefined,
      )
  const shown = text === undefined || text.length <= excerpt ? text : `${text.slice(0, excerpt)}…`
  const [oldest] = beginnings.keys()
  if (beginnings.size >= mostKept && oldest !== undefined) beginnings.delete(oldest)
  beginnings.set(file.sha256, shown)
  return shown
}
