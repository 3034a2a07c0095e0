import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { nomineeKinds } from './fields.ts'
import {
  applyNominations,
  checkNominations,
  importers,
  showNominationImport,
  showNominationImportRows,
  showNominationsToMend,
} from './import.ts'
import { nominationColumns } from './import-rules.ts'
import { crumbs } from './nomination-list.tsx'

const found = (request: PageRequest) => request.execute(showNominationImport, { id: numberOf(request, 'id') })

export const nominationImportPages = importRoom({
  command: checkNominations,
  list: '/nominations',
  title: words('Nhập đề nghị khen thưởng từ Excel', 'Import nominations from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một tập thể hoặc cá nhân; người đã được đề nghị trong đợt thì không ghi lần nữa. Giấy tờ nộp sau, ở từng đề nghị.',
      'One group or person a row; who is nominated in the call already is not entered again. Papers are added to each nomination afterwards.',
    ),
    `${t('Tập thể hay cá nhân', 'Group or person')}: ${t(quotedNames(nomineeKinds))}.`,
  ],
  more: (state, t) => {
    const f = fields(state, t, checkNominations)
    return (
      <>
        {f.number('callId', {
          label: t('Số của đợt đề nghị', 'Number of this call'),
          hint: t('Số trong địa chỉ trang của đợt.', 'As in the address of its page.'),
        })}
        {f.check('consents', {
          label: t(
            'Các cá nhân trong bảng đã đồng ý được đề nghị và để chương trình giữ thông tin trên',
            'The persons of the table agreed to be nominated and that the program keeps this',
          ),
        })}
      </>
    )
  },
  initial: ({ url }: PageRequest) => ({ callId: url.searchParams.get('callId') ?? undefined }),
  template: {
    name: 'mau-nhap-de-nghi-khen-thuong',
    title: words('Mẫu nhập đề nghị khen thưởng', 'Template of nominations'),
    columns: nominationColumns,
  },
  readers: [...importers, 'auditor'],
  writers: [...importers],
  crumbs,
  rows: showNominationImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: nominationColumns.name, value: (row) => row.label },
    problemsColumn(t, nominationColumns),
  ],
  found,
  again: async (request) => {
    const { callId, agencyId, consents } = await found(request)
    return { callId, agencyId, ...(consents ? { consents: 'true' } : {}) }
  },
  apply: applyNominations,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} đề nghị; xin nộp giấy tờ rồi gửi từng đề nghị.`,
      `Imported ${en.added} nominations; add papers and submit each.`,
    ),
  toMend: showNominationsToMend,
})
