import { choice, longText, several, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { recordKeys, recordNames } from './records.ts'

/** A rule by which sentences are told by a kind of record: one that is added here is in its form, list, export and in REST. */
export const recordingRuleFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên quy tắc nơi ghi nhận', 'Name of the recording rule'),
    sort: 'name',
  },
  nameEn: {
    field: text(200),
    label: words('Tên quy tắc nơi ghi nhận bằng tiếng Anh', 'Name of the recording rule in English'),
    exportOnly: true,
  },
  phrases: {
    field: longText(2000),
    label: words('Từ ngữ trong kế hoạch', 'Words of the plan'),
    hint: words(
      'Mỗi dòng một cụm từ; nội dung nào của kế hoạch có một trong các cụm từ này thì được ghi nhận ở loại hồ sơ dưới đây.',
      'One expression in a line; a sentence that says one of them is told by the records below.',
    ),
    input: 'area',
    rows: 4,
  },
  record: {
    field: choice(recordKeys),
    label: words('Loại hồ sơ ghi nhận', 'Records that tell of it'),
    input: 'select',
    of: recordNames,
    empty: null,
  },
  source: {
    field: longText(500),
    label: words('Căn cứ của quy tắc', 'Basis of the rule'),
    input: 'area',
    rows: 2,
    exportOnly: true,
  },
})

/** By which document it was decided where a sentence is recorded. */
export const sentenceRecordingFields = recordFields({
  source: {
    field: longText(500),
    label: words('Căn cứ chọn loại hồ sơ', 'Basis of the choice'),
    hint: words(
      'Số, ngày văn bản hoặc lý do chọn.',
      'Number and day of the document, or why these were chosen.',
    ),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

/** The kinds of record that an officer chooses for a sentence. */
export const chosenRecords = several(choice(recordKeys))
