import type { Language } from '../platform/language.ts'
import { translator } from '../platform/language.ts'
import { type PersonalKind, personalKinds } from './kinds.ts'
import { marked } from './marked.ts'

const kinds = Object.keys(personalKinds) as PersonalKind[]

/** The columns that hold this kind, as `table.column`. */
export function columnsOf(kind: PersonalKind): string[] {
  return Object.entries(marked).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, mark]) => (mark === kind ? [`${table}.${column}`] : [])),
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
    const { name, purpose, retention } = personalKinds[kind]
    const kept = retention === null ? t('Chưa khai báo thời hạn', 'No period stated yet') : t(retention)
    return `### ${t(name)}

- ${t('Mục đích', 'Purpose of processing')}: ${t(purpose)}
- ${t('Lưu giữ', 'Retention')}: ${kept}
- ${t('Cột', 'Columns')}: ${columnsOf(kind).join(', ')}
`
  })
  return `## ${t('Tiếng Việt', 'English')}

${t(
  'Sổ này được lập từ các cột đã đánh dấu trong mã nguồn. Luật 91/2025/QH15 có hiệu lực từ 01/01/2026. Căn cứ pháp lý và thời hạn lưu của từng loại: cần đối chiếu.',
  'Made from the columns marked in the source. Law 91/2025/QH15 is in force from 01/01/2026. Basis in law and period of retention of each kind: still to be checked.',
)}

${t(
  'Nhật ký thao tác (bảng audit và change) lưu giá trị ở dạng đọc được và được nối bằng mã băm, nên không sửa hay xóa được. Phần mềm chưa có chức năng xóa dữ liệu của một người hay xuất dữ liệu của một người.',
  'The audit trail (tables audit and change) holds values readably and is chained by hashes, so that nothing in it is edited or deleted. The program does not yet export or erase the data of one person.',
)}

${entries.join('\n')}`
}
