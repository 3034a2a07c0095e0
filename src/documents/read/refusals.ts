import type { Words } from '../../platform/language.ts'
import { words } from '../../platform/language.ts'

/* Kinds of files that are met under the names of others, and what to do about each. */

const saveAs = words(
  'Xin mở tệp bằng Word, chọn "Lưu thành" (Save As), loại tệp "Tài liệu Word (.docx)", rồi gửi lại tệp mới.',
  'Open it in Word, choose "Save As", the type "Word Document (.docx)", and send the new file.',
)
const saveAsSheet = words(
  'Xin mở tệp bằng Excel, chọn "Lưu thành" (Save As), loại tệp "Sổ làm việc Excel (.xlsx)", rồi gửi lại tệp mới.',
  'Open it in Excel, choose "Save As", the type "Excel Workbook (.xlsx)", and send the new file.',
)
const unlock = words(
  'Xin mở tệp, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ > Mã hóa bằng mật khẩu, xóa trống), lưu lại rồi gửi tệp mới.',
  'Open it, take the password away (File > Info > Protect > Encrypt with Password, leave it empty), save it and send the new file.',
)

function both(what: Words, remedy: Words): Words {
  return { vi: `${what.vi}. ${remedy.vi}`, en: `${what.en}. ${remedy.en}` }
}

/** Why an archive is not read that is no whole Word or Excel file. */
export const brokenZip = words(
  'tệp nén (ZIP) hỏng, chưa tải về trọn hoặc không phải Word, Excel. Xin mở thử tệp trên máy rồi gửi lại tệp gốc.',
  'an archive (ZIP) that is damaged, not wholly copied, or no Word or Excel file. Try to open it on your computer and send the original again.',
)

function utf16(name: string): Buffer {
  return Buffer.from(name, 'utf16le')
}

/** Why an old office file (an OLE compound file, MS-CFB) is not read: its directory names what it holds in UTF-16. */
export function compoundFile(bytes: Uint8Array): Words {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (name: string) => file.includes(utf16(name))
  if (holds('EncryptedPackage')) return both(words('tệp có mật khẩu', 'the file has a password'), unlock)
  if (holds('Workbook') || holds('Book\0'))
    return both(words('tệp Excel kiểu cũ (.xls)', 'an Excel file of the old kind (.xls)'), saveAsSheet)
  if (holds('WordDocument'))
    return both(words('tệp Word kiểu cũ (.doc)', 'a Word file of the old kind (.doc)'), saveAs)
  return both(words('tệp văn phòng kiểu cũ', 'an office file of the old kind'), saveAs)
}

/** Why a text is not read that is the source of a formatted page: its marks would be taken for words. Null for a text that is one. */
export function markupText(text: string): Words | null {
  const head = text.slice(0, 2000).replace(/^\uFEFF?\s+/, '')
  if (head.startsWith('{\\rtf'))
    return both(words('tệp RTF, không phải Word', 'an RTF file, not a Word document'), saveAs)
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype html|html)\b/i.test(head))
    return both(
      words('trang web (HTML), không phải tệp văn bản', 'a web page (HTML), not a document'),
      saveAs,
    )
  if (/^mime-version:/i.test(head))
    return both(words('trang web đóng gói (MHT)', 'a packed web page (MHT)'), saveAs)
  if (/^<\?xml\b/i.test(head)) return both(words('tệp XML', 'an XML file'), saveAs)
  return null
}

/** What to do about a file of another kind. */
export function otherKind(extension: string): Words {
  const what = words(`loại tệp ${extension} không đọc được`, `files of type ${extension} cannot be read`)
  return ['odt', 'rtf', 'doc', 'pages', 'xml'].includes(extension) ? both(what, saveAs) : what
}
