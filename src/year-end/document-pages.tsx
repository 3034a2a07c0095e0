import { documentDownload } from '../documents/write/export.ts'
import { officers } from '../platform/actor.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { yearEndFile } from './document.ts'

/** The links to a document in both formats. @param href the address of its record */
export function DocumentLinks({ request: { t }, href }: { request: PageRequest; href: string }) {
  return (
    <p class="mt-3 flex flex-wrap gap-4">
      <a href={`${href}/document.docx`}>{t('Văn bản (DOCX)', 'Document (DOCX)')}</a>
      <a href={`${href}/document.pdf`}>{t('Văn bản (PDF)', 'Document (PDF)')}</a>
    </p>
  )
}

export const documentPages = (['docx', 'pdf'] as const).map((format) =>
  page({
    route: `GET /budget/year-end/{id}/document.${format}`,
    may: officers,
    run: async (request) =>
      documentDownload(request, await request.execute(yearEndFile, { id: numberOf(request, 'id'), format })),
  }),
)
