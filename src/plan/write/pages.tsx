import { download } from '../../documents/export.ts'
import type { Translate } from '../../platform/language.ts'
import { type Page, page } from '../../platform/page.ts'
import { LinkButton } from '../../ui/index.ts'
import { planFile, planFormats } from './queries.ts'

/** `GET /plan/document.docx`, `.pdf`, `.xlsx`: the plan as a file. */
export const planFilePages: readonly Page[] = planFormats.map((format) =>
  page({
    route: `GET /plan/document.${format}`,
    may: ['public'],
    run: async (request) => {
      const file = await request.execute(planFile, { format })
      return download(file.name, file.mime, Uint8Array.from(Buffer.from(file.base64, 'base64')))
    },
  }),
)

/** The plan's downloads, beside the heading of its page. */
export function PlanDownloads({ t }: { t: Translate }) {
  return (
    <>
      <LinkButton href="/plan/document.docx">{t('Văn bản (DOCX)', 'Document (DOCX)')}</LinkButton>
      <LinkButton href="/plan/document.pdf">PDF</LinkButton>
      <LinkButton href="/plan/document.xlsx">{t('Bảng tính (XLSX)', 'Workbook (XLSX)')}</LinkButton>
    </>
  )
}
