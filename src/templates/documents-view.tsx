import type { z } from 'zod'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Day, FileLink, Section } from '../ui/index.ts'
import type { DocumentRow } from './use.ts'

/** The letters and contracts that were made of a record, for whoever reads the record. */
export function Documents(props: {
  request: PageRequest
  title: string
  documents: readonly z.infer<typeof DocumentRow>[]
}) {
  const { request, title, documents } = props
  const { t } = request
  if (documents.length === 0) return null
  return (
    <Section
      title={title}
      id="letters"
      lead={t(
        'Tệp Word (.docx); mở bằng Word hoặc LibreOffice.',
        'Word files (.docx); Word and LibreOffice open them.',
      )}
    >
      <ul class="space-y-2">
        {documents.map((document) => (
          <li>
            <FileLink file={{ id: document.file.id, name: document.title }} t={t} />{' '}
            {document.cancelled === null ? null : (
              <Badge tone="warning">
                {t('Số đã hủy, không còn giá trị', 'Number cancelled, no longer valid')}
              </Badge>
            )}
            <span class="hint block">
              {t('Tạo ngày', 'Made on')} <Day day={document.madeOn} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
