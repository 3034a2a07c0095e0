import { tableInput } from '../documents/read/table.ts'
import { flag, optionalText } from '../platform/fields.ts'
import { type Translate, type Words, words } from '../platform/language.ts'
import type { Fields } from '../ui/index.ts'

/** What the check of a table with headings is given; spread into its input. */
export const readingInput = {
  ...tableInput,
  /** The sheet to read, where several have the headings. */
  sheet: optionalText(100),
  /** Converts texts that were typed for fonts of before Unicode (TCVN3, VNI). */
  convert: flag(),
}

/** A table comes as a file or as pasted rows. */
export const tableNeeded = {
  field: 'fileId',
  of: ['text'],
  when: ({ text }: { readonly text?: string | undefined }) => text === undefined,
  said: words('khi không dán các dòng', 'without pasted rows'),
  words: words('Xin chọn tệp hoặc dán các dòng.', 'Please choose a file or paste rows.'),
} as const

/** The fields of a form that takes such a table: a file, or pasted rows. @param most how much it takes */
export const readingFields = (
  f: Fields<'fileId' | 'text' | 'sheet' | 'convert'>,
  t: Translate,
  most: Words,
) => (
  <>
    {f.file('fileId', {
      label: t('Tệp Excel hoặc CSV', 'Excel or CSV file'),
      accept: '.xlsx,.csv,.txt',
      hint: t(most),
    })}
    {f.area('text', {
      label: t('Hoặc dán các dòng từ bảng tính hay tệp CSV', 'Or paste rows from a spreadsheet or CSV file'),
      hint: t('Dán cả dòng tiêu đề.', 'With the row of headings.'),
      rows: 5,
    })}
    {f.text('sheet', {
      label: t('Trang tính', 'Sheet'),
      hint: t(
        'Khi tệp có nhiều trang có số liệu: tên trang cần đọc.',
        'Where several sheets have data: the one to read.',
      ),
    })}
    {convertField(f, t)}
  </>
)

/** Whether texts typed for fonts of before Unicode are converted. */
export const convertField = (f: Fields<'convert'>, t: Translate) =>
  f.check('convert', { label: t('Chuyển phông chữ cũ sang Unicode', 'Convert old fonts to Unicode') })

/** How numbers in texts are written, where the table does not tell. */
export const numbersField = (f: Fields<'numbers'>, t: Translate) =>
  f.select('numbers', {
    label: t('Kiểu số', 'Form of numbers'),
    empty: t('Tự nhận', 'Told from the table'),
    choices: [
      { value: 'vi', label: t('1.234,5 (dấu phẩy thập phân)', '1.234,5 (decimal comma)') },
      { value: 'en', label: t('1,234.5 (dấu chấm thập phân)', '1,234.5 (decimal point)') },
    ],
  })
