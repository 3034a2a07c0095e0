import type { Child } from 'hono/jsx'
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

/**
 * The evidence of a record, seen in place: a picture as it is, the beginning of a text; of every file its name, size, hash, who
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
  if (file.mime.startsWith('image/')) {
    return (
      <a class="plain no-print mt-2 inline-block" href={`/files/${file.id}`}>
        <img
          class="max-h-72 max-w-full rounded-box border border-base-300"
          src={`/files/${file.id}`}
          alt={file.name}
          loading="lazy"
        />
      </a>
    )
  }
  if (!/^text\/(csv|plain)$/.test(file.mime) || file.size > largestText) return null
  const bytes = await system.files.read(file.sha256).catch(() => null)
  const text = bytes === null ? undefined : decodePlainText(bytes)?.text
  if (text === undefined) return null
  return (
    <section
      class="mt-2 max-h-48 overflow-auto rounded-box border border-base-300 p-2"
      tabindex={0}
      aria-label={t('Phần đầu của tệp', 'Beginning of the file')}
    >
      <pre class="whitespace-pre-wrap break-words text-sm">
        {text.slice(0, excerpt)}
        {text.length > excerpt ? '…' : ''}
      </pre>
    </section>
  )
}
