import { Problem } from '../../platform/problem.ts'
import { type Budget, budgetOf, workbookLimits } from './budget.ts'
import { readLooks, readSheet, readStrings, type SheetContent } from './sheet.ts'
import { openArchive } from './unpack.ts'
import { attribute, readTokens } from './xml-tokens.ts'

export interface ReadSheet extends SheetContent {
  readonly name: string
  readonly hidden: boolean
}

const mostFiles = 2_000

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
 * read. It keeps its thread busy: the program reads what others send by `readTableFile`.
 *
 * @throws Problem `spreadsheet.damaged` (422) for what is no such file, `spreadsheet.tooLarge` (413) for one that takes more
 * than `workbookLimits` in all its sheets together
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadSheet[]> {
  try {
    return await readSheets(bytes, budgetOf(workbookLimits, tooLarge))
  } catch (error) {
    // What is no workbook shows in many ways, and all of them say just that.
    throw error instanceof Problem ? error : damaged()
  }
}

async function readSheets(bytes: Uint8Array, budget: Budget): Promise<ReadSheet[]> {
  const archive = openArchive(bytes, budget)
  if (archive.size > workbookLimits.bytes || archive.names.length > mostFiles) throw tooLarge()
  const targetsOf = async (folder: string, part: string) => {
    const targets = new Map<string, { type: string; path: string }>()
    const name = `${folder === '' ? '' : `${folder}/`}_rels/${part}.rels`
    await readTokens(archive.parts(name), budget, {
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
  const sheets: { name: string; path: string; hidden: boolean }[] = []
  let from1904 = false
  await readTokens(archive.parts(workbook), budget, {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (tag !== 'sheet') return
      const target = targets.get(attribute(attributes, 'id') ?? '')
      // A sheet may be a chart alone.
      if (target?.type !== 'worksheet') return
      const state = attribute(attributes, 'state') ?? 'visible'
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        path: target.path,
        hidden: state !== 'visible',
      })
    },
    close() {},
  })
  const partOf = (type: string) =>
    archive.parts([...targets.values()].find((target) => target.type === type)?.path ?? '')
  const context = {
    strings: await readStrings(partOf('sharedStrings'), budget),
    looks: await readLooks(partOf('styles'), budget),
    from1904,
  }
  // A sheet has a part of its own; one that many name would be read, and kept, as often.
  if (new Set(sheets.map(({ path }) => path)).size < sheets.length) throw damaged()
  const read: ReadSheet[] = []
  for (const { name, path, hidden } of sheets) {
    if (!archive.names.includes(path)) throw damaged()
    const content = await readSheet(archive.parts(path), context, budget)
    read.push({ name: name.normalize('NFC'), hidden, ...content })
  }
  return read
}
