import { keysOf } from '../documents/read/headed-table.ts'
import { kindOf, type RecordField } from '../ui/index.ts'
import { type ImportColumn, mapped } from './headed-kind.ts'

/** The columns of a table that holds these fields. */
export const columnsOf = <Key extends string>(fields: Readonly<Record<Key, RecordField>>) =>
  mapped(
    keysOf(fields),
    (key): ImportColumn => ({
      words: fields[key].sheet ?? fields[key].label,
      kind: cellKind(fields[key]),
      others: fields[key].headings ?? [],
    }),
  )

/** What the cells of a field hold. */
function cellKind(field: RecordField): ImportColumn['kind'] {
  if (kindOf(field) === 'money') return 'money'
  if (field.input === 'number') return 'count'
  if (field.input === 'tel') return 'phone'
  const asItStands =
    field.code === true || field.input === 'email' || field.input === 'site' || field.input === 'year'
  return asItStands || kindOf(field) !== undefined ? 'value' : 'text'
}
