import { z } from 'zod'
import { type CellProblem, keysOf, plainHeading } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, type HeadedRow, mapped } from '../imports/index.ts'
import { fieldProblems, optionalText, optionalYear } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import type { States } from '../platform/states.ts'
import { nfc } from '../platform/text.ts'
import { kindOf, type RecordField } from '../ui/index.ts'
import { declarationWhole, profile, yearFigures } from './profile.ts'
import { declaredClasses, legalForms, sectorGroups } from './rules.ts'
import type { UnitNames } from './unit-names.ts'

/** The columns of an import, of its template and of the list's export: what is exported can be edited and imported again. */
const importFields = {
  ...profile.read,
  year: {
    label: words('Năm số liệu', 'Year of figures'),
    field: optionalYear(),
    headings: ['nam'],
    code: true,
  },
  ...yearFigures.read,
} satisfies Readonly<Record<string, RecordField>>
export type ImportColumn = keyof typeof importFields
export const importColumnKeys = keysOf(importFields)
const eachColumn = <V>(of: (field: RecordField, column: ImportColumn) => V) =>
  mapped(importColumnKeys, (column) => of(importFields[column], column))
export const importColumns = eachColumn(({ label }) => label)
/** How the values of each column are written in the template. */
export const importKinds = eachColumn(kindOf)

/** How a list of enterprises is read: its row of headings is the one with a tax code. */
export const enterpriseTable: HeadedKind<ImportColumn> = {
  columns: columnsOf(importFields),
  holds: (found) => found.has('taxCode'),
  keys: ['taxCode'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Mã số thuế”. Xin dùng tệp mẫu.',
    'No row of headings with “Mã số thuế” (tax code) was found. Please use the template.',
  ),
  mostRows: 100_000,
}

/** The keys of a closed list by how people write them. */
const written = <Key extends string>(of: States<Key>) =>
  of.keys.flatMap((key) =>
    [key, of.names[key].vi, of.names[key].en].map((words) => [plainHeading(words), key] as const),
  )
/** A cell's text as the key that it names; any other stays, for its field to refuse. */
const keyIn = <Field extends z.ZodType>(keys: ReadonlyMap<string, string>, field: Field) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? (keys.get(plainHeading(value)) ?? value) : value),
    field,
  )

const sectorWords: ReadonlyMap<string, string> = new Map([
  ...written(sectorGroups),
  ['san xuat', 'production'],
  ['nong lam nghiep thuy san', 'production'],
  ['cong nghiep xay dung', 'production'],
  ['cong nghiep', 'production'],
  ['xay dung', 'production'],
  ['nong nghiep', 'production'],
  ['thuong mai', 'trade_services'],
  ['dich vu', 'trade_services'],
])

const formWords: ReadonlyMap<string, string> = new Map([
  ...written(legalForms),
  ['cong ty', 'company'],
  ['doanh nghiep', 'company'],
  ['hop tac xa', 'cooperative'],
  ['lang nghe', 'craft_village'],
])

const { adminUnitId: _unit, ...imported } = profile.imported
const Row = z.object({
  ...imported,
  taxCode: profile.input.taxCode,
  unit: optionalText(200),
  legalForm: keyIn(formWords, imported.legalForm),
  sectorGroup: keyIn(sectorWords, imported.sectorGroup),
  year: importFields.year.field,
  ...yearFigures.imported,
  declaredClass: keyIn(new Map(written(declaredClasses)), yearFigures.imported.declaredClass),
})

/** What a row says; what it leaves empty stays as it is in the register. Money in đồng. */
export type ImportedRow = Omit<z.output<typeof Row>, 'unit'> & { readonly unitId: number | undefined }

type Fault = CellProblem<ImportColumn>

export type RowReading =
  | { readonly ok: true; readonly row: ImportedRow }
  | { readonly ok: false; readonly problems: Fault[] }

/**
 * Reads what the cells of a row say together.
 * @param units the administrative units by their names
 * @param today ISO
 * @param onRecord the unit that the register has of the enterprise
 */
export function readRow(
  read: HeadedRow<ImportColumn>,
  units: UnitNames,
  today: string,
  onRecord?: number,
): RowReading {
  const parsed = Row.safeParse(read.values, { reportInput: true })
  const said = read.values.unit
  const unit = typeof said === 'string' && nfc(said) !== '' ? units.find(said, onRecord) : null
  const problems: Fault[] = [...read.problems]
  // A cell that cannot be taken has its reason already.
  const wrong = (column: ImportColumn, reason: Words) => {
    if (problems.every((problem) => problem.column !== column)) problems.push({ column, words: reason })
  }
  if (!parsed.success)
    for (const { field, words: reason } of fieldProblems(parsed.error)) wrong(columnOf(field), reason)
  else if (problems.length === 0) problems.push(...together(parsed.data, today))
  if (unit !== null && 'unknown' in unit) wrong('unit', unit.unknown)
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  const { unit: _name, ...row } = parsed.data
  return { ok: true, row: { ...row, unitId: unit !== null && 'id' in unit ? unit.id : undefined } }
}

function columnOf(field: string): ImportColumn {
  return field in importColumns ? (field as ImportColumn) : 'taxCode'
}

function together(row: Omit<z.output<typeof Row>, 'unit'>, today: string): Fault[] {
  const problems: Fault[] = []
  const figures = yearFigures.keys.some((figure) => row[figure] !== undefined)
  const { declaredClass, declaredOn } = row
  if ((declaredClass === undefined) !== (declaredOn === undefined)) {
    const column = declaredClass === undefined ? 'declaredClass' : 'declaredOn'
    problems.push({ column, words: declarationWhole[declaredClass === undefined ? 'class' : 'day'] })
  }
  if (figures && row.year === undefined) {
    problems.push({
      column: 'year',
      words: words('Có số liệu thì phải ghi năm của số liệu.', 'Figures need the year that they are of.'),
    })
  }
  if (row.year !== undefined && !figures) {
    problems.push({
      column: 'year',
      words: words('Có năm nhưng không có số liệu nào.', 'There is a year but no figure.'),
    })
  }
  if (row.year !== undefined && row.year > Number(today.slice(0, 4))) {
    problems.push({
      column: 'year',
      words: words('Năm chưa tới nên chưa có số liệu.', 'That year has not come yet.'),
    })
  }
  if (row.foundedOn !== undefined && row.foundedOn > today) {
    problems.push({
      column: 'foundedOn',
      words: words('Ngày thành lập không thể sau hôm nay.', 'The founding day cannot be after today.'),
    })
  }
  return problems
}

/** What a new enterprise must have and the row does not give. */
export function missingForNew(row: ImportedRow): Fault[] {
  const needed = { name: row.name, address: row.address, unit: row.unitId, sectorGroup: row.sectorGroup }
  return (['name', 'address', 'unit', 'sectorGroup'] as const)
    .filter((column) => needed[column] === undefined)
    .map((column) => ({
      column,
      words: words('Doanh nghiệp mới cần mục này.', 'A new enterprise needs this.'),
    }))
}
