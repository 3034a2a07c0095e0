import { Document, Header, Packer, PageOrientation, type Paragraph, type Table } from 'docx'
import { strFromU8, strToU8, unzipSync } from 'fflate'
import { markedBanner } from '../../platform/sample.ts'
import { documentText } from '../text.ts'
import { packArchive } from '../write/archive.ts'
import { blockElements } from './blocks.ts'
import {
  addressees,
  appendixHeading,
  closing,
  documentHeading,
  legalBases,
  letterhead,
  pageHeader,
} from './frame.ts'
import type { OfficialDocument } from './model.ts'
import { documentStyles, landscapeWidth, mm, portraitWidth } from './style.ts'
import { attachment } from './words.ts'

/** The file's core properties, with the caller's moment in place of the clock's, and the language. */
function sealProperties(xml: string, writtenAt: string | undefined): string {
  const moment = writtenAt === undefined ? undefined : `${new Date(writtenAt).toISOString().slice(0, 19)}Z`
  return xml
    .replace(/<dcterms:(created|modified)([^>]*)>[^<]*<\/dcterms:\1>/g, (_, name, attributes) =>
      moment === undefined ? '' : `<dcterms:${name}${attributes}>${moment}</dcterms:${name}>`,
    )
    .replace('</cp:coreProperties>', '<dc:language>vi-VN</dc:language></cp:coreProperties>')
}

function section(children: (Paragraph | Table)[], banner: string | undefined, landscape: boolean) {
  return {
    properties: {
      titlePage: true,
      page: {
        size: {
          width: mm(210),
          height: mm(297),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(20), header: mm(9), footer: mm(9) },
        pageNumbers: { start: 1 },
      },
    },
    headers: {
      first: new Header({ children: pageHeader(banner, false) }),
      default: new Header({ children: pageHeader(banner, true) }),
    },
    children,
  }
}

/**
 * Writes an official document as DOCX in the layout of Decree 30/2020/NĐ-CP, appendix I: A4, margins 20/20/30/20 mm,
 * Times New Roman, page number at the top centre from page 2; each appendix begins a page and counts its own pages.
 * The same document gives the same bytes on every machine. Texts come out in NFC, without characters XML forbids.
 */
export async function writeOfficialDocx(document: OfficialDocument): Promise<Uint8Array> {
  const banner = markedBanner(document.banner)
  const body = [
    ...letterhead(document),
    ...documentHeading(document),
    ...addressees(document.addressees ?? []),
    ...legalBases(document.legalBases ?? []),
    ...blockElements(document.blocks, portraitWidth, true),
    ...closing(document),
  ]
  const appendices = (document.appendices ?? []).map((appendix) => {
    const landscape = appendix.landscape ?? false
    return section(
      [
        ...appendixHeading(appendix, appendix.attachedTo ?? attachment(document)),
        ...blockElements(appendix.blocks, landscape ? landscapeWidth : portraitWidth),
      ],
      banner,
      landscape,
    )
  })
  const author = documentText(document.issuer)
  const file = new Document({
    title: documentText([document.kind, document.subject].filter(Boolean).join(' ')),
    subject: documentText(document.subject),
    creator: author,
    lastModifiedBy: author,
    ...(document.remark === undefined ? {} : { description: documentText(document.remark) }),
    styles: documentStyles,
    sections: [section(body, banner, false), ...appendices],
  })
  const files = unzipSync(new Uint8Array(await Packer.toArrayBuffer(file)))
  const properties = files['docProps/core.xml']
  if (properties === undefined) throw new Error('docx wrote no core properties')
  files['docProps/core.xml'] = strToU8(sealProperties(strFromU8(properties), document.writtenAt))
  return packArchive(files)
}
