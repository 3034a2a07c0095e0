import { strToU8, zipSync } from 'fflate'

/* Small office files by their parts, made anew for tests. */

export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** What says of a package where its main part is. @param kind such as `spreadsheetml.sheet` */
export function packageOf(part: string, kind: string): Record<string, Uint8Array> {
  return {
    '[Content_Types].xml': strToU8(
      `<?xml version="1.0"?><Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="${part}"/></Relationships>`,
    ),
  }
}

/** A Word document of these parts. */
export function wordFile(
  body: string,
  parts: { styles?: string; numbering?: string } = {},
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    zipSync({
      ...packageOf('word/document.xml', 'wordprocessingml.document'),
      'word/document.xml': strToU8(`<w:document ${space}><w:body>${body}</w:body></w:document>`),
      'word/styles.xml': strToU8(`<w:styles ${space}>${parts.styles ?? ''}</w:styles>`),
      'word/numbering.xml': strToU8(`<w:numbering ${space}>${parts.numbering ?? ''}</w:numbering>`),
    }),
  )
}

/** A PDF whose pages show these operators, with Times as /F1, Times bold as /F2 and Helvetica as /F3. */
export function pdfFile(pages: readonly string[], trailer = ''): Uint8Array {
  const font = (name: string) => `<</Type/Font/Subtype/Type1/BaseFont/${name}>>`
  const fonts = `/F1 ${font('Times-Roman')}/F2 ${font('Times-Bold')}/F3 ${font('Helvetica')}`
  const kids = pages.map((_page, at) => `${10 + at * 2} 0 R`).join(' ')
  const objects = pages.map((content, at) => {
    const id = 10 + at * 2
    return `${id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<${fonts}>>>>/Contents ${id + 1} 0 R>>endobj
${id + 1} 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj`
  })
  return strToU8(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>endobj
${objects.join('\n')}
trailer<</Root 1 0 R${trailer}>>`)
}
