import type { Language } from '../platform/language.ts'
import { translator } from '../platform/language.ts'
import { type PersonalKind, personalKinds } from '../platform/personal.ts'
import { keptTables } from './kept.ts'
import { notStated, personalDataLaw } from './law.ts'
import { inOrder, personalTables } from './leads.ts'
import { marked } from './marked.ts'
import { trailMark } from './seals.ts'

const kinds = Object.keys(personalKinds) as PersonalKind[]

/** The columns that hold this kind, as `table.column`. */
export function columnsOf(kind: PersonalKind): string[] {
  const tables = Object.entries(marked).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return tables.flatMap(([table, columns]) =>
    inOrder(columns).flatMap(([column, mark]) => (mark === kind ? [`${table}.${column}`] : [])),
  )
}

/** The register of processing as Markdown, in Vietnamese and then in English. It claims no basis in law that was not checked. */
export function registerText(): string {
  return `# Sổ xử lý dữ liệu cá nhân · Register of processing

${part('vi')}
${part('en')}`
}

function part(language: Language): string {
  const t = translator(language)
  const entries = kinds.map((kind) => {
    const { name, purpose, from, retention } = personalKinds[kind]
    const kept = retention === null ? t('Chưa khai báo thời hạn', 'No period stated yet') : t(retention)
    return `### ${t(name)}

- ${t('Mục đích', 'Purpose of processing')}: ${t(purpose)}
- ${t('Lấy từ', 'Where from')}: ${t(from)}
- ${t('Căn cứ pháp lý', 'Legal basis')}: ${t(notStated)}
- ${t('Lưu giữ', 'Retention')}: ${kept}
- ${t('Cột', 'Columns')}: ${columnsOf(kind).join(', ')}
`
  })
  return `## ${t('Tiếng Việt', 'English')}

${t(
  'Sổ này được lập từ các cột đã đánh dấu trong mã nguồn.',
  'Made from the columns marked in the source.',
)} ${t(personalDataLaw)}. ${t(
    'Điều khoản làm căn cứ cho từng loại: chưa nêu, cần đối chiếu.',
    'The article for each kind is not stated and is still to be checked.',
  )}

${entries.join('\n')}
### ${t('Nhật ký và dữ liệu cá nhân', 'The audit trail and personal data')}

${t(
  'Nhật ký (bảng audit và change) nối bằng mã băm nên không sửa hay xóa dòng nào. Giá trị cá nhân ghi vào đó được mã hóa bằng khóa của từng người (bảng person_key), hoặc của từng dòng khi văn bản có thể nêu tên bất kỳ ai; tên người làm chỉ ghi bằng mã tài khoản.',
  'The audit trail (tables audit and change) is chained by hashes, so that no row of it is edited or deleted. Personal values in it are encrypted under a key for each person (table person_key), or for each row where a text may name anybody; who acted stands there by the number of the account alone.',
)}

${t(
  'Dòng ghi trước khi có cách này giữ nguyên giá trị đọc được: audit.actor, audit.input và, trong change.after, các cột dưới đây. Chỉ thanh tra, kiểm toán xem được, và sau khi xóa thì chương trình không đưa ra cho ai nữa; chuỗi của chúng không ghi lại.',
  'Rows written before hold values readably: audit.actor, audit.input and, in change.after, the columns below. Inspectors and auditors alone read them, and after an erasure the program shows them to nobody; their chain is not rewritten.',
)}

- ${t('Cột mã hóa trong change.after', 'Columns encrypted in change.after')}: ${personalTables
    .flatMap((table) => {
      const mark = trailMark(table)
      return mark === null
        ? []
        : [...mark.owned, ...mark.texts].map((column) => `${mark.tableName}.${column}`)
    })
    .join(', ')}

### ${t('Giữ lại khi một người được xóa', 'Kept when a person is erased')}

${[...Map.groupBy(Object.entries(keptTables), ([, reason]) => t(reason))]
  .map(([reason, tables]) => `- ${tables.map(([table]) => table).join(', ')}: ${reason}`)
  .join('\n')}
`
}
