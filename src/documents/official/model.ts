/** A piece of a line with its own weight. */
export interface Run {
  readonly text: string
  readonly bold?: boolean
  readonly italic?: boolean
}

/** A text, plain or in pieces; `\n` begins a new line. */
export type RichText = string | readonly Run[]

export type Align = 'left' | 'center' | 'right' | 'justify'

/** A cell of a table. Numbers come formatted by the caller ("1.234.567,89"); a column of them has `align: 'right'`. */
export interface TableCellText {
  readonly text: RichText
  readonly columnSpan?: number
  readonly rowSpan?: number
  readonly bold?: boolean
  readonly italic?: boolean
  readonly align?: Align
}

export interface TableColumn {
  readonly title: string
  /** How its cells stand; left if not said. */
  readonly align?: Align
  /** Share of the width, relative to the other columns; 1 if not said. */
  readonly width?: number
}

export interface TableRowText {
  /** A cell that a `rowSpan` above covers is left out, as in HTML. */
  readonly cells: readonly (string | TableCellText)[]
  /** A total or the head of a group. */
  readonly bold?: boolean
}

export interface TableBlock {
  readonly type: 'table'
  readonly columns: readonly TableColumn[]
  /** Head rows with spans, instead of the one row of the columns' titles. They repeat on every page. */
  readonly headerRows?: readonly (readonly (string | TableCellText)[])[]
  readonly rows: readonly TableRowText[]
  /** Stands above the table, bold: "Bảng 1. Kinh phí thực hiện". */
  readonly caption?: string
  /** Stands above the table on the right, italic: "Đơn vị tính: triệu đồng". */
  readonly unit?: string
  /** In points; 12 if not said. */
  readonly fontSize?: number
}

export interface ListBlock {
  readonly type: 'list'
  /** "- …", "+ …", "1. …", or "a) …" in the order of the Vietnamese alphabet (a, b, c, d, đ, e, g …). */
  readonly mark: 'dash' | 'plus' | 'number' | 'letter'
  readonly items: readonly RichText[]
}

/** A picture in the middle of the page, its caption under it: "Hình 1. …". */
export interface ImageBlock {
  readonly type: 'image'
  readonly png: Uint8Array
  /** As it stands on the page, in millimetres. */
  readonly width: number
  readonly height: number
  /** What it says, for those who do not see it. */
  readonly alt: string
  readonly caption?: string
}

export type Block =
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: RichText; readonly align?: Align }
  | ListBlock
  | TableBlock
  | ImageBlock
  | { readonly type: 'pageBreak' }

export interface Appendix {
  /** "Phụ lục I", or "Phụ lục" when it is the only one. */
  readonly label: string
  readonly title: string
  /** The document it belongs to, as a reference names it; built from the document when not said. */
  readonly attachedTo?: string
  readonly landscape?: boolean
  readonly blocks: readonly Block[]
}

/** An official administrative document (Decree 30/2020/NĐ-CP, appendix I). */
export interface OfficialDocument {
  /** The body above the issuer: "UBND TỈNH BẾN TRE". None above a People's Committee of a province. */
  readonly superior?: string
  /** The issuing body as running text names it, "Sở Khoa học và Công nghệ": the letterhead puts it in capitals. */
  readonly issuer: string
  /** `null` leaves room for it: "Số:      /BC-UBND". */
  readonly number: string | null
  /** The symbol after the number: "BC-UBND"; empty where the kind of paper has none. */
  readonly symbol: string
  readonly place: string
  /** `YYYY-MM-DD`; `null` leaves room: "ngày … tháng … năm …". */
  readonly date: string | null
  /** "BÁO CÁO", "KẾ HOẠCH", …; `null` for an official letter, whose subject stands under its number ("V/v …"). */
  readonly kind: string | null
  /** "Kết quả thực hiện … năm 2025". */
  readonly subject: string
  readonly addressees?: readonly string[]
  /** "Căn cứ Nghị quyết số …": one paragraph each, in italics. */
  readonly legalBases?: readonly string[]
  readonly blocks: readonly Block[]
  /** "Nơi nhận": the dash and the semicolon are added; a last "Lưu: VT" too where it is missing. */
  readonly recipients: readonly string[]
  /** `authority`: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]; an empty `name` leaves room for it. */
  readonly signature: { readonly authority: readonly string[]; readonly name: string }
  readonly appendices?: readonly Appendix[]
  /** Stands at the top of every page: "BẢN NHÁP". "DỮ LIỆU MẪU" is added by itself. */
  readonly banner?: string
  /** A remark in the file's properties ("Comments" in Word), on no page: where the document comes from. */
  readonly remark?: string
  /** The moment the file's properties show, in ISO 8601; they show none if not said. */
  readonly writtenAt?: string
}

/**
 * "Bến Tre, ngày 23 tháng 11 năm 2025": days below 10 and the months 1 and 2 with a leading zero (Decree 30/2020/NĐ-CP,
 * appendix I, II.4). `null` leaves room to write the day by hand.
 *
 * @param date `YYYY-MM-DD`
 */
export function placeAndDate(place: string, date: string | null): string {
  return `${place}, ${longDate(date)}`
}

/** "ngày 23 tháng 11 năm 2025", or room for a day. */
export function longDate(date: string | null): string {
  if (date === null) return 'ngày      tháng      năm        '
  const [year = '', month = '', day = ''] = date.split('-')
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`
}

/** "Số: 05/BC-UBND", a number below 10 with a leading zero; "Số:        /BC-UBND" when not yet numbered. */
export function numberAndSymbol(number: string | null, symbol: string): string {
  if (number !== null && symbol === '') return `Số: ${number}`
  if (number === null) return `Số:        /${symbol}`
  return `Số: ${number.padStart(2, '0')}/${symbol}`
}
