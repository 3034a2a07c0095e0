import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { recordingRuleFields } from './recording-fields.ts'
import { recordKeys } from './records.ts'
import { toldBy } from './sentences.ts'

/** As they come with the program: data/catalogues.json. */
export const RecordingRuleData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  phrases: z.string().min(1),
  record: z.enum(recordKeys),
  source: z.string().min(1),
})

/** By which words a sentence of a plan is told by which records, as the office keeps it; it is proposed for each plan until an officer decides otherwise. */
export const recordingRules = keptCatalogue({
  table: 'recordingRule',
  fields: recordingRuleFields,
  one: words('quy tắc nơi ghi nhận', 'Recording rule'),
  route: '/recording-rules',
  may: { keep: ['coordinator'], read: staff },
  add: {
    name: 'standing.addRecordingRule',
    summary: words('Thêm quy tắc nơi ghi nhận', 'Add a recording rule'),
  },
  edit: {
    name: 'standing.editRecordingRule',
    summary: words('Sửa quy tắc nơi ghi nhận', 'Edit a recording rule'),
  },
  end: {
    name: 'standing.endRecordingRule',
    summary: words('Ngừng dùng quy tắc nơi ghi nhận', 'Stop using a recording rule'),
  },
  list: {
    name: 'standing.recordingRules',
    summary: words('Danh mục quy tắc nơi ghi nhận', 'Catalogue of recording rules'),
  },
  twice: {
    code: 'standing.recordingRuleTwice',
    words: words('Đã có quy tắc mang tên này.', 'There is a rule of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM (${toldBy}) told WHERE told.ground = 'words' AND told.by = k.name)`,
})
export const {
  add: addRecordingRule,
  edit: editRecordingRule,
  end: endRecordingRule,
  list: listRecordingRules,
} = recordingRules
