import { Problem } from '../../platform/problem.ts'

/**
 * The text of a plain or Markdown file: UTF-8, or UTF-16 with its byte order mark.
 * @throws Problem `document.encoding` (422) for bytes that are neither, such as the old TCVN3 and VNI fonts
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('document.encoding', 422, {
      vi: 'Tệp không phải văn bản Unicode (có thể là bảng mã TCVN3, VNI hoặc một loại tệp khác). Xin lưu lại dưới dạng UTF-8.',
      en: 'The file is not Unicode text (it may be in TCVN3, VNI or be another kind of file). Save it as UTF-8.',
    })
  }
}
