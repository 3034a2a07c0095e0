import {
  choice,
  id,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
  whole,
  year,
} from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

export const schoolKinds = states({
  university: words('Đại học', 'University'),
  college: words('Cao đẳng', 'College'),
  vocational: words('Trung cấp, dạy nghề', 'Vocational school'),
  other: words('Trường khác', 'Another school'),
})

export const terms = states({
  first: words('Học kỳ 1', 'First term'),
  second: words('Học kỳ 2', 'Second term'),
  summer: words('Học kỳ hè', 'Summer term'),
  whole: words('Cả năm học', 'The whole year'),
})

export const schoolFields = recordFields({
  name: { field: text(300), label: words('Tên trường', 'Name of the school'), sort: 'name' },
  kind: {
    field: choice(schoolKinds.keys),
    label: words('Loại trường', 'Kind of school'),
    input: 'select',
    of: schoolKinds,
    empty: null,
  },
  address: { field: optionalText(500), label: words('Địa chỉ', 'Address'), exportOnly: true },
})

export const classFields = recordFields({
  year: { field: year(), label: words('Năm', 'Year'), input: 'year', half: true, sort: 'year' },
  term: {
    field: choice(terms.keys),
    label: words('Học kỳ', 'Term of the school'),
    input: 'select',
    of: terms,
    empty: null,
    half: true,
  },
  className: {
    field: text(200),
    label: words('Lớp', 'Class of the school'),
    headings: ['ten lop'],
    half: true,
  },
  module: {
    field: text(300),
    label: words('Môn học, chuyên đề', 'Curriculum or module'),
    headings: ['mon hoc', 'chuyen de', 'mo dun'],
    half: true,
  },
  lecturer: {
    field: optionalText(200),
    label: words('Giảng viên', 'Lecturer'),
    half: true,
    personal: 'freeText',
  },
  hours: {
    field: optionalWhole(1, 10_000),
    label: words('Số tiết', 'Lessons'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  learners: {
    field: whole(1, 100_000, 'persons'),
    label: words('Số người học', 'Learners'),
    headings: ['si so', 'so sinh vien', 'so hoc vien'],
    input: 'number',
    half: true,
    sort: 'learners',
  },
  passed: {
    field: optionalWhole(0, 100_000, 'persons'),
    label: words('Số người đạt', 'How many passed'),
    headings: ['dat'],
    input: 'number',
    half: true,
  },
  result: {
    field: optionalLongText(2000),
    label: words('Kết quả lớp học', 'Result of the class'),
    headings: ['ket qua'],
    input: 'area',
    rows: 2,
    exportOnly: true,
    personal: 'freeText',
  },
})

/** What proves a class that is entered one by one. */
export const proofField = recordFields({
  fileId: {
    field: id(),
    label: words('Minh chứng', 'Evidence'),
    hint: words(
      'Danh sách lớp, quyết định mở lớp hoặc bảng điểm.',
      'List of the class, its decision or marks.',
    ),
    input: 'file',
    offList: true,
  },
})
