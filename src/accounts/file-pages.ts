import { firstPage, largestPdf } from '../documents/preview/first-page.ts'
import { withAccount } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type Page, page } from '../platform/page.ts'
import { fileHeaders, fileResponse } from '../platform/pages.ts'
import { notFound } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { describeFile } from '../platform/uploads.ts'

/** Evidence files, for whoever may read them. */
export const filePages: readonly Page[] = [
  page({
    route: 'GET /files/{id}',
    may: withAccount,
    run: (request) => fileResponse(request, request.params.id ?? ''),
  }),
  page({
    route: 'GET /files/{id}/first-page',
    may: withAccount,
    async run(request) {
      const { files } = request.system
      const { sha256, mime, size } = await request.execute(describeFile, { id: request.params.id })
      if (mime !== 'application/pdf' || size > largestPdf) throw notFound(words('trang xem trước', 'Preview'))
      // Asked each time: a file that was drawn may be withheld since.
      const withheld = await files.withheld(sha256)
      if (withheld !== null) throw withheld
      const picture = await firstPage(sha256, () => files.read(sha256))
      return new Response(picture, {
        headers: {
          ...fileHeaders(`${sha256}-1`),
          'Content-Type': 'image/png',
          'Content-Disposition': `inline; filename="${markedFileName('trang-1.png')}"`,
        },
      })
    },
  }),
]
