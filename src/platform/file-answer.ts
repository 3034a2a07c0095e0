import { z } from 'zod'
import type { AuditEvent } from './events.ts'
import { type FileQueryDeclaration, namedEvent, type Query, query } from './operation.ts'

/** A file that a query gives in place of JSON, as bytes that may still be read while they are sent. */
export interface FileAnswer {
  readonly name: string
  readonly type: string
  readonly body: string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>
  /** What the trail tells of its being taken, under the name of the query; left out where it tells nothing. */
  readonly taken?: Pick<AuditEvent, 'subject' | 'facts'>
}

const answered = z.custom<FileAnswer>()

/** Declares a read that answers a file: REST sends its bytes, the description of REST names its media type. */
export function fileQuery<I extends z.ZodObject>(
  declaration: FileQueryDeclaration<I, typeof answered>,
): Query<I, typeof answered> {
  namedEvent(declaration.name, declaration.summary)
  return query({ ...declaration, output: answered })
}

/** A file of ours as a download; never kept by a cache on the way. */
export function download(name: string, type: string, body: FileAnswer['body']): Response {
  const whole = typeof body === 'string' || body instanceof Uint8Array
  return new Response(whole ? body : ReadableStream.from(body), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'private, no-store',
    },
  })
}
