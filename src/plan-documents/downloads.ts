import { documentDownload } from '../documents/write/export.ts'
import { showDraft } from '../plan-drafts/index.ts'
import { staff } from '../platform/actor.ts'
import { download } from '../platform/file-answer.ts'
import { type Page, page } from '../platform/page.ts'
import { slug } from '../platform/text.ts'
import { planDocx, planPdf, planXlsx } from './files.ts'
import { dutyHeadings } from './official.ts'
import { planFile, planFormats } from './queries.ts'

/** `GET /plan/document.docx`, `.pdf`, `.xlsx`: the plan as a file. */
export const planFilePages: readonly Page[] = planFormats.map((format) =>
  page({
    route: `GET /plan/document.${format}`,
    may: ['public'],
    run: async (request) => {
      const file = await request.execute(planFile, { format })
      return documentDownload(request, file)
    },
  }),
)

const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The draft as a file, with "DỰ THẢO" on every page. */
export const draftFilePage = page({
  route: 'GET /plan-drafts/{id}/download',
  may: staff,
  async run(request) {
    const draft = await request.execute(showDraft, { id: request.params.id })
    const { reading } = draft
    const writing = {
      agencies: new Map(draft.agencies.map(({ key, name }) => [key, name])),
      headings:
        reading === null
          ? undefined
          : dutyHeadings(reading.plan.sections, reading.first.document, draft.document),
      indicators: new Map(draft.indicators.map(({ key, name, unit }) => [key, { name, unit }])),
      banner: 'DỰ THẢO',
    }
    const wished = request.url.searchParams.get('format')
    const format = wished === 'pdf' || wished === 'xlsx' ? wished : 'docx'
    const write = { docx: planDocx, pdf: planPdf, xlsx: planXlsx }[format]
    const bytes = await write(draft.document, writing)
    return download(
      `du-thao-${slug(draft.label) || draft.id}.${format}`,
      formats[format],
      Uint8Array.from(bytes),
    )
  },
})
