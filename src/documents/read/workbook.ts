import { Problem } from '../../platform/problem.ts'
import { readDateStyles, readSheet, readStrings, type WorkbookCell } from './sheet.ts'
import { openArchive } from './unpack.ts'
import { attribute, readTokens } from './xml-tokens.ts'

export interface ReadSheet {
  readonly name: string
  readonly rows: WorkbookCell[][]
}

/** Room for our own export of a list of 100.000 rows and 25 columns; what unpacks to more is a mistake or an attack. */
const limits = { unpackedBytes: 256 * 1024 * 1024, files: 2_000, cells: 4_000_000 }

function damaged(): Problem {
  return new Problem('spreadsheet.damaged', 422, {
    vi: 'Không đọc được tệp Excel: tệp hỏng hoặc không phải định dạng .xlsx. Xin mở tệp trong Excel, lưu lại dưới dạng .xlsx rồi thử lại.',
    en: 'The Excel file cannot be read: it is damaged or not in the .xlsx format. Open it in Excel, save it as .xlsx and try again.',
  })
}

function tooLarge(): Problem {
  return new Problem('spreadsheet.tooLarge', 413, {
    vi: 'Tệp Excel quá lớn. Xin xóa các dòng, cột không dùng hoặc chia thành nhiều tệp.',
    en: 'The Excel file is too large. Delete the rows and columns not in use, or split it into several files.',
  })
}

/** The path that a part names another one by, from the folder of the one that names it. */
function resolved(folder: string, target: string): string {
  return new URL(target, `zip:/${folder}/`).pathname.slice(1)
}

/**
 * Reads every sheet of an .xlsx file, row by row, texts in NFC and otherwise as written. The file is unpacked while it is
 * read, and others have their turn meanwhile.
 *
 * @throws Problem `spreadsheet.damaged` (422) for what is no such file, `spreadsheet.tooLarge` (413) for one that unpacks to
 * more than 256 MB or spreads over more than 4 million cells
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadSheet[]> {
  try {
    return await readSheets(bytes)
  } catch (error) {
    // What is no workbook shows in many ways, and all of them say just that.
    throw error instanceof Problem ? error : damaged()
  }
}

async function readSheets(bytes: Uint8Array): Promise<ReadSheet[]> {
  const archive = openArchive(bytes)
  if (archive.size > limits.unpackedBytes || archive.names.length > limits.files) throw tooLarge()
  const targetsOf = async (folder: string, part: string) => {
    const targets = new Map<string, { type: string; path: string }>()
    const name = `${folder === '' ? '' : `${folder}/`}_rels/${part}.rels`
    await readTokens(archive.parts(name), {
      open(tag, attributes) {
        if (tag !== 'Relationship') return
        const type = attribute(attributes, 'Type')?.split('/').at(-1) ?? ''
        const path = resolved(folder, attribute(attributes, 'Target') ?? '')
        targets.set(attribute(attributes, 'Id') ?? '', { type, path })
      },
      close() {},
    })
    return targets
  }
  const packageParts = await targetsOf('', '')
  const workbook = [...packageParts.values()].find(({ type }) => type === 'officeDocument')?.path ?? ''
  if (!archive.names.includes(workbook)) throw damaged()
  const [folder, file] = [workbook.replace(/\/?[^/]*$/, ''), workbook.replace(/^.*\//, '')]
  const targets = await targetsOf(folder, file)
  const sheets: { name: string; path: string }[] = []
  let from1904 = false
  await readTokens(archive.parts(workbook), {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (tag !== 'sheet') return
      const target = targets.get(attribute(attributes, 'id') ?? '')
      // A sheet may be a chart alone.
      if (target?.type !== 'worksheet') return
      sheets.push({ name: attribute(attributes, 'name') ?? '', path: target.path })
    },
    close() {},
  })
  const partOf = (type: string) =>
    archive.parts([...targets.values()].find((target) => target.type === type)?.path ?? '')
  const context = {
    strings: await readStrings(partOf('sharedStrings')),
    dates: await readDateStyles(partOf('styles')),
    from1904,
  }
  const read: ReadSheet[] = []
  for (const { name, path } of sheets) {
    if (!archive.names.includes(path)) throw damaged()
    const rows = await readSheet(archive.parts(path), context, limits.cells, tooLarge)
    read.push({ name: name.normalize('NFC'), rows })
  }
  return read
}
